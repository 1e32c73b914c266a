"""How two reports compare, question by question: days, place, body, kind and people."""

from dataclasses import dataclass
from enum import Enum

from app.merging.copies import is_copy
from app.merging.names import last_names_alike, same_office, shared_words
from app.merging.reports import Report
from app.merging.traits import Person, Precision, Traits, frame_of, traits_of
from app.records import MeetingKind

_ONE_OCCASION = (
    frozenset({MeetingKind.SUMMIT, MeetingKind.SESSION, MeetingKind.CONFERENCE}),
    frozenset({MeetingKind.MINISTERIAL, MeetingKind.SESSION, MeetingKind.CONFERENCE, MeetingKind.NEGOTIATION}),
    frozenset({MeetingKind.BILATERAL, MeetingKind.NEGOTIATION}),
)
"""Kinds that two reports of one occasion may give it; ``other`` may be any but a call."""
_OF_SEVERAL_DAYS = frozenset({MeetingKind.SUMMIT, MeetingKind.CONFERENCE, MeetingKind.VISIT, MeetingKind.MINISTERIAL})
_COPIES_WITHIN = 7  # days: the same text at two publishers, rather than the same form of words a month later
_FEW_SIDES = 4
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
    copies: bool

    @property
    def announces(self) -> bool:
        """Whether one report announces the occasion, no more precisely than the other then tells that it was held."""
        if self.one.planned == self.other.planned or self.one.window is None or self.other.window is None:
            return False
        planned, held = (self.one, self.other) if self.one.planned else (self.other, self.one)
        return (
            planned.window is not None and held.window is not None and planned.window.precision >= held.window.precision
        )

    @property
    def same_kind(self) -> bool:
        """Whether both give the occasion the same kind."""
        return self.one.kind is self.other.kind

    @property
    def is_talks(self) -> bool:
        """Whether either report tells of talks of two sides or of a visit."""
        return self.one.is_talks or self.other.is_talks


