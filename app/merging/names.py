"""Whether two names are one person's, across transliterations, middle names, initials and the order of names."""

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from app.gazetteer import Rank, Title, TitleUse, title_named
from app.spelling import keys_of

_ALIKE = (
    0.92  # Jaro-Winkler of two words that are one name: lukashenka and lukashenko have 0.96, sergei and andrei 0.78
)
_SHORTEST = 4  # words of fewer letters are one name only when they are equal: Abe and Aso, Li and Lu
_LESS_ALIKE = 0.8  # enough for a last name when state and office agree
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


@lru_cache(maxsize=65536)
def words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a name that count: initials and particles do not when others are left."""
    words = keys_of(name)
    telling = tuple(word for word in words if len(word) > 1 and word not in _PARTICLES)
    return telling or words


@lru_cache(maxsize=262144)
def words_alike(one: str, other: str) -> bool:
    """Say whether two words are one name in two spellings."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return JaroWinkler.similarity(one, other) >= _ALIKE


def last_names_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether the last words of two names may be one name that two states' agencies spell their own way."""
    a, b = one[-1], other[-1]
    return words_alike(a, b) or (min(len(a), len(b)) >= _SHORTEST and JaroWinkler.similarity(a, b) >= _LESS_ALIKE)


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


@lru_cache(maxsize=65536)
def office(role: str | None) -> Title | None:
    """Return the office of a participant's words, by the whole of them or by their end ("Russian foreign minister")."""
    words = role.split() if role else []
    for start in range(min(len(words), 4)):
        found = title_named(" ".join(words[start:]))
        if found is not None:
            return found
    return None


_PLAIN_RANKS = frozenset({Rank.FOREIGN_MINISTER})


def same_office(one: str | None, other: str | None) -> bool:
    """Say whether two roles are surely one office: the same words, or two names of the foreign minister."""
    if one is None or other is None:
        return False
    if keys_of(one) == keys_of(other):
        return True
    a, b = office(one), office(other)
    if a is None or b is None or TitleUse.GROUP in {a.use, b.use}:
        return False
    return a.singular == b.singular or (a.rank == b.rank and a.rank in _PLAIN_RANKS)
