"""The two stages of learning: first from everything that is at hand, then from the gold, which is what counts."""

import argparse
import dataclasses
import random
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.crew import Crew
from training.examples import Example, example_of, examples_of
from training.learn import Plan, learn, new_network
from training.network import Network
from training.news import NEWS, news_texts
from training.readings import marked_articles, texts_in
from training.settle import Settling, settle
from training.shipped import shipped_network

WRITTEN = Path(__file__).parent / "written.jsonl"
"""Articles that were written and annotated for training."""

READINGS = Path(__file__).parent / "readings.jsonl"
"""What is marked in texts that belong to others; whoever has the texts can learn from them."""


EAGER = (0.9, 1.15, 0.6, -0.2)
"""What the beginning of a mark gains in each family, people, items, place and occasions: a tagger that learnt word by
word misses more of what belongs to an occasion than it invents, and finds occasions where none is. Found on articles
that the network had not seen."""

_FIRST = 3000  # articles that are learnt first: with three passes over 300 of gold, two cores end within the hour

_SETTLED = 400  # other articles that the scorers settle on, beside the gold; more take longer and tell them no more


def first_examples(args: argparse.Namespace, tokenizer: Tokenizer) -> list[Example]:
    """Return what is learnt first: news, those of ``--texts`` that are marked, and written articles.

    The real ones teach more, so of the written ones only as many are drawn as ``--first`` leaves room for.
    """
    marked = [marked_articles(NEWS, news_texts())]
    if args.texts is not None:
        marked.append(marked_articles(READINGS, texts_in(args.texts)))
    real = [example_of(*found, tokenizer) for found in chain(*marked)]
    written = examples_of([WRITTEN], tokenizer)
    room = min(len(written), max(0, args.first - len(real)))
    drawn = torch.randperm(len(written), generator=torch.Generator().manual_seed(args.seed))[:room]
    return [written[at] for at in drawn.tolist()] + real


def first_stage(
    first: Sequence[Example], start: Path | None, plan: Plan, crew: Crew, report: Callable[[str], None]
) -> Network:
    """Return the network that the first stage gives: learnt now, or read from ``start`` where it was kept.

    A folder with a model to ship may be gone on from too; what it leans by now is added at the end again.
    """
    if start is None:
        return learn(first, plan, report, crew=crew)
    if start.is_dir():
        network = shipped_network(start, plan)
        network.lean([-score for score in EAGER])
        return network
    network = new_network(plan)
    network.load_state_dict(torch.load(start))
    return network


def second_stage(
    gold: Sequence[Example],
    first: Sequence[Example],
    plan: Plan,
    network: Network,
    crew: Crew,
    report: Callable[[str], None],
) -> Network:
    """Go on with the gold, among as many of the ``first`` examples, lest those be forgotten; then settle the scorers.

    Only the first worker of a crew settles them.
    """
    chance = random.Random(plan.seed)
    kept = chance.sample(first, min(len(first), len(gold)))
    network = learn([*gold, *kept], plan, report, network, crew)
    network.lean(EAGER)
    if crew.leads:
        # On many articles: a few hundred hold hardly a cancelled meeting.
        others = [example for example in first if example.article.source in {"written", "news"}]
        settle(network, [*gold, *chance.sample(others, min(len(others), _SETTLED))], Settling(seed=plan.seed))
    return network


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a command line say what is learnt from, with how many workers, and how the second stage learns."""
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path, help="JSON lines with the texts that readings.jsonl marks")
    parser.add_argument(
        "--start",
        type=Path,
        help="a kept state of the first stage, or a folder with a model, to go on from instead of learning it anew",
    )
    parser.add_argument(
        "--first",
        type=int,
        default=_FIRST,
        help="articles of the first stage: all real ones, and written ones up to so many",
    )
    parser.add_argument(
        "--passes", type=int, default=1, help="how often the first stage learns everything; more is better and slower"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes; one for each core")
    for item in dataclasses.fields(Plan):
        parser.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)


def first_plan_of(args: argparse.Namespace) -> Plan:
    """Return the plan of the first stage that the command line asks for."""
    return Plan(epochs=args.passes, disguise=args.disguise)


def plan_of(args: argparse.Namespace) -> Plan:
    """Return the plan of the second stage that the command line asks for."""
    return Plan(**{item.name: getattr(args, item.name) for item in dataclasses.fields(Plan)})
