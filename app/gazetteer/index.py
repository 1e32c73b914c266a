"""All known phrases by their folded words, and how each must be written to count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from app.gazetteer.entries import EntryKind, Sense
from app.gazetteer.load import agencies, bodies, cities, countries, titles, triggers, venues
from app.gazetteer.words import fold


@dataclass(frozen=True, slots=True)
class Surface:
    """One spelling of one entry. ``written`` decides by its capitals what counts in a text."""

    written: str
    sense: Sense


def counts_as(words: str, written: str) -> bool:
    """Tell whether words of a text count as a phrase that the data writes so.

    A phrase in capitals ("US", "WHO") takes capitals only. One with a capital first ("Turkey", "Polish") takes a
    capital first or capitals throughout. One in lower case takes any.
    """
    if not written[:1].isupper():
        return True
    if not words[:1].isupper():
        return False
    return not (written.isupper() and len(written) > 1) or words.isupper()


def _surfaces() -> Iterator[Surface]:
    for country in countries().values():
        named = Sense(EntryKind.COUNTRY, country)
        official = (country.official,) if country.official else ()
        for written in (country.name, *official, *country.aliases):
            yield Surface(written, named)
        for written in country.adjectives:
            yield Surface(written, Sense(EntryKind.DEMONYM, country))
        for written in country.people:
            yield Surface(written, Sense(EntryKind.PEOPLE, country))
    for venue in venues():
        for written in (venue.name, *venue.aliases):
            yield Surface(written, Sense(EntryKind.VENUE, venue))
    for body in bodies():
        for written in (body.name, *body.acronyms, *body.aliases):
            yield Surface(written, Sense(EntryKind.BODY, body))
    for title in titles():
        yield Surface(title.words, Sense(EntryKind.TITLE, title))
    for trigger in triggers():
        for written in trigger.forms:
            yield Surface(written, Sense(EntryKind.TRIGGER, trigger))
    for city in cities():
        for written in (city.name, *city.aliases):
            yield Surface(written, Sense(EntryKind.CITY, city))
    for agency in agencies():
        for written in agency.marks:
            yield Surface(written, Sense(EntryKind.AGENCY, agency))


@dataclass(frozen=True, slots=True)
class Index:
    """Phrases by folded words; ``lengths`` gives, for a first word, the numbers of words to try, longest first."""

    phrases: dict[str, tuple[Surface, ...]]
    lengths: dict[str, tuple[int, ...]]

    def senses(self, key: str, words: str, kinds: frozenset[EntryKind] | None) -> tuple[Sense, ...]:
        """Return the readings of words of a text whose folded form is ``key``, each once."""
        found: dict[tuple[EntryKind, int], Sense] = {}
        for surface in self.phrases.get(key, ()):
            sense = surface.sense
            if (kinds is None or sense.kind in kinds) and counts_as(words, surface.written):
                found.setdefault((sense.kind, id(sense.entry)), sense)
        return tuple(found.values())


def _indexed(surfaces: Iterable[Surface]) -> Index:
    phrases: dict[str, list[Surface]] = {}
    for surface in surfaces:
        key = fold(surface.written)
        phrases.setdefault(key, []).append(surface)
    lengths: dict[str, set[int]] = {}
    for key in phrases:
        first = key.partition(" ")[0]
        lengths.setdefault(first, set()).add(key.count(" ") + 1)
    return Index(
        {key: tuple(several) for key, several in phrases.items()},
        {first: tuple(sorted(several, reverse=True)) for first, several in lengths.items()},
    )


@cache
def index() -> Index:
    """Return the index of all phrases, made once."""
    return _indexed(_surfaces())
