"""Every request under an id of its own, counted and written down. It stands before all else, and must cost little."""

import logging
import re
import secrets
import time
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.metrics import Metrics
from app.logs import REQUEST_ID, REQUESTS

ID = b"x-request-id"
_SANE = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Watching:
    """Takes the id that a request brings, if it is sane, or makes one, and sends it back with the answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        request_id = _brought(scope["headers"]) or secrets.token_hex(8).encode()
        scope["request_id"] = request_id
        status = 500  # unless an answer begins: what is raised past here is answered with it

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (ID, request_id)]}
            await send(message)

        self._metrics.in_progress += 1
        before = REQUEST_ID.set(request_id.decode())
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - begun
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.in_progress -= 1
            self._metrics.count(method, scope["path"], status, seconds)
            if REQUESTS.isEnabledFor(logging.INFO):
                REQUESTS.info("request", extra=_shown(scope, status, seconds))
            REQUEST_ID.reset(before)


def _brought(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    for name, value in headers:  # a plain loop, for it is run for every request
        if name == ID and _SANE.fullmatch(value):
            return value
    return None


def _shown(scope: Scope, status: int, seconds: float) -> dict[str, object]:
    client = scope.get("client")
    shown: dict[str, object] = {
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "address": client[0] if client else None,
    }
    if (key := scope.get("key_name")) is not None:
        shown["key"] = key
    return shown
