"""From an article to its meeting records: read the header, mark the words, resolve what they mean."""

from app.extract.furniture import furniture
from app.extract.header import read_header
from app.extract.reader import read
from app.extract.signs import may_tell
from app.records import Article, Meeting
from app.resolve import resolve

EXTRACTOR = "9"
"""Changes whenever the same text may give other records; stored beside each article so that ingesting reads it anew."""


def with_publisher(article: Article) -> Article:
    """Return the article with the agency that its header names as publisher, if nobody said who published it."""
    if article.publisher is not None:
        return article
    return article.model_copy(update={"publisher": read_header(article).publisher})


def read_meetings(article: Article) -> tuple[Meeting, ...]:
    """Return the article's meeting records, each value with its evidence."""
    header = read_header(article)
    if not may_tell(article.text, header.body_start):
        return ()
    return resolve(article, header, read(article.text, furniture(article.text)))
