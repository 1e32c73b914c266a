"""The last step of learning: the small scorers alone, on the states of an encoder that stays as it is.

Beside the tagger the scorers may only steer the encoder a little, or they would spoil what it learns of words; trained
again by themselves, at many times the speed, they agree with the states that they will see.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.examples import Example, Words, batch_of, joined_words
from training.looking import look
from training.losses import occasion_loss, telling_loss
from training.network import Network

_BATCH = 4


@dataclass(frozen=True, slots=True)
class Settling:
    """How the scorers learn."""

    epochs: int = 15
    rate: float = 1.5e-3
    decay: float = 0.05
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What both looks give of an article: word states of the first; whole and word states for each occasion."""

    example: Example
    first: Tensor
    occasions: list[tuple[list[Words], Tensor, Tensor]]


def settle(network: Network, examples: Sequence[Example], plan: Settling) -> None:
    """Train the network's scorers on and leave everything else as it is."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    seen = [_seen(network, example) for example in examples if example.reading]
    scorers = (network.same, network.within, network.judge, network.item)
    weights = [value for part in scorers for value in part.parameters()]
    optimiser = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=plan.decay)
    steps = plan.epochs * -(-len(seen) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=plan.rate, total_steps=steps, pct_start=0.1)
    network.train()
    for _ in range(plan.epochs):
        chance.shuffle(seen)
        for at in range(0, len(seen), _BATCH):
            loss = torch.stack([_loss(network, one) for one in seen[at : at + _BATCH]]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
    network.eval()


def _seen(network: Network, example: Example) -> _Seen:
    network.eval()
    chosen = [told.own for told in example.occasions]
    words = len(example.pieces.words)
    with torch.no_grad():
        batch = batch_of([example], [chosen])
        _, states, wholes = look(network, batch)
        occasions = []
        for k, own in enumerate(chosen):
            rows = [at for at, row in enumerate(batch.rows) if row.occasion == k]
            occasions.append((own, wholes[rows].mean(0), joined_words(batch, states, 0, k, words)))
        return _Seen(example, joined_words(batch, states, 0, None, words), occasions)


def _loss(network: Network, seen: _Seen) -> Tensor:
    loss = telling_loss(network, seen.example, seen.first)
    for k, (own, whole, states) in enumerate(seen.occasions):
        loss = loss + occasion_loss(network, seen.example, k, own, whole, states) / len(seen.occasions)
    return loss * seen.example.weight
