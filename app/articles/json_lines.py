"""JSON lines: one article a line, with the fields ``text`` and, where known, ``id, title, published, publisher``.

Other fields are passed over, so the files of annotators and of other programs can be read as they are. A text is kept
as the string that the JSON spells. NUL characters and halves of surrogate pairs are refused: no database keeps the
one, and no file the other.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from app.articles.plain_text import checked_text, decode
from app.articles.sizes import MOST_BYTES, too_long
from app.errors import ArticleUnreadableError
from app.records import Article, days_of

_LONGEST_ID = 500  # characters: the id is indexed, and an index has room for no more on every database
_FORM = '{"text": "…", "id": "…", "title": "…", "published": "2015-04-02", "publisher": "…"}'


def read_json_lines(stream: BinaryIO, where: str, origin: str) -> Iterator[Article | ArticleUnreadableError]:
    """Yield the article of each line, or an error that names the line; blank lines are passed over.

    A file that is not made of lines (a document spread over several, an array, something binary) is one error.
    """
    any_line = False
    for number, line in _lines(stream):
        here, its_origin = f"{where}, line {number}", f"{origin}, line {number}"
        if line is None:
            any_line = True
            yield too_long(here)
            continue
        if not line.strip():
            continue
        if not any_line and (fault := _not_lines(line, where)):
            yield fault
            return
        any_line = True
        try:
            yield _article(line, here, its_origin)
        except ArticleUnreadableError as fault:
            yield fault
    if not any_line:
        yield ArticleUnreadableError(where, "it is empty", "Give one JSON object a line, or remove it")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number; None for one over the limit, which is never in memory as a whole."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= MOST_BYTES or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)
        yield number, None


def _not_lines(first: bytes, where: str) -> ArticleUnreadableError | None:
    """Return the error for a whole file whose first line shows that it is no JSON lines."""
    if first.strip() in (b"{", b"["):
        return ArticleUnreadableError(
            where,
            "it is one JSON document spread over several lines, not JSON lines",
            "Put each article on a line of its own: jq -c '.' for an object, jq -c '.[]' for an array",
        )
    return None


def _article(line: bytes, where: str, origin: str) -> Article:
    try:
        fields = orjson.loads(decode(line, where).rstrip())
    except orjson.JSONDecodeError as fault:
        raise ArticleUnreadableError(
            where, f"invalid JSON ({fault.msg}, column {fault.colno})", f"Give one JSON object: {_FORM}"
        ) from fault
    if not isinstance(fields, dict):
        raise ArticleUnreadableError(where, f"this is {_named(fields)}, no JSON object", f"Give {_FORM}")
    if "text" not in fields:
        raise ArticleUnreadableError(where, "there is no `text`", f"Give {_FORM}")
    text = _string(fields, "text", where)
    if text is None:
        raise ArticleUnreadableError(where, "`text` is null", "Give it the article's text")
    return Article(
        text=checked_text(text, f"{where}, `text`"),
        id=_id(fields, where),
        title=_string(fields, "title", where) or None,
        published=_published(fields, where),
        publisher=_string(fields, "publisher", where) or None,
        origin=origin,
    )


def _id(fields: dict[str, Any], where: str) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    given = _string(fields, "id", where)
    if given is not None and len(given) > _LONGEST_ID:
        raise ArticleUnreadableError(
            where, f"`id` has {len(given)} characters", f"Give one of at most {_LONGEST_ID}, or none"
        )
    return given or None


def _published(fields: dict[str, Any], where: str) -> str | None:
    """Return the day, month or year of publication; of a moment ("2015-04-02T10:00:00Z") its day, in its own zone."""
    given = _string(fields, "published", where)
    if not given:
        return None
    try:
        days_of(given)
    except ValueError:
        try:
            return dt.datetime.fromisoformat(given).date().isoformat()
        except ValueError as fault:
            raise ArticleUnreadableError(
                where,
                f"`published` is no date: {given[:40]!r}",
                "Give YYYY-MM-DD, YYYY-MM or YYYY, or leave it out",
            ) from fault
    return given


def _string(fields: dict[str, Any], name: str, where: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleUnreadableError(where, f"`{name}` is {_named(value)}, no string", "Give it as a string")
    if "\0" in value:
        raise ArticleUnreadableError(
            where,
            f"`{name}` holds a NUL character at offset {value.index(chr(0))}",
            "Take it out; no database keeps it",
        )
    return value


def _named(value: object) -> str:
    match value:
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case dict():
            return "an object"
        case _:
            return "null"
