"""Train the reader on gold articles and write the model that the package ships, with its card.

``python -m training.train GOLD [--out FOLDER] [--figures FILE]``: ``GOLD`` is JSON lines in the form of the annotation
guide, ``FILE`` what ``training.cross`` printed, which the card quotes.
"""

import argparse
import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.align import align
from training.base import WEIGHTS_SHA256, base_folder
from training.examples import example_of
from training.export import export
from training.gold import GoldArticle, read_gold
from training.learn import Plan, learn
from training.relink import LinkPlan, relink


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path("app/extract/model"))
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--base", type=Path, help="folder of another encoder; default: the one of the package")
    parser.add_argument("--threads", type=int, default=2)
    for item in dataclasses.fields(Plan):
        parser.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    plan = Plan(**{item.name: getattr(args, item.name) for item in dataclasses.fields(Plan)})
    base = args.base or base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles = list(read_gold(args.gold))
    examples = [example_of(article, align(article).reading, tokenizer) for article in articles]
    network = learn(examples, base, plan, print)
    relink(network, examples, LinkPlan(seed=plan.seed))
    export(network, base / "tokenizer.json", args.out)
    figures = args.figures.read_text(encoding="utf-8") if args.figures else "Not measured.\n"
    (args.out / "MODEL_CARD.md").write_text(card(articles, plan, figures), encoding="utf-8")


def card(articles: Sequence[GoldArticle], plan: Plan, figures: str) -> str:
    """Return the model card."""
    sources = Counter(article.source for article in articles)
    rows = "\n".join(f"| {source} | {count} |" for source, count in sorted(sources.items()))
    settings = ", ".join(f"{name} {value}" for name, value in dataclasses.asdict(plan).items())
    return f"""# The reader's model

- **What it does**: marks the words of a news report or readout that tell of meetings, and which meeting each
  belongs to.
- **Base**: sentence-transformers/all-MiniLM-L6-v2, 22 million parameters, Apache-2.0, SHA-256 of the weights
  {WEIGHTS_SHA256}.
- **Trained**: {dt.datetime.now(dt.UTC).date().isoformat()}, {settings}.
- **Files**: `encoder.onnx` (int8), `scorers.npz`, `tokenizer.json`; `checksums.json` is verified on load.
- **Licence**: Apache-2.0, as the base. The articles that it learnt from are not part of it.

## Data

{len(articles)} English articles with {sum(len(article.meetings) for article in articles)} meetings, annotated by hand.

| source | articles |
|---|---|
{rows}

## Figures

{figures}
## Limits

English only. Texts unlike news reports, readouts and joint statements (transcripts, tables, opinion) were not learnt
from. It marks words and knows nothing: what the words mean is decided afterwards.
"""


if __name__ == "__main__":
    main()
