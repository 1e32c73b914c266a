"""Questions that are answered on the event loop, on the one connection that is held open for them."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.api.store import OverBudgetError, QuickReader
from app.main import create_app
from app.store.engine import open_engine
from app.store.saving import save
from app.store.schema import migrate
from tests.api.conftest import CheckedClient
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


def test_a_question_beyond_the_budget_is_answered_in_a_thread(
    filled: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = filled.get("/meetings?limit=50").json()
    monkeypatch.setattr("app.api.store.BUDGET", 10)
    filled.app.state.quick_reader.close()  # type: ignore[attr-defined]
    assert filled.get("/meetings?limit=50&count=false").json()["data"] == wanted["data"]
    assert filled.get("/people?limit=50").status_code == 200


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


def test_a_file_that_was_damaged_and_put_right_is_opened_anew(file: Path) -> None:
    good = file.read_bytes()
    with TestClient(create_app(f"sqlite:///{file}"), raise_server_exceptions=False) as client:
        meetings = client.get("/meetings").json()["data"]
        file.unlink()
        file.write_bytes(b"no database at all" * 1000)
        client.app.state.quick_reader.close()  # type: ignore[attr-defined]
        client.app.state.engine.dispose()  # type: ignore[attr-defined]
        assert client.get("/meetings?limit=5").status_code == 503
        file.write_bytes(good)
        assert client.get("/meetings?limit=6").json()["data"] == meetings[:6]
