"""Articles under other names: people, states, cities, days and acronyms exchanged for others of their kind.

A reader that has seen the same thousand articles many times knows whose meetings they tell of; told the same of others,
it has to learn how a meeting is told. Words are exchanged one for one, and the same word always for the same other one,
so that every mark keeps its words. That Chad's envoy may come out as a Mr Vogel does no harm: the reader marks words
and decides nothing about them.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.extract.marks import Label, Reading, Span
from app.extract.reader.pieces import Pieces
from app.extract.reader.words import word_spans
from app.gazetteer.load import bodies, cities, countries

_DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = tuple("January February March April May June July August September October November December".split())
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
    """Return the names of people marked in some texts, and the cities and acronyms that the gazetteer knows."""
    firsts: set[str] = set()
    lasts: set[str] = set()
    for text, reading in articles:
        for words in _people(text, reading):
            firsts.update(words[:-1])
            lasts.update(words[-1:])
    towns = {city.name for city in cities() if city.population > _MANY and city.bare and city.name.isalpha()}
    short = {acronym for body in bodies() for acronym in body.acronyms if acronym.isalpha() and acronym.isupper()}
    return Names(*(tuple(sorted(each)) for each in (firsts, lasts, towns, short)))


def disguised(text: str, reading: Reading, pieces: Pieces, names: Names, chance: random.Random) -> list[str]:
    """Return the words of an article, one for each of ``pieces.words``, with its names exchanged for others.

    Chance decides of each sort of name whether it is exchanged at all.
    """
    words = [span.of(text) for span in pieces.words]
    people = list(_people(text, reading))
    lasts = {each[-1] for each in people}
    firsts = {word for each in people for word in each[:-1]} - lasts
    acronyms = {
        word
        for label in (Label.BODY, Label.PARTY)
        for word in _marked(text, reading, label)
        if word.isupper() and len(word) > 2
    }
    other: dict[str, str] = {}
    if chance.random() < _OFTEN:
        other |= _other_days(chance)
    if chance.random() < _OFTEN:
        other |= _other_states(words, chance)
    for share, found, pool in (
        (_OFTEN, _marked(text, reading, Label.PLACE), names.cities),
        (_SELDOM, acronyms, names.acronyms),
        (_OFTEN, firsts, names.firsts),
        (_OFTEN, lasts, names.lasts),
    ):
        if pool and chance.random() < share:
            other |= _others(found, pool, other, chance)
    told = [_like(word, other.get(word.lower(), word)) if word[0].isupper() else word for word in words]
    if chance.random() < _OFTEN:
        _change_numbers(told, pieces, reading, chance)
    return told


def _spans(reading: Reading, label: Label) -> list[Span]:
    return sorted({mark.span for occasion in reading for mark in occasion.marks if mark.label is label})


def _people(text: str, reading: Reading) -> Iterable[list[str]]:
    """Yield the words of each person's name that may be exchanged: particles and initials stay."""
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
    """Return other words for those found; names of states are left to ``_other_states``."""
    kept = _states().by_word.keys() | taken.keys()
    return {word.lower(): chance.choice(pool) for word in sorted(found) if word.lower() not in kept}


def _other_days(chance: random.Random) -> dict[str, str]:
    """Return the days of the week and the months moved on by some steps, so that their order stays."""
    out: dict[str, str] = {}
    for circle in (_DAYS, _MONTHS):
        step = chance.randrange(len(circle))
        out |= {word.lower(): circle[(at + step) % len(circle)] for at, word in enumerate(circle)}
    return out


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
    # Where two forms are alike ("Djibouti"), the word is the first of them.
    by_word = {form.lower(): (code, at) for code, each in forms.items() for at, form in reversed([*enumerate(each)])}
    return _States(forms, by_word)


def _other_states(words: Iterable[str], chance: random.Random) -> dict[str, str]:
    states = _states()
    met = {word.lower() for word in words if word[0].isupper()} & states.by_word.keys()
    codes = sorted({states.by_word[word][0] for word in met})
    others = dict(zip(codes, chance.sample(sorted(states.forms), len(codes)), strict=True))
    return {word: states.forms[others[code]][at] for word in met for code, at in [states.by_word[word]]}


def _change_numbers(words: list[str], pieces: Pieces, reading: Reading, chance: random.Random) -> None:
    """Move the days of months and the years that say when by some steps each."""
    days, years = chance.randrange(28), chance.randint(-15, 15)
    dated = {
        at
        for span in _spans(reading, Label.DATE)
        for first, last in [pieces.words_of(span)]
        for at in range(first, last + 1)
    }
    for at in dated:
        number = int(words[at]) if words[at].isascii() and words[at].isdigit() else 0
        if 0 < number <= 28:  # all months have so many days
            words[at] = str((number - 1 + days) % 28 + 1)
        elif 1000 < number < 3000:  # a year
            words[at] = str(number + years)


def _like(word: str, other: str) -> str:
    """Return the other word, in capitals where the word is ("DUSHANBE")."""
    return other.upper() if len(word) > 1 and word.isupper() else other
