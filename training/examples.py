"""Aligned articles as the tensors that training takes."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from app.extract.marks import Occasion, Reading, Span
from app.extract.reader.heads import KINDS, STATUSES
from app.extract.reader.occasions import Indices, Words, focus_of, words_around
from app.extract.reader.pairs import pair_features
from app.extract.reader.pieces import CLS, SEP, Pieces, Window, pieces_of, seen_of
from app.extract.reader.tagset import FAMILIES, ITEM_KINDS, OCCASION_FAMILY, tags_for
from training.align import align
from training.disguise import Names, disguised
from training.gold import GoldArticle, read_gold


@dataclass(frozen=True, slots=True)
class Told:
    """One occasion of an article: where it is told of, its tags [words, families] and its items with their kinds."""

    own: list[Words]
    others: list[Words]
    tags: Tensor
    items: list[tuple[Words, int]]
    kind: int
    status: int
    background: float


@dataclass(frozen=True, slots=True)
class Example:
    """One article. ``tags`` [words, families] are those of all its occasions.

    ``owners`` [tellings, occasions] is 1 where the telling speaks of the occasion, ``within`` [occasions, occasions]
    from part to whole, ``features`` are those of the pairs of tellings.
    """

    article: GoldArticle
    reading: Reading
    pieces: Pieces
    tags: Tensor
    tellings: list[Words]
    features: Tensor
    owners: Tensor
    within: Tensor
    occasions: list[Told]
    weight: float = 1.0


def example_of(article: GoldArticle, reading: Reading, tokenizer: Tokenizer, weight: float = 1.0) -> Example:
    """Return an article with its gold reading as tensors."""
    pieces = pieces_of(article.text, tokenizer)
    marks = sorted({mark for o in reading for mark in o.marks}, key=lambda mark: (mark.span, mark.label))
    tellings = sorted({span for o in reading for span in o.mentions})
    count = len(reading)
    features = pair_features([(span, None) for span in tellings], tellings, tellings, pieces, article.text)
    return Example(
        article=article,
        reading=reading,
        pieces=pieces,
        tags=torch.from_numpy(tags_for(marks, tellings, pieces.words)),
        tellings=[pieces.words_of(span) for span in tellings],
        features=torch.from_numpy(features),
        owners=_table([[span in o.mentions for o in reading] for span in tellings], count),
        within=_table([[o.parent == k for k in range(count)] for o in reading], count),
        occasions=[_told(pieces, occasion, tellings) for occasion in reading],
        weight=weight,
    )


def examples_of(paths: Iterable[Path], tokenizer: Tokenizer) -> list[Example]:
    """Return the articles of some files of gold, in order."""
    return [example_of(a, align(a).reading, tokenizer) for path in paths for a in read_gold(path)]


def under_other_names(example: Example, names: Names, tokenizer: Tokenizer, chance: random.Random) -> Example:
    """Return an example that tells the same of others: only its pieces are not what they were."""
    text = example.article.text
    words = disguised(text, example.reading, example.pieces, names, chance)
    return replace(example, pieces=pieces_of(text, tokenizer, instead=words))


def _told(pieces: Pieces, occasion: Occasion, tellings: Sequence[Span]) -> Told:
    return Told(
        own=[pieces.words_of(span) for span in occasion.mentions],
        others=[pieces.words_of(span) for span in tellings if span not in occasion.mentions],
        tags=torch.from_numpy(tags_for(occasion.marks, occasion.mentions, pieces.words)),
        items=[
            (pieces.words_of(mark.span), ITEM_KINDS.index(mark.label))
            for mark in occasion.marks
            if mark.label in ITEM_KINDS
        ],
        kind=KINDS.index(occasion.kind),
        status=STATUSES.index(occasion.status),
        background=float(occasion.background),
    )


def _table(rows: Sequence[Sequence[bool]], width: int) -> Tensor:
    """Return [rows, width] of 0 and 1; the width counts where there are no rows."""
    return torch.tensor([[float(cell) for cell in row] for row in rows]).view(len(rows), width)


@dataclass(frozen=True, slots=True)
class Row:
    """One look at words of a window: of an article, at an occasion of it or (None) at none."""

    article: int
    window: int  # in the batch
    words: Indices
    occasion: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of several articles, padded, and the looks at them.

    ``ids``, ``shapes`` and ``mask`` are [windows, pieces]; of the looks, ``pieces`` [rows, seen] says which pieces of
    its window each sees, ``seen`` and ``focus`` [rows, seen], ``heads`` and ``on`` [rows, words], ``tags``
    [rows, words, families] and ``weights`` [rows, families].
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    rows: list[Row]
    pieces: Tensor
    seen: Tensor
    focus: Tensor
    heads: Tensor
    on: Tensor
    tags: Tensor
    weights: Tensor


_AUXILIARY = 0.3
"""What the marks of all occasions count on a look at none, and the words of the occasion itself on a look at it."""


def batch_of(examples: Sequence[Example], chosen: Sequence[Sequence[Sequence[Words]]]) -> Batch:
    """Return the windows of some articles as one padded batch.

    ``chosen`` lists for each article and occasion the tellings that the look is focused on.
    """
    windows: list[Window] = []
    rows: list[Row] = []
    for number, (example, focused) in enumerate(zip(examples, chosen, strict=True)):
        for window in example.pieces.windows:
            rows.append(Row(number, len(windows), np.arange(window.first_word, window.last_word), None))
            for k, own in enumerate(focused):
                around = words_around(window, own)
                if len(around):
                    rows.append(Row(number, len(windows), around, k))
            windows.append(window)
    long = max(len(w.pieces) for w in windows) + 2
    ids, shapes, mask = (torch.zeros(len(windows), long, dtype=torch.long) for _ in range(3))
    for at, w in enumerate(windows):
        size = len(w.pieces)
        ids[at, 0], ids[at, size + 1] = CLS, SEP
        ids[at, 1 : size + 1] = torch.from_numpy(w.pieces)
        shapes[at, 1 : size + 1] = torch.from_numpy(w.shapes)
        mask[at, : size + 2] = 1
    looks = [seen_of(windows[row.window], row.words - windows[row.window].first_word) for row in rows]
    long, wide = max(len(pieces) for pieces, _ in looks), max(len(row.words) for row in rows)
    pieces, seen, focus = (torch.zeros(len(rows), long, dtype=torch.long) for _ in range(3))
    heads, on = torch.zeros(len(rows), wide, dtype=torch.long), torch.zeros(len(rows), wide)
    tags = torch.zeros(len(rows), wide, len(FAMILIES), dtype=torch.long)
    weights = torch.ones(len(rows), len(FAMILIES))
    plain = torch.arange(len(FAMILIES)) == OCCASION_FAMILY
    for at, (row, (own_pieces, own_heads)) in enumerate(zip(rows, looks, strict=True)):
        example, count = examples[row.article], len(row.words)
        pieces[at, : len(own_pieces)] = torch.from_numpy(own_pieces)
        seen[at, : len(own_pieces)] = 1
        heads[at, :count] = torch.from_numpy(own_heads)
        on[at, :count] = 1
        own_tags = example.tags
        if row.occasion is not None:
            told = example.occasions[row.occasion]
            own_tags = told.tags
            told_of = focus_of(row.words, chosen[row.article][row.occasion], told.others)
            window = windows[row.window]
            owners = window.owners[own_pieces[1:-1] - 1] + window.first_word
            focus[at, 1 : len(own_pieces) - 1] = torch.from_numpy(told_of[np.searchsorted(row.words, owners)])
        piece = own_tags[row.words].clone()
        # A look that opens inside a marked stretch begins it, so that no row starts with a continuing tag.
        opened = (piece[0] > 0) & (piece[0] % 2 == 0)
        piece[0, opened] -= 1
        tags[at, :count] = piece
        weights[at, plain if row.occasion is not None else ~plain] = _AUXILIARY
        weights[at] *= example.weight
    return Batch(ids, shapes, mask, rows, pieces, seen, focus, heads, on, tags, weights)


def joined_words(batch: Batch, values: Tensor, article: int, occasion: int | None, words: int) -> Tensor:
    """Return [words, ...] of one article's looks: the mean of a word's values; 0 for words that no look holds."""
    total = torch.zeros(words, *values.shape[2:])
    count = torch.zeros(words, *([1] * (values.dim() - 2)))
    for at, row in enumerate(batch.rows):
        if row.article == article and row.occasion == occasion:
            span = torch.from_numpy(row.words)
            total = total.index_add(0, span, values[at, : len(span)])
            count[span] += 1
    return total / count.clamp(min=1)
