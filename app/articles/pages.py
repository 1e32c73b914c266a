"""HTML pages: the article without navigation, with title, date and publisher from the page's metadata.

trafilatura finds the article in the page: of the libraries tried it alone keeps the bullet points of an agenda and
drops the navigation. The text is kept as it gives it.
"""

import codecs
import re

import trafilatura
from trafilatura.settings import Document

from app.articles.plain_text import decode
from app.errors import ArticleUnreadableError
from app.records import Article, days_of

_LOOKS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LATIN = {"iso8859-1", "ascii", "latin_1"}  # browsers read all three as Windows-1252, and pages count on it
# Python's own, which no page is written in, and UTF-7, which no browser reads: they may spell what is no text.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
# The date that a page states; not one guessed from any number in it, for days are reckoned from this one.
_STATED = {"extensive_search": False, "original_date": True}


def looks_like_page(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of an HTML page."""
    return _LOOKS.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def read_page(data: bytes, where: str, origin: str) -> Article:
    """Return the article in an HTML page. Raises ``ArticleUnreadableError`` when there is none in it."""
    if not data.strip():
        raise ArticleUnreadableError(where, "the page is empty", "Save the page again, or remove it")
    page = trafilatura.bare_extraction(
        _characters(data, where), with_metadata=True, include_comments=False, date_extraction_params=_STATED
    )
    if not isinstance(page, Document) or not (text := page.text or "").strip():
        raise ArticleUnreadableError(
            where, "no article was found in the page", "Save the page with its text in it, or give the text itself"
        )
    return Article(
        text=text,
        title=page.title or None,
        published=_day(page.date),
        publisher=page.sitename or None,
        origin=origin,
    )


def _characters(data: bytes, where: str) -> str:
    """Decode the page by the encoding that it declares, else as UTF-8."""
    declared = None if data.startswith(codecs.BOM_UTF8) else _CHARSET.search(data[:2048])
    if declared is None:
        return decode(data, where)
    charset = declared[1].decode("ascii")
    try:
        name = encoding_of(charset)
    except LookupError as fault:
        raise ArticleUnreadableError(
            where, f"it declares an encoding that is not known: {charset}", "Convert it to UTF-8"
        ) from fault
    if name == "utf-8":
        return decode(data, where)
    try:
        return data.decode(name)
    except UnicodeError as fault:
        raise ArticleUnreadableError(
            where, f"it declares {charset} but is not written in it ({fault})", "Convert it to UTF-8"
        ) from fault


def encoding_of(charset: str) -> str:
    """Return the encoding that a page means by the name of a charset. Raises ``LookupError`` for an unknown one."""
    try:
        found = codecs.lookup(charset)
    except ValueError as fault:  # a NUL in it
        raise LookupError(f"unknown encoding: {charset!r}") from fault
    if found.name in _NO_CHARSETS or not found._is_text_encoding:  # noqa: SLF001 - as ``bytes.decode`` asks
        raise LookupError(f"no page is written in {found.name}")
    return "cp1252" if found.name in _LATIN else found.name


def _day(stated: str | None) -> str | None:
    try:
        days_of(stated or "")
    except ValueError:
        return None
    return stated
