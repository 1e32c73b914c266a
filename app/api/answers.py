"""How the bytes of an answer are made, and what is said of them for whoever keeps them."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from email.utils import format_datetime
from importlib.metadata import version
from typing import Any

import orjson
from fastapi import Response

CACHING = "public, no-cache"
"""Whoever keeps an answer asks each time whether it still holds: a 304 costs next to nothing."""

FORMAT = version("meeting-records")
"""Belongs to every tag that is made of a revision: another version may show the same records otherwise."""

_OPTIONS = orjson.OPT_UTC_Z


def record_answer(record: Any, modified_at: dt.datetime | None = None) -> Response:  # noqa: ANN401 - whatever JSON takes
    """Return one record."""
    return json_answer(orjson.dumps(record, option=_OPTIONS), modified_at)


def json_answer(
    body: bytes, modified_at: dt.datetime | None = None, link: str | None = None, revision: str | None = None
) -> Response:
    """Return JSON that is made already, with a tag of its content that a client can ask about again.

    The tag is made of the ``revision`` where one tells all that the body does.
    """
    content = body if revision is None else revision.encode()
    headers = {"ETag": tag_of(content), "Cache-Control": CACHING}
    if modified_at is not None:
        headers["Last-Modified"] = format_datetime(modified_at.astimezone(dt.UTC), usegmt=True)
    if link is not None:
        headers["Link"] = f'<{link}>; rel="next"'
    return Response(body, headers=headers, media_type="application/json")


def tag_of(content: bytes) -> str:
    """Return the tag of an answer with this content."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def list_answer(
    url: str | None, records: Iterable[bytes], count: int | None = None, revision: str | None = None
) -> Response:
    """Return a page of records that are JSON already, with the way to the next page in body and header.

    ``revision``, if given, changes whenever the records do; hashing it is cheaper than hashing them.
    """
    parts = [b'{"data":[', b",".join(records), b'],"next":', orjson.dumps(url)]
    parts.append(b"}" if count is None else b',"count":%d}' % count)
    whole = None if revision is None else f"{FORMAT} {url} {count} {revision}"
    return json_answer(b"".join(parts), link=url, revision=whole)


def packed(row: Any) -> bytes:  # noqa: ANN401 - whatever JSON takes
    """Return a row as JSON, without the keys that only order it or serve to find it."""
    return orjson.dumps({name: value for name, value in row.items() if not name.startswith("key_")}, option=_OPTIONS)
