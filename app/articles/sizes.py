"""How long an article may be."""

from typing import BinaryIO

from app.errors import ArticleUnreadableError

MOST_BYTES = 5_000_000
"""The most bytes of one article: a text file, a page, or a line of JSON lines. A novel has a fifth of this; what is
longer is a whole archive by mistake, and would hold up everything behind it."""


def read_whole(stream: BinaryIO, where: str) -> bytes:
    """Return all bytes of the stream. Raises ``ArticleUnreadableError`` beyond ``MOST_BYTES``, reading no further."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_long(where)
    return data


def too_long(where: str) -> ArticleUnreadableError:
    """Return the error that says that the article in ``where`` is over the limit."""
    return ArticleUnreadableError(
        where,
        f"it is longer than an article may be ({MOST_BYTES // 1_000_000} MB)",
        "Split it into its articles: a file each, or JSON lines with one article a line",
    )
