"""Real news that the reader learns from: which published texts, and what is marked in them.

The texts belong to others and are not here; ``training.published`` has them from the packages that carry them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.published import published_texts

NEWS = Path(__file__).parent / "news.jsonl"
"""A line an article: its id, the SHA-256 of its text, the dateline put before it where the collection lost its own (its
city is a guess), how many characters of the published text it takes, where lines are broken in that, and the occasions
as ``training.readings`` writes them."""


def news_texts() -> Iterator[str]:
    """Yield the texts of the articles in ``NEWS``.

    Raises ``FileNotFoundError`` when a package is not installed and ``ValueError`` when a text is not the one marked.
    """
    published = published_texts()
    with NEWS.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = text_of(row, published[row["id"]])
            if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
                raise ValueError(f"{NEWS.name}: the published text of {row['id']} is not the one that was marked")
            yield text


def text_of(row: dict[str, Any], published: str) -> str:
    """Return the text that a row of ``NEWS`` marks, made of the published one."""
    breaks = frozenset(row["breaks"])
    taken = published[: row["length"]]
    dateline: str = row["dateline"]
    return dateline + "".join("\n" if at in breaks else letter for at, letter in enumerate(taken))
