"""Near-copies: the same text at two publishers, give or take a headline, a dateline or a trimmed end.

A text is compared by the set of its runs of three words (MinHash, which estimates what share of their runs two texts
have in common). Likeness tells that an article is no second witness. It never tells that two meetings are one.
"""

import hashlib
import re
import struct
from collections import Counter, defaultdict

from rensa import RMinHash

from app.spelling import keys_of

Signature = bytes
"""A text's MinHash: two bytes for the form it has, then 128 numbers of 32 bits."""

_SLOTS = 128  # the estimate of a likeness of 0.8 has a standard error of 0.035
_RUN = 3
_FORM = bytes((1, RMinHash.ALGORITHM_VERSION))
_BANDS = 6
_ROWS = 12  # 6 bands of 12: two texts of likeness 0.9 share a band in 86 of 100 cases, of 0.5 in 1 of 600
COPY = 0.8
"""From this share of common runs on, an article is a near-copy of another."""

_SPACE = re.compile(r"\s+")


def signature(text: str) -> Signature:
    """Return what near-copies of a text share for the most part; b"" for a text without any word."""
    words = _words(text)
    if not words:
        return b""
    runs = [" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))]
    hashes = RMinHash(num_perm=_SLOTS, seed=1)
    hashes.update(runs)
    return _FORM + struct.pack(f"<{_SLOTS}I", *hashes.digest())


def _words(text: str) -> list[str]:
    return [key for word in _SPACE.split(text) for key in keys_of(word)]


def likeness(one: Signature, other: Signature) -> float:
    """Return what share of their runs of words two texts have in common, 0.0 to 1.0, as their signatures tell.

    Signatures of another form, or of no text, are like nothing: 0.0.
    """
    if one == other:
        return 1.0 if one else 0.0
    if len(one) != len(other) or one[: len(_FORM)] != _FORM or other[: len(_FORM)] != _FORM:
        return 0.0
    here, there = (memoryview(each)[len(_FORM) :].cast("I") for each in (one, other))
    return sum(map(int.__eq__, here, there)) / _SLOTS


def is_copy(one: Signature, other: Signature) -> bool:
    """Say whether two articles are near-copies of one text."""
    return likeness(one, other) >= COPY


class Originals:
    """Texts that are no near-copies of each other, found by how many numbers of their signatures are equal."""

    def __init__(self) -> None:
        self._texts = 0
        self._with: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        self._same: dict[Signature, int] = {}

    def of(self, text: Signature) -> int:
        """Return the number of the first text that this one is a near-copy of; a new number when there is none."""
        if text in self._same:
            return self._same[text]
        slots = _slots(text)
        alike = Counter(number for slot in slots for number in self._with.get(slot, ()))
        original = min((number for number, equal in alike.items() if equal >= COPY * _SLOTS), default=None)
        if original is not None:
            return original
        own, self._texts = self._texts, self._texts + 1
        for slot in slots:
            self._with[slot].append(own)
        if text:
            self._same[text] = own
        return own


def _slots(of: Signature) -> list[tuple[int, bytes]]:
    """Return the numbers of a signature, each with its place."""
    if of[: len(_FORM)] != _FORM:
        return []
    return [(at, of[at : at + 4]) for at in range(len(_FORM), len(of), 4)]


def bands(of: Signature) -> tuple[str, ...]:
    """Return keys of which near-copies share one with high probability, and other texts hardly ever."""
    if of[: len(_FORM)] != _FORM:
        return ()
    width = 4 * _ROWS
    starts = range(len(_FORM), len(_FORM) + _BANDS * width, width)
    # a digest has the same name in every process, which ``hash`` has not
    return tuple(
        f"{number}:{hashlib.blake2b(of[at : at + width], digest_size=8).hexdigest()}"
        for number, at in enumerate(starts)
    )
