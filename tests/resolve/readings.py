"""Readings of a text made by hand, and what is resolved of them."""

from app.extract.header import read_header
from app.extract.marks import Label, Mark, Occasion, Span
from app.records import Article, Meeting, MeetingKind, MeetingStatus
from app.resolve import resolve


def occasion_in(
    text: str,
    mention: str,
    *,
    kind: MeetingKind = MeetingKind.BILATERAL,
    status: MeetingStatus = MeetingStatus.HELD,
    parent: int | None = None,
    **marks: str,
) -> Occasion:
    at = text.index(mention)
    found = []
    for label, words in marks.items():
        for word in words.split("|"):
            start = text.index(word)
            found.append(Mark(Span(start, start + len(word)), Label(label)))
    return Occasion((Span(at, at + len(mention)),), kind, status, background=False, parent=parent, marks=tuple(found))


def resolved(text: str, *reading: Occasion, published: str | None = "1987-03-09") -> tuple[Meeting, ...]:
    article = Article(text=text, title=None, published=published, publisher=None)
    return resolve(article, read_header(article), reading)
