"""The small scorers that stand on the encoder's states, evaluated with numpy.

Two scorers look at pairs of tellings (stretches of words that denote an occasion): whether both speak of the same
occasion, and whether the one's occasion is part of the other's. A judge looks at an occasion and says of what kind and
status it is and whether it is only background; another says whether an agenda item is a topic, a paper or a decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import MeetingKind, MeetingStatus

Floats = NDArray[np.float32]
KINDS = tuple(MeetingKind)
STATUSES = tuple(MeetingStatus)


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an occasion is, with how sure the judge is that it is only background (above 0: rather yes)."""

    kind: MeetingKind
    status: MeetingStatus
    background: float


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge of occasions."""

    hidden: Floats  # [2 * state, hidden]
    hidden_bias: Floats
    out: Floats  # [hidden, kinds + statuses + 1]
    out_bias: Floats

    @classmethod
    def of(cls, weights: Mapping[str, Floats]) -> "Judge":
        """Take the judge's weights out of a model's."""
        return cls(*(weights[f"judge.{part}"] for part in ("hidden", "hidden_bias", "out", "out_bias")))

    def judge(self, whole: Floats, told: Floats) -> Judgement:
        """Judge an occasion by the state [state] of the text around it and that of the words that denote it."""
        regarded = np.concatenate([whole, told])
        scores = np.maximum(regarded @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        kinds, statuses = scores[: len(KINDS)], scores[len(KINDS) : -1]
        return Judgement(KINDS[int(kinds.argmax())], STATUSES[int(statuses.argmax())], float(scores[-1]))


@dataclass(frozen=True, slots=True)
class Heads:
    """All that stands on the encoder's states, and what rows of tags are likely."""

    steps: Floats  # [families, tags, tags]
    starts: Floats  # [families, tags]
    same: PairScorer
    within: PairScorer
    judge: Judge
    item: Floats  # [state, item kinds]
    item_bias: Floats

    @classmethod
    def of(cls, weights: Mapping[str, Floats]) -> "Heads":
        """Take the weights out of a model's."""
        return cls(
            weights["steps"],
            weights["starts"],
            PairScorer.of(weights, "same"),
            PairScorer.of(weights, "within"),
            Judge.of(weights),
            weights["item.weight"].T,
            weights["item.bias"],
        )
