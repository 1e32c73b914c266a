"""Connections: how they are set up, and what is said when there is none to be had."""

import datetime as dt
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.errors import StoreUnavailableError
from app.store.engine import open_engine, write_transaction
from app.store.ids import person_id
from app.store.schema import check_schema, migrate
from app.store.tables import ArticleRow, PersonRow


def add_person(connection: sa.Connection, name: str) -> None:
    connection.execute(sa.insert(PersonRow).values(id=person_id(name), name=name))


def people(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(sa.select(col(PersonRow.name))))


def problem_of(url: str) -> str:
    with pytest.raises(StoreUnavailableError) as caught:
        migrate(open_engine(url))
    return str(caught.value)


def test_sqlite_is_set_up_with_write_ahead_log_and_foreign_keys(sqlite_template: Path) -> None:
    engine = open_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 60_000}


def test_an_sqlite_database_gets_its_folder(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/not/there/yet/meetings.db")
    migrate(engine)
    check_schema(engine)
    engine.dispose()
    assert (tmp_path / "not" / "there" / "yet" / "meetings.db").exists()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2", "postgresql+asyncpg"])
def test_every_scheme_of_postgresql_is_taken(postgresql_server: sa.URL, scheme: str) -> None:
    plain = postgresql_server.render_as_string(hide_password=False)
    engine = open_engine(f"{scheme}://" + plain.partition("://")[2])
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "is no database address"),
        ("meetings.db", "is no database address"),
        ("sqlite://meetings.db", "is no database address"),
        ("mysql://root:hush@localhost/meetings", "names 'mysql', a database that is not supported"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql://x:hush@127.0.0.1:port/name", "is no database address"),
    ],
)
def test_an_address_that_is_none_is_explained_without_repeating_it(url: str, words: str) -> None:
    message = problem_of(url)
    assert message.startswith("DATABASE_URL: ")
    assert words in message
    assert "Set DATABASE_URL to sqlite:///path/to/file.db or postgresql://user:password@host/name" in message
    assert "hush" not in message


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    message = problem_of(f"sqlite:///{tmp_path}/taken/meetings.db")
    assert message.startswith(f"{tmp_path}/taken: the database's folder cannot be made: File exists. ")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert problem_of(f"sqlite:///{tmp_path}").startswith(f"{tmp_path}: cannot be opened. ")


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and long enough to be read as a header of a database by mistake. " * 9)
    before = file.read_bytes()
    assert problem_of(f"sqlite:///{file}").startswith(f"{file}: is no SQLite database. ")
    assert file.read_bytes() == before


def test_a_damaged_file_is_named(tmp_path: Path, sqlite_template: Path) -> None:
    file = tmp_path / "meetings.db"
    whole = bytearray(sqlite_template.read_bytes())
    whole[100:4096] = b"\xff" * 3996  # the first page, but for its header
    file.write_bytes(whole)
    assert problem_of(f"sqlite:///{file}").startswith(f"{file}: is damaged. Restore it from a backup")


def test_a_database_that_may_not_be_written_says_so(engine: sa.Engine, database_url: str) -> None:
    if engine.dialect.name == "sqlite":
        path = database_url.removeprefix("sqlite:///")
        read_only = open_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    else:
        with engine.begin() as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        read_only = open_engine(database_url)
    check_schema(read_only)
    with (
        pytest.raises(StoreUnavailableError, match=r"is not writable\. Ask its owner"),
        write_transaction(read_only) as c,
    ):
        add_person(c, "Ana")
    read_only.dispose()


def test_a_full_disk_says_so_and_leaves_nothing_half_written(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_engine(f"sqlite:///{file}")
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 60"))

    def fill() -> None:
        with write_transaction(engine) as connection:
            for number in range(10_000):
                add_person(connection, f"Somebody {number}")

    with pytest.raises(StoreUnavailableError, match="has no room left on its disk"):
        fill()
    assert people(engine) == set()
    engine.dispose()


def test_a_postgresql_server_that_is_not_there_is_named_without_its_password() -> None:
    message = problem_of("postgresql://ana:hush@127.0.0.1:1/meetings")
    assert message.startswith("postgresql://ana:***@127.0.0.1:1/meetings: is not reachable: ")
    assert "Connection refused" in message
    assert "hush" not in message
    assert "\n" not in message


def test_a_postgresql_database_that_is_not_there_is_named(postgresql_server: sa.URL) -> None:
    url = postgresql_server.set(database="nobody_made_it").render_as_string(hide_password=False)
    assert 'database "nobody_made_it" does not exist' in problem_of(url)


def test_a_postgresql_database_that_cannot_hold_every_letter_is_refused(postgresql_server: sa.URL) -> None:
    server = open_engine(postgresql_server.render_as_string(hide_password=False))
    with server.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.autocommit = True
        raw.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    server.dispose()
    assert "keeps texts as LATIN1, which lacks letters" in problem_of(
        postgresql_server.set(database="latin").render_as_string(hide_password=False)
    )


def test_a_postgresql_server_that_was_gone_and_is_back_is_found_again(postgresql_server: sa.URL) -> None:
    url = postgresql_server.render_as_string(hide_password=False)
    engine, other = open_engine(url), open_engine(url)

    def end_its_connections() -> None:
        with other.begin() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND application_name = 'meeting-records'"
            )

    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        end_its_connections()
        with pytest.raises(StoreUnavailableError, match=r"Try again when it is up|Start the server"):
            connection.exec_driver_sql("SELECT 1")
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    end_its_connections()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
    other.dispose()


def test_a_failed_transaction_leaves_nothing(engine: sa.Engine) -> None:
    def fail() -> None:
        with write_transaction(engine) as connection:
            add_person(connection, "Ana")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert people(engine) == set()


def test_readers_go_on_while_somebody_writes_and_see_nothing_of_it_before_the_end(engine: sa.Engine) -> None:
    with write_transaction(engine) as connection:
        add_person(connection, "Ana")
        assert people(engine) == set()
    assert people(engine) == {"Ana"}


def test_a_second_writer_waits_for_the_first(engine: sa.Engine) -> None:
    entered = threading.Event()

    def write() -> None:
        with write_transaction(engine) as connection:
            entered.set()
            add_person(connection, "Béla")

    second = threading.Thread(target=write)
    with write_transaction(engine) as connection:
        second.start()
        assert not entered.wait(0.2)
        add_person(connection, "Ana")
    second.join(10)
    assert people(engine) == {"Ana", "Béla"}


def test_moments_come_back_in_utc_and_without_a_zone_are_refused(engine: sa.Engine) -> None:
    moment = dt.datetime(2024, 2, 29, 12, 30, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    row = ArticleRow(id=person_id("x"), text="t", origin="o", extractor="1", created_at=moment, modified_at=moment)
    with engine.begin() as connection:
        connection.execute(sa.insert(ArticleRow).values(**row.model_dump()))
        found = connection.scalars(sa.select(col(ArticleRow.created_at))).one()
        assert found == moment
        assert found.utcoffset() == dt.timedelta(0)
        with pytest.raises(sa.exc.StatementError, match="a moment needs a time zone"):
            connection.execute(sa.update(ArticleRow).values(created_at=moment.replace(tzinfo=None)))
