"""Which marks belong to which occasion: small scorers over the encoder's word states, evaluated with numpy.

Three scorers look at pairs: whether two tellings (stretches of words that denote an occasion) speak of the same
occasion, whether a mark belongs to a telling's occasion, and whether one telling's occasion is part of another's. A
judge then looks at each occasion as a whole, its tellings, its people and how many marks of each label it has, and says
of what kind and status it is, and whether it is background.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.records import MeetingKind, MeetingStatus
from training.reader.belonging import distances, nearness
from training.reader.pairs import pair_features
from training.reader.tagset import ITEM_KINDS

Floats = NDArray[np.float32]
KINDS = tuple(MeetingKind)
STATUSES = tuple(MeetingStatus)
PEOPLE = frozenset({Label.NAME, Label.ROLE, Label.PARTY})


@dataclass(frozen=True, slots=True)
class PairScorer:
    """A scorer of pairs: both states are narrowed, multiplied, and read together with the pair's features."""

    first: Floats  # [state, narrow]
    second: Floats  # [state, narrow]
    hidden: Floats  # [3 * narrow + features, hidden]
    hidden_bias: Floats
    out: Floats  # [hidden]
    out_bias: Floats  # []

    @classmethod
    def of(cls, weights: Mapping[str, Floats], name: str) -> "PairScorer":
        """Take a scorer's weights out of a model's."""
        parts = ("first", "second", "hidden", "hidden_bias", "out", "out_bias")
        return cls(*(weights[f"{name}.{part}"] for part in parts))

    def score(self, firsts: Floats, seconds: Floats, features: Floats) -> Floats:
        """Return [firsts, seconds], above 0 where more speaks for the pair than against it."""
        a, b = firsts @ self.first, seconds @ self.second
        narrow = a.shape[1]
        # The product of states and features with the hidden layer, part by part, to spare a large array of pairs.
        reached = (a @ self.hidden[:narrow])[:, None] + (b @ self.hidden[narrow : 2 * narrow])[None]
        reached = reached + (a[:, None] * b[None]) @ self.hidden[2 * narrow : 3 * narrow]
        reached = reached + features @ self.hidden[3 * narrow :] + self.hidden_bias
        scores: Floats = np.maximum(reached, 0) @ self.out + self.out_bias
        return scores

    def score_rows(self, firsts: Floats, seconds: Floats, features: Floats) -> Floats:
        """Return [rows], the score of each row of firsts with the same row of seconds."""
        a, b = firsts @ self.first, seconds @ self.second
        reached = np.concatenate([a, b, a * b, features], axis=1) @ self.hidden + self.hidden_bias
        scores: Floats = np.maximum(reached, 0) @ self.out + self.out_bias
        return scores


@dataclass(frozen=True, slots=True)
class Links:
    """The scorers of a model."""

    same: PairScorer
    belongs: PairScorer
    within: PairScorer
    item: Floats  # [state, item kinds]
    item_bias: Floats
    judge_hidden: Floats  # [3 * state + figures, hidden]
    judge_hidden_bias: Floats
    judge_out: Floats  # [hidden, kinds + statuses + 1]
    judge_out_bias: Floats

    @classmethod
    def of(cls, weights: Mapping[str, Floats]) -> "Links":
        """Take the scorers' weights out of a model's."""
        parts = ("hidden", "hidden_bias", "out", "out_bias")
        return cls(
            PairScorer.of(weights, "same"),
            PairScorer.of(weights, "belongs"),
            PairScorer.of(weights, "within"),
            weights["item.weight"].T,
            weights["item.bias"],
            *(weights[f"judge.{part}"] for part in parts),
        )


@dataclass(frozen=True, slots=True)
class Leanings:
    """The scores from which on something is believed; 0 is where the scorers themselves are in doubt.

    They were chosen on articles that the scorers had not seen.
    """

    same: float = 0.0
    people: float = 30.0  # words, with 30 for the end of a sentence: whoever stands nearer belongs
    belongs: float = 0.0
    within: float = 0.0
    background: float = 0.0


DEFAULT = Leanings()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tagger saw in a text: marks and tellings in order, and the states [words, state] of all words."""

    text: str
    words: list[Span]
    sentences: list[int]
    states: Floats
    marks: list[Mark]
    tellings: list[Span]


def state_of(span: Span, words: Sequence[Span], states: Floats) -> Floats:
    """Return the state [state] of a stretch: the mean of its first and its last word's."""
    inside = [k for k, word in enumerate(words) if word.start < span.end and span.start < word.end]
    mean: Floats = (states[inside[0]] + states[inside[-1]]) / 2
    return mean


def states_of(spans: Sequence[Span], words: Sequence[Span], states: Floats) -> Floats:
    """Return [spans, state]."""
    if not spans:
        return np.zeros((0, states.shape[1]), dtype=np.float32)
    return np.stack([state_of(span, words, states) for span in spans])


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


def name_key(name: str) -> str:
    """Return what mentions of one person share: the last word of the name, in lower case."""
    words = [
        word
        for word in name.replace(",", " ").split()
        if word.rstrip(".").lower() not in {"jr", "sr", "ii", "iii", "iv"}
    ]
    return (words or [name])[-1].lower()


