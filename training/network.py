"""The network that learns to read: the encoder, a tagger of four families, and the scorers of pairs and tellings."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.encoder import Encoder, RowDrop
from training.reader import belonging
from training.reader.links import FIGURES, KINDS, STATUSES
from training.reader.pairs import FEATURES
from training.reader.tagset import FAMILIES, ITEM_KINDS, TAGS, allowed_starts, allowed_steps

NARROW, HIDDEN = 64, 96


class Pairs(nn.Module):
    """A scorer of pairs; ``training.reader.links.PairScorer`` evaluates the same with numpy."""

    def __init__(self, width: int, features: int, drop: float) -> None:
        super().__init__()
        self.first = nn.Parameter(torch.randn(width, NARROW) * width**-0.5)
        self.second = nn.Parameter(torch.randn(width, NARROW) * width**-0.5)
        size = 3 * NARROW + features
        self.hidden = nn.Parameter(torch.randn(size, HIDDEN) * size**-0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Parameter(torch.randn(HIDDEN) * HIDDEN**-0.5)
        self.out_bias = nn.Parameter(torch.zeros(()))
        self.drop = nn.Dropout(drop)

    def begin_afresh(self, drop: float) -> None:
        """Forget what was learnt."""
        for value in (self.first, self.second, self.hidden, self.out):
            nn.init.normal_(value, std=value.shape[0] ** -0.5)
        nn.init.zeros_(self.hidden_bias)
        nn.init.zeros_(self.out_bias)
        self.drop.p = drop

    def forward(self, firsts: Tensor, seconds: Tensor, features: Tensor) -> Tensor:
        """Return [firsts, seconds] of states [firsts, width], [seconds, width] and features [firsts, seconds, n]."""
        a, b = self.drop(firsts) @ self.first, self.drop(seconds) @ self.second
        shape = (len(a), len(b), NARROW)
        both = torch.cat([a[:, None].expand(shape), b[None].expand(shape), a[:, None] * b[None], features], -1)
        return self._scored(both)

    def rows(self, firsts: Tensor, seconds: Tensor, features: Tensor) -> Tensor:
        """Return [rows], the score of each row of firsts with the same row of seconds."""
        a, b = self.drop(firsts) @ self.first, self.drop(seconds) @ self.second
        return self._scored(torch.cat([a, b, a * b, features], -1))

    def _scored(self, both: Tensor) -> Tensor:
        scores: Tensor = self.drop(torch.relu(both @ self.hidden + self.hidden_bias)) @ self.out + self.out_bias
        return scores


class Judge(nn.Module):
    """A judge of occasions: logits of kinds, statuses and background."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        outs = len(KINDS) + len(STATUSES) + 1
        size = 3 * width + FIGURES
        self.hidden = nn.Parameter(torch.randn(size, HIDDEN) * size**-0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Parameter(torch.randn(HIDDEN, outs) * HIDDEN**-0.5)
        self.out_bias = nn.Parameter(torch.zeros(outs))
        self.drop = nn.Dropout(drop)

    def begin_afresh(self, drop: float) -> None:
        """Forget what was learnt."""
        for value in (self.hidden, self.out):
            nn.init.normal_(value, std=value.shape[0] ** -0.5)
        nn.init.zeros_(self.hidden_bias)
        nn.init.zeros_(self.out_bias)
        self.drop.p = 2 * drop

    def forward(self, regarded: Tensor) -> Tensor:
        """Return [occasions, kinds + statuses + 1] of [occasions, 3 * width + figures]."""
        return self.drop(torch.relu(self.drop(regarded) @ self.hidden + self.hidden_bias)) @ self.out + self.out_bias


class Network(nn.Module):
    """Everything that is learnt."""

    barred_steps: Tensor
    barred_starts: Tensor

    def __init__(self, encoder: Encoder, drop: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = RowDrop(drop)
        self.tags = nn.Linear(encoder.width, len(FAMILIES) * TAGS)
        self.steps = nn.Parameter(torch.zeros(len(FAMILIES), TAGS, TAGS))
        self.starts = nn.Parameter(torch.zeros(len(FAMILIES), TAGS))
        self.register_buffer("barred_steps", torch.from_numpy(allowed_steps()), persistent=False)
        self.register_buffer("barred_starts", torch.from_numpy(allowed_starts()), persistent=False)
        self.same, self.within = (Pairs(encoder.width, FEATURES, drop) for _ in range(2))
        self.belongs = Pairs(encoder.width, FEATURES + belonging.FEATURES, drop)
        self.item = nn.Linear(encoder.width, len(ITEM_KINDS))
        self.judge = Judge(encoder.width, 2 * drop)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores [batch, words, families, tags] and states [batch, words, width].

        ``heads`` [batch, words] is each word's first piece.
        """
        # Half precision where the machine multiplies it fast; the weights themselves stay whole.
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            states = self.encoder(ids, shapes, mask)
        states = states.float()
        states = torch.gather(states, 1, heads[:, :, None].expand(-1, -1, states.shape[2]))
        scores = self.tags(self.drop(states))
        return scores.view(*heads.shape, len(FAMILIES), TAGS), states

    def tag_loss(self, scores: Tensor, tags: Tensor, on: Tensor) -> Tensor:
        """Return the mean over words of a linear-chain CRF's loss, summed over the families.

        ``tags`` is [batch, words, families], ``on`` [batch, words] is 1 for words and 0 for padding.
        """
        steps, starts = self.steps + self.barred_steps, self.starts + self.barred_starts
        family = torch.arange(len(FAMILIES))
        right = scores.gather(3, tags[..., None])[..., 0]  # [batch, words, families]
        gold = (right * on[..., None]).sum((1, 2)) + starts[family, tags[:, 0]].sum(1)
        gold = gold + (steps[family, tags[:, :-1], tags[:, 1:]] * on[:, 1:, None]).sum((1, 2))
        total = starts + scores[:, 0]
        for at in range(1, scores.shape[1]):
            reached = torch.logsumexp(total[..., None] + steps, 2) + scores[:, at]
            total = torch.where(on[:, at, None, None].bool(), reached, total)
        return (torch.logsumexp(total, 2).sum(1) - gold).sum() / on.sum()

    def small_weights(self) -> dict[str, NDArray[np.float32]]:
        """Return all weights but the encoder's and the tag layer's, under the names that the reader knows."""
        names = ("same.", "belongs.", "within.", "item.", "judge.")
        found = {
            name: value.detach().numpy().copy() for name, value in self.named_parameters() if name.startswith(names)
        }
        found["steps"] = (self.steps + self.barred_steps).detach().numpy().copy()
        found["starts"] = (self.starts + self.barred_starts).detach().numpy().copy()
        return found
