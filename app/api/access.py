"""Who may do what: keys with their scopes, and how often each may write.

An operation that writes asks for a key among its parameters::

    Editor = Annotated[Key, Depends(requires(Scope.EDIT))]

Reading is open unless a setting closes it (``app.api.closed``).
"""

import datetime as dt
import ipaddress
import logging
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, NoReturn

import limits
import sqlalchemy as sa
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.exceptions import HTTPException

from app.api.problems import SHAPE
from app.errors import StoreUnavailableError
from app.settings import Settings
from app.store.keys import Key, Scope, any_key, key_of, note_use, use_is_news

_log = logging.getLogger(__name__)
_MAKE_ONE = "Make one with `meeting-records keys create NAME --scope {scope}` where the service runs"
_SEND_IT = "and send it as `Authorization: Bearer mrk_…`"

WRITE_ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"description": "There is no key with the request, or none that is known.", **SHAPE},
    403: {"description": "The key is not for this, or there is no key yet and so writing is off.", **SHAPE},
    429: {
        "description": "The key or the address has written as often as it may; `Retry-After` says when to go on.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}},
        **SHAPE,
    },
}
"""The problems that any operation that writes may answer with, besides those of all operations."""


class Access:
    """Admits the bearers of keys. One for an application: it counts what each key and address has written lately."""

    def __init__(self, engine: sa.Engine, settings: Settings) -> None:
        self._engine = engine
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_key = limits.parse_many(settings.writes_per_key)
        self._per_address = limits.parse_many(settings.writes_per_address)
        self._notes = ThreadPoolExecutor(1, "key-use")  # no request waits for its key's last use to be written down

    def writer(self, token: str | None, address: str, scope: Scope) -> Key:
        """Return the key behind a token if it may write. Raises ``HTTPException`` 401, 403 or 429."""
        self._count(self._per_address, "address", network_of(address))
        key = self._key(token, scope)
        if not key.may(scope):
            detail = f"The key {key.name!r} is not for this: it lacks the scope `{scope}`. {_MAKE_ONE}"
            raise HTTPException(403, detail.format(scope=scope))
        self._count(self._per_key, "key", key.id)
        return key

    def reader(self, token: str | None) -> Key:
        """Return the key behind a token where reading needs one. Raises ``HTTPException`` 401 or 403."""
        return self._key(token, None)

    def close(self) -> None:
        """Write down what is still to be noted."""
        self._notes.shutdown()

    def _key(self, token: str | None, scope: Scope | None) -> Key:
        with self._engine.connect() as connection:
            key = key_of(connection, token) if token else None
            if key is None:
                _refuse(token, scope, off=not any_key(connection))
        now = dt.datetime.now(dt.UTC)
        if use_is_news(key, now):
            try:
                self._notes.submit(self._note, key, now)
            except RuntimeError:  # closed already: the last requests wait for their notes
                self._note(key, now)
        return key

    def _note(self, key: Key, now: dt.datetime) -> None:
        try:
            note_use(self._engine, key, now)
        except (StoreUnavailableError, sa.exc.SQLAlchemyError) as fault:  # what matters will say so itself
            _log.warning("the last use of a key could not be kept: %s", fault)

    def _count(self, rates: list[limits.RateLimitItem], kind: str, who: str) -> None:
        for rate in rates:
            if not self._limiter.hit(rate, kind, who):
                wait = self._limiter.get_window_stats(rate, kind, who).reset_time - time.time()
                seconds = max(1, math.ceil(wait))
                detail = f"This {kind} has written {rate}, as often as it may. Go on in {seconds} seconds"
                raise HTTPException(429, detail, headers={"Retry-After": str(seconds)})


def requires(scope: Scope) -> Callable[..., Key]:
    """Return the dependency that gives the key of a request, once it is sure that the key is good for this."""

    def admitted(request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Key:
        access: Access = request.app.state.access
        address = request.client.host if request.client else ""
        key = access.writer(bearer.credentials if bearer else None, address, scope)
        request.scope["key_name"] = key.name  # for the log
        return key

    return admitted


def network_of(address: str) -> str:
    """Return what counts as one address: an IPv6 client has at least 64 bits of addresses to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket's path
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _refuse(token: str | None, scope: Scope | None, *, off: bool) -> NoReturn:
    doing = "Reading" if scope is None else "Writing"
    make_one = _MAKE_ONE.format(scope=scope or Scope.INGEST)
    if off:
        raise HTTPException(403, f"{doing} is off, for it needs a key and there is none yet. {make_one}, {_SEND_IT}")
    problem = "The key is not known, or was revoked" if token else f"{doing} needs a key"
    raise HTTPException(401, f"{problem}. {make_one}, {_SEND_IT}", headers={"WWW-Authenticate": "Bearer"})


_BEARER = HTTPBearer(
    scheme_name="key",
    bearerFormat="mrk_…",
    description="A key that `meeting-records keys create NAME --scope …` has shown. Scopes: `ingest` adds articles, "
    "`edit` corrects records, `admin` does both.",
    auto_error=False,
)
