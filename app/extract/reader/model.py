"""The reader that the package ships: its files, loaded and verified, and the encoder's looks through onnxruntime.

Needs onnxruntime, tokenizers and numpy; no network.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from app.errors import MeetingRecordsError
from app.extract.marks import Reading, Span
from app.extract.reader.heads import Heads
from app.extract.reader.occasions import Indices, Look
from app.extract.reader.occasions import read as read_occasions
from app.extract.reader.pieces import CLS, SEP, Window, pieces_of, seen_of

MODEL_FOLDER = Path(__file__).parent / "model"
FILES = ("lower.onnx", "upper.onnx", "scorers.npz", "tokenizer.json")
"""What a model folder holds; ``checksums.json`` gives the SHA-256 of each."""

_REMEDY = "Install the package again, or make a model with `make train`"


class ModelUnusableError(MeetingRecordsError):
    """The model's files are missing or are not those that were shipped."""


@dataclass(frozen=True, slots=True)
class OnnxEyes:
    """The encoder's two halves. Every look is run alone, so that no batch changes what is seen."""

    lower: Any  # onnxruntime.InferenceSession, which carries no types
    upper: Any

    def glance(self, window: Window) -> tuple[Look, object]:
        """Look without a question."""
        ids = np.concatenate([[CLS], window.pieces, [SEP]])[None]
        shapes = np.concatenate([[0], window.shapes, [0]])[None]
        (hidden,) = self.lower.run(None, {"ids": ids, "shapes": shapes})
        words = np.arange(window.last_word - window.first_word)
        return self.focus(window, hidden, words, np.zeros_like(words)), hidden

    def focus(self, window: Window, kept: object, around: Indices, focus: Indices) -> Look:
        """Look again with an eye on some words."""
        assert isinstance(kept, np.ndarray)  # noqa: S101 - what ``glance`` gave
        pieces, heads = seen_of(window, around)
        of_word = np.zeros(window.last_word - window.first_word, dtype=np.int64)
        of_word[around] = focus
        of_piece = np.concatenate([[0], of_word[window.owners[pieces[1:-1] - 1]], [0]])
        fed = {"hidden": kept[:, pieces], "focus": of_piece[None], "heads": heads[None]}
        scores, states, whole = self.upper.run(None, fed)
        return Look(scores[0], states[0], whole[0])


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model."""

    eyes: OnnxEyes
    heads: Heads
    tokenizer: Tokenizer

    def read(self, text: str, passed_over: Iterable[Span] = ()) -> Reading:
        """Return the occasions of a text, in the order in which it tells of them. Linear in the text's length."""
        return read_occasions(text, pieces_of(text, self.tokenizer, passed_over), self.eyes, self.heads)


def load_reader(folder: Path) -> Reader:
    """Load a model and verify its checksums. Raises ``ModelUnusableError`` naming the file that misses or differs."""
    sums = folder / "checksums.json"
    try:
        checksums = json.loads(sums.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelUnusableError(str(sums), f"the reader's model cannot be read: {fault}", _REMEDY) from fault
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise ModelUnusableError(str(path), "this file of the reader's model is missing", _REMEDY)
        found, wanted = hashlib.sha256(path.read_bytes()).hexdigest(), checksums.get(name)
        if found != wanted:
            raise ModelUnusableError(str(path), f"the file's SHA-256 is {found}, not {wanted}", _REMEDY)
    with np.load(folder / "scorers.npz", allow_pickle=False) as stored:
        heads = Heads.of({name: stored[name] for name in stored.files})
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Reader(OnnxEyes(_session(folder / "lower.onnx"), _session(folder / "upper.onnx")), heads, tokenizer)


def _session(path: Path) -> Any:  # noqa: ANN401 - onnxruntime carries no types
    options = onnxruntime.SessionOptions()
    # One thread: several processes share a machine better, and sums are added in one order everywhere.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _shipped() -> Reader:
    return load_reader(MODEL_FOLDER)


def read(text: str, passed_over: Iterable[Span] = ()) -> Reading:
    """Return the occasions of a text as the shipped model, loaded once, sees them.

    ``passed_over`` is what is no part of the report, as the page furniture. Raises ``ModelUnusableError``.
    """
    return _shipped().read(text, passed_over)
