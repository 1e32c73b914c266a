"""Words of a text with their places, folded so that accents, dots and capitals do not hide a name."""

import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

# Initials are one word with or without their dots ("U.S.", "U. S.", "D.P.R.K."); a plus belongs to its word ("P5+1").
_WORD = re.compile(
    r"(?P<initials>(?<!\w)(?:[A-Z]\.){2,}(?:[A-Z](?![\w]))?|(?<!\w)U\. [SKN]\.(?!\w))"
    r"|[\w\u0300-\u036f]+(?:\+\d*)?"
)
# What may stand between two words of one name: a space, one line break, a hyphen, an apostrophe, a dot or "&".
_JOINT = re.compile(r"[ \t\u00a0\u202f]*(?:\r?\n)?[ \t\u00a0]*|[-\u2010\u2011'\u2019\u02bb`.]| & |&")
_LONGEST_GAP = 40  # characters between two words of one name that is broken over lines
_AFTER_SHORT_WORD = re.compile(r"\.[ \u00a0]")
_SHORT_WORDS = frozenset(
    {
        "st",
        "mt",
        "ft",
        "dr",
        "mr",
        "mrs",
        "ms",
        "gen",
        "lt",
        "col",
        "sen",
        "rep",
        "gov",
        "maj",
        "sgt",
        "n",
        "s",
        "d",
        "min",
        "dep",
        "amb",
        "prof",
        "adm",
        "pres",
        "dept",
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, ``text[start:end]``, and its folded form."""

    start: int
    end: int
    fold: str


class _Plain(dict[int, str]):
    """A table for ``str.translate`` that writes each character in plain ASCII letters, filled as characters come."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
        plain = character if character.isascii() else "".join(part for part in anyascii(bare) if part.isalnum())
        self[code] = plain
        return plain


_PLAIN = _Plain()
_PARTING = str.maketrans("-'", "  ")


def fold_word(word: str) -> str:
    """Return a word without accents, dots and capitals, in ASCII: "Türkiye" gives "turkiye", "U.S." gives "us"."""
    if not word.isascii():
        word = word.translate(_PLAIN)
    return word.lower().replace(".", "").replace(" ", "")


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [Word(match.start(), match.end(), fold_word(match.group())) for match in _WORD.finditer(text)]


def fold(phrase: str) -> str:
    """Return the key under which a phrase is known: its folded words with one space between."""
    parted = phrase.translate(_PARTING) if "-" in phrase or "'" in phrase else phrase
    if parted.replace(" ", "").isalnum():  # most names: the same result as below, many times sooner
        return " ".join((parted if parted.isascii() else parted.translate(_PLAIN)).lower().split())
    return " ".join(fold_word(match.group()) for match in _WORD.finditer(phrase))


def joined(text: str, first: Word, second: Word) -> bool:
    """Tell whether two neighbouring words may belong to one name by what stands between them."""
    between = text[first.end : second.start]
    if between in {" ", "-"}:
        return True
    if len(between) > _LONGEST_GAP:
        return False
    if _JOINT.fullmatch(between):
        return True
    return first.fold in _SHORT_WORDS and _AFTER_SHORT_WORD.fullmatch(between) is not None
