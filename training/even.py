"""A network's parts rewritten so that eight bits keep what they say.

One scale for all that passes through a matrix, as int8 products of onnxruntime have it, is set by the few pieces whose
states are ten times as large as the others': those keep two or three bits, and one word in thirteen is read otherwise.
So each piece's state is brought to one size before a product and back after it, which changes nothing until the
product is made narrower, and each piece of the vocabulary is stored in steps of its own.
"""

from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import Network

_SMALLEST = 1e-6  # size of a state or a row; one of nothing but zeros stays as it is
_VOCABULARY = "pieces"  # the one table large enough to need storing in 8 bits
_STEPS = 127  # of an 8-bit number on each side of zero


class EvenLinear(nn.Module):
    """A linear layer that multiplies states of one size, whatever size they come in."""

    def __init__(self, plain: nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = plain.weight, plain.bias

    def forward(self, x: Tensor) -> Tensor:
        """``x`` is [..., width]; returns what the plain layer does."""
        size = x.abs().amax(-1, keepdim=True).clamp(min=_SMALLEST)
        return functional.linear(x / size, self.weight) * size + self.bias


class EvenTable(nn.Module):
    """A table of embeddings in 8-bit steps, each row with a step of its own size."""

    steps: Tensor
    sizes: Tensor

    def __init__(self, plain: nn.Embedding) -> None:
        super().__init__()
        rows = plain.weight.detach()
        sizes = rows.abs().amax(1, keepdim=True).clamp(min=_SMALLEST) / _STEPS
        self.register_buffer("steps", (rows / sizes).round().to(torch.int8))
        self.register_buffer("sizes", sizes)

    def forward(self, ids: Tensor) -> Tensor:
        """Return [..., width] of ``ids`` [...]."""
        return self.steps[ids].to(self.sizes.dtype) * self.sizes[ids]


def evened(network: Network) -> Network:
    """Return a copy of a network whose products and vocabulary lose little in 8 bits."""
    network = deepcopy(network)
    for owner in (network, network.encoder, *network.encoder.layers):
        for name, part in list(owner.named_children()):
            if isinstance(part, nn.Linear):
                setattr(owner, name, EvenLinear(part))
            elif isinstance(part, nn.Embedding) and name == _VOCABULARY:
                setattr(owner, name, EvenTable(part))
    return network
