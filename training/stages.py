"""The two stages of learning: first from everything that is at hand, then from the gold, which is what counts."""

from pathlib import Path

from tokenizers import Tokenizer

from training.examples import Example, example_of, examples_of
from training.learn import Plan
from training.readings import marked_articles

WRITTEN = Path(__file__).parent / "written.jsonl"
"""Articles that were written and annotated for training."""

READINGS = Path(__file__).parent / "readings.jsonl"
"""What is marked in texts that belong to others; whoever has the texts can learn from them."""

FIRST = Plan(epochs=6)
"""How the first stage learns."""


def first_examples(texts: Path | None, tokenizer: Tokenizer) -> list[Example]:
    """Return what is learnt first: the written articles, and those of ``texts`` (JSON lines) that are marked."""
    examples = examples_of([WRITTEN], tokenizer)
    if texts is not None:
        examples += [example_of(article, reading, tokenizer) for article, reading in marked_articles(READINGS, texts)]
    return examples
