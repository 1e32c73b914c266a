"""How well a reading agrees with the aligned gold: spans by label, and what is said of the occasions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.extract.marks import Reading, Span
from app.extract.reader.words import word_spans


@dataclass(slots=True)
class Counts:
    """Found, wanted and right stretches by label; ``whole`` counts pairs of occasions and marks."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, right: int, found: int, wanted: int) -> None:
        """Count on."""
        self.right[what] += right
        self.found[what] += found
        self.wanted[what] += wanted

    def table(self) -> str:
        """Return precision, recall and F1 of every label, one a line."""
        lines = []
        for what in sorted(self.wanted | self.found):
            r, f, w = self.right[what], self.found[what], self.wanted[what]
            lines.append(
                f"  {what:12} P {r / max(1, f):.3f} R {r / max(1, w):.3f} F1 {2 * r / max(1, f + w):.3f}  gold {w}"
            )
        return "\n".join(lines)

    def f1(self, what: str) -> float:
        """Return one label's F1."""
        return 2 * self.right[what] / max(1, self.found[what] + self.wanted[what])


def _matched(found: Iterable[Span], wanted: Iterable[Span], words: Sequence[Span]) -> int:
    """Count found stretches that share half their words with a wanted one, each wanted one once."""

    def bag(span: Span) -> frozenset[int]:
        return frozenset(k for k, w in enumerate(words) if w.start >= span.start and w.end <= span.end)

    free = [bag(span) for span in sorted(wanted)]
    hits = 0
    for span in sorted(found):
        mine = bag(span)
        hit = next(
            (other for other in free if mine and other and 2 * len(mine & other) / (len(mine) + len(other)) >= 0.5),
            None,
        )
        if hit is not None:
            free.remove(hit)
            hits += 1
    return hits


def count_marks(counts: Counts, text: str, found: Reading, wanted: Reading) -> None:
    """Add one article: every label's stretches, whichever occasion they were given to, and the agenda's as one."""
    words = word_spans(text)

    def by_label(reading: Reading) -> dict[str, set[Span]]:
        out: dict[str, set[Span]] = {}
        for occasion in reading:
            out.setdefault("occasion", set()).update(occasion.mentions)
            for mark in occasion.marks:
                out.setdefault(mark.label, set()).add(mark.span)
                if mark.label in {"topic", "document", "decision"}:
                    out.setdefault("agenda", set()).add(mark.span)
        return out

    a, b = by_label(found), by_label(wanted)
    for label in a | b:
        f, w = a.get(label, set()), b.get(label, set())
        counts.add(label, _matched(f, w, words), len(f), len(w))
