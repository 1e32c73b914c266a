"""Through which of its mentions a mark would belong to an occasion, and how near that is compared with the others.

A person who is named ten times belongs to a meeting through the mention that stands nearest to the words that denote
it; the other nine say nothing about it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.extract.marks import Span
from training.reader.words import sentence_at

_SENTENCE = 30.0  # words that a sentence's end counts for
_BEFORE = (
    8.0  # words that it counts when the occasion's words come first: who takes part is mostly told before the verb
)
_REACH = (5, 10, 20, 30, 45, 90, 180)
_BEHIND = (0, 8, 20, 40, 80)
FEATURES = len(_REACH) + 1 + len(_BEHIND) + 1 + 2
"""How many figures describe how near an occasion is."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """For each group of marks and each occasion, the nearest pair and how near it is.

    ``mark`` and ``telling`` [groups, occasions] are indices, ``reach`` their distance in words with sentence ends
    counted in, ``features`` [groups, occasions, FEATURES] are 0 or 1.
    """

    mark: NDArray[np.int64]
    telling: NDArray[np.int64]
    reach: NDArray[np.float32]
    features: NDArray[np.float32]


def distances(
    marks: Sequence[Span], tellings: Sequence[Span], words: Sequence[Span], sentences: Sequence[int]
) -> NDArray[np.float32]:
    """Return [marks, tellings], how far apart they stand in words, with the ends of sentences counted in."""
    starts = [word.start for word in words]

    def places(spans: Sequence[Span]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        at = np.array([bisect_left(starts, span.start) for span in spans], dtype=np.float32)
        return at, np.array([sentence_at(sentences, span.start) for span in spans], dtype=np.float32)

    (mark_word, mark_sentence), (telling_word, telling_sentence) = places(marks), places(tellings)
    apart = np.abs(mark_word[:, None] - telling_word[None])
    far = apart + _SENTENCE * np.abs(mark_sentence[:, None] - telling_sentence[None])
    found: NDArray[np.float32] = far + _BEFORE * (telling_word[None] < mark_word[:, None])
    return found


def nearness(
    apart: NDArray[np.float32], mark_groups: Sequence[Sequence[int]], occasions: Sequence[Sequence[int]]
) -> Nearness:
    """Return the nearest pairs; ``occasions`` lists the tellings of each. Every group and occasion has at least one."""
    shape = (len(mark_groups), len(occasions))
    mark, telling = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    reach = np.zeros(shape, dtype=np.float32)
    for j, tellings in enumerate(occasions):
        columns = np.asarray(tellings)
        best = columns[apart[:, columns].argmin(axis=1)]
        for i, marks in enumerate(mark_groups):
            mark[i, j] = min(marks, key=lambda k: apart[k, best[k]])
            telling[i, j] = best[mark[i, j]]
            reach[i, j] = apart[mark[i, j], telling[i, j]]
    features = np.zeros((*shape, FEATURES), dtype=np.float32)
    for i in range(shape[0]):
        least = reach[i].min() if shape[1] else 0.0
        for j in range(shape[1]):
            features[i, j, bisect_left(_REACH, reach[i, j])] = 1
            at = len(_REACH) + 1
            features[i, j, at + bisect_left(_BEHIND, reach[i, j] - least)] = 1
            at += len(_BEHIND) + 1
            features[i, j, at] = len(mark_groups[i]) > 1
            features[i, j, at + 1] = j == 0
    return Nearness(mark, telling, reach, features)
