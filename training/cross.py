"""Five-fold cross-validation: every article read by a network that did not see it, and resolved as the product does.

``python -m training.cross GOLD [--texts FILE] [--only FOLD …] [--out FILE]``: ``--out`` takes the records for the
scorer. The first stage of learning, which sees none of the gold, is shared by the folds.
"""

import argparse
import dataclasses
import json
from pathlib import Path

import torch

from app.extract.header import read_header
from app.extract.marks import Reading
from app.records import Article
from app.resolve import resolve
from training.base import base_tokenizer
from training.examples import Example, examples_of
from training.folds import folds
from training.learn import Plan, learn, new_network
from training.measure import Counts, count_marks
from training.network import Network
from training.predict import read
from training.readings import append_readings
from training.stages import FIRST, WRITTEN, first_examples


def main() -> None:
    """Run the folds that the command line asks for and print what each found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path, help="JSON lines with the texts that readings.jsonl marks")
    parser.add_argument("--start", type=Path, help="a kept state of the first stage instead of learning it anew")
    parser.add_argument("--only", type=int, nargs="*", default=list(range(5)))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for each fold's weights")
    parser.add_argument("--threads", type=int, default=2)
    for item in dataclasses.fields(Plan):
        parser.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    plan = Plan(**{item.name: getattr(args, item.name) for item in dataclasses.fields(Plan)})
    print(plan, flush=True)
    tokenizer = base_tokenizer()
    examples = examples_of([args.gold], tokenizer)

    def report(said: str) -> None:
        print(said, flush=True)

    if args.start:
        first = torch.load(args.start)
    else:
        first = learn(first_examples(args.texts, tokenizer), FIRST, report).state_dict()
    written = examples_of([WRITTEN], tokenizer)
    total = Counts()
    for number, fold in enumerate(folds([example.article for example in examples], 5, seed=0)):
        if number not in args.only:
            continue
        held = set(fold)
        train = [e for k, e in enumerate(examples) if k not in held]
        unseen = [examples[k] for k in fold]
        network = new_network(plan)
        network.load_state_dict(first)
        learn(train, plan, report, network, written)
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            torch.save(network.state_dict(), args.keep / f"fold{number}.pt")
        readings = _read_all(network, unseen, total)
        print(f"fold {number}, all so far\n{total.table()}", flush=True)
        if args.readings:
            append_readings(args.readings, [(e.article, readings[e.article.id]) for e in unseen])
        if args.out:
            with args.out.open("a", encoding="utf-8") as out:
                for example in unseen:
                    out.write(json.dumps(_records(example, readings[example.article.id]), ensure_ascii=False) + "\n")


def _read_all(network: Network, examples: list[Example], counts: Counts) -> dict[str, Reading]:
    readings: dict[str, Reading] = {}
    for example in examples:
        readings[example.article.id] = read(network, example)
        count_marks(counts, example.article.text, readings[example.article.id], example.reading)
    return readings


def _records(example: Example, reading: Reading) -> dict[str, object]:
    gold = example.article
    article = Article(text=gold.text, title=gold.title, published=gold.published, publisher=gold.publisher)
    meetings = resolve(article, read_header(article), reading)
    return {"id": gold.id, "meetings": [meeting.model_dump(mode="json") for meeting in meetings]}


if __name__ == "__main__":
    main()
