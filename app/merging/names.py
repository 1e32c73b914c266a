"""Whether two names are one person's, across transliterations, middle names, initials and the order of names."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from app.spelling import keys_of

# Jaro-Winkler of two words that are one name. Last names: lukashenka and lukashenko have 0.96, mirzioiev and mirziaev
# 0.93. Given names beside one last name: vladimir and uladzimir 0.88, and of one state sergei and siarhei 0.77, sergei
# and andrei 0.67. Last names of one state and office: ienbekov and zhenbekov 0.88.
_ALIKE = 0.92
_GIVEN_ALIKE = 0.85
_GIVEN_ALIKE_IN_ONE_STATE = 0.75
_ALIKE_IN_ONE_OFFICE = 0.8
_SHORTEST = 4  # words of fewer letters are one name only when they are equal: Abe and Aso, Li and Lu
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "la",
        "le",
        "jr",
        "sr",
        "iii",
    }
)


_PART = re.compile(r"[^\s-]+")
_LETTER = re.compile(r"[a-z0-9]", re.IGNORECASE)


@lru_cache(maxsize=65536)
def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a name that count: initials and particles do not when others are left."""
    parts = [(keys_of(part), len(_LETTER.findall(anyascii(part)))) for part in _PART.findall(name)]
    words = tuple(key for keys, _ in parts for key in keys)
    # initials are as many letters as words: "J.R.", but not "Yi", whose folded form is one letter too
    telling = tuple(key for keys, letters in parts if letters > len(keys) for key in keys if key not in _PARTICLES)
    return telling or words


@lru_cache(maxsize=262144)
def words_alike(one: str, other: str) -> bool:
    """Say whether two words are one name in two spellings."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return _likeness(one, other) >= _ALIKE


def last_names_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether the last words of two names may be one name, given that state and office agree."""
    a, b = one[-1], other[-1]
    return words_alike(a, b) or (min(len(a), len(b)) >= _SHORTEST and _likeness(a, b) >= _ALIKE_IN_ONE_OFFICE)


def given_names_alike(one: tuple[str, ...], other: tuple[str, ...], *, one_state: bool) -> bool:
    """Say whether two names with one last name have one given name in two spellings: Vladimir and Uladzimir."""
    if min(len(one), len(other)) < 2 or not words_alike(one[-1], other[-1]):
        return False
    enough = _GIVEN_ALIKE_IN_ONE_STATE if one_state else _GIVEN_ALIKE
    return _likeness(one[0], other[0]) >= enough


def _likeness(one: str, other: str) -> float:
    return JaroWinkler.similarity(one, other)


def shared_words(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many words of one name are words of the other, each counted once."""
    free = list(other)
    shared = 0
    for word in one:
        twin = next((each for each in free if words_alike(word, each)), None)
        if twin is not None:
            free.remove(twin)
            shared += 1
    return shared


def skeleton(word: str) -> str:
    """Return the first letter and the consonants of a folded word: what transliterations seldom change."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")
