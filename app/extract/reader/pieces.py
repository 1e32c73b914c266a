"""A text as the encoder takes it: word pieces in overlapping windows, each with the shape of its word."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.extract.marks import Span
from app.extract.reader.words import sentence_starts, word_spans
from app.extract.stretches import spans

CLS, SEP = 101, 102
"""The pieces that the encoder expects around a window."""

WINDOW = 384
"""Word pieces in a window, without the two marks around it."""

_STRIDE = 0.8  # how far a window lies from the one before, in its own length


class Shape(IntEnum):
    """What a word looks like; the encoder itself knows no capitals."""

    NONE = 0
    LOWER = 1
    OPENING = 2  # a capital that may only be there because the sentence begins
    CAPITAL = 3
    CAPITALS = 4
    NUMBER = 5
    MARK = 6
    MIXED = 7


@dataclass(frozen=True, slots=True)
class Window:
    """The words ``first_word`` to ``last_word`` (exclusive) as pieces.

    ``heads`` [words] is each word's first piece, ``owners`` [pieces] each piece's word, counted from ``first_word``.
    """

    first_word: int
    last_word: int
    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    heads: NDArray[np.int64]
    owners: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in words, sentences and windows.

    ``starts`` are the offsets where words begin, ``sentences`` where sentences do, ``breaks`` where lines end.
    """

    words: list[Span]
    starts: list[int]
    sentences: list[int]
    breaks: list[int]
    windows: list[Window]

    def words_of(self, span: Span) -> tuple[int, int]:
        """Return the indices of the first and the last word that a stretch touches."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect_left(self.starts, span.end) - 1
        first = min(first, len(self.words) - 1)
        return first, max(first, last)


def shape_of(word: str, *, opens: bool) -> Shape:
    """Return what a word looks like; ``opens`` says that it is the first of its sentence."""
    if any(char.isdigit() for char in word):
        return Shape.NUMBER
    if not any(char.isalpha() for char in word):
        return Shape.MARK
    if word.isupper() and len(word) > 1:
        return Shape.CAPITALS
    if word.islower():
        return Shape.LOWER
    if word[:1].isupper():
        return Shape.OPENING if opens else Shape.CAPITAL
    return Shape.MIXED


def pieces_of(
    text: str, tokenizer: Tokenizer, passed_over: Iterable[Span] = (), instead: Sequence[str] | None = None
) -> Pieces:
    """Cut a text into windows of word pieces, without the words that are passed over.

    ``instead`` are words that take the place of the text's own, one for each that is not passed over: the pieces are
    theirs, all else the text's; raises ``ValueError`` when they are more or fewer. Linear in the text; a word longer
    than a window is cut off.
    """
    apart = spans(passed_over)
    words = [word for word in word_spans(text) if not apart.touching(word)]
    sentences = sentence_starts(text)
    whole = Pieces(words, [word.start for word in words], sentences, [k for k, c in enumerate(text) if c == "\n"], [])
    if not words:
        return whole
    told = instead if instead is not None else [word.of(text) for word in words]
    if len(told) != len(words):
        raise ValueError(f"{len(told)} words were given to take the place of {len(words)}")
    encoding = tokenizer.encode(told, is_pretokenized=True, add_special_tokens=False)
    ids, owners = encoding.ids, encoding.word_ids
    first: list[int] = [-1] * len(words)
    for at, owner in enumerate(owners):
        if owner is not None and first[owner] < 0:
            first[owner] = at
    # A word of which no piece is known (it never happens with a full vocabulary) stands on its neighbour's.
    for k in range(len(words)):
        if first[k] < 0:
            first[k] = first[k - 1] if k else 0
    shapes = _shapes(text, words, sentences)
    by_piece = np.array([shapes[owner] if owner is not None else 0 for owner in owners], dtype=np.int64)
    borders = [*first, len(ids)]
    start = 0
    while True:
        stop = start + 1
        while stop < len(words) and borders[stop + 1] - borders[start] <= WINDOW:
            stop += 1
        low, high = borders[start], min(borders[stop], borders[start] + WINDOW)
        whole.windows.append(
            Window(
                start, stop, np.array(ids[low:high], dtype=np.int64), by_piece[low:high],
                np.array([first[k] - low for k in range(start, stop)], dtype=np.int64),
                np.array([(owner or 0) - start for owner in owners[low:high]], dtype=np.int64),
            )
        )  # fmt: skip
        if stop >= len(words):
            return whole
        start += max(1, int((stop - start) * _STRIDE))


def _shapes(text: str, words: Sequence[Span], sentences: Sequence[int]) -> list[Shape]:
    shapes = []
    sentence = -1
    for word in words:
        opens = False
        while sentence + 1 < len(sentences) and sentences[sentence + 1] <= word.start:
            sentence += 1
            opens = True
        shapes.append(shape_of(word.of(text), opens=opens))
    return shapes


def seen_of(window: Window, words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which pieces of a window, the marks around it included, a look at some words sees, and the words' heads.

    ``words`` are counted from the window's first; heads are places among the pieces that are seen.
    """
    wanted = np.zeros(window.last_word - window.first_word, dtype=bool)
    wanted[words] = True
    inner = np.flatnonzero(wanted[window.owners]) + 1
    pieces = np.concatenate([[0], inner, [len(window.pieces) + 1]])
    return pieces, np.searchsorted(pieces, window.heads[words] + 1)
