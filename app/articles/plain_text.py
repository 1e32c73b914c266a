"""Plain text: the bytes of the file are the article."""

import codecs

from app.errors import ArticleUnreadableError
from app.records import Article

_BOM = codecs.BOM_UTF8
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_plain_text(data: bytes, where: str, origin: str) -> Article:
    """Return the article that ``data`` spells in UTF-8, newlines as they are, without the byte order mark.

    Raises ``ArticleUnreadableError`` when it is empty, binary or not UTF-8.
    """
    return Article(text=checked_text(decode(data, where), where), origin=origin)


def decode(data: bytes, where: str) -> str:
    """Return ``data`` read as UTF-8, a byte order mark left out; bytes that are no UTF-8 raise, with their offset."""
    refuse_binary(data, where)
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        offset = fault.start + (len(_BOM) if data.startswith(_BOM) else 0)
        raise ArticleUnreadableError(
            where,
            f"it is not UTF-8 (byte 0x{data[offset]:02x} at offset {offset})",
            "Convert it to UTF-8, for instance with iconv -f WINDOWS-1252 -t UTF-8",
        ) from fault


def refuse_binary(data: bytes, where: str) -> None:
    """Raise ``ArticleUnreadableError`` when the bytes are no text of one byte a letter or of UTF-8."""
    if data.startswith(_UTF16):
        raise ArticleUnreadableError(where, "it is UTF-16, not UTF-8", "Convert it: iconv -f UTF-16 -t UTF-8")
    if b"\0" in data:
        raise ArticleUnreadableError(
            where,
            f"it is a binary file (a NUL byte at offset {data.index(0)})",
            "Give text, HTML or JSON lines; turn documents into text first",
        )


def checked_text(text: str, where: str) -> str:
    """Return ``text`` if there is anything in it to read; raise when it is empty or only white space."""
    if not text.strip():
        problem = "it holds only white space" if text else "it is empty"
        raise ArticleUnreadableError(where, problem, "Give it the article's text, or remove it")
    return text
