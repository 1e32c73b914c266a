"""What of a report is compared with another: its days, place, body, sides and people, each in one form."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.gazetteer import EntryKind, body_named, city_named, scan
from app.merging.names import words_of_name
from app.merging.offices import office_key, only_speaks
from app.merging.reports import Report
from app.records import Meeting, MeetingKind, MeetingStatus, Participant, days_of
from app.spelling import keys_of

_DAY = dt.timedelta(days=1)
_READ_BEFORE = dt.timedelta(days=3)  # a report without a date tells of the day it is published, or of these days before
_AHEAD = dt.timedelta(days=21)  # an announcement without a date tells of the weeks ahead


class Precision(IntEnum):
    """How closely a report tells the days of its occasion, the closest first."""

    DAY = 0
    MONTH = 1
    YEAR = 2
    NEAR = 3  # it does not: they lie near the day of publication


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both included, on one or more of which an occasion must lie."""

    first: dt.date
    last: dt.date
    precision: Precision

    def gap(self, other: "Window") -> int:
        """Return how many days lie from the end of the earlier window to the beginning of the later; 0 if they meet."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


@dataclass(frozen=True, slots=True)
class Person:
    """A named participant. ``words`` are the folded words of the name, ``side`` is a state's code or a body's key."""

    words: tuple[str, ...]
    side: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """A report in the form in which it is compared."""

    kind: MeetingKind
    planned: bool
    background: bool
    window: Window | None
    published: dt.date | None
    city: str | None
    country: str | None
    body: str | None
    part_of: frozenset[str]  # the bodies that the body's name holds: CSTO in "CSTO Council of Foreign Ministers"
    people: tuple[Person, ...]
    nameless: tuple[tuple[str, str | None], ...]  # side and role of those who are there for a side without a name
    sides: frozenset[str]
    offices: tuple[tuple[str, frozenset[str]], ...]  # for each side of those who are there for it
    all_offices: frozenset[str]  # also of those whose side nobody tells

    @property
    def is_talks(self) -> bool:
        """Whether two sides meet, or one visits another, rather than a body or a round of states."""
        if self.kind in {MeetingKind.BILATERAL, MeetingKind.CALL, MeetingKind.VISIT}:
            return True
        return self.kind not in {MeetingKind.CONFERENCE, MeetingKind.SESSION} and not self.body and len(self.sides) <= 2


def traits_of(report: Report) -> Traits:
    """Return what of a report is compared."""
    meeting = report.meeting
    present = [who for who in meeting.participants if not only_speaks(who)]
    offices: dict[str, set[str]] = {side: set() for who in present if (side := side_of(who)) is not None}
    for who in present:
        side, key = side_of(who), office_key(who.role)
        if side is not None and key is not None:
            offices[side].add(key)
    body, part_of = body_of(meeting.organization)
    city, country = place_of(meeting)
    return Traits(
        kind=meeting.kind,
        planned=meeting.status is not MeetingStatus.HELD,
        background=meeting.background,
        window=window_of(report),
        published=published_day(report),
        city=city,
        country=country,
        body=body,
        part_of=part_of,
        people=_people(present),
        nameless=tuple((side, who.role) for who in present if not who.name and (side := side_of(who)) is not None),
        sides=frozenset(offices),
        offices=tuple(sorted((side, frozenset(keys)) for side, keys in offices.items())),
        all_offices=frozenset(key for who in present if (key := office_key(who.role)) is not None),
    )


def _people(present: list[Participant]) -> tuple[Person, ...]:
    """Return the named participants, without those whose names are short for another's: Biden beside Joe Biden."""
    people = [person_of(who) for who in present if who.name]
    return tuple(
        person
        for person in people
        if not any(
            set(person.words) < set(other.words) and (person.side is None or person.side == other.side)
            for other in people
        )
    )


def published_day(report: Report) -> dt.date | None:
    """Return the day of publication, None when it is unknown or only a month or year is known."""
    first, last = days_of(report.published) if report.published else (dt.date.min, dt.date.max)
    return first if first == last else None


def window_of(report: Report) -> Window | None:
    """Return the days on which the occasion must lie; None when nothing tells them.

    A date that is no day is cut at the day of publication: what was held in April by a report of 10 April was held by
    then, what it plans for April comes after. A day is left as it is, a day of grace stands for time zones.
    """
    meeting, published = report.meeting, published_day(report)
    held = meeting.status is MeetingStatus.HELD
    stated = meeting.start_date or meeting.end_date
    if stated is None:
        if published is None or meeting.background:
            return None  # an occasion mentioned in passing may be long past
        if held:
            return Window(published - _READ_BEFORE, published, Precision.NEAR)
        return Window(published, published + _AHEAD, Precision.NEAR)
    first, last = days_of(stated)
    precision = {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}[len(stated)]
    if meeting.end_date:
        last = max(last, days_of(meeting.end_date)[1])
    if precision is not Precision.DAY and published is not None:
        if held and first <= published + _DAY <= last:
            last = published + _DAY
        elif not held and first <= published - _DAY <= last:
            first = published - _DAY
    return Window(first, last, precision)


def place_of(meeting: Meeting) -> tuple[str | None, str | None]:
    """Return the city's key and the state's code of a meeting's place."""
    if meeting.city is None:
        return None, meeting.country
    known = city_named(meeting.city, meeting.country)
    return city_key(meeting.city, meeting.country), meeting.country or (known.country if known else None)


def city_key(city: str, country: str | None) -> str:
    """Return what a city's spellings share: its name in the gazetteer where it is known there, folded."""
    known = city_named(city, country)
    name = known.name if known else city
    return " ".join(keys_of(name)) or name


@lru_cache(maxsize=16384)
def body_of(name: str | None) -> tuple[str | None, frozenset[str]]:
    """Return a body's key and the keys of the bodies that its name holds."""
    if name is None:
        return None, frozenset()
    known = body_named(name)
    key = " ".join(keys_of(known.name if known else name)) or name
    held = {found.name for find in scan(name, {EntryKind.BODY}) if (found := body_named(find.words))}
    held |= {found.name for word in name.split() if word.isupper() and (found := body_named(word))}
    return key, frozenset(" ".join(keys_of(each)) for each in held) | {key}


def person_of(who: Participant) -> Person:
    """Return a named participant in the form in which people are compared."""
    return Person(words_of_name(who.name or ""), side_of(who), who.role)


def side_of(who: Participant) -> str | None:
    """Return whom somebody is there for: a state's code, else a body's key, else None."""
    return who.country or body_of(who.organization)[0]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A report made ready to be compared: its traits, and those of the meeting that its meeting is part of."""

    report: Report
    traits: Traits
    frame: Traits | None


def subject_of(report: Report) -> Subject:
    """Make a report ready to be compared."""
    frame = None
    if report.frame is not None:
        parent = Report(report.parent_id or report.id, report.article_id, report.frame, published=report.published)
        frame = traits_of(parent)
    return Subject(report, traits_of(report), frame)
