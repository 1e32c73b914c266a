"""Train the reader on gold articles and write the model that the package ships, with its card.

``python -m training.train GOLD [--texts FILE] [--out FOLDER] [--figures FILE]``: ``GOLD`` is JSON lines in the form of
the annotation guide. The articles that were written for training, and the texts of ``--texts`` that ``readings.jsonl``
marks, are learnt first and the gold last, for the gold is what counts.
"""

import argparse
import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from training.base import WEIGHTS_SHA256, base_folder, base_tokenizer
from training.crew import Crew, work_together
from training.examples import Example, examples_of
from training.export import export
from training.kept import changed_words
from training.learn import Plan
from training.stages import add_arguments, first_examples, first_plan_of, first_stage, plan_of, second_stage


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--out", type=Path, default=Path("app/extract/reader/model"))
    parser.add_argument("--figures", type=Path, help="a text with measured figures, for the model card")
    args = parser.parse_args()
    work_together(args.workers, partial(_train, args))


def _train(args: argparse.Namespace, crew: Crew) -> None:
    plan = plan_of(args)
    report = partial(print, flush=True) if crew.leads else _silent
    tokenizer = base_tokenizer()
    gold = examples_of([args.gold], tokenizer)
    first = first_examples(args, tokenizer)
    begun = first_plan_of(args)
    network = second_stage(gold, first, plan, first_stage(first, args.start, begun, crew, report), crew, report)
    if not crew.leads:
        return
    export(network, base_folder() / "tokenizer.json", args.out)
    changed = changed_words(network, args.out, gold)
    figures = args.figures.read_text(encoding="utf-8") if args.figures else "Not measured.\n"
    (args.out / "MODEL_CARD.md").write_text(
        card([*first, *gold], None if args.start else begun, plan, changed, figures), encoding="utf-8"
    )


def _silent(_: str) -> None:
    """Say nothing: the first worker speaks for all."""


def card(examples: Sequence[Example], first: Plan | None, plan: Plan, changed: float, figures: str) -> str:
    """Return the model card; without a ``first`` plan learning began from an earlier model.

    ``changed`` is the share of words that the files read otherwise than the network, by ``changed_words``.
    """
    begun = "going on from an earlier model" if first is None else f"first {_said(first)}"
    articles = [example.article for example in examples]
    sources = Counter(article.source for article in articles)
    rows = "\n".join(f"| {source} | {count} |" for source, count in sorted(sources.items()))
    return f"""# The reader's model

- **What it does**: marks the words of a news report or readout that tell of meetings, and which meeting each
  belongs to.
- **Base**: sentence-transformers/all-MiniLM-L6-v2, 22 million parameters, Apache-2.0, SHA-256 of the weights
  {WEIGHTS_SHA256}.
- **Trained**: {dt.datetime.now(dt.UTC).date().isoformat()}, {begun}; then {_said(plan)}.
- **Files**: `lower.onnx` and `upper.onnx` (int8; of 1,000 words of the gold they tag {1000 * changed:.0f} otherwise
  than their network), `scorers.npz`, `tokenizer.json`; `checksums.json` is verified on load.
- **Licence**: Apache-2.0, as the base. The articles that it learnt from are not part of it.

## Data

{len(examples)} English articles with {sum(len(example.reading) for example in examples)} occasions.

| source | articles |
|---|---|
{rows}

## Figures

{figures}
## Limits

English only. Texts unlike news reports, readouts and joint statements (transcripts, tables, opinion) were not learnt
from. It marks words and knows nothing: what the words mean is decided afterwards.
"""


def _said(plan: Plan) -> str:
    return ", ".join(f"{name} {value}" for name, value in dataclasses.asdict(plan).items())


if __name__ == "__main__":
    main()
