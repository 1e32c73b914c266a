"""JSON lines: one article a line, with the fields ``text`` and, where known, ``id, title, published, publisher``.

Other fields are passed over, so the files of annotators and of other programs can be read as they are. A text is kept
as the string that the JSON spells. NUL characters and halves of surrogate pairs are refused: no database keeps the
one, and no file the other.
"""

from collections.abc import Iterator
from typing import IO, Any, BinaryIO

import orjson

from app.articles.fields import FORM, article_of, named
from app.articles.plain_text import decode
from app.articles.sizes import MOST_BYTES, too_long
from app.errors import ArticleUnreadableError
from app.records import Article


def read_json_lines(stream: BinaryIO, where: str, origin: str) -> Iterator[Article | ArticleUnreadableError]:
    """Yield the article of each line, or an error that names the line; blank lines are passed over.

    A file that is not made of lines (a document spread over several, an array, something binary) is one error.
    """
    any_line = False
    for number, line in lines_of(stream):
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
            yield article_of(fields_of(line, here), here, its_origin)
        except ArticleUnreadableError as fault:
            yield fault
    if not any_line:
        yield ArticleUnreadableError(where, "it is empty", "Give one JSON object a line, or remove it")


def lines_of(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
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


def fields_of(line: bytes, where: str) -> dict[str, Any]:
    """Return the fields of a JSON object. Raises ``ArticleUnreadableError`` for anything else."""
    try:
        fields = orjson.loads(decode(line, where).rstrip())
    except orjson.JSONDecodeError as fault:
        raise ArticleUnreadableError(
            where, f"invalid JSON ({fault.msg}, column {fault.colno})", f"Give one JSON object: {FORM}"
        ) from fault
    if not isinstance(fields, dict):
        raise ArticleUnreadableError(where, f"this is {named(fields)}, no JSON object", f"Give {FORM}")
    return fields
