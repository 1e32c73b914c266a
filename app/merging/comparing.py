"""How two reports compare, question by question: days, place, body, kind and people."""

from dataclasses import dataclass
from enum import Enum

from app.gazetteer import country
from app.merging.copies import is_copy
from app.merging.people import Pairs, counted_otherwise, others, same_offices, same_people
from app.merging.traits import Precision, Subject, Traits
from app.records import MeetingKind

_ONE_OCCASION = (
    frozenset({MeetingKind.SUMMIT, MeetingKind.SESSION, MeetingKind.CONFERENCE}),
    frozenset({MeetingKind.MINISTERIAL, MeetingKind.SESSION, MeetingKind.CONFERENCE, MeetingKind.NEGOTIATION}),
    frozenset({MeetingKind.BILATERAL, MeetingKind.NEGOTIATION}),
)
"""Kinds that two reports of one occasion may give it; ``other`` may be any but a call."""
_BY_SIDES = frozenset({MeetingKind.BILATERAL, MeetingKind.MINISTERIAL, MeetingKind.SUMMIT, MeetingKind.NEGOTIATION})
"""Kinds that differ in who meets and how many sides a report counts: a summit of two is talks."""
_OF_SEVERAL_DAYS = frozenset({MeetingKind.SUMMIT, MeetingKind.CONFERENCE, MeetingKind.VISIT, MeetingKind.MINISTERIAL})
_COPIES_WITHIN = 7  # days: the same text at two publishers, rather than the same form of words a month later
_SAME_NEWS = 1  # days between two reports without dates that are news of one thing


class Days(Enum):
    """How the days of two reports compare."""

    EXACT = "exact"
    NEIGHBOURS = "neighbours"  # an occasion of several days may be told on two of them
    MONTH = "month"
    YEAR = "year"
    NEAR = "near"  # one report gives no day, but is published close to the other's
    UNKNOWN = "unknown"
    APART = "apart"


class Place(Enum):
    """How the places of two reports compare."""

    CITY = "city"
    STATE = "state"
    UNKNOWN = "unknown"
    OTHER_CITY = "other city"  # of the same state
    APART = "apart"


