"""Whether two reports speak of the same people: whom both name, and whom one names in the other's stead."""

from functools import lru_cache

from app.merging.names import given_names_alike, last_names_alike, shared_words
from app.merging.offices import same_office
from app.merging.traits import Person, Traits
from app.records import MeetingKind

Pairs = list[tuple[Person, Person]]
"""Those whom two reports name, as each names them."""

_FEW_SIDES = 4  # where so few meet, a report that names another side tells of another meeting


def same_offices(one: Traits, other: Traits) -> bool:
    """Say whether somebody of one office is there for a side in both reports."""
    here, there = dict(one.offices), dict(other.offices)
    return any(here[side] & there[side] for side in one.sides & other.sides)


def same_people(here: tuple[Person, ...], there: tuple[Person, ...]) -> Pairs:
    """Return those whom both reports name, as each names them; nobody stands in two pairs.

    The likest are paired first, so that it does not matter which report comes first.
    """
    alike = [(one, other) for one in here for other in there if same_person(one, other)]
    if len(alike) > 1:
        alike.sort(
            key=lambda pair: (-shared_words(pair[0].words, pair[1].words), *sorted((pair[0].words, pair[1].words)))
        )
    pairs: Pairs = []
    for one, other in alike:
        if not any(one is person or other is twin for person, twin in pairs):
            pairs.append((one, other))
    return pairs


@lru_cache(maxsize=262144)
def same_person(one: Person, other: Person) -> bool:
    """Say whether two participants are one person.

    All words of the shorter name must be words of the longer one. A single word needs the same side or office beside
    it; given names that differ are one person's only where they are spellings of one ("Vladimir" and "Uladzimir") or
    where side and office agree ("Bill" and "William").
    """
    if one.side and other.side and one.side != other.side and not _has_two_sides(one, other):
        return False
    shared = shared_words(one.words, other.words)
    same_side = one.side is not None and one.side == other.side
    if shared and shared == min(len(one.words), len(other.words)):
        return shared > 1 or same_side or same_office(one.role, other.role)
    if given_names_alike(one.words, other.words, one_state=same_side):
        return True
    return same_side and same_office(one.role, other.role) and last_names_alike(one.words, other.words)


def _has_two_sides(one: Person, other: Person) -> bool:
    """Say whether two full names are so alike that one report may give the state and the other the body."""
    states = [len(side) == 2 for side in (one.side, other.side) if side]
    return states.count(True) == 1 and shared_words(one.words, other.words) > 1


def others(one: Traits, other: Traits, pairs: Pairs, *, one_body: bool, bodiless: bool) -> bool:
    """Say whether two reports speak of other people.

    Of a body's meeting a report may name whom it likes, but ministers of finance are no ministers of foreign affairs.
    Of talks, and of a few who meet on no body's behalf, reports name the same: each naming somebody else beside the
    one whom both name, they tell of two of his meetings of the day. A visitor's hosts and company are many.
    ``one_body`` says that the two tell of one body's meeting, ``bodiless`` that neither tells of any body's.
    """
    talks = one.is_talks or other.is_talks
    if one_body and not talks:
        return bool(one.all_offices and other.all_offices) and not one.all_offices & other.all_offices and not pairs
    here = _left_over(one, other, {person for person, _ in pairs})
    there = _left_over(other, one, {person for _, person in pairs})
    visits = one.kind is other.kind is MeetingKind.VISIT
    if here and there and not visits:
        sizes = len(one.sides), len(other.sides)
        few = (max(sizes) if bodiless else min(sizes)) <= _FEW_SIDES
        if len(pairs) < 2 or (few and one.sides - other.sides and other.sides - one.sides):
            return True
    return talks and not visits and (_led_by_others(one, other) or _in_other_offices(one, other, pairs))


def _left_over(one: Traits, other: Traits, found: set[Person]) -> list[Person]:
    """Return whom one report names and the other neither names nor may mean by an office without a name.

    Where only two sides meet, the other may mean them by their state, unless it names somebody whose state it leaves
    out; a third state may only be spoken of.
    """
    two = max(len(one.sides), len(other.sides)) <= 2 and all(person.side for person in other.people)

    def may_mean(person: Person, side: str, role: str | None) -> bool:
        if person.side != side:
            return False
        return two if role is None else person.role is None or same_office(person.role, role)

    return [
        person
        for person in one.people
        if person not in found and not any(may_mean(person, side, role) for side, role in other.nameless)
    ]


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


def _in_other_offices(one: Traits, other: Traits, pairs: Pairs) -> bool:
    """Say whether those who are there for a side, none of them named by both, hold other offices."""
    met = {person.side for pair in pairs for person in pair}
    here, there = dict(one.offices), dict(other.offices)
    return any(here[side] and there[side] and not here[side] & there[side] for side in one.sides & other.sides - met)


def counted_otherwise(one: Traits, other: Traits, pairs: Pairs) -> bool:
    """Say whether two reports of one meeting may only count its sides differently: all whom they name are the same.

    One of them may name more people of the sides that both have, no other side's.
    """
    met = {person.side for pair in pairs for person in pair}
    found = {person for pair in pairs for person in pair}
    return len(pairs) >= 2 and all(person.side in met for person in {*one.people, *other.people} - found)
