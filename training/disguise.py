"""Articles under other names: people, states, cities, bodies' acronyms, days and years exchanged for others.

A reader that has seen the same thousand articles many times knows whose meetings they tell of; told the same of others,
it has to learn how a meeting is told. Words are exchanged one for one, so that every mark keeps its words; a name is
always told as the same other one, whether a mark stands on it or not, lest the odd names give the marks away. That
Chad's envoy may come out as a Mr Vogel does no harm: the reader marks words and decides nothing about them.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from app.extract.dates import date_words
from app.extract.marks import Label, Reading, Span
from app.extract.reader.pieces import Pieces
from app.extract.reader.words import word_spans
from app.gazetteer.load import bodies, cities, countries

_DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = tuple("January February March April May June July August September October November December".split())
_LONGER = frozenset("North South East West Northern Southern Eastern Western Central New Equatorial".split())
"""Words that make another name of a state's: "South Sudan", "New Guinea", "Northern Ireland"."""
_LAST_DAY = 28  # of every month
_MANY = 400_000  # people of a city that takes another's place
_OFTEN, _SELDOM = 0.6, 0.3  # chances that a sort of name is exchanged; bodies known by their letters mostly stay


@dataclass(frozen=True, slots=True)
class Names:
    """Words that others are exchanged for: first and last names of people, cities, and acronyms of bodies."""

    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    cities: tuple[str, ...]
    acronyms: tuple[str, ...]


def names_of(articles: Iterable[tuple[str, Reading]]) -> Names:
    """Return the names of people marked in some texts, and the cities and acronyms that the gazetteer knows.

    What any text has without a capital is a word of the language ("King", "Nice") and left out.
    """
    firsts: set[str] = set()
    lasts: set[str] = set()
    common: set[str] = set()
    for text, reading in articles:
        common.update(word for span in word_spans(text) if (word := span.of(text)).islower())
        for words in _people(text, reading):
            firsts.update(words[:-1])
            lasts.update(words[-1:])
    towns = {city.name for city in cities() if city.population > _MANY and city.bare and city.name.isalpha()}
    short = {acronym for body in bodies() for acronym in body.acronyms if acronym.isalpha() and acronym.isupper()}
    names = ({name for name in each if name.lower() not in common} for each in (firsts, lasts, towns))
    return Names(*(tuple(sorted(each)) for each in names), acronyms=tuple(sorted(short)))


def disguised(text: str, reading: Reading, pieces: Pieces, names: Names, chance: random.Random) -> list[str]:
    """Return the words of an article, one for each of ``pieces.words``, with its names exchanged for others.

    Chance decides of each sort of name whether it is exchanged at all.
    """
    words = [span.of(text) for span in pieces.words]
    capitals = {word for word in words if word[0].isupper()}
    people = list(_people(text, reading))
    lasts = {each[-1] for each in people} | capitals.intersection(names.lasts)
    firsts = ({word for each in people for word in each[:-1]} | capitals.intersection(names.firsts)) - lasts
    towns = _marked(text, reading, Label.PLACE) | capitals.intersection(names.cities)
    marked = _marked(text, reading, Label.BODY) | _marked(text, reading, Label.PARTY)
    acronyms = {word for word in marked if word.isupper() and len(word) > 2} | capitals.intersection(names.acronyms)
    other: dict[str, str] = {}
    if chance.random() < _OFTEN:
        other |= _other_days(chance)
    if chance.random() < _OFTEN:
        other |= _other_states(words, chance)
    for share, found, pool in (
        (_OFTEN, towns, names.cities),
        (_SELDOM, acronyms, names.acronyms),
        (_OFTEN, firsts, names.firsts),
        (_OFTEN, lasts, names.lasts),
    ):
        if pool and chance.random() < share:
            other |= _others(found, pool, other, chance)
    told = [other.get(word, word) for word in words]
    if chance.random() < _OFTEN:
        _move_days(told, _days_of_months(text, pieces), chance)
    return told


def _spans(reading: Reading, label: Label) -> list[Span]:
    return sorted({mark.span for occasion in reading for mark in occasion.marks if mark.label is label})


