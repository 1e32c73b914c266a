"""Marked words: the one form in which a reader hands on what it saw.

A reader *marks*: it says which words matter and to which occasion they belong. What the words mean (which state,
which day, which body) is decided afterwards in ``app.resolve``, so that one reader can replace another and nothing
else moves. Offsets are code points of the article's text.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.records import MeetingKind, MeetingStatus


class Label(StrEnum):
    """What a marked stretch of words is, within its occasion."""

    NAME = "name"  # a person who takes part, without title: "Sergey Lavrov"
    ROLE = "role"  # the office of somebody who takes part: "foreign minister", "counterparts", "officials"
    PARTY = "party"  # a state, body or group that takes part or is represented: "Russian", "Armenia", "Hamas"
    TOPIC = "topic"  # a matter discussed or to be discussed
    DOCUMENT = "document"  # a paper issued, signed, approved or adopted, or to be
    DECISION = "decision"  # something agreed or decided that is no paper
    DATE = "date"  # when: "on Thursday", "April 2", "last December"
    PLACE = "place"  # where: "Dushanbe", "the White House"
    BODY = "body"  # whose meeting it is: "Collective Security Treaty Organization"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of words and what it is."""

    span: Span
    label: Label


@dataclass(frozen=True, slots=True)
class Occasion:
    """One meeting as the text tells of it: the words that denote it and the marks that belong to it.

    ``mentions`` are the words that denote the occasion ("gathered for a meeting", "talks"), first the one that says
    most; ``parent`` is the index in the reading of the occasion that this one is part of or on the sidelines of.
    """

    mentions: tuple[Span, ...]
    kind: MeetingKind
    status: MeetingStatus
    background: bool
    parent: int | None
    marks: tuple[Mark, ...]


Reading = tuple[Occasion, ...]
"""All occasions of a text, in the order in which the text tells of them."""
