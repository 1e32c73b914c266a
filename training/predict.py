"""Readings of a network that was just learnt, by the same steps that the reader takes at run time."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from app.extract.marks import Reading
from app.extract.reader.heads import Heads
from app.extract.reader.occasions import DEFAULT, Indices, Leanings, Look
from app.extract.reader.occasions import read as read_occasions
from app.extract.reader.pieces import CLS, SEP, Window, seen_of
from training.examples import Example
from training.network import Network


@dataclass(frozen=True, slots=True)
class TorchEyes:
    """Looks with a network in memory."""

    network: Network

    def glance(self, window: Window) -> tuple[Look, object]:
        """Look without a question."""
        ids = torch.tensor([[CLS, *window.pieces, SEP]])
        shapes = torch.tensor([[0, *window.shapes, 0]])
        with torch.no_grad():
            hidden = self.network.encoder.lower(ids, shapes, None)
        words = np.arange(window.last_word - window.first_word)
        return self.focus(window, hidden, words, np.zeros_like(words)), hidden

    def focus(self, window: Window, kept: object, around: Indices, focus: Indices) -> Look:
        """Look again with an eye on some words."""
        assert isinstance(kept, Tensor)  # noqa: S101 - what ``glance`` gave
        pieces, heads = seen_of(window, around)
        of_word = np.zeros(window.last_word - window.first_word, dtype=np.int64)
        of_word[around] = focus
        of_piece = torch.tensor([[0, *of_word[window.owners[pieces[1:-1] - 1]], 0]])
        with torch.no_grad():
            hidden = kept[:, torch.from_numpy(pieces)]
            scores, states, whole = self.network.read(hidden, of_piece, None, torch.from_numpy(heads)[None])
        return Look(scores[0].numpy(), states[0].numpy(), whole[0].numpy())


def read(network: Network, example: Example, leanings: Leanings = DEFAULT) -> Reading:
    """Return the reading of an article."""
    network.eval()
    heads = Heads.of(network.small_weights())
    return read_occasions(example.article.text, example.pieces, TorchEyes(network), heads, leanings)
