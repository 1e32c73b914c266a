"""The second step of learning: the scorers alone, on the states of an encoder that stays as it is.

Beside the tagger the scorers only steer the encoder a little; trained again by themselves, on whole articles at once,
they take seconds and agree better with the states that they will see.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.examples import Example, batch_of, joined_words
from training.losses import link_loss
from training.network import Network

_BATCH = 4


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """How the scorers learn."""

    epochs: int = 20
    rate: float = 2e-3
    drop: float = 0.3
    decay: float = 0.05
    seed: int = 0


def states_of_articles(network: Network, examples: Sequence[Example]) -> list[Tensor]:
    """Return the word states [words, width] of each article."""
    network.eval()
    found = []
    with torch.no_grad():
        for example in examples:
            batch = batch_of([example])
            _, states = network(batch.ids, batch.shapes, batch.mask, batch.heads)
            found.append(joined_words(batch, states, 0, len(example.pieces.words)))
    return found


def relink(network: Network, examples: Sequence[Example], plan: LinkPlan) -> None:
    """Train the network's scorers afresh and leave everything else as it is."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)  # noqa: S311 - repeatable order, no secret
    told = [
        (example, states)
        for example, states in zip(examples, states_of_articles(network, examples), strict=True)
        if example.reading
    ]
    for part in (network.same, network.within, network.belongs, network.judge):
        part.begin_afresh(plan.drop)
    weights = [
        value
        for part in (network.same, network.within, network.belongs, network.judge, network.item)
        for value in part.parameters()
    ]
    optimiser = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=plan.decay)
    steps = plan.epochs * -(-len(told) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=plan.rate, total_steps=steps, pct_start=0.1)
    network.train()
    for _ in range(plan.epochs):
        chance.shuffle(told)
        for at in range(0, len(told), _BATCH):
            few = told[at : at + _BATCH]
            loss = torch.stack([link_loss(network, example, states) for example, states in few]).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
    network.eval()
