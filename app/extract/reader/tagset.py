"""The tags that the reader gives to words, and the best allowed row of tags for a text.

Labels of one family never overlap; those of different families may: an agenda item holds names and places. So each
family has a row of tags of its own over the same words: 0 is outside, then a beginning and a continuing tag for each
label. Agenda items have one label here, whatever they are: whether an item is a topic, a document or a decision is
judged of the whole item afterwards (``app.extract.reader.heads``), so that doubt about the kind never hides an item.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.extract.marks import Label, Mark, Span

FAMILIES: tuple[tuple[Label, ...], ...] = (
    (Label.NAME, Label.ROLE, Label.PARTY),
    (Label.TOPIC,),
    (Label.PLACE, Label.DATE, Label.BODY),
    (),  # the words that denote an occasion: one nameless label
)
OCCASION_FAMILY = 3
ITEM_KINDS = (Label.TOPIC, Label.DOCUMENT, Label.DECISION)
TAGS = 7
"""Tags in every family; those that a family does not use are never allowed."""

BARRED = -1e4


def allowed_steps() -> NDArray[np.float32]:
    """Return [families, tags, tags]: 0 where the second tag may follow the first, ``BARRED`` where it must not."""
    steps = np.zeros((len(FAMILIES), TAGS, TAGS), dtype=np.float32)
    for family in range(len(FAMILIES)):
        used = tags_used(family)
        for tag in range(TAGS):
            if tag >= used:
                steps[family, :, tag] = BARRED
            elif tag and tag % 2 == 0:
                steps[family, [t for t in range(TAGS) if t not in {tag, tag - 1}], tag] = BARRED
    return steps


def allowed_starts() -> NDArray[np.float32]:
    """Return [families, tags]: 0 where a text may begin with the tag."""
    starts = np.zeros((len(FAMILIES), TAGS), dtype=np.float32)
    for family in range(len(FAMILIES)):
        starts[family, tags_used(family) :] = BARRED
        starts[family, 2::2] = BARRED
    return starts


def tags_used(family: int) -> int:
    """Return how many tags a family has."""
    return 1 + 2 * max(1, len(FAMILIES[family]))


def best_tags(
    scores: NDArray[np.float32], steps: NDArray[np.float32], starts: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return [words, families], the best row of tags of each family (Viterbi).

    ``scores`` is [words, families, tags], ``steps`` [families, tags, tags] and ``starts`` [families, tags], both with
    what is not allowed barred. Time and memory are linear in the number of words.
    """
    count = len(scores)
    tags = np.zeros((count, len(FAMILIES)), dtype=np.int64)
    if not count:
        return tags
    come_from = np.zeros((count, len(FAMILIES), TAGS), dtype=np.int64)
    best = starts + scores[0]
    for at in range(1, count):
        reached = best[:, :, None] + steps
        come_from[at] = reached.argmax(axis=1)
        best = reached.max(axis=1) + scores[at]
    tags[-1] = best.argmax(axis=1)
    families = np.arange(len(FAMILIES))
    for at in range(count - 1, 0, -1):
        tags[at - 1] = come_from[at, families, tags[at]]
    return tags


def spans_of(tags: Sequence[int], words: Sequence[Span]) -> list[tuple[Span, int]]:
    """Return the tagged stretches of one family with the index of their label, in the order of the text."""
    found: list[tuple[Span, int]] = []
    for word, tag in zip(words, tags, strict=True):
        if tag % 2 == 1:
            found.append((word, (tag - 1) // 2))
        elif tag and found:
            start = found[-1][0].start
            found[-1] = (Span(start, word.end), found[-1][1])
    return found


def marks_of(tags: NDArray[np.int64], words: Sequence[Span]) -> list[Mark]:
    """Return the marks that the tags [words, families] say, in order."""
    marks = [
        Mark(span, FAMILIES[family][label])
        for family in range(OCCASION_FAMILY)
        for span, label in spans_of(tags[:, family].tolist(), words)
    ]
    return sorted(marks, key=lambda mark: (mark.span, mark.label))


def tellings_of(tags: NDArray[np.int64], words: Sequence[Span]) -> list[Span]:
    """Return the words that denote occasions that the tags [words, families] say, in order."""
    return [span for span, _ in spans_of(tags[:, OCCASION_FAMILY].tolist(), words)]


def tags_for(marks: Iterable[Mark], tellings: Iterable[Span], words: Sequence[Span]) -> NDArray[np.int64]:
    """Return [words, families], the tags that say these marks; where marks of a family overlap the longest stands."""
    tags = np.zeros((len(words), len(FAMILIES)), dtype=np.int64)
    of_label = {label: (family, 1 + 2 * k) for family, labels in enumerate(FAMILIES) for k, label in enumerate(labels)}
    of_label |= dict.fromkeys(ITEM_KINDS, of_label[Label.TOPIC])
    wanted = [(mark.span, *of_label[mark.label]) for mark in marks]
    wanted += [(span, OCCASION_FAMILY, 1) for span in tellings]
    for span, family, first in sorted(wanted, key=lambda row: (row[0].start - row[0].end, row[0].start, row[2])):
        inside = [k for k, word in enumerate(words) if word.start >= span.start and word.end <= span.end]
        if inside and not tags[inside, family].any():
            tags[inside, family] = first + 1
            tags[inside[0], family] = first
    return tags
