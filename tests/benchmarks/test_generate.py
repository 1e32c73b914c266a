"""The generator writes in bulk what the product itself would have saved."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from app.store import saving
from app.store.engine import open_engine
from app.store.meeting_filter import MeetingFilter, Sort
from app.store.meeting_pages import Question, meeting_page
from app.store.tables import metadata
from benchmarks import generate

_COUNT = 42
_MADE_BY_THE_DATABASE = "number"
_IN_NO_ORDER = {"title", "parties", "agenda"}  # the words of a card, whose order nobody asks for


def everything(engine: sa.Engine) -> dict[str, list[Any]]:
    """Return the rows of all tables, in an order of their own."""
    with engine.connect() as connection:
        return {
            name: sorted(
                repr([_plain(name, *each) for each in row.items() if each[0] != _MADE_BY_THE_DATABASE])
                for row in connection.execute(sa.select(table)).mappings()
            )
            for name, table in metadata.tables.items()
        }


def _plain(table: str, column: str, value: object) -> object:
    return sorted(str(value).split()) if table == "meeting_cards" and column in _IN_NO_ORDER else value


def indexes(engine: sa.Engine) -> list[object]:
    found = sa.inspect(engine).get_indexes("meetings")
    return [(each["name"], each["column_names"], each["unique"]) for each in found]


def found(engine: sa.Engine, words: str) -> list[object]:
    with engine.connect() as connection:
        question = Question(MeetingFilter(q=words), Sort.RELEVANCE)
        return list(meeting_page(connection, question, None, _COUNT).ids)


@pytest.fixture
def saved(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> sa.Engine:
    """Save the generator's articles one by one."""
    moments: list[dt.datetime] = []
    monkeypatch.setattr(saving, "moment", lambda: moments[-1])
    for article, meetings, moment in generate.made_articles(0, _COUNT):
        moments.append(moment)
        saving.save(engine, article, meetings, generate.EXTRACTOR)
    return engine


@pytest.fixture
def generated(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """Fill another database with the same in bulk."""
    beside = f"sqlite:///{tmp_path / 'generated.db'}"
    url = beside if backend == "sqlite" else request.getfixturevalue("empty_database_url")
    generate.generate(url, _COUNT)
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_generated_rows_are_those_that_saving_makes(saved: sa.Engine, generated: sa.Engine, backend: str) -> None:
    wanted = everything(saved)
    assert len(wanted["meetings"]) == _COUNT
    assert len(wanted["facets"]) > 10 * _COUNT
    assert everything(generated) == wanted
    for words in ("geneva", "water sharing", "foreign minister"):
        assert found(generated, words) == found(saved, words)
    assert any(found(generated, words) for words in ("geneva", "water sharing"))
    assert indexes(generated) == indexes(saved)
    if backend == "sqlite":
        made_by = sa.text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        with generated.connect() as one, saved.connect() as other:
            assert one.execute(made_by).all() == other.execute(made_by).all()
            assert one.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
            assert one.exec_driver_sql("PRAGMA foreign_key_check").all() == []


@pytest.fixture
def few_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let eight meetings be made and all others repeat them, but for a rest of two."""
    monkeypatch.setattr(generate, "_AT_ONCE", 8)
    monkeypatch.setattr(generate, "_MADE", 1)


@pytest.mark.usefixtures("few_made")
def test_what_is_repeated_is_other_meetings_of_other_years(generated: sa.Engine) -> None:
    with generated.connect() as connection:
        told = connection.execute(sa.select(metadata.tables["meetings"])).mappings().all()
        people = connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables["participants"]))
    assert len(told) == len({row["id"] for row in told}) == len({row["content_hash"] for row in told}) == _COUNT
    assert people == 6 * _COUNT
    alike: dict[tuple[object, ...], list[object]] = defaultdict(list)
    for row in told:
        document = orjson.loads(row["document"])
        assert document["id"] == str(row["id"])
        assert document["parent_id"] == (row["parent_id"] and str(row["parent_id"]))
        assert document["start_date"] == row["start_date"]
        assert (row["sort_day"] or None) == row["first_day"] or row["first_day"] is None
        names = tuple(participant["name"] for participant in document["participants"])
        alike[(row["title"], *names)].append(row["start_date"] and row["start_date"][:4])
    repeated = [years for years in alike.values() if len(years) == 5]  # the first, and four times again
    assert len(repeated) == 8
    assert all(len(set(years)) == (5 if years[0] else 1) for years in repeated)
    assert len(found(generated, "summit")) == sum("summit" in row["title"] for row in told)


def test_a_database_with_articles_is_left_alone(saved: sa.Engine, database_url: str) -> None:
    before = everything(saved)
    with pytest.raises(SystemExit, match="holds articles already"):
        generate.generate(database_url, _COUNT)
    assert everything(saved) == before