def groups_of(marks: Sequence[Mark], text: str) -> list[list[int]]:
    """Return the marks that belong together to any occasion: all mentions of a person, every other mark alone."""
    by_name: dict[str, list[int]] = {}
    groups: list[list[int]] = []
    for k, mark in enumerate(marks):
        if mark.label is Label.NAME:
            key = name_key(mark.span.of(text))
            if key in by_name:
                by_name[key].append(k)
                continue
            by_name[key] = [k]
            groups.append(by_name[key])
        else:
            groups.append([k])
    return groups


_MANY = 4
FIGURES = (len(Label) + 1) * (_MANY + 1)
"""How many figures describe an occasion to the judge."""


def figures(marks: Sequence[Mark], tellings: int, text: str) -> Floats:
    """Return [FIGURES]: for each label and for the tellings, which of 0 to ``_MANY`` or more there are."""
    counts = [len({_distinct(mark, text) for mark in marks if mark.label is label}) for label in Label]
    out = np.zeros((len(Label) + 1, _MANY + 1), dtype=np.float32)
    for row, count in enumerate([*counts, tellings]):
        out[row, min(count, _MANY)] = 1
    return out.ravel()


def _distinct(mark: Mark, text: str) -> str:
    words = mark.span.of(text)
    return name_key(words) if mark.label is Label.NAME else words.lower()


def linked(seen: Seen, links: Links, leanings: Leanings = DEFAULT) -> Reading:
    """Return the occasions of a text with their marks."""
    if not seen.tellings:
        return ()
    told = states_of(seen.tellings, seen.words, seen.states)
    context = (seen.tellings, seen.words, seen.sentences, seen.text)
    bare = [(span, None) for span in seen.tellings]
    among = pair_features(bare, seen.tellings, *context)
    groups = clustered(links.same.score(told, told, among), leanings.same)
    within = links.within.score(told, told, among)
    marked = states_of([mark.span for mark in seen.marks], seen.words, seen.states)
    seen = replace(seen, marks=_with_item_kinds(seen.marks, marked, links))
    features = pair_features([(mark.span, mark.label) for mark in seen.marks], seen.tellings, *context)
    owned: list[list[int]] = [[] for _ in groups]
    together = groups_of(seen.marks, seen.text)
    apart = distances([mark.span for mark in seen.marks], seen.tellings, seen.words, seen.sentences)
    near = nearness(apart, together, groups)
    for row, group in enumerate(together):
        mark, telling = near.mark[row], near.telling[row]
        several = seen.marks[group[0]].label not in ITEM_KINDS
        if seen.marks[group[0]].label in PEOPLE:
            reach = leanings.people - near.reach[row]
        else:
            plain = np.concatenate([features[mark, telling], near.features[row]], axis=1)
            reach = links.belongs.score_rows(marked[mark], told[telling], plain) - leanings.belongs
        for number, score in enumerate(reach):
            if number == int(reach.argmax()) or (several and score > 0):
                owned[number] += group
    whole = seen.states.mean(axis=0)
    occasions = []
    for number, group in enumerate(groups):
        marks = [seen.marks[k] for k in sorted(owned[number])]
        people = [k for k in owned[number] if seen.marks[k].label in PEOPLE]
        side = marked[people].mean(axis=0) if people else np.zeros_like(whole)
        regarded = np.concatenate([told[group].mean(axis=0), side, whole, figures(marks, len(group), seen.text)])
        judged = (
            np.maximum(regarded @ links.judge_hidden + links.judge_hidden_bias, 0) @ links.judge_out
            + links.judge_out_bias
        )
        mentions = tuple(seen.tellings[k] for k in group)
        occasions.append(
            _occasion(
                mentions, tuple(marks), judged, _parent(number, groups, within - leanings.within), leanings.background
            )
        )
    return tuple(occasions)


def _with_item_kinds(marks: Sequence[Mark], marked: Floats, links: Links) -> list[Mark]:
    """Return the marks with each agenda item's kind judged by its state [marks, state]."""
    kinds = (marked @ links.item + links.item_bias).argmax(axis=1)
    return [
        replace(mark, label=ITEM_KINDS[int(kind)]) if mark.label in ITEM_KINDS else mark
        for mark, kind in zip(marks, kinds, strict=True)
    ]


def _parent(number: int, groups: Sequence[Sequence[int]], within: Floats) -> int | None:
    scores = [
        float(within[np.ix_(groups[number], other)].max()) if k != number else -np.inf for k, other in enumerate(groups)
    ]
    best = int(np.argmax(scores))
    return best if scores[best] > 0 else None


def _occasion(
    mentions: tuple[Span, ...], marks: tuple[Mark, ...], judged: Floats, parent: int | None, background_from: float
) -> Occasion:
    kind, status = judged[: len(KINDS)], judged[len(KINDS) : -1]
    return Occasion(
        mentions=mentions,
        kind=KINDS[int(kind.argmax())],
        status=STATUSES[int(status.argmax())],
        background=bool(judged[-1] > background_from),
        parent=parent,
        marks=marks,
    )
