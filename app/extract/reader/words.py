"""Words and sentences of a text with their places: the units that the reader marks and counts distances in."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from app.extract.marks import Span

# Initials with their dots ("U.S.") and a possessive ending are words of their own, so that "Kazakhstan's" and
# "U.S.-Japan" can be marked in part.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)+|['’]s\b|\w+|[^\w\s]")

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]{0,2}\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n|\n(?=\s*[-•*·–]|\s*\d+[.)])")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Prof|St|Jr|Sr|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Inc|Corp|Ltd|Co|vs|Amb|Adm|Maj|Capt)\.|\b(?:[A-Z]\.){1,}[A-Z]\.)$"
)


def word_spans(text: str) -> list[Span]:
    """Return the words of a text; marks of punctuation are words of one character. Linear in the text."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def sentence_starts(text: str) -> list[int]:
    """Return the offsets at which sentences begin; the first is 0. A blank line and a list item end a sentence too."""
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        if "\n" not in match[0] and _NO_END.search(text, max(0, match.start() - 12), match.start()):
            continue
        starts.append(match.end())
    return starts


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """Return the number of the sentence that holds an offset."""
    return bisect_right(starts, offset) - 1
