"""Where an occasion takes place: the city and its state, from the words that mark the place or from the dateline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.extract.header import Header
from app.extract.marks import Label, Occasion, Span
from app.gazetteer import City, Country, EntryKind, Venue, at_the_time, city_named, country_named, scan, venue_named
from app.records import MeetingKind, MeetingStatus
from app.resolve.capacity import sentence_around
from app.resolve.whereabouts import told_places


@dataclass(frozen=True, slots=True)
class Where:
    """A place. ``city_span`` and ``country_span`` are the words that they follow from."""

    city: str | None = None
    country: str | None = None
    city_span: Span | None = None
    country_span: Span | None = None


NOWHERE = Where()
_PLACES = {EntryKind.CITY, EntryKind.VENUE, EntryKind.COUNTRY}


def place_at(text: str, span: Span) -> Where:
    """Return the place that marked words name: a city, a venue that everybody places, or only a state."""
    words = span.of(text)
    venue = venue_named(words)
    if isinstance(venue, Venue):
        return Where(venue.city, venue.country, span if venue.city else None, span)
    state = country_named(words)
    city = city_named(words)
    if isinstance(state, Country) and not (city is not None and city.capital):
        return Where(None, state.code, None, span)
    if city is not None:
        return Where(_spelled(words, city), city.country, span, span)
    beside = _STATE_BESIDE.match(text, span.end)
    state = country_named(beside[1]) if beside else None
    for find in scan(words, _PLACES):
        inner = Span(span.start + find.start, span.start + find.end)
        longer = find.entry_kind is EntryKind.CITY and _is_part_of_name(words, find.start, find.end)
        if inner != span and not longer:
            return place_at(text, inner)
        if longer:
            return Where(_spelled(words, None), state.code if state else None, span, span if state else None)
    if state is not None and words[:1].isupper():
        return Where(_spelled(words, None), state.code, span, span)
    return NOWHERE


_STATE_BESIDE = re.compile(r",\s((?:[A-Z][\w.’'-]*\s?){1,3}(?<!\s))")


_NOT_A_TOWN = frozenset(
    "airport castle center centre city club conference convention county district embassy forum hall hotel house"
    " institute international palace port province region state summit university".split()
)


def _is_part_of_name(words: str, start: int, end: int) -> bool:
    """Say whether a city's name is half of a longer one: "Porto" in "Porto Cervo", not "Oslo" in "Oslo Forum"."""
    rest = (words[:start] + words[end:]).strip()
    return rest[:1].isupper() and rest.isalpha() and rest.lower() not in _NOT_A_TOWN


def _spelled(words: str, city: City | None) -> str:
    """Return a city as the article spells it, without the capitals of a dateline."""
    plain = re.sub(r",? D\.? ?C\.?$", "", re.sub(r"\s+", " ", words))
    if city is not None and plain.islower():
        return city.name
    return _lowered(plain) if plain.isupper() else plain


def _lowered(words: str) -> str:
    """Return a dateline's capitals as they are written elsewhere: "RIO DE JANEIRO" as "Rio de Janeiro"."""
    return re.sub(
        r"(?<=\s)(?:De|Do|Da|Dos|Del|La|El|Of|Am|An|Der)(?=\s)", lambda small: small[0].lower(), words.title()
    )


def dateline_place(text: str, header: Header) -> Where:
    """Return the place of the dateline; one in capitals that no list knows counts as written."""
    if header.city is None:
        return NOWHERE
    place = place_at(text, header.city)
    if place.city or place.country:
        return place
    region = place_at(text, header.region) if header.region else NOWHERE
    return Where(_lowered(header.city.of(text)), region.country, header.city, header.region or header.city)


_HERE = re.compile(r"\bhere\b")


def of_its_time(place: Where, year: int | None) -> Where:
    """Return a place with the state that it lay in at the time."""
    if place.country is None or year is None:
        return place
    return replace(place, country=at_the_time(place.country, year))


def where(text: str, occasion: Occasion, header: Header, *, is_main: bool) -> Where:
    """Return the place of an occasion; a call has none.

    A place that the report names for the occasion comes before the dateline's. The dateline is the place only when the
    occasion's own sentence says "here", or when the report is about this occasion and names no other place for it.
    """
    if occasion.kind is MeetingKind.CALL:
        return NOWHERE
    spans = [mark.span for mark in occasion.marks if mark.label is Label.PLACE]
    own = [span for span in spans if not _is_of_dateline(span, header)]
    named = _best(text, own)
    if named is not None and named.city:
        return named
    home = dateline_place(text, header)
    if _says_here(text, occasion) and (home.city or home.country) and (named is None or named.country == home.country):
        return home
    if named is None:
        named = _best(text, told_places(text, occasion))
    if named is not None and occasion.kind is MeetingKind.VISIT and occasion.status is MeetingStatus.PLANNED:
        return named  # whoever visits Japan may go anywhere in it
    reported = (is_main and not occasion.background) or len(own) < len(spans)
    if reported and home.city and (named is None or (not named.city and named.country == home.country)):
        return home
    return named or NOWHERE


def _says_here(text: str, occasion: Occasion) -> bool:
    return any(_HERE.search(sentence_around(text, mention).of(text)) for mention in occasion.mentions)


def _is_of_dateline(span: Span, header: Header) -> bool:
    return header.city is not None and span.start < header.city.end and header.city.start < span.end


def _best(text: str, spans: Iterable[Span]) -> Where | None:
    """Return the first place that names a city, else the first that names a state; None when no words name either."""
    found = [place_at(text, span) for span in spans]
    return next((place for place in found if place.city), None) or next(
        (place for place in found if place.country), None
    )
