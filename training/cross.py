"""Five-fold cross-validation: every article read by a network that did not see it.

``python -m training.cross GOLD --base FOLDER [--only FOLD] [--out FILE]``
"""

import argparse
import dataclasses
import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from app.extract.marks import Reading
from training.align import align
from training.examples import Example, example_of
from training.folds import folds
from training.gold import read_gold
from training.learn import Plan, learn
from training.measure import Counts, count_marks
from training.network import Network
from training.predict import read
from training.proxy import meetings_of
from training.readings import append_readings
from training.relink import LinkPlan, relink


def main() -> None:
    """Run the folds that the command line asks for and print what each found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--only", type=int, nargs="*", default=list(range(5)))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--meetings", type=Path, help="also write records of the plainest resolver, for the scorer")
    parser.add_argument("--keep", type=Path, help="folder for each fold's weights")
    parser.add_argument("--threads", type=int, default=1)
    for item in dataclasses.fields(Plan):
        parser.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    plan = Plan(**{item.name: getattr(args, item.name) for item in dataclasses.fields(Plan)})
    print(plan, flush=True)
    articles = list(read_gold(args.gold))
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [example_of(article, align(article).reading, tokenizer) for article in articles]
    total = Counts()
    for number, fold in enumerate(folds(articles, 5, seed=0)):
        if number not in args.only:
            continue
        held = set(fold)
        train = [e for k, e in enumerate(examples) if k not in held]
        unseen = [examples[k] for k in fold]

        def watch(network: Network, unseen: list[Example] = unseen) -> str:
            return _counted(network, unseen, Counts(), {}).table()

        network = learn(train, args.base, plan, lambda said: print(said, flush=True), watch)
        relink(network, train, LinkPlan(seed=plan.seed))
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            torch.save(network.state_dict(), args.keep / f"fold{number}.pt")
        readings: dict[str, Reading] = {}
        _counted(network, unseen, total, readings)
        if args.out:
            append_readings(args.out, readings.items())
        if args.meetings:
            by_id = {e.article.id: e.article for e in unseen}
            with args.meetings.open("a", encoding="utf-8") as out:
                for key, reading in readings.items():
                    out.write(
                        json.dumps(
                            {"id": key, "meetings": meetings_of(reading, by_id[key].text, by_id[key].published)},
                            ensure_ascii=False,
                        )
                        + "\n"
                    )
    print("all folds\n" + total.table())


def _counted(network: Network, examples: list[Example], counts: Counts, readings: dict[str, Reading]) -> Counts:
    for example in examples:
        reading = read(network, example)
        readings[example.article.id] = reading
        count_marks(counts, example.article.text, reading, example.reading)
    return counts


if __name__ == "__main__":
    main()
