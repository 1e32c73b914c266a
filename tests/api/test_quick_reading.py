"""Questions that are answered on the event loop, on the one connection that is held open for them."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.api import store
from app.api.store import OverBudgetError, QuickReader
from app.errors import StoreUnavailableError
from app.main import create_app
from app.store.engine import open_engine
from app.store.saving import save
from app.store.schema import migrate
from tests.factories import make_article

COUNT = sa.text("SELECT count(*) FROM meetings")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give an SQLite file with an article's meetings."""
    path = tmp_path / "meetings.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    save(engine, *make_article(1), "1")
    engine.dispose()
    return path


def test_a_question_beyond_the_budget_is_answered_in_a_thread(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(f"sqlite:///{file}")
    with TestClient(app) as client:
        wanted = client.get("/meetings?limit=50").json()
        app.state.quick_reader.close()
        monkeypatch.setattr("app.api.store.BUDGET", 10)
        threads: list[str] = []
        real = store._ask

        def noted(engine: sa.Engine, question: Callable[[sa.Connection], object]) -> object:
            threads.append(threading.current_thread().name)
            return real(engine, question)

        monkeypatch.setattr(store, "_ask", noted)
        assert client.get("/meetings?limit=50&count=false").json()["data"] == wanted["data"]
        assert len(threads) == 1


def test_a_long_question_is_stopped_and_the_next_one_answered(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    reader = QuickReader(engine)
    endless = sa.text("WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT max(n) FROM up")
    with pytest.raises(OverBudgetError):
        reader.ask(lambda connection: connection.execute(endless).scalar_one())
    for _ in range(3):
        assert reader.ask(lambda connection: connection.execute(COUNT).scalar_one()) > 0
    reader.close()
    engine.dispose()


def test_between_questions_it_holds_no_transaction(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    reader = QuickReader(engine)

    def ask(connection: sa.Connection) -> object:
        connection.begin()
        return connection.execute(COUNT).scalar_one()

    before = reader.ask(ask)
    save(engine, *make_article(2), "1")
    assert reader.ask(ask) != before
    with engine.connect() as connection:  # an open snapshot would make it "busy"
        busy, _, _ = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    assert not busy
    reader.close()
    engine.dispose()


def test_after_a_fault_another_connection_is_opened_and_nobody_gets_the_old_one(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    reader = QuickReader(engine)

    def driver(connection: sa.Connection) -> object:
        return connection.connection.dbapi_connection

    def fail(_: sa.Connection) -> object:
        raise StoreUnavailableError("meetings.db", "is damaged", "Restore it")

    before = reader.ask(driver)
    with pytest.raises(StoreUnavailableError):
        reader.ask(fail)
    assert reader.ask(driver) is not before
    reader.close()
    many = sa.text(
        "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up LIMIT 50000) SELECT max(n) FROM up"
    )
    with engine.connect() as connection:  # beyond the budget, which is none of its business
        assert connection.execute(many).scalar_one() == 50_000
    engine.dispose()
