"""Aligned articles as the tensors that training takes."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from app.extract.marks import Mark, Reading, Span
from training.gold import GoldArticle
from training.reader.belonging import distances, nearness
from training.reader.links import FIGURES, KINDS, PEOPLE, STATUSES, figures, groups_of
from training.reader.pairs import pair_features
from training.reader.pieces import Pieces, pieces_of
from training.reader.tagset import tags_for


@dataclass(frozen=True, slots=True)
class Example:
    """One article. ``owners`` [tellings, occasions] and ``belonging`` [groups, occasions] are 1 where they belong.

    ``groups`` lists, for each row of ``belonging``, the indices of the marks that stand or fall together. ``kinds``,
    ``statuses`` and ``background`` have one value an occasion, ``within`` [occasions, occasions] is 1 from part to
    whole; ``people`` [occasions, marks] is 1 for the names, offices and parties of each. ``mark_words`` and
    ``telling_words`` [n, 2] are the first and the last word of each.
    """

    article: GoldArticle
    reading: Reading
    pieces: Pieces
    tags: Tensor
    marks: list[Mark]
    tellings: list[Span]
    mark_words: Tensor
    telling_words: Tensor
    mark_features: Tensor
    telling_features: Tensor
    owners: Tensor
    groups: list[list[int]]
    belonging: Tensor
    kinds: Tensor
    statuses: Tensor
    background: Tensor
    within: Tensor
    people: Tensor
    figures: Tensor
    near_mark: Tensor
    near_telling: Tensor
    near_features: Tensor


def example_of(article: GoldArticle, reading: Reading, tokenizer: Tokenizer) -> Example:
    """Return an article with its gold reading as tensors."""
    pieces = pieces_of(article.text, tokenizer)
    marks = sorted({mark for o in reading for mark in o.marks}, key=lambda mark: (mark.span, mark.label))
    tellings = sorted({span for o in reading for span in o.mentions})
    context = (tellings, pieces.words, pieces.sentences, article.text)
    groups = groups_of(marks, article.text)
    owned = [frozenset(o.marks) for o in reading]
    count = len(reading)
    apart = distances([mark.span for mark in marks], tellings, pieces.words, pieces.sentences)
    near = nearness(apart, groups, [[k for k, span in enumerate(tellings) if span in o.mentions] for o in reading])
    return Example(
        article=article,
        reading=reading,
        pieces=pieces,
        tags=torch.from_numpy(tags_for(marks, tellings, pieces.words)),
        marks=marks,
        tellings=tellings,
        mark_words=_ends([mark.span for mark in marks], pieces.words),
        telling_words=_ends(tellings, pieces.words),
        mark_features=torch.from_numpy(pair_features([(m.span, m.label) for m in marks], tellings, *context)),
        telling_features=torch.from_numpy(pair_features([(s, None) for s in tellings], tellings, *context)),
        owners=_table([[span in o.mentions for o in reading] for span in tellings], count),
        groups=groups,
        belonging=_table([[any(marks[k] in held for k in group) for held in owned] for group in groups], count),
        kinds=torch.tensor([KINDS.index(o.kind) for o in reading], dtype=torch.long),
        statuses=torch.tensor([STATUSES.index(o.status) for o in reading], dtype=torch.long),
        background=torch.tensor([float(o.background) for o in reading]),
        within=_table([[o.parent == k for k in range(count)] for o in reading], count),
        people=_table([[m in held and m.label in PEOPLE for m in marks] for held in owned], len(marks)),
        near_mark=torch.from_numpy(near.mark),
        near_telling=torch.from_numpy(near.telling),
        near_features=torch.from_numpy(near.features),
        figures=torch.from_numpy(
            np.array([figures(o.marks, len(o.mentions), article.text) for o in reading], dtype=np.float32).reshape(
                count, FIGURES
            )
        ),
    )


def _table(rows: Sequence[Sequence[bool]], width: int) -> Tensor:
    """Return [rows, width] of 0 and 1; the width counts where there are no rows."""
    return torch.tensor([[float(cell) for cell in row] for row in rows]).view(len(rows), width)


def _ends(spans: Sequence[Span], words: Sequence[Span]) -> Tensor:
    """Return [spans, 2], the first and the last word that a stretch touches."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    rows = []
    for span in spans:
        first = bisect_right(ends, span.start)
        rows.append((first, max(first, bisect_left(starts, span.end) - 1)))
    return torch.tensor(rows, dtype=torch.long).view(len(rows), 2)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of several articles, padded. ``where`` gives each window's article, first and last word."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    heads: Tensor
    tags: Tensor
    on: Tensor
    where: list[tuple[int, int, int]]


CLS, SEP = 101, 102
"""BERT's marks around a window."""


def batch_of(examples: Sequence[Example]) -> Batch:
    """Return the windows of some articles as one padded batch."""
    windows = [(n, w) for n, example in enumerate(examples) for w in example.pieces.windows]
    long = max(len(w.pieces) for _, w in windows) + 2
    wide = max(w.last_word - w.first_word for _, w in windows)
    families = examples[0].tags.shape[1]
    ids, shapes, mask = (torch.zeros(len(windows), long, dtype=torch.long) for _ in range(3))
    heads, on = torch.zeros(len(windows), wide, dtype=torch.long), torch.zeros(len(windows), wide)
    tags = torch.zeros(len(windows), wide, families, dtype=torch.long)
    for row, (n, w) in enumerate(windows):
        size, count = len(w.pieces), w.last_word - w.first_word
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = torch.from_numpy(w.pieces)
        shapes[row, 1 : size + 1] = torch.from_numpy(w.shapes)
        mask[row, : size + 2] = 1
        heads[row, :count] = torch.from_numpy(w.heads) + 1
        on[row, :count] = 1
        piece = examples[n].tags[w.first_word : w.last_word].clone()
        # A window that opens inside a marked stretch begins it, so that no row starts with a continuing tag.
        opened = (piece[0] > 0) & (piece[0] % 2 == 0)
        piece[0, opened] -= 1
        tags[row, :count] = piece
    return Batch(ids, shapes, mask, heads, tags, on, [(n, w.first_word, w.last_word) for n, w in windows])


def joined_words(batch: Batch, values: Tensor, number: int, words: int) -> Tensor:
    """Return [words, ...] of one article: the mean of a word's values in all windows that hold it."""
    total = torch.zeros(words, *values.shape[2:])
    count = torch.zeros(words, *([1] * (values.dim() - 2)))
    for row, (n, first, last) in enumerate(batch.where):
        if n == number:
            total = total.index_add(0, torch.arange(first, last), values[row, : last - first])
            count[first:last] += 1
    return total / count
