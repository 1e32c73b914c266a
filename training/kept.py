"""How much of a network the files keep that the reader loads: eight bits are less than thirty-two."""

from collections.abc import Sequence
from pathlib import Path

from app.extract.reader.model import load_reader
from training.examples import Example
from training.network import Network
from training.predict import TorchEyes


def changed_words(network: Network, folder: Path, examples: Sequence[Example]) -> float:
    """Return the share of words to which a folder's files and their network give another likeliest tag in any family.

    ``examples`` are some articles, each looked at once without a question; what the network learnt it is surest of, and
    changes least.
    """
    network.eval()
    whole, kept = TorchEyes(network), load_reader(folder).eyes
    changed = words = 0
    for window in (window for example in examples for window in example.pieces.windows):
        before, after = (eyes.glance(window)[0].scores.argmax(-1) for eyes in (whole, kept))
        changed += int((before != after).any(-1).sum())
        words += len(before)
    return changed / max(1, words)