class Meets(Enum):
    """How the bodies compare whose meetings two reports tell of."""

    SAME = "same"
    RELATED = "related"  # a body and an organ of it
    UNKNOWN = "unknown"  # one report names none
    NONE = "none"  # neither does
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two reports compare. ``people`` counts those whom both name, ``sides`` the sides that both have.

    ``same_offices`` says that somebody of the same office is there for a side in both, ``others`` that they speak of
    other people.
    """

    one: Traits
    other: Traits
    days: Days
    place: Place
    body: Meets
    frames: Meets
    kinds_agree: bool
    people: int
    sides: int
    same_sides: bool
    same_offices: bool
    others: bool

    @property
    def announces(self) -> bool:
        """Whether one report announces the occasion, no more precisely than the other tells of it."""
        if self.one.window is None or self.other.window is None:
            return False
        loose, close = self.one, self.other
        if self.one.window.precision < self.other.window.precision:
            loose, close = close, loose
        if self.one.window.precision is self.other.window.precision:
            return loose.planned != close.planned
        return loose.planned

    @property
    def undated(self) -> bool:
        """Whether a report gives no day, month or year."""
        windows = (self.one.window, self.other.window)
        return any(window is None or window.precision is Precision.NEAR for window in windows)

    @property
    def same_kind(self) -> bool:
        """Whether both give the occasion the same kind."""
        return self.one.kind is self.other.kind

    @property
    def is_talks(self) -> bool:
        """Whether either report tells of talks of two sides or of a visit."""
        return self.one.is_talks or self.other.is_talks


def compared(here: Subject, there: Subject) -> Comparison | None:
    """Compare two reports; None when their days or places alone keep them apart, as most do."""
    one, other = here.traits, there.traits
    days, place = _days(one, other), _place(one, other)
    if days is Days.APART or place is Place.APART:
        return None
    pairs = same_people(one.people, other.people)
    body = _body(one, other)
    one_body = body in {Meets.SAME, Meets.RELATED}
    return Comparison(
        one=one,
        other=other,
        days=days,
        place=place,
        body=body,
        frames=_body(here.frame, there.frame) if here.frame and there.frame else Meets.UNKNOWN,
        kinds_agree=_kinds_agree(one, other, pairs),
        people=len(pairs),
        sides=len(one.sides & other.sides),
        same_sides=one.sides == other.sides,
        same_offices=same_offices(one, other),
        others=others(one, other, pairs, one_body=one_body, bodiless=body is Meets.NONE),
    )


def _days(one: Traits, other: Traits) -> Days:
    if one.window is None or other.window is None:
        return Days.UNKNOWN
    gap = one.window.gap(other.window)
    precision = max(one.window.precision, other.window.precision)
    if precision is Precision.DAY:
        lasts = {one.kind, other.kind} <= _OF_SEVERAL_DAYS
        return Days.EXACT if gap == 0 else Days.NEIGHBOURS if gap == 1 and lasts else Days.APART
    if gap:
        return Days.APART
    precisions = {one.window.precision, other.window.precision}
    if Precision.YEAR in precisions:
        return Days.YEAR
    if Precision.MONTH in precisions:
        return Days.MONTH  # also beside a report without a date: two loose dates are no closer than one
    if precisions == {Precision.NEAR} and not _same_news(one, other):
        return Days.APART
    return Days.NEAR


def _same_news(one: Traits, other: Traits) -> bool:
    """Say whether two reports without dates may be news of one thing: both of a day, or one announces it."""
    here, there = one.published, other.published
    if here is None or there is None:
        return False
    if one.planned != other.planned:
        return here <= there if one.planned else there <= here
    return abs((here - there).days) <= _SAME_NEWS


def _place(one: Traits, other: Traits) -> Place:
    if one.city and one.city == other.city and _states_agree(one.country, other.country):
        return Place.CITY
    if one.country and other.country and one.country != other.country:
        return Place.APART
    if one.city and other.city:
        return Place.OTHER_CITY if one.country and other.country else Place.APART
    return Place.STATE if one.country and one.country == other.country else Place.UNKNOWN


def _states_agree(one: str | None, other: str | None) -> bool:
    """Say whether a city of one name is the same: Moscow is, in Russia and in the Soviet Union."""
    if one is None or other is None or one == other:
        return True
    return any(state is not None and state.until is not None for state in (country(one), country(other)))


def _body(one: Traits, other: Traits) -> Meets:
    if one.body is None and other.body is None:
        return Meets.NONE
    if one.body is None or other.body is None:
        named, unnamed = (one, other) if one.body else (other, one)
        # "ministers of the Group of Seven": the body's meeting, told by who takes part; those who meet in person with
        # an envoy of the body beside them are another
        its_members = len(unnamed.sides) >= 3 and not unnamed.people and named.part_of & unnamed.sides
        return Meets.RELATED if its_members else Meets.UNKNOWN
    if one.body == other.body:
        return Meets.SAME
    return Meets.RELATED if one.part_of & other.part_of else Meets.OTHER


def _kinds_agree(one: Traits, other: Traits, pairs: Pairs) -> bool:
    kinds = {one.kind, other.kind}
    if len(kinds) == 1 or any(kinds <= together for together in _ONE_OCCASION):
        return True
    if MeetingKind.OTHER in kinds:
        return not kinds & {MeetingKind.CALL, MeetingKind.VISIT}
    if not kinds <= _BY_SIDES or one.body or other.body:
        return False
    return (one.is_talks and other.is_talks) or counted_otherwise(one, other, pairs)


def are_copies(here: Subject, there: Subject) -> bool:
    """Say whether two articles are near-copies, published within days of each other."""
    a, b = here.traits.published, there.traits.published
    close = a is None or b is None or abs((a - b).days) <= _COPIES_WITHIN
    return close and is_copy(here.report.signature, there.report.signature)
