"""Opaque cursors: where a page ends, bound to the question that the page answers.

A cursor holds the keys of a page's last row and a mark of the question. The check digits catch what was cut or changed
on the way; they are no secret, for a cursor leads to nothing that is not open anyway.
"""

import base64
import binascii
import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Sequence
from typing import Any, NoReturn

import orjson
from fastapi import Request

from app.api.problems import conflict

_NO_PART_OF_THE_QUESTION = ("cursor=", "limit=", "count=", "include=", "fields=")
_CHECK = 6  # bytes
_HOST = re.compile(r"[A-Za-z0-9.\-:\[\]_]+")
_ANEW = "leave it out to begin anew"


def next_url(request: Request, last: Sequence[Any] | None) -> str | None:
    """Return the URL of the page that follows the row with these keys; None when there is none."""
    if last is None:
        return None
    scope = request.scope
    asked = _query(request)
    packed = orjson.dumps([_mark(scope["path"], asked), *last], option=orjson.OPT_UTC_Z)
    cursor = base64.urlsafe_b64encode(packed + _check(packed)).rstrip(b"=").decode()
    parts = [part for part in asked if not part.startswith("cursor=")]
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1").partition("?")[0]
    return f"{origin(request)}{path}?{'&'.join([*parts, f'cursor={cursor}'])}"


def origin(request: Request) -> str:
    """Return the scheme and host that the client used, such as ``http://127.0.0.1:8000``."""
    host = next((value.decode("latin-1") for name, value in request.scope["headers"] if name == b"host"), "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.scope['scheme']}://{host}"


def keys_of(request: Request, cursor: str | None, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """Return the keys that a cursor holds, of these kinds. Refuses one that is not ours or of another question."""
    if not cursor:
        return None
    try:
        whole = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        packed, check = whole[:-_CHECK], whole[-_CHECK:]
        if _check(packed) != check:
            _refuse_strange()
        mark, *keys = orjson.loads(packed)
        if mark != _mark(request.scope["path"], _query(request)):
            conflict("cursor", f"belongs to another path, other filters or another order; {_ANEW}")
        return tuple(_key(value, kind) for value, kind in zip(keys, kinds, strict=True))
    except (ValueError, TypeError, binascii.Error):
        _refuse_strange()


def _refuse_strange() -> NoReturn:
    conflict("cursor", f"is no cursor of ours; follow the `next` of a page, or {_ANEW}")


def _query(request: Request) -> list[str]:
    query = request.scope["query_string"].decode("latin-1")
    return query.split("&") if query else []


def _mark(path: str, query: Sequence[str]) -> str:
    """Return a mark of the question that a cursor belongs to: its path, its filters and its order."""
    asked = sorted([part for part in query if not part.startswith(_NO_PART_OF_THE_QUESTION)])
    return hashlib.blake2s(f"{path}?{'&'.join(asked)}".encode(), digest_size=6).hexdigest()


def _check(packed: bytes) -> bytes:
    return hashlib.blake2s(packed, digest_size=_CHECK, person=b"cursor").digest()


def _key(value: Any, kind: type) -> Any:  # noqa: ANN401 - a key is whatever its column holds
    if kind is uuid.UUID:
        return uuid.UUID(value)
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if not isinstance(value, kind):
        raise TypeError("a key of another kind")
    return value
