"""Reading that needs a key, where the settings close it: before routing, so that no kept answer slips past."""

from sqlalchemy.exc import TimeoutError as NoConnectionLeftError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.access import Access
from app.api.problems import OPEN_TO_ALL, problem, unavailable
from app.errors import StoreUnavailableError

_OPEN = frozenset({"/", "/docs", "/redoc", "/openapi.json", "/healthz", "/readyz"})
_ASSETS = "/assets/"


class ReadingByKey:
    """Lets nobody read records without a key, of whatever scope."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            await run_in_threadpool(self._access.reader, token.strip() if kind.lower() == "bearer" else None)
        except HTTPException as refusal:
            headers = {**(refusal.headers or {}), **OPEN_TO_ALL}
            await problem(request, refusal.status_code, refusal.detail, headers=headers)(scope, receive, send)
        except (StoreUnavailableError, NoConnectionLeftError) as fault:
            answer = unavailable(request, fault)
            answer.headers.update(OPEN_TO_ALL)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, _kept_private(send))


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_ASSETS)


def _kept_private(send: Send) -> Send:
    """Let no cache between us and the reader keep the answer for others."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, value.replace(b"public", b"private") if name == b"cache-control" else value)
                for name, value in message["headers"]
            ]
            message = {**message, "headers": [*headers, (b"vary", b"Authorization")]}
        await send(message)

    return send_private
