"""How long reading takes while articles come in at full speed, against reading when nothing else happens.

    .venv/bin/python benchmarks/generate.py --meetings 5000 --database-url sqlite:///bench.db
    .venv/bin/python benchmarks/reading_while_ingesting.py --database-url sqlite:///bench.db

A server of one process answers pages, one at a time; streams of articles that it has not seen are posted to it until
the measuring is over. Idle and busy stretches take turns, so that whatever else the machine does weighs on both. It
makes a key of its own, and leaves the articles in the database.
"""

import argparse
import itertools
import json
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator

import httpx
from read_api import COUNTRIES, serving, uvicorn

from app.store.engine import open_engine
from app.store.keys import Scope, create_key

ROUNDS = 2
PAGES = 150
REPORT = (
    "OSLO, April {day} (Reuters) - Foreign Minister {one} of Norway met her Danish counterpart {other} in Oslo on "
    "Thursday. They discussed fishing quotas and the protection of the {sea} Sea. Prime Minister {third} chaired a "
    "session of the council with ministers of Sweden and Finland on the sidelines. Report {number} of {run}.\n"
)
NAMES = ("Ana Lund", "Bo Holm", "Kari Dahl", "Nils Berg", "Eva Strand", "Per Moe", "Ida Lie", "Olav Ness")


def articles(run: str) -> Iterator[str]:
    """Yield articles that nobody has seen, as JSON lines."""
    for number in itertools.count():
        one, other, third = (NAMES[(number * step + step) % len(NAMES)] for step in (1, 3, 5))
        words = {
            "day": number % 28 + 1,
            "one": one,
            "other": other,
            "third": third,
            "sea": ("North", "Baltic")[number % 2],
        }
        text = "".join(REPORT.format(number=number, run=run, **words) for _ in range(6))
        yield json.dumps({"text": text, "published": f"2015-04-{number % 28 + 1:02}"}) + "\n"


def median(client: httpx.Client, dice: Iterator[int], enough: Callable[[], bool] = lambda: True) -> float:
    """Return the median of the milliseconds that pages take, so many of them and on until it is enough."""
    times: list[float] = []
    while len(times) < PAGES or not enough():
        number = next(dice)
        path = (
            f"/meetings?country={COUNTRIES[number % len(COUNTRIES)]}&to={2024 - number % 30}&limit={10 + number % 40}"
        )
        begun = time.perf_counter()
        client.get(path).raise_for_status()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description="Measure reading while articles come in.")
    parser.add_argument("--database-url", required=True, help="a database that generate.py filled")
    given = parser.parse_args()
    run = secrets.token_hex(4)
    engine = open_engine(given.database_url)
    headers = {"Authorization": f"Bearer {create_key(engine, f'benchmark {run}', [Scope.INGEST])}"}
    engine.dispose()
    coming = articles(run)
    going, over, posting = threading.Event(), threading.Event(), threading.Lock()
    taken = 0

    def post(address: str) -> None:
        nonlocal taken
        with httpx.Client(base_url=address, timeout=120, headers=headers) as client:
            while not over.is_set():
                going.wait()
                with posting:
                    taken += post_some(client)

    def post_some(client: httpx.Client) -> int:
        body = "".join(itertools.islice(coming, 2)).encode()
        answer = client.post("/articles", content=body, headers={"Content-Type": "application/x-ndjson"})
        statuses = [json.loads(line)["status"] for line in answer.raise_for_status().text.splitlines()]
        if set(statuses) != {201}:
            sys.exit(f"not every article was new: {statuses}")
        return len(statuses)

    with serving(
        *uvicorn("--factory", "app.main:create_app"), path="/meetings", DATABASE_URL=given.database_url
    ) as found:
        address, _ = found
        poster = threading.Thread(target=post, args=(address,))
        dice = itertools.count()
        with httpx.Client(base_url=address, timeout=120) as client:
            median(client, dice)
            poster.start()
            going.set()
            while taken == 0:  # the process that reads has started
                time.sleep(0.1)
            idle, busy = [], []
            for _ in range(ROUNDS):
                going.clear()
                time.sleep(0.2)
                while posting.locked():  # what is under way comes to its end
                    time.sleep(0.05)
                idle.append(median(client, dice))
                going.set()
                time.sleep(0.5)
                before, begun = taken, time.monotonic()
                busy.append(median(client, dice, lambda before=before: taken > before))  # type: ignore[misc]
                print(f"{taken - before} articles in {time.monotonic() - begun:.1f} s of reading", flush=True)
        over.set()
        going.set()
        poster.join()
    show(idle, busy, taken)


def show(idle: list[float], busy: list[float], taken: int) -> None:
    """Print the figures."""
    print(f"p50 of a page, idle {min(idle):.2f} ms, while {taken} articles came in {min(busy):.2f} ms")
    ratio = statistics.median(b / i for b, i in zip(busy, idle, strict=True))
    print(f"{'p50 while ingesting, against idle':58} {ratio:10.2f}   at most 2")


if __name__ == "__main__":
    main()
