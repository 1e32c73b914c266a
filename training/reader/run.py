"""The trained reader: a text in, the occasions that it tells of out, each with the words that belong to it.

An encoder (ONNX, int8) gives each word its tag scores and a state; ``tagset`` finds the best row of tags, ``links``
says which mark belongs to which occasion. Needs onnxruntime, tokenizers and numpy; no network.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.errors import MeetingRecordsError
from app.extract.marks import Reading
from training.reader.links import Links, Seen, linked
from training.reader.pieces import Window, pieces_of
from training.reader.tagset import best_tags, marks_of

Floats = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent / "model"
FILES = ("encoder.onnx", "scorers.npz", "tokenizer.json")
"""What a model folder holds; ``checksums.json`` gives the SHA-256 of each."""

_REMEDY = "Install the package again, or make a model with `make train`."
_CLS, _SEP = 101, 102  # the marks that the encoder expects around a window


class ModelUnusableError(MeetingRecordsError):
    """The model's files are missing or are not those that were shipped."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model. Reading is a pure function of the text: every window is run alone, so no batch changes it."""

    session: Any  # onnxruntime.InferenceSession, which carries no types
    tokenizer: Tokenizer
    links: Links
    steps: Floats
    starts: Floats

    def read(self, text: str) -> Reading:
        """Return the occasions of a text, in the order in which it tells of them. Linear in the text's length."""
        seen = self.see(text)
        return linked(seen, self.links) if seen is not None else ()

    def see(self, text: str) -> Seen | None:
        """Return what the tagger marks, before it is shared out among occasions; None for a text without words."""
        pieces = pieces_of(text, self.tokenizer)
        if not pieces.words:
            return None
        runs = [(window, *self._run(window)) for window in pieces.windows]
        count = len(pieces.words)
        scores = _joined([(window, scores) for window, scores, _ in runs], count)
        states = _joined([(window, states) for window, _, states in runs], count)
        marks, tellings = marks_of(best_tags(scores, self.steps, self.starts), pieces.words)
        return Seen(text, pieces.words, pieces.sentences, states, marks, tellings)

    def _run(self, window: Window) -> tuple[Floats, Floats]:
        """Return tag scores [words, families, tags] and states [words, width] of a window."""
        ids = np.concatenate([[_CLS], window.pieces, [_SEP]])[None]
        shapes = np.concatenate([[0], window.shapes, [0]])[None]
        scores, states = self.session.run(None, {"ids": ids, "shapes": shapes, "heads": window.heads[None] + 1})
        return scores[0], states[0]


def _joined(parts: list[tuple[Window, Floats]], count: int) -> Floats:
    """Return [words, ...]: the mean of a word's values in all windows that hold it."""
    total = np.zeros((count, *parts[0][1].shape[1:]), dtype=np.float32)
    held = np.zeros((count, *([1] * (total.ndim - 1))), dtype=np.float32)
    for window, values in parts:
        total[window.first_word : window.last_word] += values
        held[window.first_word : window.last_word] += 1
    mean: Floats = (total / held).astype(np.float32)
    return mean


def load_reader(folder: Path) -> Reader:
    """Load a model and verify its checksums. Raises ``ModelUnusableError`` naming the file that misses or differs."""
    try:
        checksums = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
    except OSError as fault:
        raise ModelUnusableError(str(folder), f"the reader's model cannot be read: {fault}", _REMEDY) from fault
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise ModelUnusableError(str(path), "this file of the reader's model is missing", _REMEDY)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != checksums.get(name):
            wanted = checksums.get(name)
            raise ModelUnusableError(str(path), f"the file's SHA-256 is {found}, not {wanted}", _REMEDY)
    options = onnxruntime.SessionOptions()
    # One thread: several processes share a machine better, and sums are added in one order everywhere.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    with np.load(folder / "scorers.npz", allow_pickle=False) as stored:
        weights = {name: stored[name] for name in stored.files}
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Reader(session, tokenizer, Links.of(weights), weights["steps"], weights["starts"])


@cache
def reader() -> Reader:
    """Return the reader that the package ships, loaded once."""
    return load_reader(MODEL_FOLDER)
