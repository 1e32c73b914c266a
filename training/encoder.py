"""The encoder: BERT as the MiniLM checkpoints hold it, with the shape of each word added to its pieces."""

import json
from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from app.extract.reader.pieces import Shape


class RowDrop(nn.Module):
    """Dropout that silences the same features of all pieces of a window: drawing one row is far cheaper on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """``x`` is [batch, pieces, width]."""
        if not self.training or not self.share:
            return x
        kept = (torch.rand(x.shape[0], 1, x.shape[2]) >= self.share).to(x.dtype)
        return x * (kept / (1 - self.share))


class Layer(nn.Module):
    """One layer of attention and one of thought, each with its residual."""

    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, RowDrop(drop)
        self.query, self.key, self.value, self.join = (nn.Linear(width, width) for _ in range(4))
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.after_attention, self.after_thought = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, seen: Tensor | None) -> Tensor:
        """``x`` is [batch, pieces, width], ``seen`` [batch, 1, 1, pieces] adds to the attention scores."""
        batch, pieces, width = x.shape

        def apart(y: Tensor) -> Tensor:
            return y.view(batch, pieces, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = apart(self.query(x)), apart(self.key(x)), apart(self.value(x))
        looked = _attention(query, key, value, seen)
        joined = self.join(looked.transpose(1, 2).reshape(batch, pieces, width))
        x = self.after_attention(x + self.drop(joined))
        thought = self.narrow(functional.gelu(self.widen(x)))
        return self.after_thought(x + self.drop(thought))


def _attention(query: Tensor, key: Tensor, value: Tensor, seen: Tensor | None) -> Tensor:
    if torch.onnx.is_in_onnx_export():  # the plain steps, which onnxruntime knows how to fuse
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        return torch.softmax(scores if seen is None else scores + seen, -1) @ value
    return functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)


LOWER = 4
"""How many layers read a text once; those above read it again for each occasion."""

SHAPED = 2
"""After how many layers the shapes of words join in: so many know English as the checkpoint does to begin with."""


class Encoder(nn.Module):
    """Pieces and shapes in, one state for each piece out; the upper half is also told what to look for."""

    def __init__(self, settings: dict[str, int], drop: float) -> None:
        super().__init__()
        width = settings["hidden_size"]
        self.width = width
        self.pieces = nn.Embedding(settings["vocab_size"], width)
        self.positions = nn.Embedding(settings["max_position_embeddings"], width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(len(Shape), width)
        self.focus = nn.Embedding(3, width)
        for added in (self.shapes, self.focus):
            nn.init.zeros_(added.weight)  # so that training starts from what the encoder knows
        with torch.no_grad():
            self.focus.weight[1:].normal_(std=0.1)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = RowDrop(drop)
        self.layers = nn.ModuleList(
            Layer(width, settings["num_attention_heads"], settings["intermediate_size"], drop)
            for _ in range(settings["num_hidden_layers"])
        )

    def lower(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> Tensor:
        """``ids``, ``shapes`` and ``mask`` are [batch, pieces]; returns [batch, pieces, width].

        Without a mask nothing is padding.
        """
        at = torch.arange(ids.shape[1], device=ids.device)
        with torch.no_grad():
            x = self.norm(self.pieces(ids) + self.positions(at)[None] + self.kind)
        x = self._through(self.layers[:SHAPED], x, mask)
        return self._through(self.layers[SHAPED:LOWER], self.drop(x + self.shapes(shapes)), mask)

    def upper(self, hidden: Tensor, focus: Tensor, mask: Tensor | None) -> Tensor:
        """``hidden`` is [rows, pieces, width], ``focus`` and ``mask`` are [rows, pieces]; returns as ``hidden``.

        ``focus`` is ``app.extract.reader.occasions.OWN`` for pieces of the words in question, ``OTHER`` for those of
        other occasions, else 0.
        """
        return self._through(self.layers[LOWER:], hidden + self.focus(focus), mask)

    @staticmethod
    def _through(layers: Iterable[nn.Module], x: Tensor, mask: Tensor | None) -> Tensor:
        seen = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in layers:
            x = layer(x, seen)
        return x


_PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "join": "attention.output.dense", "after_attention": "attention.output.LayerNorm", "widen": "intermediate.dense",
    "narrow": "output.dense", "after_thought": "output.LayerNorm",
}  # fmt: skip


def pretrained(folder: Path, drop: float) -> Encoder:
    """Read a checkpoint in the form of Hugging Face's BERT: ``config.json`` and ``model.safetensors``.

    The embeddings of pieces and positions stay as they are: most words of the language are in no text learnt from.
    """
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = Encoder(settings, drop)
    weights = load_file(str(folder / "model.safetensors"))
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    own = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
        "shapes.weight": encoder.shapes.weight.data,
        "focus.weight": encoder.focus.weight.data,
    }
    for number in range(settings["num_hidden_layers"]):
        for mine, theirs in _PARTS.items():
            for part in ("weight", "bias"):
                own[f"layers.{number}.{mine}.{part}"] = weights[f"encoder.layer.{number}.{theirs}.{part}"]
    encoder.load_state_dict(own)
    for frozen in (encoder.pieces, encoder.positions, encoder.norm):
        frozen.requires_grad_(False)  # noqa: FBT003 - the signature is torch's
    encoder.kind.requires_grad_(False)  # noqa: FBT003 - the signature is torch's
    return encoder
