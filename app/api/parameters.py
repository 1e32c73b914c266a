"""What every list takes: how many, from where; and the refusal of parameters that nobody declared."""

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from typing import Annotated, Any

import orjson
from fastapi import Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.api.problems import Fault, RequestFaultyError, refuse
from app.store.queries import Key, Listing

MOST = 200

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many to return, 1 to 200.", examples=[20])]
Cursor = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="Where the page begins, as the `next` of the page before gives it; empty for the first page.",
        examples=[""],
    ),
]


def _declared(route: APIRoute) -> frozenset[str]:
    names: set[str] = set()
    pending: list[Dependant] = [route.dependant]
    while pending:
        dependant = pending.pop()
        names.update(parameter.alias for parameter in dependant.query_params)
        pending.extend(dependant.dependencies)
    return frozenset(names)


async def only_declared(request: Request) -> None:
    """Refuse query parameters that the operation does not declare, and those given twice.

    A filter that is silently passed over would answer another question than was asked.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    declared = _declared(route)
    given = [name for name, _ in request.query_params.multi_items()]
    takes = f"It takes {', '.join(sorted(declared))}" if declared else "It takes none"
    faults = [
        Fault(parameter=name[:100], detail=f"{request.url.path} has no parameter of this name. {takes}")
        for name in dict.fromkeys(given)
        if name not in declared
    ]
    faults += [
        Fault(parameter=name, detail="is given more than once; give it once")
        for name in sorted({name for name in given if name in declared and given.count(name) > 1})
    ]
    if faults:
        raise RequestFaultyError(faults)


def _question(request: Request) -> str:
    """Return a mark of the question that a cursor belongs to: its path and its filters."""
    rest = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in {"cursor", "limit"}
    )
    return hashlib.sha256(orjson.dumps([request.url.path, rest])).hexdigest()[:12]


def next_url(request: Request, last: Key | None) -> str | None:
    """Return the URL of the page that follows the row with these keys; None when there is none."""
    if last is None:
        return None
    keys = [
        key.isoformat() if isinstance(key, dt.datetime) else str(key) if isinstance(key, uuid.UUID) else key
        for key in last
    ]
    cursor = base64.urlsafe_b64encode(orjson.dumps([_question(request), *keys])).rstrip(b"=").decode()
    return str(request.url.include_query_params(cursor=cursor))


def keys_of(request: Request, listing: Listing, cursor: str | None) -> Key | None:
    """Return the keys that a cursor holds, None for none. Refuses one that was tampered with or belongs to another question."""
    if not cursor:
        return None
    try:
        packed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        question, *keys = orjson.loads(packed)
        found = tuple(_key(value, kind) for value, kind in zip(keys, listing.kinds, strict=True))
    except (ValueError, TypeError, binascii.Error, UnicodeError):
        refuse("cursor", "is no cursor of ours; follow the `next` of a page, or leave it out to begin anew")
    if question != _question(request):
        refuse("cursor", "belongs to another path or other filters; leave it out to begin anew")
    return found


def _key(value: Any, kind: type) -> Any:  # noqa: ANN401 - a key is whatever its column holds
    if kind is uuid.UUID:
        return uuid.UUID(value)
    if kind is dt.datetime:
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return moment
    if not isinstance(value, kind) or (isinstance(value, str) and "\x00" in value):
        raise TypeError("a key of another kind")
    if isinstance(value, int) and not -(2**31) <= value < 2**31:
        raise ValueError("a position out of range")
    return value
