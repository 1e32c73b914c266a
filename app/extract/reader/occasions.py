"""From a text to its occasions: find the words that denote one, tell which speak of the same one, then read the text
again for each occasion with an eye on its own words, and mark what belongs to it.

The second look is what keeps the slots of one meeting apart from another's: the encoder is told which words the
question is about, so that "Lavrov" takes part in these talks and not in those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.extract.marks import Mark, Occasion, Reading, Span
from app.extract.reader.heads import Floats, Heads
from app.extract.reader.pairs import pair_features
from app.extract.reader.pieces import Pieces, Window
from app.extract.reader.tagset import FAMILIES, ITEM_KINDS, TAGS, best_tags, marks_of, tellings_of

Indices = NDArray[np.int64]
Words = tuple[int, int]
"""The first and the last word of a stretch."""

OWN, OTHER = 1, 2
"""What the encoder is told of a piece on the second look: it denotes the occasion in question, or another one."""

_TOGETHER = 40  # tellings that are compared with each other; a text with more is taken in stretches, to stay linear
_REACH = 80  # words on each side of an occasion's own that the second look takes in
_OUTSIDE = 9.0  # the score of "no mark" for words that no window of an occasion holds


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a window gives: tag scores [words, families, tags], the words' states and the window's own."""

    scores: Floats
    states: Floats  # [words, state]
    whole: Floats  # [state]


class Eyes(Protocol):
    """An encoder that looks at windows of a text twice."""

    def glance(self, window: Window) -> tuple[Look, object]:
        """Look at a window without a question; the second value is kept for further looks at the same window."""

    def focus(self, window: Window, kept: object, around: Indices, focus: Indices) -> Look:
        """Look again at the words ``around`` of a window, counted from its first.

        ``focus`` [around] says which of them denote the occasion in question or another.
        """


@dataclass(frozen=True, slots=True)
class Leanings:
    """The scores from which on something is believed; 0 is where the scorers themselves are in doubt."""

    same: float = 0.0
    within: float = 0.0
    background: float = 0.0


DEFAULT = Leanings()


def read(text: str, pieces: Pieces, eyes: Eyes, heads: Heads, leanings: Leanings = DEFAULT) -> Reading:
    """Return the occasions of a text with their marks, in the order in which it tells of them."""
    if not pieces.words:
        return ()
    glances = [eyes.glance(window) for window in pieces.windows]
    first = _joined(
        pieces,
        [
            (np.arange(window.first_word, window.last_word), look)
            for window, (look, _) in zip(pieces.windows, glances, strict=True)
        ],
    )
    tellings = tellings_of(best_tags(first.scores, heads.steps, heads.starts), pieces.words)
    if not tellings:
        return ()
    told = states_of([pieces.words_of(span) for span in tellings], first.states)
    bare = [(span, None) for span in tellings]
    groups: list[list[int]] = []
    within = np.full((len(tellings), len(tellings)), -np.inf, dtype=np.float32)
    for low in range(0, len(tellings), _TOGETHER):
        part = slice(low, low + _TOGETHER)
        features = pair_features(bare[part], tellings[part], tellings, pieces.words, pieces.sentences, text)
        same = heads.same.score(told[part], told[part], features)
        groups += [[low + k for k in group] for group in clustered(same, leanings.same)]
        within[part, part] = heads.within.score(told[part], told[part], features)
    kept = [after for _, after in glances]
    return tuple(
        _occasion(number, groups, tellings, pieces, eyes, heads, kept, within - leanings.within, leanings)
        for number in range(len(groups))
    )


