"""What a report tells, without any date word, of the day of something held: by its tense and its construction."""

import re
from collections.abc import Sequence
from enum import Enum

from app.extract.marks import Span


class Told(Enum):
    """How much of the day of writing is the day of the occasion, in characters of an ISO date."""

    DAY = 10
    MONTH = 7
    NOTHING = 0


# What another deed followed, and what "has been" done, took place on that day or before it.
_AFTERWARDS = re.compile(r"\b(?:[Ff]ollowing|[Aa]fter)\s(?:(?:an?|the|his|her|their)\s)?(?:[\w-]+\s){0,2}\Z")
_PERFECT = re.compile(r"\b(?:has|have)\s(?:(?:also|already|just)\s)?(?:held\s(?:[\w-]+\s){0,2})?\Z")
# "agreed in talks with", "during a visit to", "on his return from": the setting of what is told, whenever that was.
_SETTING = re.compile(
    r"\b(?:(?<!\bpart\s)in|during|(?:return(?:ed|ing)?|back)\sfrom|recent|follows?)\s"
    r"(?:(?!(?:and|or|for|to|with|of|by)\b)[a-z][\w'’-]*\s){0,3}(?:of\s)?\Z"
)
_SAID_OF = re.compile(r"\b(?:said|says)\b(?:(?!\b(?:after|following|before|as|when|and)\b)[^.,:;\n”\"]){0,60}\Z")
_UNDER_WAY = re.compile(r"\b(?:is|are|was|were|been)\s(?:(?:also|currently|now|still|already|recently)\s)?\Z")
_VERB = re.compile(r"(?:met|meets?|held|holds?|opened|began|begins?|ended|discussed)\b", re.IGNORECASE)
_GATHERING = frozenset({"meeting", "holding", "gathering", "hosting", "attending"})
_BEFORE = 90  # characters before the word that are looked at


def told_by_tense(text: str, mentions: Sequence[Span], *, is_day_page: bool = False) -> Told:
    """Return how exactly the first words for an occasion tell its day in a report of what was held.

    A page of a single day (``is_day_page``) tells nothing in passing.
    """
    if not mentions:
        return Told.DAY
    word, begin = mentions[0], max(0, mentions[0].start - _BEFORE)
    if not is_day_page and _is_told_in_passing(text, word, begin):
        return Told.NOTHING
    over = any(way.search(text, begin, word.start) for way in (_AFTERWARDS, _PERFECT))
    return Told.MONTH if over else Told.DAY


def _is_told_in_passing(text: str, word: Span, begin: int) -> bool:
    said = word.of(text).lower()
    if _SAID_OF.search(text, begin, word.start) is not None:
        return True
    if _SETTING.search(text, begin, word.start) is not None:
        return _VERB.match(said) is None
    ongoing = said.endswith("ing") and said not in _GATHERING
    return ongoing and _UNDER_WAY.search(text, begin, word.start) is not None