def compared(here: Report, there: Report) -> Comparison:
    """Compare two reports."""
    one, other = traits_of(here), traits_of(there)
    pairs = _same_people(one.people, other.people)
    body = _body(one, other)
    frames = tuple(frame_of(each) for each in (here, there))
    return Comparison(
        one=one,
        other=other,
        days=_days(one, other),
        place=_place(one, other),
        body=body,
        frames=_body(frames[0], frames[1]) if frames[0] and frames[1] else Meets.UNKNOWN,
        kinds_agree=_kinds_agree(one, other),
        people=len(pairs),
        sides=len(one.sides & other.sides),
        same_sides=one.sides == other.sides,
        same_offices=_same_offices(one, other),
        others=_others(one, other, body, pairs),
        copies=_are_copies(here, there),
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
    if precision is Precision.NEAR:
        undated = one.window.precision is other.window.precision
        if undated and not _same_news(one, other):
            return Days.APART
        return Days.NEAR
    return Days.MONTH if precision is Precision.MONTH else Days.YEAR


def _same_news(one: Traits, other: Traits) -> bool:
    """Say whether two reports without dates may be news of one thing: both of a day, or one announces it."""
    here, there = one.published, other.published
    if here is None or there is None:
        return False
    if one.planned != other.planned:
        return here <= there if one.planned else there <= here
    return abs((here - there).days) <= _SAME_NEWS


def _place(one: Traits, other: Traits) -> Place:
    if one.country and other.country and one.country != other.country:
        return Place.APART
    if one.city and other.city:
        if one.city == other.city:
            return Place.CITY
        return Place.OTHER_CITY if one.country and one.country == other.country else Place.APART
    return Place.STATE if one.country and one.country == other.country else Place.UNKNOWN


def _body(one: Traits, other: Traits) -> Meets:
    if one.body is None or other.body is None:
        return Meets.NONE if one.body is other.body else Meets.UNKNOWN
    if one.body == other.body:
        return Meets.SAME
    return Meets.RELATED if one.part_of & other.part_of else Meets.OTHER


def _kinds_agree(one: Traits, other: Traits) -> bool:
    kinds = {one.kind, other.kind}
    if len(kinds) == 1 or any(kinds <= together for together in _ONE_OCCASION):
        return True
    if MeetingKind.OTHER in kinds:
        return not kinds & {MeetingKind.CALL, MeetingKind.VISIT}
    # a summit of two is talks; whether a report means that, who takes part tells
    return kinds == {MeetingKind.SUMMIT, MeetingKind.BILATERAL} and one.is_talks and other.is_talks


def _same_offices(one: Traits, other: Traits) -> bool:
    ranks, their_ranks = dict(one.ranks), dict(other.ranks)
    return any(ranks[side] & their_ranks[side] for side in one.sides & other.sides)


def _same_people(here: tuple[Person, ...], there: tuple[Person, ...]) -> list[tuple[Person, Person]]:
    free = list(there)
    pairs = []
    for person in here:
        twin = next((each for each in free if same_person(person, each)), None)
        if twin is not None:
            free.remove(twin)
            pairs.append((person, twin))
    return pairs


def same_person(one: Person, other: Person) -> bool:
    """Say whether two participants are one person.

    All words of the shorter name must be words of the longer one. A single word needs the same side or office beside
    it; given names that differ are one person's only with the same side and office ("Joe" and "Joseph").
    """
    if one.side and other.side and one.side != other.side and not _has_two_sides(one, other):
        return False
    shared = shared_words(one.words, other.words)
    same_side = one.side is not None and one.side == other.side
    if shared and shared == min(len(one.words), len(other.words)):
        return shared > 1 or same_side or same_office(one.role, other.role)
    return same_side and same_office(one.role, other.role) and last_names_alike(one.words, other.words)


def _has_two_sides(one: Person, other: Person) -> bool:
    """Say whether two full names are so alike that one report may give the state and the other the body."""
    states = [len(side) == 2 for side in (one.side, other.side) if side]
    return states.count(True) == 1 and shared_words(one.words, other.words) > 1


def _others(one: Traits, other: Traits, body: Meets, pairs: list[tuple[Person, Person]]) -> bool:
    """Say whether two reports speak of other people.

    Of a body's meeting a report may name whom it likes, but ministers of finance are no ministers of foreign affairs.
    Of talks, and of a few who meet on no body's behalf, reports name the same: each naming somebody else beside the
    one whom both name, they tell of two of his meetings of the day. A visitor's hosts and company are many.
    """
    talks = one.is_talks or other.is_talks
    if body in {Meets.SAME, Meets.RELATED} and not talks:
        return bool(one.offices and other.offices) and not one.offices & other.offices and not pairs
    here = set(one.people) - {person for person, _ in pairs}
    there = set(other.people) - {person for _, person in pairs}
    visits = one.kind is other.kind is MeetingKind.VISIT
    if here and there and not visits:
        sizes = len(one.sides), len(other.sides)
        few = (max(sizes) if body is Meets.NONE else min(sizes)) <= _FEW_SIDES
        if len(pairs) < 2 or (few and one.sides - other.sides and other.sides - one.sides):
            return True
    return talks and not visits and (_led_by_others(one, other) or _in_other_offices(one, other, pairs))


def _led_by_others(one: Traits, other: Traits) -> bool:
    """Say whether two reports name different people first for a side, neither of them in both."""

    def led_apart(side: str) -> bool:
        here, there = ([person for person in each.people if person.side == side] for each in (one, other))
        if not here or not there:
            return False
        return not any(same_person(here[0], each) for each in there) and not any(
            same_person(there[0], each) for each in here
        )

    return any(led_apart(side) for side in one.sides & other.sides)


def _in_other_offices(one: Traits, other: Traits, pairs: list[tuple[Person, Person]]) -> bool:
    """Say whether those who are there for a side, none of them named by both, hold other offices."""
    met = {person.side for pair in pairs for person in pair}
    ranks, their_ranks = dict(one.ranks), dict(other.ranks)
    return any(
        ranks[side] and their_ranks[side] and not ranks[side] & their_ranks[side]
        for side in one.sides & other.sides - met
    )


def _are_copies(here: Report, there: Report) -> bool:
    a, b = traits_of(here).published, traits_of(there).published
    close = a is None or b is None or abs((a - b).days) <= _COPIES_WITHIN
    return close and is_copy(here.signature, there.signature)
