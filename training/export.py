"""A network as the files that the reader loads: the encoder as int8 ONNX, the scorers as arrays, the tokenizer."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Network
from training.reader.run import FILES


class _Graph(nn.Module):
    """The network as the reader runs it: one window, nothing padded."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        return self.network(ids, shapes, torch.ones_like(ids), heads)


def export(network: Network, tokenizer: Path, folder: Path) -> None:
    """Write the model's files and their checksums into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        example = (torch.tensor([[101, 2000, 3000, 102]]), torch.tensor([[0, 1, 2, 0]]), torch.tensor([[1, 2]]))
        torch.onnx.export(
            _Graph(network),
            example,
            str(whole),
            input_names=["ids", "shapes", "heads"],
            output_names=["scores", "states"],
            dynamic_axes={
                "ids": {1: "pieces"},
                "shapes": {1: "pieces"},
                "heads": {1: "words"},
                "scores": {1: "words"},
                "states": {1: "words"},
            },
            opset_version=17, dynamo=False,
        )  # fmt: skip
        # The tag layer stays whole: it is small, and its scores are compared with each other.
        last = [node.name for node in onnx.load(str(whole)).graph.node if node.op_type in {"MatMul", "Gemm"}][-1:]
        quantize_dynamic(
            whole, folder / "encoder.onnx", op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8,
            per_channel=True, nodes_to_exclude=last,
        )  # fmt: skip
    np.savez(folder / "scorers.npz", **network.small_weights())
    shutil.copy(tokenizer, folder / "tokenizer.json")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")
