"""Casts of a text made by hand, and the rows of those who take part."""

from app.extract.marks import Label, Mark, Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.cast import Cast, cast_of
from app.resolve.sides import Setting
from app.resolve.who import participants


def cast(text: str, *marks: tuple[str, Label]) -> tuple[Cast, Occasion]:
    """Return the cast of a text in which words are marked, each where it stands first after the one before it."""
    found: list[Mark] = []
    for words, label in marks:
        start = text.find(words)
        assert start >= 0, words
        found.append(Mark(Span(start, start + len(words)), label))
    occasion = Occasion(
        (Span(0, 1),),
        MeetingKind.BILATERAL,
        MeetingStatus.HELD,
        background=False,
        parent=None,
        marks=tuple(sorted(found, key=lambda m: m.span)),
    )
    return cast_of(text, found), occasion


def who(text: str, *marks: tuple[str, Label], setting: Setting | None = None) -> list[tuple[str | None, ...]]:
    rows = [row.participant for row in participants(*cast(text, *marks), setting)]
    return [(row.name, row.role, row.country, row.organization) for row in rows]
