"""Faults of the database while it is served and written: said clearly, and over when they are over."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.errors import StoreUnavailableError
from app.main import create_app
from app.store.engine import open_engine
from app.store.saving import save
from app.store.schema import migrate
from tests.factories import make_article
from tests.stored import all_rows, without_moments


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def served(url: str) -> Iterator[TestClient]:
    with TestClient(create_app(url), raise_server_exceptions=False) as client:
        yield client


def is_unavailable(client: TestClient, path: str) -> bool:
    answer = client.get(path)
    if answer.status_code != 503:
        return False
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/" not in answer.json()["detail"].replace("`meeting-records migrate`", "")
    return True


def test_whoever_comes_when_every_connection_is_taken_is_told_to_come_again(url: str) -> None:
    app = create_app(url)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/meetings").status_code == 200
        engine: sa.Engine = app.state.engine
        assert isinstance(engine.pool, sa.QueuePool)
        engine.pool._timeout = 0.01
        with ExitStack() as taken:
            with suppress(sa.exc.TimeoutError):
                while True:
                    taken.enter_context(engine.connect())
            assert is_unavailable(client, "/stats")
            assert is_unavailable(client, "/meetings?count=true")
            # A page is read on a connection that is held for it.
            assert client.get("/meetings?limit=3").status_code == 200
        assert client.get("/stats").status_code == 200


def test_two_ingests_and_four_readers_at_once_hear_of_no_lock(url: str, served: TestClient) -> None:
    faults: list[object] = []
    over = threading.Event()

    def running(work: Callable[[sa.Engine], None]) -> Callable[[], None]:
        def run() -> None:
            engine = open_engine(url)
            try:
                work(engine)
            except BaseException as fault:  # noqa: BLE001 - a thread's faults would be lost
                faults.append(fault)
            finally:
                engine.dispose()

        return run

    def ingest(engine: sa.Engine) -> None:
        for number in range(12):
            save(engine, *make_article(number), "1")

    def read_rows(engine: sa.Engine) -> None:
        while not over.is_set():
            rows = all_rows(engine)
            assert {row["article_id"] for row in rows["meetings"]} <= {row["id"] for row in rows["articles"]}

    def read_api(_: sa.Engine) -> None:
        for path in itertools.cycle(("/meetings", "/people", "/meetings?q=minister", "/stats")):
            if over.is_set():
                return
            if (answer := served.get(path)).status_code != 200:
                faults.append(answer.text)

    readers = [threading.Thread(target=running(work)) for work in (read_rows, read_rows, read_api, read_api)]
    writers = [threading.Thread(target=running(ingest)) for _ in range(2)]
    for thread in (*readers, *writers):
        thread.start()
    for writer in writers:
        writer.join(300)
    over.set()
    for reader in readers:
        reader.join(60)
    assert faults == []
    engine = open_engine(url)
    rows = all_rows(engine)
    engine.dispose()
    assert (len(rows["articles"]), len(rows["meetings"])) == (12, 36)


def test_an_sqlite_file_that_is_gone_and_back_is_served_again(url: str, served: TestClient) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    assert served.get("/readyz").status_code == 200
    served.app.state.engine.dispose()  # type: ignore[attr-defined]  # an open file outlives its name
    away = file.rename(file.with_name("away.db"))
    file.mkdir()
    assert is_unavailable(served, "/meetings?limit=7")
    assert served.get("/readyz").status_code == 503
    assert served.get("/healthz").status_code == 200
    file.rmdir()
    away.rename(file)
    assert served.get("/meetings?limit=7").status_code == 200
    assert served.get("/readyz").status_code == 200


def test_a_full_disk_stops_writing_only_and_only_while_it_is_full(url: str, served: TestClient) -> None:
    engine = open_engine(url)
    most: list[int] = []

    def limit(connection: sa.Connection) -> None:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages if most else 1_000_000}")

    sa.event.listen(engine, "begin", limit)
    save(engine, *make_article(0), "1")
    before = all_rows(engine)
    most.append(1)

    def fill() -> None:
        for number in range(1, 60):
            save(engine, *make_article(number), "1")

    with pytest.raises(StoreUnavailableError, match=r"has no room left on its disk\. Make room"):
        fill()
    kept = all_rows(engine)
    assert len(kept["meetings"]) == 3 * len(kept["articles"])
    assert before["articles"][0] in kept["articles"]
    assert served.get("/meetings").status_code == 200
    most.clear()
    for number in range(60):
        save(engine, *make_article(number), "1")
    assert len(all_rows(engine)["articles"]) == 60
    engine.dispose()


def test_a_file_that_may_not_be_written_is_still_read(url: str) -> None:
    writable = open_engine(url)
    save(writable, *make_article(1), "1")
    before = without_moments(all_rows(writable))
    writable.dispose()
    path = url.removeprefix("sqlite:///")
    read_only = f"sqlite:///file:{path}?mode=ro&uri=true"
    with TestClient(create_app(read_only), raise_server_exceptions=False) as client:
        assert client.get("/meetings").status_code == 200
        assert client.get("/readyz").status_code == 200
    engine = open_engine(read_only)
    with pytest.raises(StoreUnavailableError, match=r"is not writable\. Ask its owner"):
        save(engine, *make_article(2), "1")
    assert without_moments(all_rows(engine)) == before
    engine.dispose()


def test_postgresql_that_was_gone_and_is_back_is_served_again_without_a_restart(postgresql_server: sa.URL) -> None:
    name = "gone_and_back"
    administration = open_engine(postgresql_server.render_as_string(hide_password=False))

    def command(statement: str) -> None:
        with administration.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(statement)

    command(f"CREATE DATABASE {name}")
    address = postgresql_server.set(database=name).render_as_string(hide_password=False)
    engine = open_engine(address)
    migrate(engine)
    save(engine, *make_article(1), "1")
    with TestClient(create_app(address), raise_server_exceptions=False) as client:
        assert client.get("/meetings").json()["data"]
        command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        command(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - our own name
        assert is_unavailable(client, "/meetings?limit=7")
        assert is_unavailable(client, "/readyz")
        assert client.get("/healthz").status_code == 200
        with pytest.raises(StoreUnavailableError):
            save(engine, *make_article(2), "1")
        command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert client.get("/meetings?limit=7").status_code == 200
        assert client.get("/readyz").status_code == 200
        save(engine, *make_article(2), "1")
        assert len(client.get("/articles").json()["data"]) == 2
    engine.dispose()
    command(f"DROP DATABASE {name} WITH (FORCE)")
    administration.dispose()
