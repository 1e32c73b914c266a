"""A shipped model as a network that can learn on: the weights back out of the files that the reader loads.

They come back as exact as seven bits keep them, which a few steps of learning mend. The parts that learning leaves as
they are come from the base.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.learn import Plan, new_network
from training.network import Network

_OF_LAYER = ("query", "key", "value", "join", "widen", "narrow")  # in the order in which a layer multiplies
_PREFIX = "network."  # of the names that the export gave

Arrays = dict[str, NDArray[np.float32]]


def shipped_network(folder: Path, plan: Plan) -> Network:
    """Return the network that a folder's files were made of. Raises ``ValueError`` when they are of another make."""
    network = new_network(plan)
    frozen = {name for name, value in network.named_parameters() if not value.requires_grad}
    state = network.state_dict()
    known = _halves(folder) | dict(np.load(folder / "scorers.npz"))
    for name in ("steps", "starts"):  # what never follows is barred, and no weight
        barred = getattr(network, f"barred_{name}").numpy()
        known[name] = np.where(barred == 0, known[name], 0).astype(np.float32)
    for name, held in state.items():
        if name in frozen:
            continue
        found = known.get(name)
        if found is None or found.shape != tuple(held.shape):
            raise ValueError(f"{folder} holds no {name} of shape {tuple(held.shape)}: it is of another network")
        state[name] = torch.from_numpy(found.copy())
    network.load_state_dict(state)
    return network


def _halves(folder: Path) -> Arrays:
    found: Arrays = {}
    layer = 0
    for half in ("lower.onnx", "upper.onnx"):
        graph = onnx.load(folder / half).graph
        arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        names = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
        matrices = [_whole(arrays, name).T for name in names if f"{name}_quantized" in arrays]
        while len(matrices) >= len(_OF_LAYER):
            for part in _OF_LAYER:
                found[f"encoder.layers.{layer}.{part}.weight"] = matrices.pop(0)
            layer += 1
        if matrices:
            found["tags.weight"] = matrices.pop(0)
        found |= {name.removeprefix(_PREFIX): value for name, value in arrays.items() if name.startswith(_PREFIX)}
    return found


def _whole(arrays: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    steps = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
    whole: NDArray[np.float32] = steps * arrays[f"{name}_scale"].astype(np.float32)
    return whole
