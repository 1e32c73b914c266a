"""Stretches of a text kept in order, so that those at a place are found without looking at all of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from app.extract.marks import Span

Item = TypeVar("Item")


class Stretches(Generic[Item]):
    """Things that stand somewhere in a text. Finding those at a place takes time in proportion to what is found."""

    def __init__(self, items: Iterable[Item], span_of: Callable[[Item], Span]) -> None:
        self._items = sorted(items, key=span_of)
        self._spans = [span_of(item) for item in self._items]
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def begun_in(self, start: int, end: int) -> list[Item]:
        """Return what begins at ``start`` or later and before ``end``, in order."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def touching(self, span: Span) -> list[Item]:
        """Return what shares at least a character with a stretch, in order."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [self._items[at] for at in range(first, last) if self._spans[at].end > span.start]


def spans(stretches: Iterable[Span]) -> Stretches[Span]:
    """Keep bare stretches."""
    return Stretches(stretches, lambda span: span)
