"""Fit the weights of ``app.resolve.likeliest`` to annotated articles and print them.

``python -m training.states GOLD … [--held FILE]``. A case is somebody whom the gold names and for whom no words beside
the name tell a state; its candidates are the states that it has clues for, and none. The weights are those of a
logistic regression over the candidates of each case. What was chosen for those named before is the gold's.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import torch
from torch import Tensor

from app.extract.header import read_header
from app.records import Article
from app.resolve import resolve
from app.resolve.clues import Case, Clue, Doubt, side_of
from app.resolve.doubts import doubts_of
from app.resolve.likeliest import clues_of
from app.resolve.offices import Side
from training.align import align
from training.gold import GoldArticle, read_gold

_FEATURES: tuple[Clue | Doubt, ...] = (*Clue, *Doubt)
_PENALTY = 0.0005
_STEPS = 600


@dataclass(frozen=True, slots=True)
class _Told:
    """One case: the features of each candidate, the last of which is no state, and which of them the gold has."""

    candidates: tuple[frozenset[Clue | Doubt], ...]
    right: int


def main() -> None:
    """Fit as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, help="articles to measure on that are not learnt from")
    args = parser.parse_args()
    learnt = _table([case for path in args.gold for case in _cases(read_gold(path))])
    weights = _fitted(*learnt)
    print(f"learnt from {len(learnt[1])} cases, {_share_right(weights, *learnt):.3f} of them right")
    if args.held:
        held = _table(list(_cases(read_gold(args.held))))
        print(f"held {len(held[1])} cases, {_share_right(weights, *held):.3f} of them right")
    for feature, weight in sorted(zip(_FEATURES, weights.tolist(), strict=True), key=lambda pair: -pair[1]):
        print(f"{type(feature).__name__}.{feature.name}: {weight:.1f}")


def _cases(articles: Iterable[GoldArticle]) -> Iterator[_Told]:
    for gold in articles:
        country_of = {p.name: p.country for meeting in gold.meetings for p in meeting.participants if p.name}
        found: list[_Told] = []

        def choose(
            case: Case, country_of: dict[str, str | None] = country_of, found: list[_Told] = found
        ) -> Side | None:
            name = case.cast.persons[case.at].name.of(case.cast.text) if case.at is not None else None
            if name not in country_of:
                return None
            clues, country = clues_of(case), country_of[name]
            states = sorted(clues)
            if country is None or country in states:
                candidates = (*(frozenset(clues[state]) for state in states), frozenset(doubts_of(case)))
                found.append(_Told(candidates, states.index(country) if country else len(states)))
            return side_of(case, country) if country else None

        article = Article(text=gold.text, title=gold.title, published=gold.published, publisher=gold.publisher)
        # What is told twice is joined and looked at anew; no case is to count twice.
        with (
            patch("app.resolve.guesses.likeliest_side", choose),
            patch("app.resolve.meetings.told_once", lambda reading, _: reading),
        ):
            resolve(article, read_header(article), align(gold).reading)
        yield from found


def _table(cases: list[_Told]) -> tuple[Tensor, Tensor, Tensor]:
    """Return features [cases, candidates, features], the right ones [cases] and what is no candidate [cases, …]."""
    most = max(len(case.candidates) for case in cases)
    features = torch.zeros(len(cases), most, len(_FEATURES))
    barred = torch.zeros(len(cases), most)
    for at, case in enumerate(cases):
        barred[at, len(case.candidates) :] = -1e9
        for place, own in enumerate(case.candidates):
            for feature in own:
                features[at, place, _FEATURES.index(feature)] = 1
    return features, torch.tensor([case.right for case in cases]), barred


def _fitted(features: Tensor, right: Tensor, barred: Tensor) -> Tensor:
    weights = torch.zeros(len(_FEATURES), requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=0.05)
    for _ in range(_STEPS):
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(features @ weights + barred, right)
        torch.autograd.backward(loss + _PENALTY * weights.square().sum())
        optimiser.step()
    return weights.detach()


def _share_right(weights: Tensor, features: Tensor, right: Tensor, barred: Tensor) -> float:
    return ((features @ weights + barred).argmax(1) == right).float().mean().item()


if __name__ == "__main__":
    main()
