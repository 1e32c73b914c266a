from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.extract.marks import Label, Mark, Span
from app.extract.reader.tagset import (
    FAMILIES,
    ITEM_KINDS,
    TAGS,
    allowed_starts,
    allowed_steps,
    best_tags,
    marks_of,
    tags_for,
    tellings_of,
)

WORDS = [Span(4 * k, 4 * k + 3) for k in range(12)]


def stretch(first: int, last: int) -> Span:
    return Span(WORDS[first].start, WORDS[last].end)


def test_marks_survive_being_written_as_tags() -> None:
    marks = [
        Mark(stretch(0, 1), Label.NAME),
        Mark(stretch(2, 2), Label.ROLE),
        Mark(stretch(1, 6), Label.TOPIC),
        Mark(stretch(7, 7), Label.PLACE),
    ]
    tags = tags_for(marks, [stretch(8, 9), stretch(10, 10)], WORDS)
    assert set(marks_of(tags, WORDS)) == set(marks)
    assert tellings_of(tags, WORDS) == [stretch(8, 9), stretch(10, 10)]


def test_of_marks_of_one_family_that_overlap_the_longest_stands() -> None:
    tags = tags_for([Mark(stretch(0, 3), Label.NAME), Mark(stretch(2, 2), Label.PARTY)], [], WORDS)
    assert marks_of(tags, WORDS) == [Mark(stretch(0, 3), Label.NAME)]


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_every_kind_of_item_is_tagged_alike(kind: Label) -> None:
    assert marks_of(tags_for([Mark(stretch(3, 5), kind)], [], WORDS), WORDS) == [Mark(stretch(3, 5), Label.TOPIC)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_the_best_row_of_tags_never_continues_what_was_not_begun(seed: int, count: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, len(FAMILIES), TAGS)).astype(np.float32)
    tags = best_tags(scores, allowed_steps(), allowed_starts())
    for family in range(len(FAMILIES)):
        before = 0
        for tag in tags[:, family].tolist():
            if tag and tag % 2 == 0:
                assert before in {tag, tag - 1}
            before = tag


def test_the_best_row_is_the_one_with_the_highest_sum() -> None:
    steps, starts = allowed_steps(), allowed_starts()
    scores = np.random.default_rng(5).normal(size=(3, len(FAMILIES), TAGS)).astype(np.float32)
    family = 1
    rows = [(a, b, c) for a in range(TAGS) for b in range(TAGS) for c in range(TAGS)]

    def total(row: tuple[int, ...]) -> float:
        own = sum(scores[at, family, tag] for at, tag in enumerate(row))
        moved = sum(steps[family, one, other] for one, other in pairwise(row))
        return float(starts[family, row[0]] + own + moved)

    assert tuple(best_tags(scores, steps, starts)[:, family].tolist()) == max(rows, key=total)
