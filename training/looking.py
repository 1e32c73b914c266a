"""The looks of a batch, through the network in memory."""

import torch
from torch import Tensor

from training.examples import Batch
from training.network import Network


def look(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Return tag scores, word states and wholes of all rows of a batch."""
    hidden = network.encoder.lower(batch.ids, batch.shapes, batch.mask)
    at = torch.tensor([row.window for row in batch.rows])
    return network.read(hidden[at[:, None], batch.pieces], batch.focus, batch.seen, batch.heads)
