"""From an article to its meeting records: read the header, mark the words, resolve what they mean."""

from app.extract.furniture import furniture
from app.extract.header import read_header
from app.extract.reader import read_by_rules
from app.records import Article, Meeting
from app.resolve import resolve

EXTRACTOR = "1"
"""Changes whenever the same text may give other records; stored beside each article so that ingesting reads it anew."""


def read_meetings(article: Article) -> tuple[Meeting, ...]:
    """Return the article's meeting records, each value with its evidence."""
    header = read_header(article)
    reading = read_by_rules(article.text, header.body_start, tuple(furniture(article.text)))
    return resolve(article, header, reading)
