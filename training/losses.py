"""What an article teaches the scorers: which tellings and marks belong together, and what each occasion is."""

import torch
from torch import Tensor
from torch.nn import functional

from training.examples import Example
from training.network import Network
from training.reader.links import KINDS
from training.reader.tagset import ITEM_KINDS


def _ends_mean(states: Tensor, ends: Tensor) -> Tensor:
    return (states[ends[:, 0]] + states[ends[:, 1]]) / 2


def link_loss(network: Network, example: Example, states: Tensor) -> Tensor:
    """Return the loss of all scorers on one article with word states [words, width]; 0 without occasions."""
    occasions = len(example.reading)
    if not occasions:
        return torch.zeros(())
    told = _ends_mean(states, example.telling_words)
    owners = example.owners
    marked = _ends_mean(states, example.mark_words)
    people = example.people
    regarded = [
        (owners.T @ told) / owners.sum(0)[:, None],
        (people @ marked) / people.sum(1)[:, None].clamp(min=1),
        states.mean(0)[None].expand(occasions, -1),
        example.figures,
    ]
    mean = network.judge(torch.cat(regarded, 1))
    loss = functional.cross_entropy(mean[:, : len(KINDS)], example.kinds)
    loss = loss + functional.cross_entropy(mean[:, len(KINDS) : -1], example.statuses)
    loss = loss + functional.binary_cross_entropy_with_logits(mean[:, -1], example.background)
    items = [(k, ITEM_KINDS.index(mark.label)) for k, mark in enumerate(example.marks) if mark.label in ITEM_KINDS]
    if items:
        which, kinds = (torch.tensor(column) for column in zip(*items, strict=True))
        loss = loss + functional.cross_entropy(network.item(marked[which]), kinds)
    if len(told) > 1:
        same = network.same(told, told, example.telling_features)
        rows, columns = torch.triu_indices(len(told), len(told), 1)
        wanted = ((owners @ owners.T) > 0).float()
        both = (same + same.T)[rows, columns] / 2
        loss = loss + functional.binary_cross_entropy_with_logits(both, wanted[rows, columns])
    if occasions > 1:
        within = _widest(network.within(told, told, example.telling_features), owners, owners)
        apart = ~torch.eye(occasions, dtype=torch.bool)
        loss = loss + functional.binary_cross_entropy_with_logits(within[apart], example.within[apart])
        if example.marks:
            shape = example.belonging.shape
            marks, tellings = example.near_mark.flatten(), example.near_telling.flatten()
            features = torch.cat([example.mark_features[marks, tellings], example.near_features.flatten(0, 1)], -1)
            reach = network.belongs.rows(marked[marks], told[tellings], features).view(shape)
            loss = loss + 2 * functional.binary_cross_entropy_with_logits(reach, example.belonging)
    return loss


def _widest_columns(scores: Tensor, owners: Tensor) -> Tensor:
    """Return [rows, occasions], the best score of a row with any telling of the occasion."""
    return torch.stack([scores[:, owners[:, k] > 0].amax(1) for k in range(owners.shape[1])], 1)


def _widest(scores: Tensor, firsts: Tensor, seconds: Tensor) -> Tensor:
    """Return [occasions, occasions], the best score of any telling of the one with any of the other."""
    columns = _widest_columns(scores, seconds)
    return torch.stack([columns[firsts[:, k] > 0].amax(0) for k in range(firsts.shape[1])])
