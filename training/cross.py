"""Five-fold cross-validation: every article read by a network that did not see it, and resolved as the product does.

``python -m training.cross GOLD [--texts FILE] [--only FOLD …] [--out FILE]``: ``--out`` takes the records for the
scorer. The first stage of learning, which sees none of the gold, is shared by the folds.
"""

import argparse
import json
from functools import partial
from pathlib import Path

import torch

from app.extract.header import read_header
from app.extract.marks import Reading
from app.records import Article
from app.resolve import resolve
from training.base import base_tokenizer
from training.crew import ALONE, Crew, work_together
from training.examples import Example, examples_of
from training.folds import folds
from training.learn import new_network
from training.measure import Counts, count_marks
from training.network import Network
from training.predict import read
from training.readings import append_readings
from training.stages import add_arguments, first_examples, first_plan_of, first_stage, plan_of, second_stage


def main() -> None:
    """Run the folds that the command line asks for and print what each found."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--only", type=int, nargs="*", default=list(range(5)))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for each fold's weights")
    args = parser.parse_args()
    work_together(args.workers, partial(_cross, args))


def _cross(args: argparse.Namespace, crew: Crew) -> None:
    """Learn the first stage together; then each worker takes its share of the folds."""
    plan = plan_of(args)
    report = partial(print, f"worker {crew.rank}:", flush=True)
    if crew.leads:
        report(str(plan))
    tokenizer = base_tokenizer()
    examples = examples_of([args.gold], tokenizer)
    first = first_examples(args, tokenizer)
    start = first_stage(first, args.start, first_plan_of(args), crew, report).state_dict()
    total = Counts()
    for number, fold in enumerate(folds([example.article for example in examples], 5, seed=0)):
        if number not in args.only or args.only.index(number) % crew.size != crew.rank:
            continue
        held = set(fold)
        train = [e for k, e in enumerate(examples) if k not in held]
        unseen = [examples[k] for k in fold]
        network = new_network(plan)
        network.load_state_dict(start)
        second_stage(train, first, plan, network, ALONE, report)
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            torch.save(network.state_dict(), args.keep / f"fold{number}.pt")
        readings = _read_all(network, unseen, total)
        report(f"fold {number}, all of this worker so far\n{total.table()}")
        if args.readings:
            append_readings(args.readings, [(e.article, readings[e.article.id]) for e in unseen])
        if args.out:
            lines = [json.dumps(_records(e, readings[e.article.id]), ensure_ascii=False) + "\n" for e in unseen]
            with args.out.open("a", encoding="utf-8") as out:
                out.write("".join(lines))


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
