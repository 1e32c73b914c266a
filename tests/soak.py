"""Kill an ingest again and again, then finish it: the same database as without a kill. `make soak` kills 100 times.

python -m tests.soak --kills 100
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from app.store.engine import open_engine
from app.store.schema import migrate
from app.store.tables import ArticleRow
from tests.stored import all_rows, without_moments
from tests.test_ingest import start_ingest, write_made


def soak(folder: Path, kills: int, seed: int) -> None:
    """Survive the kills, or exit saying what was lost."""
    dice = random.Random(seed)
    numbers = range(kills * 3)  # one or two are saved before each kill
    file = write_made(folder / "made.jsonl", numbers)
    killed, whole = (f"sqlite:///{folder / name}" for name in ("killed.db", "whole.db"))
    for url in (killed, whole):
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
    engine = open_engine(killed)
    done = 0
    while done < kills:
        child = start_ingest(killed, file)
        before, until = _articles(engine), time.monotonic() + 120
        while _articles(engine) == before and child.is_alive() and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.05))
        child.kill()
        child.join()
        done += child.exitcode == -signal.SIGKILL
        if child.exitcode == 0:
            sys.exit("the ingest was done before it could be killed: give it more articles")
        print(f"{done} kills, {_articles(engine)} articles saved", flush=True)
    for url in (killed, whole):
        child = start_ingest(url, file)
        child.join()
        if child.exitcode != 0:
            sys.exit(f"{url}: the ingest after the kills failed")
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    other = open_engine(whole)
    same = without_moments(all_rows(engine)) == without_moments(all_rows(other))
    print(f"{done} kills survived; integrity_check: {found}; the same as without a kill: {same}")
    if found != "ok" or not same:
        sys.exit(1)


def _articles(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(ArticleRow)) or 0


def main() -> None:
    """Run it in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak(Path(folder), given.kills, given.seed)


if __name__ == "__main__":
    main()
