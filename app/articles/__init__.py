"""Where articles come from: text files, HTML pages, JSON lines, folders of these, pages on the web, standard input.

What cannot be read is handed on as a value, not raised, so that one bad file never ends a batch.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.articles.folders import find_files
from app.articles.sent import read_sent
from app.articles.streams import STANDARD_INPUT, read_stream
from app.articles.web import fetch, is_web_address
from app.errors import ArticleUnreadableError
from app.records import Article

__all__ = ["read_articles"]


def read_articles(paths: Sequence[str | Path]) -> Iterator[Article | ArticleUnreadableError]:
    """Yield the articles behind ``paths`` in order, and an error in the place of each that cannot be read.

    A path is a text file, an HTML page, a file of JSON lines, any of these gzipped, a folder (read with all folders
    in it, sorted by name, hidden files passed over), the address of a page on the web or ``-`` for standard input. One
    article is held at a time: a file of JSON lines may be larger than the memory. Nothing is raised.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from read_stream(None, where="standard input", origin="standard input")
            continue
        if is_web_address(str(path)):
            yield _fetched(str(path))
            continue
        for found in find_files(Path(path)):
            if isinstance(found, ArticleUnreadableError):
                yield found
            else:
                yield from read_stream(found.path, where=found.where, origin=found.origin)


def _fetched(url: str) -> Article | ArticleUnreadableError:
    try:
        return read_sent(fetch(url))
    except ArticleUnreadableError as fault:
        return fault
