"""From a text to its occasions, in two looks.

The first finds the words that denote an occasion and tells which speak of the same one. Then the text is looked at
again for each occasion, with an eye on its own words, and what belongs to it is marked. The second look is what keeps
the slots of one meeting apart from another's: the encoder is told which words the question is about, so that "Lavrov"
takes part in these talks and not in those.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
_MOST = 12  # occasions among them
_REACH = (
    400  # words on each side of an occasion's own that the second look takes in: the items of a statement stand far off
)


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
    """The scores from which on something is believed; 0 is where the scorers themselves are in doubt.

    That an occasion is told of in passing takes more: a reader that doubts it loses a meeting by believing it.
    """

    same: float = 0.0
    within: float = 0.0
    background: float = 1.0


DEFAULT = Leanings()


def read(text: str, pieces: Pieces, eyes: Eyes, heads: Heads, leanings: Leanings = DEFAULT) -> Reading:
    """Return the occasions of a text with their marks, in the order in which it tells of them.

    Takes time linear in the text: an occasion is looked for only around its own words.
    """
    if not pieces.words:
        return ()
    glances = [eyes.glance(window) for window in pieces.windows]
    everything = np.arange(len(pieces.words))
    first = _joined(everything, [(_words_of(w), look) for w, (look, _) in zip(pieces.windows, glances, strict=True)])
    tellings = tellings_of(best_tags(first.scores, heads.steps, heads.starts), pieces.words)
    sight = _Sight(text, pieces, eyes, heads, leanings, tellings, [after for _, after in glances])
    occasions: list[Occasion] = []
    for low in range(0, len(tellings), _TOGETHER):
        near = list(range(low, min(low + _TOGETHER, len(tellings))))
        told = states_of([pieces.words_of(tellings[k]) for k in near], first.states)
        occasions += sight.occasions(near, told, len(occasions))
    return tuple(occasions)


@dataclass(frozen=True, slots=True)
class _Sight:
    """A text after the first look: the words that denote occasions, and what was kept of each window."""

    text: str
    pieces: Pieces
    eyes: Eyes
    heads: Heads
    leanings: Leanings
    tellings: list[Span]
    kept: list[object]

    def occasions(self, near: list[int], told: Floats, before: int) -> list[Occasion]:
        """Return the occasions that some neighbouring tellings, of states [near, state], speak of.

        ``before`` is how many occasions the text told of before.
        """
        spans = [self.tellings[k] for k in near]
        features = pair_features([(span, None) for span in spans], spans, self.tellings, self.pieces, self.text)
        groups = clustered(self.heads.same.score(told, told, features), self.leanings.same)
        within = self.heads.within.score(told, told, features) - self.leanings.within
        found = []
        for number, group in enumerate(groups):
            others = [spans[k] for other in groups if other is not group for k in other]
            parent = _parent(number, groups, within)
            occasion = self._occasion([spans[k] for k in group], others)
            found.append(replace(occasion, parent=None if parent is None else before + parent))
        return found

    def _occasion(self, mentions: list[Span], others: list[Span]) -> Occasion:
        """Look again with an eye on some mentions, and say what belongs to their occasion."""
        own, apart = ([self.pieces.words_of(span) for span in spans] for spans in (mentions, others))
        looks = []
        for at in windows_holding(self.pieces.windows, own):
            window = self.pieces.windows[at]
            around = words_around(window, own)
            focus = focus_of(around, own, apart)
            looks.append((around, self.eyes.focus(window, self.kept[at], around - window.first_word, focus)))
        seen = np.unique(np.concatenate([around for around, _ in looks]))
        look = _joined(seen, looks)
        words = [self.pieces.words[k] for k in seen]
        # Where words were left out a mark ends: each run of neighbours is tagged by itself.
        marks: list[Mark] = []
        for run in np.split(np.arange(len(seen)), np.flatnonzero(np.diff(seen) > 1) + 1):
            tags = best_tags(look.scores[run], self.heads.steps, self.heads.starts)
            marks += marks_of(tags, words[run[0] : run[-1] + 1])
        places = [_places(seen, stretch) for stretch in own]
        judged = self.heads.judge.judge(look.whole, states_of(places, look.states).mean(axis=0))
        return Occasion(
            mentions=tuple(mentions),
            kind=judged.kind,
            status=judged.status,
            background=judged.background > self.leanings.background,
            parent=None,
            marks=tuple(self._with_kind(mark, seen, look.states) for mark in marks),
        )

    def _with_kind(self, mark: Mark, seen: Indices, states: Floats) -> Mark:
        """Return a mark; of an agenda item its kind is judged by its state."""
        if mark.label not in ITEM_KINDS:
            return mark
        state = states_of([_places(seen, self.pieces.words_of(mark.span))], states)[0]
        return Mark(mark.span, ITEM_KINDS[int((state @ self.heads.item + self.heads.item_bias).argmax())])


def _places(seen: Indices, stretch: Words) -> Words:
    """Return where the first and the last word of a stretch stand among the words that were looked at."""
    first, last = (int(np.searchsorted(seen, word)) for word in stretch)
    return min(first, len(seen) - 1), min(last, len(seen) - 1)


def focus_of(words: Indices, own: Sequence[Words], others: Sequence[Words]) -> Indices:
    """Return [words], what the encoder is told of each word; the words of the occasion in question stand above all."""
    focus = np.zeros(len(words), dtype=np.int64)
    for mark, stretches in ((OTHER, others), (OWN, own)):
        for first, last in stretches:
            focus[np.searchsorted(words, first) : np.searchsorted(words, last, side="right")] = mark
    return focus


def windows_holding(windows: Sequence[Window], own: Sequence[Words]) -> list[int]:
    """Return which windows hold one of the stretches wholly, in order; a window overlaps only its neighbours."""
    found: set[int] = set()
    for first, last in own:
        latest = bisect_right(windows, first, key=lambda window: window.first_word) - 1
        holding = [at for at in range(max(0, latest - 2), latest + 1) if last < windows[at].last_word]
        found.update(holding or [latest])  # a stretch over a window's end is looked for where it begins
    return sorted(found)


def words_around(window: Window, own: Sequence[Words]) -> Indices:
    """Return the words of a window that stand near the words of an occasion in it, in order."""
    near = np.zeros(window.last_word - window.first_word, dtype=bool)
    for first, last in own:
        if window.first_word <= first < window.last_word:
            low = max(0, first - window.first_word - _REACH)
            near[low : last + 1 - window.first_word + _REACH] = True
    return np.flatnonzero(near) + window.first_word


def _words_of(window: Window) -> Indices:
    return np.arange(window.first_word, window.last_word)


def _joined(words: Indices, looks: Sequence[tuple[Indices, Look]]) -> Look:
    """Return the mean of what looks at some words each give, for ``words``, in order, of which all were looked at."""
    count, width = len(words), looks[0][1].states.shape[1]
    scores = np.zeros((count, len(FAMILIES), TAGS), dtype=np.float32)
    states = np.zeros((count, width), dtype=np.float32)
    held = np.zeros(count, dtype=np.float32)
    for seen, look in looks:
        at = np.searchsorted(words, seen)
        scores[at] += look.scores
        states[at] += look.states
        held[at] += 1
    whole: Floats = np.stack([look.whole for _, look in looks]).mean(axis=0)
    return Look(scores / held[:, None, None], states / held[:, None], whole)


def states_of(stretches: Sequence[Words], states: Floats) -> Floats:
    """Return [stretches, state]: of each the mean of its first and its last word's state."""
    found: Floats = np.stack([(states[first] + states[last]) / 2 for first, last in stretches])
    return found


def clustered(same: Floats, threshold: float, most: int = _MOST) -> list[list[int]]:
    """Group tellings by their scores [tellings, tellings]: those that agree best on average first.

    More than ``most`` groups are never left, for each is looked for in turn.
    """
    groups = [[k] for k in range(len(same))]
    both = (same + same.T) / 2
    while len(groups) > 1:
        best, pair = threshold if len(groups) <= most else -np.inf, None
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
