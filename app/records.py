"""The vocabulary: what an article and a meeting record hold. Frozen; imports nothing of ours.

The field descriptions below are the ones that the API's documentation shows.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def days_of(partial_date: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a partial date may mean.

    ``2015-04`` gives 2015-04-01 and 2015-04-30. Raises ``ValueError`` for anything that is not ``YYYY``,
    ``YYYY-MM`` or ``YYYY-MM-DD`` of the calendar.
    """
    match = _PARTIAL_DATE.fullmatch(partial_date)
    if match is None:
        raise ValueError(f"{partial_date!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern always has a year; this tells the type checker
    try:
        if day is not None and month is not None:
            exact = dt.date(year, month, day)
            return exact, exact
        if month is not None:
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            return dt.date(year, month, 1), following - dt.timedelta(days=1)
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    except (ValueError, OverflowError) as fault:
        raise ValueError(f"{partial_date!r} is no date of the calendar: {fault}") from fault


def _checked(partial_date: str) -> str:
    days_of(partial_date)
    return partial_date


PartialDate = Annotated[str, AfterValidator(_checked)]
"""An ISO 8601 calendar date as precise as its source: ``2015-04-02``, ``2015-04`` or ``2015``."""

CountryCode = Annotated[str, Field(pattern="^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2; ``XK`` for Kosovo; ``SU``, ``DD``, ``YU`` and ``CS`` for states that are gone."""


class MeetingKind(StrEnum):
    """What sort of occasion a meeting is."""

    SUMMIT = "summit"
    MINISTERIAL = "ministerial"
    BILATERAL = "bilateral"
    CALL = "call"
    VISIT = "visit"
    NEGOTIATION = "negotiation"
    SESSION = "session"
    CONFERENCE = "conference"
    OTHER = "other"


class MeetingStatus(StrEnum):
    """What the article reports of the meeting on the day it was written."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Capacity(StrEnum):
    """In what capacity somebody takes part."""

    HOST = "host"
    CHAIR = "chair"
    GUEST = "guest"
    OBSERVER = "observer"
    MEDIATOR = "mediator"
    PARTICIPANT = "participant"


class AgendaKind(StrEnum):
    """What sort of agenda item it is."""

    TOPIC = "topic"
    DOCUMENT = "document"
    DECISION = "decision"


class Record(BaseModel):
    """A frozen record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """The words of the article that a value came from."""

    field: str = Field(
        description="The value's path in the record: `start_date`, `participants.0.name`, `agenda_items.2.text`.",
        examples=["start_date"],
    )
    start: int = Field(ge=0, description="Where the words begin in the article's text, in code points.", examples=[10])
    end: int = Field(ge=0, description="Where the words end in the article's text, in code points.", examples=[18])
    quote: str = Field(min_length=1, description="The words themselves.", examples=["April 2."])


class Participant(Record):
    """A person or delegation that takes part, is expected or is invited."""

    name: str | None = Field(
        default=None,
        description="The person's full name as the article gives it, without title; null when no person is named.",
        examples=["Sergey Lavrov"],
    )
    role: str | None = Field(
        default=None,
        description="The office in the article's words, without the country.",
        examples=["Foreign Minister"],
    )
    country: CountryCode | None = Field(
        default=None,
        description="The state represented, ISO 3166-1 alpha-2; null for officials of organisations.",
        examples=["RU"],
    )
    organization: str | None = Field(
        default=None, description="The organisation represented, for its officials.", examples=["OSCE"]
    )
    capacity: Capacity = Field(
        default=Capacity.PARTICIPANT,
        description="`host` receives the others, `chair` presides, `guest` is invited from outside the body.",
        examples=["participant"],
    )


class AgendaItem(Record):
    """A topic discussed or to be discussed, a document, or a decision."""

    text: str = Field(
        min_length=1,
        description="A stretch of the article, as short as names the matter.",
        examples=["reinforcing further foreign policy coordination within the group"],
    )
    kind: AgendaKind = Field(
        default=AgendaKind.TOPIC,
        description="A `topic`, a `document` to be issued or adopted, or a `decision` that is no document.",
        examples=["topic"],
    )


class MeetingFacts(Record):
    """What a meeting record says of the occasion itself, wherever the record is kept."""

    title: str = Field(
        description="A short title in the article's own terms.",
        examples=["Collective Security Treaty Organization ministerial meeting in Dushanbe"],
    )
    kind: MeetingKind = Field(description="What sort of occasion it is.", examples=["ministerial"])
    status: MeetingStatus = Field(description="What the article reports on the day it was written.", examples=["held"])
    start_date: PartialDate | None = Field(
        default=None,
        description="The day it begins, as precise as the article allows: `2015-04-02`, `2015-04` or `2015`.",
        examples=["2015-04-02"],
    )
    end_date: PartialDate | None = Field(
        default=None, description="The last day, only when more than one is stated.", examples=["2015-04-03"]
    )
    city: str | None = Field(
        default=None, description="Where it takes place; null for calls and where unknown.", examples=["Dushanbe"]
    )
    country: CountryCode | None = Field(
        default=None, description="The state of that place, ISO 3166-1 alpha-2; null for calls.", examples=["TJ"]
    )
    organization: str | None = Field(
        default=None,
        description="The body whose meeting it is; null for bilateral and ad hoc meetings.",
        examples=["Collective Security Treaty Organization"],
    )
    background: bool = Field(
        default=False, description="True when the article only mentions it in passing.", examples=[False]
    )


class Meeting(MeetingFacts):
    """One concrete occasion on which two or more parties come together or talk, held or planned."""

    key: str = Field(description="Unique within the article: `m1`, `m2`…", examples=["m1"])
    parent: str | None = Field(
        default=None, description="Key of the meeting that it is part of or on the sidelines of.", examples=["m1"]
    )
    participants: tuple[Participant, ...] = Field(default=(), description="Who takes part.")
    agenda_items: tuple[AgendaItem, ...] = Field(default=(), description="What it is about.")
    evidence: tuple[Evidence, ...] = Field(default=(), description="The words behind the values.")


class Article(Record):
    """A news report or readout, its text exactly as read."""

    text: str = Field(description="The whole text as read; every offset points into it.")
    id: str | None = Field(default=None, description="The id that the source gave it, if any.", examples=["tass-78"])
    title: str | None = Field(default=None, description="Headline, where known.", examples=["Ministers meet"])
    published: PartialDate | None = Field(
        default=None, description="Publication date, where known.", examples=["2015-04-02"]
    )
    publisher: str | None = Field(default=None, description="Publisher or agency, where known.", examples=["TASS"])
    origin: str = Field(
        default="",
        description="Where it was read from, in the words of error messages: `seeds/a.txt`, `in.jsonl, line 7`.",
        examples=["seeds/dushanbe.txt"],
    )