def _occasion(
    number: int,
    groups: Sequence[Sequence[int]],
    tellings: Sequence[Span],
    pieces: Pieces,
    eyes: Eyes,
    heads: Heads,
    kept: Sequence[object],
    within: Floats,
    leanings: Leanings,
) -> Occasion:
    own = [pieces.words_of(tellings[k]) for k in groups[number]]
    others = [pieces.words_of(tellings[k]) for at, group in enumerate(groups) if at != number for k in group]
    focus = focus_of(len(pieces.words), own, others)
    looks = []
    for window, after in zip(pieces.windows, kept, strict=True):
        around = words_around(window, own)
        if len(around):
            look = eyes.focus(window, after, around - window.first_word, focus[around])
            looks.append((around, look))
    second = _joined(pieces, looks)
    marks = marks_of(best_tags(second.scores, heads.steps, heads.starts), pieces.words)
    judged = heads.judge.judge(second.whole, states_of(own, second.states).mean(axis=0))
    return Occasion(
        mentions=tuple(tellings[k] for k in groups[number]),
        kind=judged.kind,
        status=judged.status,
        background=judged.background > leanings.background,
        parent=_parent(number, groups, within),
        marks=tuple(_with_item_kinds(marks, pieces, second.states, heads)),
    )


def focus_of(count: int, own: Sequence[Words], others: Sequence[Words]) -> Indices:
    """Return [words], what the encoder is told of each word; the words of the occasion in question stand above all."""
    focus = np.zeros(count, dtype=np.int64)
    for mark, stretches in ((OTHER, others), (OWN, own)):
        for first, last in stretches:
            focus[first : last + 1] = mark
    return focus


def words_around(window: Window, own: Sequence[Words]) -> Indices:
    """Return the words of a window that stand near the words of an occasion that it holds, in order."""
    near = np.zeros(window.last_word - window.first_word, dtype=bool)
    for first, last in own:
        if window.first_word <= first and last < window.last_word:
            low = max(0, first - window.first_word - _REACH)
            near[low : last + 1 - window.first_word + _REACH] = True
    return np.flatnonzero(near) + window.first_word


def _joined(pieces: Pieces, looks: Sequence[tuple[Indices, Look]]) -> Look:
    """Return the mean of what the looks give of each word; "no mark" for words in none of them."""
    count, width = len(pieces.words), looks[0][1].states.shape[1]
    scores = np.zeros((count, len(FAMILIES), TAGS), dtype=np.float32)
    states = np.zeros((count, width), dtype=np.float32)
    held = np.zeros(count, dtype=np.float32)
    for words, look in looks:
        scores[words] += look.scores
        states[words] += look.states
        held[words] += 1
    scores[held == 0, :, 0] = _OUTSIDE
    divisor = np.maximum(held, 1)
    whole = np.mean([look.whole for _, look in looks], axis=0, dtype=np.float32)
    return Look(scores / divisor[:, None, None], states / divisor[:, None], whole)


def states_of(stretches: Sequence[Words], states: Floats) -> Floats:
    """Return [stretches, state]: of each the mean of its first and its last word's state."""
    found: Floats = np.stack([(states[first] + states[last]) / 2 for first, last in stretches])
    return found


def clustered(same: Floats, threshold: float) -> list[list[int]]:
    """Group tellings by their scores [tellings, tellings]: those that agree best on average first."""
    groups = [[k] for k in range(len(same))]
    both = (same + same.T) / 2
    while len(groups) > 1:
        best, pair = threshold, None
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                mean = float(both[np.ix_(groups[i], groups[j])].mean())
                if mean > best:
                    best, pair = mean, (i, j)
        if pair is None:
            break
        groups[pair[0]] = sorted(groups[pair[0]] + groups.pop(pair[1]))
    return sorted(groups)


def _parent(number: int, groups: Sequence[Sequence[int]], within: Floats) -> int | None:
    scores = [
        float(within[np.ix_(groups[number], other)].max()) if at != number else -np.inf
        for at, other in enumerate(groups)
    ]
    best = int(np.argmax(scores))
    return best if scores[best] > 0 else None


def _with_item_kinds(marks: Sequence[Mark], pieces: Pieces, states: Floats, heads: Heads) -> list[Mark]:
    """Return the marks with each agenda item's kind judged by its state."""
    out = []
    for mark in marks:
        if mark.label in ITEM_KINDS:
            state = states_of([pieces.words_of(mark.span)], states)[0]
            kind = ITEM_KINDS[int((state @ heads.item + heads.item_bias).argmax())]
            out.append(Mark(mark.span, kind))
        else:
            out.append(mark)
    return out
