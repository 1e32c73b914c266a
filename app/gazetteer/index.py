"""All known phrases by their folded words, and how each must be written to count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from app.gazetteer.entries import EntryKind, Sense
from app.gazetteer.load import (
    agencies,
    bodies,
    city_at,
    city_spellings,
    countries,
    masks,
    titles,
    triggers,
    venues,
)
from app.gazetteer.words import fold

_HYPHENS = "-\u2010\u2011\u2013"


class Surface(NamedTuple):
    """One spelling of one entry. ``written`` decides by its capitals what counts in a text."""

    written: str
    sense: Sense


def counts_as(words: str, written: str, after: str = "") -> bool:
    """Tell whether words of a text count as a phrase that the data writes so; ``after`` is what follows them.

    A phrase in capitals ("US", "WHO") takes capitals only. One with a capital first ("Turkey", "Polish") takes a
    capital first or capitals throughout. One in lower case takes any. One that ends in a hyphen ("Sino-") takes only
    words with a hyphen behind them.
    """
    if written[-1] == "-" and not (after and after in _HYPHENS):
        return False
    if not written[0].isupper():
        return True
    if not words[:1].isupper():
        return False
    return not (written.isupper() and len(written) > 1) or words.isupper()


def _state_surfaces() -> Iterator[Surface]:
    for country in countries().values():
        named, adjective, people = (
            Sense(kind, country) for kind in (EntryKind.COUNTRY, EntryKind.DEMONYM, EntryKind.PEOPLE)
        )
        official = (country.official,) if country.official else ()
        yield from (Surface(written, named) for written in (country.name, *official, *country.aliases))
        yield from (Surface(written, adjective) for written in country.adjectives)
        yield from (Surface(written, people) for written in country.people)


def _other_surfaces() -> Iterator[Surface]:
    for venue in venues():
        sense = Sense(EntryKind.VENUE, venue)
        yield from (Surface(written, sense) for written in (venue.name, *venue.aliases))
    for body in bodies():
        sense = Sense(EntryKind.BODY, body)
        yield from (Surface(written, sense) for written in (body.name, *body.acronyms, *body.aliases))
    for title in titles():
        yield Surface(title.words, Sense(EntryKind.TITLE, title))
    for trigger in triggers():
        sense = Sense(EntryKind.TRIGGER, trigger)
        yield from (Surface(written, sense) for written in trigger.forms)
    for agency in agencies():
        sense = Sense(EntryKind.AGENCY, agency)
        yield from (Surface(written, sense) for written in (agency.name, *agency.marks))


@dataclass(frozen=True, slots=True)
class Index:
    """Phrases by folded words.

    ``cities`` holds the numbers of the cities, which become records only when they are asked for; ``masks``
    the phrases that hide a name inside them; ``lengths``, for a first word, the numbers of words to try, longest first.
    """

    phrases: dict[str, list[Surface]]
    cities: dict[str, tuple[int, ...]]
    masks: dict[str, list[str]]
    lengths: dict[str, tuple[int, ...]]

    def surfaces(self, key: str) -> Iterator[Surface]:
        """Yield all spellings of all entries under a key, the likeliest first."""
        yield from self.phrases.get(key, ())
        for number in self.cities.get(key, ()):
            city = city_at(number)
            sense = Sense(EntryKind.CITY, city)
            yield from (Surface(written, sense) for written in (city.name, *city.aliases) if fold(written) == key)

    def senses(self, key: str, counts: Callable[[str], bool], kinds: frozenset[EntryKind] | None) -> tuple[Sense, ...]:
        """Return the readings under a key whose spelling counts, each entry once in each kind."""
        found: dict[tuple[EntryKind, int], Sense] = {}
        for surface in self.surfaces(key):
            sense = surface.sense
            if (kinds is None or sense.kind in kinds) and counts(surface.written):
                found.setdefault((sense.kind, id(sense.entry)), sense)
        return tuple(found.values())


@cache
def index() -> Index:
    """Return the index of all phrases, made once."""
    phrases: dict[str, list[Surface]] = {}
    for surfaces in (_state_surfaces(), _other_surfaces()):
        for surface in surfaces:
            phrases.setdefault(fold(surface.written), []).append(surface)
    cities: dict[str, tuple[int, ...]] = {}
    for written, number in city_spellings():
        key = fold(written)
        cities[key] = (*cities[key], number) if key in cities else (number,)
    hidden: dict[str, list[str]] = {}
    for written in masks():
        hidden.setdefault(fold(written), []).append(written)
    lengths: dict[str, tuple[int, ...]] = {}
    for known in (phrases, cities, hidden):
        for key in known:
            first, space, _ = key.partition(" ")
            count = key.count(" ") + 1 if space else 1
            known_counts = lengths.get(first, ())
            if count not in known_counts:
                lengths[first] = tuple(sorted((*known_counts, count), reverse=True))
    return Index(
        phrases,
        cities,
        hidden,
        lengths,
    )
