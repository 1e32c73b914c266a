"""What an article teaches the scorers: which tellings speak of one occasion, and what each occasion is."""

import torch
from torch import Tensor
from torch.nn import functional

from app.extract.reader.heads import KINDS
from training.examples import Example, Words
from training.network import Network


def _states(states: Tensor, stretches: list[Words]) -> Tensor:
    ends = torch.tensor(stretches)
    return (states[ends[:, 0]] + states[ends[:, 1]]) / 2


def telling_loss(network: Network, example: Example, states: Tensor) -> Tensor:
    """Return the loss of the scorers of pairs on one article with word states [words, width] of the first look."""
    loss = torch.zeros(())
    told = _states(states, example.tellings)
    owners = example.owners
    if len(told) > 1:
        same = network.same(told, told, example.features)
        rows, columns = torch.triu_indices(len(told), len(told), 1)
        wanted = ((owners @ owners.T) > 0).float()
        both = (same + same.T)[rows, columns] / 2
        loss = loss + functional.binary_cross_entropy_with_logits(both, wanted[rows, columns])
    if owners.shape[1] > 1:
        within = _widest(network.within(told, told, example.features), owners)
        apart = ~torch.eye(owners.shape[1], dtype=torch.bool)
        loss = loss + functional.binary_cross_entropy_with_logits(within[apart], example.within[apart])
    return loss


def occasion_loss(
    network: Network, example: Example, number: int, own: list[Words], whole: Tensor, states: Tensor
) -> Tensor:
    """Return the loss of what is said of one occasion as a whole.

    ``own`` are the tellings that the look was focused on, ``whole`` [width] and ``states`` [words, width] what it gave.
    """
    told = example.occasions[number]
    said = network.judge(torch.cat([whole, _states(states, own).mean(0)])[None])[0]
    loss = functional.cross_entropy(said[: len(KINDS)], torch.tensor(told.kind), label_smoothing=0.05)
    loss = loss + functional.cross_entropy(said[len(KINDS) : -1], torch.tensor(told.status), label_smoothing=0.02)
    loss = loss + functional.binary_cross_entropy_with_logits(said[-1], torch.tensor(told.background))
    if told.items:
        kinds = network.item(network.drop(_states(states, [words for words, _ in told.items])[None])[0])
        loss = loss + functional.cross_entropy(kinds, torch.tensor([kind for _, kind in told.items]))
    return loss


def _widest(scores: Tensor, owners: Tensor) -> Tensor:
    """Return [occasions, occasions], the best score of any telling of the one with any of the other."""
    columns = torch.stack([scores[:, owners[:, k] > 0].amax(1) for k in range(owners.shape[1])], 1)
    return torch.stack([columns[owners[:, k] > 0].amax(0) for k in range(owners.shape[1])])