def _people(text: str, reading: Reading) -> Iterable[list[str]]:
    """Yield the words of each marked person's name that may be exchanged: particles and initials stay."""
    for span in _spans(reading, Label.NAME):
        name = span.of(text)
        words = [word.of(name) for word in word_spans(name)]
        if words := [word for word in words if len(word) > 2 and word.isalpha() and word[0].isupper()]:
            yield words


def _marked(text: str, reading: Reading, label: Label) -> set[str]:
    """Return the capitalised words that are marked so by themselves."""
    marked = {span.of(text) for span in _spans(reading, label)}
    return {words for words in marked if words.isalpha() and words[0].isupper()}


def _others(
    found: Iterable[str], pool: Sequence[str], taken: Mapping[str, str], chance: random.Random
) -> dict[str, str]:
    """Return other words for those found, the same for each as it stands and in capitals; names of states have none."""
    out: dict[str, str] = {}
    for word in sorted(found):
        if word not in taken and word.lower() not in _words_of_states():
            out[word] = out.setdefault(word.upper(), chance.choice(pool))
    return out


def _other_days(chance: random.Random) -> dict[str, str]:
    """Return the days of the week and the months, each told as the one some steps on."""
    out: dict[str, str] = {}
    for circle in (_DAYS, _MONTHS):
        step = chance.randrange(len(circle))
        for at, word in enumerate(circle):
            out[word] = out[word.upper()] = circle[(at + step) % len(circle)]
    return out


@cache
def _words_of_states() -> frozenset[str]:
    """Return all single words that name a state or its people, in small letters."""
    named = (
        name
        for state in countries().values()
        for name in (state.name, *state.aliases, *state.adjectives, *state.people)
    )
    return frozenset(name.lower() for name in named)


@dataclass(frozen=True, slots=True)
class _States:
    """Of each state its name, adjective, people and capital; and which state and form a word is."""

    forms: dict[str, tuple[str, ...]]
    by_word: dict[str, tuple[str, int]]


@cache
def _states() -> _States:
    """Return the states all of whose forms are one word, lest envoys of "the United States" be told of as Kenyan."""
    forms = {}
    for code, state in countries().items():
        each = (state.name, *state.adjectives[:1], *state.people[:1], *state.capitals[:1])
        if len(each) == 4 and all(form.isalpha() for form in each) and not state.until:
            forms[code] = each
    # Where two forms are alike ("Luxembourg"), the word is the first of them.
    by_word = {
        word: (code, at)
        for code, each in forms.items()
        for at, form in reversed([*enumerate(each)])
        for word in (form.upper(), form)
    }
    return _States(forms, by_word)


def _other_states(words: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Return the words of states told as those of others, a state in all its forms as one other.

    A state stays of whose name the article has a longer one.
    """
    states = _states()
    met = states.by_word.keys() & set(words)
    stay = {states.by_word[word][0] for before, word in pairwise(words) if word in met and before.title() in _LONGER}
    codes = sorted({states.by_word[word][0] for word in met} - stay)
    others = dict(zip(codes, chance.sample(sorted(states.forms), len(codes)), strict=True))
    told = ((word, *states.by_word[word]) for word in met)
    return {word: states.forms[others[code]][at] for word, code, at in told if code in others}


def _move_days(words: list[str], days: set[int], chance: random.Random) -> None:
    """Move the words that are days of months by one number of days, and all years by one number of years.

    The days stay as far apart as they are and within any month; where that cannot be, they stay.
    """
    numbers = [int(words[at]) for at in days] or [_LAST_DAY + 1]
    step = chance.randint(1 - min(numbers), _LAST_DAY - max(numbers)) if max(numbers) <= _LAST_DAY else 0
    years = chance.randint(-15, 15)
    for at, word in enumerate(words):
        if at in days:
            words[at] = str(int(word) + step)
        elif _is_number(word) and 1900 < int(word) < 2100:
            words[at] = str(int(word) + years)


def _days_of_months(text: str, pieces: Pieces) -> set[int]:
    """Return which words are days of months: the 2 and the 5 of "May 2 to 5"."""
    found: set[int] = set()
    for date in date_words(text):
        if date.day is not None:
            first, last = pieces.words_of(date.span)
            found.update(
                at for at in range(first, last + 1) if _is_number(word := pieces.words[at].of(text)) and len(word) <= 2
            )
    return found


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()
