"""The ground that values are placed on: a text with its sentences and its dateline, and distances in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.extract.marks import Span
from app.extract.reader.words import sentence_at, sentence_starts
from training.surfaces import Head, head_of


def gap(a: Span, b: Span) -> int:
    """Return the characters between two stretches, 0 when they touch or overlap."""
    return max(0, b.start - a.end, a.start - b.end)


def overlap(a: Span, b: Span) -> bool:
    """Say whether two stretches share a character."""
    return a.start < b.end and b.start < a.end


def within(inner: Span, outers: Iterable[Span]) -> bool:
    """Say whether a stretch lies in one of the others."""
    return any(outer.start <= inner.start and inner.end <= outer.end for outer in outers)


@dataclass(frozen=True, slots=True)
class Ground:
    """A text, the offsets where its sentences begin, and its dateline."""

    text: str
    starts: list[int]
    head: Head

    def sentence(self, span: Span) -> int:
        """Return the number of the sentence in which a stretch begins."""
        return sentence_at(self.starts, span.start)

    def sentences_apart(self, a: Span, b: Span) -> int:
        """Return how many sentences lie between the beginnings of two stretches; 0 for the same sentence."""
        return abs(self.sentence(a) - self.sentence(b))

    def in_body(self, spans: Iterable[Span]) -> list[Span]:
        """Return those that stand after the dateline."""
        return [span for span in spans if span.start >= self.head.end]

    def cost(self, span: Span, anchors: Iterable[Span]) -> float:
        """Return how far a place is from the nearest of the anchors, in sentences and a little in characters."""
        header = 4.0 if span.start < self.head.end else 0.0
        return header + min(self.sentences_apart(span, a) + min(gap(span, a), 900) / 600 for a in anchors)

    def nearest(self, spans: Iterable[Span], anchors: Sequence[Span]) -> Span | None:
        """Return the place nearest to any of the anchors, the first of equals."""
        return min(spans, key=lambda s: (self.cost(s, anchors), s), default=None)


def ground_of(text: str) -> Ground:
    """Return a text's ground."""
    return Ground(text, sentence_starts(text), head_of(text))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gold values got a place and how many did not, by what they are."""

    kept: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def count(self, what: str, *, found: bool) -> None:
        """Count one value."""
        (self.kept if found else self.lost)[what] += 1
