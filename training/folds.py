"""Folds by article with the sources spread evenly."""

import random
from collections import defaultdict
from collections.abc import Sequence

from training.gold import GoldArticle


def folds(articles: Sequence[GoldArticle], count: int, seed: int) -> list[list[int]]:
    """Return the indices of each fold's articles: each source is shuffled and dealt out in turn."""
    chance = random.Random(seed)
    by_source: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        by_source[article.source].append(number)
    dealt: list[list[int]] = [[] for _ in range(count)]
    turn = 0
    for source in sorted(by_source):
        chance.shuffle(by_source[source])
        for number in by_source[source]:
            dealt[turn % count].append(number)
            turn += 1
    return [sorted(fold) for fold in dealt]
