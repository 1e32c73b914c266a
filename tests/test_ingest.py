"""From article files to rows, whatever happens on the way."""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

import app.cli
import app.ingest
from app.errors import ArticleUnreadableError, StoreUnavailableError
from app.ingest import extract, ingest
from app.records import Article, Meeting
from app.store.saving import Outcome
from app.store.tables import ArticleRow, MeetingRow, metadata
from tests.factories import make_article
from tests.processes import processes
from tests.stored import all_rows, without_moments


def read_made(article: Article) -> tuple[Meeting, ...]:
    """Read an article that ``write_made`` wrote: the meetings are those that it was made with."""
    number = article.text.removeprefix("Report ").partition(".")[0]
    return make_article(int(number))[1] if number.isdigit() else ()


def write_made(file: Path, numbers: Iterable[int]) -> Path:
    """Write made articles as JSON lines."""
    articles = [make_article(number)[0] for number in numbers]
    lines = [article.model_dump_json(exclude={"origin"}) for article in articles]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Let made articles be read by what they were made with; give the ids of those that were read."""
    ids: list[str | None] = []

    def read_and_note(article: Article) -> tuple[Meeting, ...]:
        ids.append(article.id)
        if "raise" in article.text:
            raise KeyError("surprise")
        return read_made(article)

    monkeypatch.setattr(app.ingest, "read_meetings", read_and_note)
    return ids


def outcomes(engine: sa.Engine, *paths: Path) -> list[Outcome | str]:
    return [
        str(result) if isinstance(result, ArticleUnreadableError) else result.outcome
        for result in ingest(engine, paths)
    ]


def test_articles_become_rows(engine: sa.Engine, tmp_path: Path, read: list[str | None]) -> None:
    file = write_made(tmp_path / "made.jsonl", range(3))
    results = list(ingest(engine, [file]))
    assert [getattr(result, "outcome", result) for result in results] == [Outcome.NEW] * 3
    rows = all_rows(engine)
    assert {row["external_id"] for row in rows["articles"]} == {"made-0", "made-1", "made-2"} == set(read)
    assert len(rows["meetings"]) == 9


def test_the_same_articles_again_are_not_even_read(engine: sa.Engine, tmp_path: Path, read: list[str | None]) -> None:
    file = write_made(tmp_path / "made.jsonl", range(3))
    outcomes(engine, file)
    before = all_rows(engine)
    read.clear()
    assert outcomes(engine, file) == [Outcome.UNCHANGED] * 3
    assert read == []
    assert all_rows(engine) == before


@pytest.mark.usefixtures("read")
def test_the_same_text_in_another_file_is_the_same_article(engine: sa.Engine, tmp_path: Path) -> None:
    lines = write_made(tmp_path / "made.jsonl", [1])
    text = tmp_path / "copy.txt"
    text.write_bytes(make_article(1)[0].text.encode())
    assert outcomes(engine, lines, text) == [Outcome.NEW, Outcome.UNCHANGED]
    assert outcomes(engine, text, lines) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


@pytest.mark.usefixtures("read")
def test_a_new_way_of_reading_reads_every_article_again(
    engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_made(tmp_path / "made.jsonl", range(2))
    outcomes(engine, file)
    monkeypatch.setattr(app.ingest, "EXTRACTOR", "next")
    monkeypatch.setattr(
        app.ingest, "read_meetings", lambda article: read_made(article)[: 3 if "0." in article.text else 1]
    )
    assert outcomes(engine, file) == [Outcome.UNCHANGED, Outcome.UPDATED]
    assert outcomes(engine, file) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


@pytest.mark.parametrize("first", ["bare", "full"])
def test_a_text_is_read_with_all_that_any_source_said_of_it(
    engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    days: list[str | None] = []

    def read(article: Article) -> tuple[Meeting, ...]:
        days.append(article.published)
        return ()

    monkeypatch.setattr(app.ingest, "read_meetings", read)
    bare, full = tmp_path / "a.txt", tmp_path / "b.jsonl"
    bare.write_text("Ministers met on Thursday.")
    full.write_text(json.dumps({"text": "Ministers met on Thursday.", "published": "2015-04-03"}))
    outcomes(engine, *((bare, full) if first == "bare" else (full, bare)))
    assert days[-1] == "2015-04-03"
    monkeypatch.setattr(app.ingest, "EXTRACTOR", "next")
    outcomes(engine, bare)
    assert days[-1] == "2015-04-03"


@pytest.mark.usefixtures("read")
def test_one_bad_article_costs_no_other(engine: sa.Engine, tmp_path: Path) -> None:
    first, last = write_made(tmp_path / "a.jsonl", [1]), write_made(tmp_path / "z.jsonl", [2])
    broken, raising = tmp_path / "broken.jsonl", tmp_path / "raising.txt"
    broken.write_text("{\n")
    raising.write_text("Here the rules raise what nobody foresaw.")
    new, unreadable, surprised, also_new = outcomes(engine, first, broken, raising, last)
    assert (new, also_new) == (Outcome.NEW, Outcome.NEW)
    assert "broken.jsonl" in unreadable
    assert surprised.startswith("raising.txt: a fault of this program (test_ingest.py, line ")
    assert surprised.endswith("KeyError('surprise')). Report it with the article; the others are not touched by it")
    assert {row["external_id"] for row in all_rows(engine)["articles"]} == {"made-1", "made-2"}


def test_meetings_that_cannot_be_saved_are_a_fault_of_their_article(
    engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_made(tmp_path / "made.jsonl", [1, 2])
    monkeypatch.setattr(
        app.ingest, "read_meetings", lambda article: read_made(article)[1 if article.id == "made-1" else 0 :]
    )
    fault, new = outcomes(engine, file)
    assert "made.jsonl, line 1: a fault of this program" in fault
    assert new is Outcome.NEW
    assert len(all_rows(engine)["articles"]) == 1


@pytest.mark.usefixtures("read")
def test_an_article_without_any_meeting_is_kept(engine: sa.Engine, tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_text("Rain fell all day, and nobody met.")
    assert outcomes(engine, file) == [Outcome.NEW]
    rows = all_rows(engine)
    assert (len(rows["articles"]), rows["meetings"]) == (1, [])


@pytest.mark.usefixtures("read")
def test_a_database_at_fault_ends_the_batch_and_keeps_what_was_saved(engine: sa.Engine, tmp_path: Path) -> None:
    file = write_made(tmp_path / "made.jsonl", range(3))
    results = ingest(engine, [file])
    next(results)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE evidence RENAME TO elsewhere")
    with pytest.raises(StoreUnavailableError, match="Run `meeting-records migrate`"):
        next(results)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO evidence")
    assert len(all_rows(engine)["articles"]) == 1


@pytest.mark.usefixtures("read")
def test_extracting_gives_each_article_its_meetings_and_needs_no_database(tmp_path: Path) -> None:
    raising = tmp_path / "raising.txt"
    raising.write_text("This will raise.")
    fault, read = extract([raising, write_made(tmp_path / "made.jsonl", [4])])
    assert "raising.txt: a fault of this program" in str(fault)
    assert not isinstance(read, ArticleUnreadableError)
    assert (read[0].id, read[1]) == ("made-4", make_article(4)[1])


def run_command(database_url: str, file: Path) -> None:
    """Run the whole command; only the reading of texts is replaced."""
    os.environ["DATABASE_URL"] = database_url
    vars(app.ingest)["read_meetings"] = read_made
    sys.argv = ["meeting-records", "ingest", str(file)]
    app.cli.main()


def start_ingest(database_url: str, file: Path) -> ForkServerProcess:
    child = processes.Process(target=run_command, args=(database_url, file))
    child.start()
    return child


def saved(engine: sa.Engine) -> dict[str, int]:
    """Return how many meetings each saved article has."""
    query = (
        sa.select(col(ArticleRow.external_id), sa.func.count(col(MeetingRow.id)))
        .outerjoin(MeetingRow)
        .group_by(col(ArticleRow.external_id))
    )
    with engine.connect() as connection:
        return {name: count for name, count in connection.execute(query) if name is not None}


@pytest.mark.usefixtures("read")
def test_kills_at_any_moment_leave_whole_articles_and_nothing_that_a_second_run_does_not_mend(
    engine: sa.Engine, database_url: str, tmp_path: Path
) -> None:
    numbers = range(30)
    file = write_made(tmp_path / "made.jsonl", numbers)
    dice = random.Random(1)
    kills = 0
    for _ in range(6):
        child = start_ingest(database_url, file)
        before = len(saved(engine))
        while len(saved(engine)) == before and child.is_alive():
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.05))
        child.kill()
        child.join()
        kills += child.exitcode == -signal.SIGKILL
        assert set(saved(engine).values()) <= {3}, "an article was left with a part of its meetings"
    assert kills >= 3

    child = start_ingest(database_url, file)
    child.join(120)
    assert child.exitcode == 0
    mended = without_moments(all_rows(engine))
    assert len(mended["articles"]) == len(numbers)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
    assert outcomes(engine, file) == [Outcome.NEW] * len(numbers)
    assert without_moments(all_rows(engine)) == mended
