"""The network that learns to read: the encoder that looks twice, a tagger of four families, and the small scorers."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.extract.reader.heads import KINDS, STATUSES
from app.extract.reader.pairs import FEATURES
from app.extract.reader.tagset import FAMILIES, ITEM_KINDS, TAGS, allowed_starts, allowed_steps
from training.encoder import Encoder, RowDrop

NARROW, HIDDEN = 64, 96


class Pairs(nn.Module):
    """A scorer of pairs; ``app.extract.reader.heads.PairScorer`` evaluates the same with numpy."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        self.first = nn.Parameter(torch.randn(width, NARROW) * width**-0.5)
        self.second = nn.Parameter(torch.randn(width, NARROW) * width**-0.5)
        size = 3 * NARROW + FEATURES
        self.hidden = nn.Parameter(torch.randn(size, HIDDEN) * size**-0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Parameter(torch.randn(HIDDEN) * HIDDEN**-0.5)
        self.out_bias = nn.Parameter(torch.zeros(()))
        self.drop = nn.Dropout(drop)

    def forward(self, firsts: Tensor, seconds: Tensor, features: Tensor) -> Tensor:
        """Return [firsts, seconds] of states [firsts, width], [seconds, width] and features [firsts, seconds, n]."""
        a, b = self.drop(firsts) @ self.first, self.drop(seconds) @ self.second
        shape = (len(a), len(b), NARROW)
        both = torch.cat([a[:, None].expand(shape), b[None].expand(shape), a[:, None] * b[None], features], -1)
        scores: Tensor = self.drop(torch.relu(both @ self.hidden + self.hidden_bias)) @ self.out + self.out_bias
        return scores


class Judge(nn.Module):
    """A judge of occasions: logits of kinds, statuses and background."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        outs = len(KINDS) + len(STATUSES) + 1
        self.hidden = nn.Parameter(torch.randn(2 * width, HIDDEN) * (2 * width) ** -0.5)
        self.hidden_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Parameter(torch.randn(HIDDEN, outs) * HIDDEN**-0.5)
        self.out_bias = nn.Parameter(torch.zeros(outs))
        self.drop = nn.Dropout(drop)

    def forward(self, regarded: Tensor) -> Tensor:
        """Return [occasions, kinds + statuses + 1] of [occasions, 2 * width]."""
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
        self.same, self.within = (Pairs(encoder.width, drop) for _ in range(2))
        self.item = nn.Linear(encoder.width, len(ITEM_KINDS))
        self.judge = Judge(encoder.width, 2 * drop)

    def read(self, hidden: Tensor, focus: Tensor, mask: Tensor | None, heads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag scores [rows, words, families, tags], states [rows, words, width] and wholes [rows, width].

        ``hidden`` [rows, pieces, width] is what the encoder's lower half gives, ``heads`` [rows, words] each word's
        first piece.
        """
        pieces = self.encoder.upper(hidden, focus, mask)
        states = torch.gather(pieces, 1, heads[:, :, None].expand(-1, -1, pieces.shape[2]))
        scores = self.tags(self.drop(states))
        return scores.view(*heads.shape, len(FAMILIES), TAGS), states, pieces[:, 0]

    def tag_loss(self, scores: Tensor, tags: Tensor, on: Tensor, weights: Tensor) -> Tensor:
        """Return the mean over words of a linear-chain CRF's loss, summed over the families.

        ``tags`` is [batch, words, families], ``on`` [batch, words] is 1 for words and 0 for padding, ``weights``
        [batch, families] says how much each row's families count.
        """
        steps, starts = self.steps + self.barred_steps, self.starts + self.barred_starts
        family = torch.arange(len(FAMILIES))
        right = scores.gather(3, tags[..., None])[..., 0]  # [batch, words, families]
        gold = (right * on[..., None]).sum(1) + starts[family, tags[:, 0]]
        gold = gold + (steps[family, tags[:, :-1], tags[:, 1:]] * on[:, 1:, None]).sum(1)
        total = starts + scores[:, 0]
        for at in range(1, scores.shape[1]):
            reached = torch.logsumexp(total[:, :, :, None] + steps, 2) + scores[:, at]
            total = torch.where(on[:, at, None, None] > 0, reached, total)
        return ((torch.logsumexp(total, 2) - gold) * weights).sum() / on.sum()

    def lean(self, eager: Sequence[float]) -> None:
        """Let marks of each family begin the more readily, by so much score for each mark."""
        with torch.no_grad():
            for family, score in enumerate(eager):
                self.steps[family, 0, 1::2] += score
                self.starts[family, 1::2] += score

    def small_weights(self) -> dict[str, NDArray[np.float32]]:
        """Return all weights but the encoder's and the tag layer's, as ``app.extract.reader.heads`` takes them."""
        small = {"steps": self.steps + self.barred_steps, "starts": self.starts + self.barred_starts}
        scorers = {"same", "within", "judge", "item"}
        small |= {name: value for name, value in self.named_parameters() if name.split(".")[0] in scorers}
        return {name: value.detach().float().numpy() for name, value in small.items()}
