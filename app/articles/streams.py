"""From an open file or standard input to its articles: unpack it, tell what it is, hand it to its reader."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from app.articles.folders import unreadable
from app.articles.json_lines import read_json_lines
from app.articles.pages import looks_like_page, read_page
from app.articles.plain_text import read_plain_text, refuse_binary
from app.articles.sizes import read_whole
from app.errors import ArticleUnreadableError
from app.records import Article

STANDARD_INPUT = "-"

_READERS = {
    ".txt": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "lines",
}
_GZIP = b"\x1f\x8b"
_HEAD = 4096  # bytes that tell what a file of an unknown name is


def read_stream(path: Path | None, *, where: str, origin: str) -> Iterator[Article | ArticleUnreadableError]:
    """Yield the articles in the file at ``path``, or in standard input when it is None.

    What it holds is told by its name (``.txt``, ``.html``, ``.jsonl``…), else by its first bytes; gzip always by
    its first bytes.
    """
    try:
        if path is None:
            yield from _read_open(sys.stdin.buffer, PurePath(), where, origin)
        else:
            with path.open("rb") as stream:
                yield from _read_open(stream, path, where, origin)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        yield ArticleUnreadableError(
            where, f"its gzip data is broken or cut short ({fault})", "Pack it anew; what stood before was read"
        )
    except OSError as fault:
        yield ArticleUnreadableError(where, *_reason(path, fault))


def _reason(path: Path | None, fault: OSError) -> tuple[str, str]:
    error = unreadable(path or Path(STANDARD_INPUT), fault)
    return error.problem, error.remedy


def _read_open(stream: BinaryIO, name: PurePath, where: str, origin: str) -> Iterator[Article | ArticleUnreadableError]:
    head = stream.read(_HEAD)
    whole: BinaryIO = io.BufferedReader(_Rejoined(head, stream))
    if head.startswith(_GZIP):
        whole = gzip.GzipFile(fileobj=whole)  # type: ignore[assignment]  # a GzipFile reads like any binary file
        head = whole.read(_HEAD)
        whole = io.BufferedReader(_Rejoined(head, whole))
    elif name.suffix.lower() == ".gz":
        if head:
            raise gzip.BadGzipFile("it does not begin as gzip does")
        yield ArticleUnreadableError(where, "the file is empty", "Give it the article's text, or remove it")
        return
    match _kind(name, head):
        case "lines":
            if fault := _binary(head, where):
                yield fault  # once for the file, not once for each of its accidental lines
                return
            yield from read_json_lines(whole, where, origin)
        case "page":
            yield _whole(whole, where, origin, page=True)
        case _:
            yield _whole(whole, where, origin, page=False)


def _whole(stream: BinaryIO, where: str, origin: str, *, page: bool) -> Article | ArticleUnreadableError:
    try:
        read = read_page if page else read_plain_text
        return read(read_whole(stream, where), where, origin)
    except ArticleUnreadableError as fault:
        return fault


def _binary(head: bytes, where: str) -> ArticleUnreadableError | None:
    try:
        refuse_binary(head, where)
    except ArticleUnreadableError as fault:
        return fault
    return None


def _kind(name: PurePath, head: bytes) -> str:
    suffixes = [suffix.lower() for suffix in name.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    if suffixes and suffixes[-1] in _READERS:
        return _READERS[suffixes[-1]]
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "lines"
    return "page" if looks_like_page(head) else "text"


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already, put together again: standard input cannot be rewound."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the two that callers pass
        data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        if not data:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
