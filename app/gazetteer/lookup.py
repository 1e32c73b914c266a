"""Ask for one thing by its name."""

import re
from functools import cache
from typing import TypeVar

from app.gazetteer.entries import Agency, Body, City, Country, Entry, EntryKind, Officeholder, Title, Venue
from app.gazetteer.index import index
from app.gazetteer.load import capitals, countries, officeholders, organs
from app.gazetteer.words import fold

Known = TypeVar("Known", Country, City, Venue, Body, Title, Agency)


def _named(words: str, kind: EntryKind) -> tuple[Entry, ...]:
    """Return the entries that the words name in this sense, whatever their capitals, likeliest first."""
    return tuple(surface.sense.entry for surface in index().surfaces(fold(words)) if surface.sense.kind is kind)


def _first(words: str, kind: EntryKind, of: type[Known]) -> Known | None:
    return next((entry for entry in _named(words, kind) if isinstance(entry, of)), None)


def _without_article(words: str) -> str:
    stripped = words.strip()
    return stripped[4:] if stripped[:4].lower() == "the " else stripped


def country(code: str) -> Country | None:
    """Return the state with this code, or None."""
    return countries().get(code)


def country_named(words: str) -> Country | None:
    """Return the state that the words name: "Russia", "the United States", "Burma", "Côte d'Ivoire"; else None."""
    return _first(_without_article(words), EntryKind.COUNTRY, Country)


def country_of_demonym(words: str) -> Country | None:
    """Return the state of an adjective or people: "Tajik", "Spaniards", "Soviet"; else None."""
    bare = _without_article(words)
    return _first(bare, EntryKind.DEMONYM, Country) or _first(bare, EntryKind.PEOPLE, Country)


def existed(code: str, year: int) -> bool:
    """Tell whether the state with this code existed in some part of the year. Unknown codes never did."""
    state = countries().get(code)
    if state is None:
        return False
    return (state.since is None or state.since <= year) and (state.until is None or year <= state.until)


def at_the_time(code: str, year: int) -> str:
    """Return the state that a place or party of today's state belonged to in a year: Moscow was Soviet in 1987."""
    state = countries().get(code)
    if state is None or state.before is None or state.since is None or year >= state.since:
        return code
    return state.before if existed(state.before, year) else code


def city_named(words: str, country: str | None = None) -> City | None:
    """Return the city of this name, in this state if one is given, else the likeliest anywhere; else None.

    Unlike ``scan`` it also knows cities that share their name with a common word: the caller knows that a place is
    meant.
    """
    for entry in _named(words, EntryKind.CITY):
        if isinstance(entry, City) and (country is None or entry.country == country):
            return entry
    return None


def country_of_city(words: str) -> str | None:
    """Return the country code of the likeliest city of this name, or None."""
    city = city_named(words)
    return city.country if city else None


def capital_of(code: str) -> City | None:
    """Return the seat of government of a state, or None for those without one."""
    return capitals().get(code)


def venue_named(words: str) -> Venue | None:
    """Return the venue of this name, with or without "the"; else None."""
    return _first(_without_article(words), EntryKind.VENUE, Venue)


def body_named(words: str) -> Body | None:
    """Return the body of this name or acronym, with or without "the"; else None."""
    return _first(_without_article(words), EntryKind.BODY, Body)


def title_named(words: str) -> Title | None:
    """Return the office, honour or group noun of these words; else None."""
    return _first(_without_article(words), EntryKind.TITLE, Title)


def agency_named(words: str) -> Agency | None:
    """Return the agency or publisher of this mark or name; else None."""
    return _first(_without_article(words), EntryKind.AGENCY, Agency)


@cache
def _organ_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    country_of = {organ.words.lower(): organ.country for organ in organs()}
    longest_first = sorted(country_of, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE), country_of


def country_of_organ(words: str) -> str | None:
    """Return the code of the state whose own office, ministry or agency stands in the words, or None."""
    pattern, country_of = _organ_pattern()
    match = pattern.search(words)
    return country_of[match[0].lower()] if match else None


_MARGIN = 2  # years before and after an office in which its holder may be told of as such


_SURNAME_FIRST = frozenset({"CN", "KH", "KP", "KR", "VN"})
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\.?$")
_SURNAME = re.compile(r"(?:\b(?:al|ben|bin|da|de|del|den|der|di|dos|du|el|la|le|van|von)[\s-])*[^\s]+$", re.IGNORECASE)
_SHORT = 3  # letters of a surname that stands last and is no initial


@cache
def _holders_by_name() -> dict[str, tuple[Officeholder, ...]]:
    """Return those known, by their names and by their surnames alone."""
    by_name: dict[str, tuple[Officeholder, ...]] = {}
    for holder in officeholders():
        for words in {fold(holder.name), fold(_surname(holder))}:
            by_name[words] = (*by_name.get(words, ()), holder)
    return by_name


def _surname(holder: Officeholder) -> str:
    """Return what later mentions call somebody; the whole name where that is not known."""
    if holder.country in _SURNAME_FIRST:
        return holder.name.split()[0]
    last = _SURNAME.search(_SUFFIX.sub("", holder.name))
    return last[0] if last and len(last[0]) >= _SHORT else holder.name


def state_of_officeholder(name: str, year: int | None) -> str | None:
    """Return the code of the state whose officeholder a name or surname is that of in a year, or None.

    A name that holders of several states have tells none.
    """
    holders = _holders_by_name().get(fold(name), ())
    states = {
        holder.country
        for holder in holders
        if year is None or holder.since - _MARGIN <= year <= (holder.until or year) + _MARGIN
    }
    return states.pop() if len(states) == 1 else None
