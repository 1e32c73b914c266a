"""What is plain to see of a pair of stretches: how far apart they stand, in what order, and what lies between."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.extract.marks import Label, Span
from app.extract.reader.pieces import Pieces
from app.extract.reader.words import sentence_at

LABELS: tuple[Label | None, ...] = (None, *Label)
"""What the first of a pair is: None for words that denote an occasion."""

_WORDS = (3, 6, 10, 16, 28, 50, 100, 200)
FEATURES = len(LABELS) + (len(_WORDS) + 1) + 6 + 8
"""How many figures describe a pair."""


def pair_features(
    firsts: Sequence[tuple[Span, Label | None]],
    seconds: Sequence[Span],
    tellings: Sequence[Span],
    pieces: Pieces,
    text: str,
) -> NDArray[np.float32]:
    """Return [firsts, seconds, FEATURES], figures of 0 to 1.

    ``tellings`` are all the words that denote an occasion, in order: how many of them lie between counts.
    """
    starts, breaks, sentences = pieces.starts, pieces.breaks, pieces.sentences
    telling_starts = [span.start for span in tellings]
    out = np.zeros((len(firsts), len(seconds), FEATURES), dtype=np.float32)
    second_word = [bisect_left(starts, span.start) for span in seconds]
    second_sentence = [sentence_at(sentences, span.start) for span in seconds]
    for i, (span, label) in enumerate(firsts):
        word, sentence = bisect_left(starts, span.start), sentence_at(sentences, span.start)
        offset = LABELS.index(label)
        for j, other in enumerate(seconds):
            row = out[i, j]
            row[offset] = 1
            at = len(LABELS)
            row[at + bisect_left(_WORDS, abs(word - second_word[j]))] = 1
            at += len(_WORDS) + 1
            row[at + min(5, abs(sentence - second_sentence[j]))] = 1
            at += 6
            low, high = sorted((span.start, other.start))
            between = bisect_left(telling_starts, high) - bisect_left(telling_starts, low + 1)
            row[at + min(2, between)] = 1
            row[at + 3] = span.start < other.start
            row[at + 4] = bisect_left(breaks, high) == bisect_left(breaks, low)
            row[at + 5] = sentence == 0
            row[at + 6] = second_sentence[j] == 0
            row[at + 7] = span.of(text).lower() == other.of(text).lower()
    return out
