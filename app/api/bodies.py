"""What a request may bring along: so many bytes, and JSON nested so deep and no deeper, whatever it is sent to."""

import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import OPEN_TO_ALL, problem

DEEPEST = 32
"""Arrays and objects within each other. No request that we take has more than three."""

STREAM = "application/x-ndjson"

_BRING_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)  # possessive: no text makes it go back
_INNERMOST = re.compile(rb"\[\]|\{\}")  # both at once: an object around an array is one deeper than the array
_ALL_BUT_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")


class BodyLimits:
    """Answers 413 to a body that is too long, and 400 to JSON that is nested too deep, before anybody reads it."""

    def __init__(self, app: ASGIApp, longest: int, longest_stream: int) -> None:
        self._app = app
        self._longest = longest
        self._longest_stream = longest_stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in _BRING_NOTHING:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        kind = media_type(request)
        most = self._longest_stream if kind == STREAM else self._longest
        try:
            _refuse_long(int(request.headers.get("content-length", "0")), most)
            receive = _counted(receive, most)
            if kind == "application/json" or kind.endswith("+json"):
                body = await _whole(receive)
                await run_in_threadpool(_refuse_deep, body)
                receive = _again(body, receive)
        except HTTPException as refusal:
            await problem(request, refusal.status_code, refusal.detail, headers=OPEN_TO_ALL)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def media_type(request: Request) -> str:
    """Return the media type of a request's body, without parameters, in lower case."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_deeper_than(most: int, document: bytes) -> bool:
    """Tell whether JSON is nested deeper than so much. Takes time linear in its length, whatever it is."""
    brackets = _STRINGS.sub(b"", document).translate(None, _ALL_BUT_BRACKETS)
    for _ in range(most):
        if not brackets:
            return False
        brackets = _INNERMOST.sub(b"", brackets)
    return bool(brackets)


def _refuse_deep(document: bytes) -> None:
    if is_deeper_than(DEEPEST, document):
        raise HTTPException(
            400, f"The JSON is not closed, or nested more than {DEEPEST} deep. Send one whole document, and a flat one"
        )


def _refuse_long(length: int, most: int) -> None:
    if length > most:
        raise HTTPException(413, f"The request's body is longer than {most:,} bytes. Send less at once")


def _counted(receive: Receive, most: int) -> Receive:
    received = 0

    async def count() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        _refuse_long(received, most)
        return message

    return count


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Give a body that was read already once more, then what comes after it."""
    given = False

    async def give() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give
