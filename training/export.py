"""A network as the files that the reader loads: the encoder's halves as int8 ONNX, the scorers as arrays."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from app.extract.reader.model import FILES
from training.even import evened
from training.network import Network


class _Lower(nn.Module):
    """The half that reads a window once, nothing padded."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        return self.network.encoder.lower(ids, shapes, None)


class _Upper(nn.Module):
    """The half that looks at a window with a question."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, hidden: Tensor, focus: Tensor, heads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.read(hidden, focus, None, heads)


def export(network: Network, tokenizer: Path, folder: Path) -> None:
    """Write the model's files and their checksums into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    small, network = network.small_weights(), evened(network)
    ids, shapes = torch.tensor([[101, 2000, 3000, 102]]), torch.tensor([[0, 1, 2, 0]])
    hidden = torch.zeros(1, 4, network.encoder.width)
    _write(_Lower(network), (ids, shapes), {"ids": "pieces", "shapes": "pieces"}, {"hidden": "pieces"},
           folder / "lower.onnx")  # fmt: skip
    _write(
        _Upper(network), (hidden, shapes, torch.tensor([[1, 2]])),
        {"hidden": "pieces", "focus": "pieces", "heads": "words"},
        {"scores": "words", "states": "words", "whole": None}, folder / "upper.onnx",
    )  # fmt: skip
    np.savez(folder / "scorers.npz", **small)
    shutil.copy(tokenizer, folder / "tokenizer.json")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def _write(
    half: nn.Module, example: tuple[Tensor, ...], takes: dict[str, str], gives: dict[str, str | None], path: Path
) -> None:
    axes = {name: {1: axis} for name, axis in (takes | gives).items() if axis}
    with tempfile.TemporaryDirectory() as scratch:
        whole = str(Path(scratch) / "whole.onnx")
        torch.onnx.export(
            half.eval(), example, whole, input_names=list(takes), output_names=list(gives), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        # Seven bits of eight: processors without 8-bit dot products would overflow on more, and read differently.
        quantize_dynamic(
            whole, path, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8,
            per_channel=True, reduce_range=True,
        )  # fmt: skip
