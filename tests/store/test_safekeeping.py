"""Backups: taken while others write, put back only when they are whole."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.errors import StoreUnavailableError
from app.store.engine import open_engine
from app.store.keys import Scope, create_key, key_of
from app.store.safekeeping import SafekeepingError, back_up, restore
from app.store.saving import save
from app.store.schema import migrate
from tests.factories import make_article
from tests.stored import all_rows


@pytest.fixture
def filled(sqlite_template: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    file = tmp_path / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_engine(f"sqlite:///{file}")
    for number in range(5):
        save(engine, *make_article(number), "1")
    yield engine
    engine.dispose()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'elsewhere' / 'meetings.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", ["backup.db", "backup #2, 100%20 whole?.db"])
def test_a_restored_backup_holds_what_the_database_held(
    filled: sa.Engine, elsewhere: sa.Engine, tmp_path: Path, name: str
) -> None:
    token = create_key(filled, "Ana", [Scope.EDIT])
    back_up(filled, tmp_path / name)
    restore(elsewhere, tmp_path / name, force=False)
    assert all_rows(elsewhere) == all_rows(filled)
    with elsewhere.connect() as connection:
        assert key_of(connection, token) is not None
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        words = "SELECT count(*) FROM meeting_fulltext WHERE meeting_fulltext MATCH 'pminister'"
        found = connection.exec_driver_sql(words).scalar()
    with filled.connect() as connection:
        assert connection.exec_driver_sql(words).scalar() == found
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".part" or "backup" in path.name) == [name]


def test_a_backup_is_of_one_moment_while_articles_are_being_saved(filled: sa.Engine, tmp_path: Path) -> None:
    over, faults = threading.Event(), []

    def write() -> None:
        engine = open_engine(str(filled.url))
        try:
            number = 5
            while not over.is_set():
                save(engine, *make_article(number), "1")
                number += 1
        except Exception as fault:  # noqa: BLE001 - a thread's faults would be lost
            faults.append(fault)
        finally:
            engine.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            back_up(filled, tmp_path / f"{number}.db")
    finally:
        over.set()
        writer.join(60)
    assert faults == []
    for number in range(3):
        copy = open_engine(f"sqlite:///{tmp_path / f'{number}.db'}")
        rows = all_rows(copy)
        copy.dispose()
        assert len(rows["meetings"]) == 3 * len(rows["articles"]) >= 15


def test_readers_that_have_the_database_open_see_the_restored_one(filled: sa.Engine, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    before = all_rows(filled)
    save(filled, *make_article(9), "1")
    assert all_rows(filled) != before
    other = open_engine(str(filled.url))
    restore(other, tmp_path / "backup.db", force=True)
    other.dispose()
    assert all_rows(filled) == before
    save(filled, *make_article(9), "1")


def test_what_is_there_is_not_overwritten_unasked(filled: sa.Engine, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup.db")
    before = all_rows(filled)
    with pytest.raises(SafekeepingError, match=r"meetings\.db: is there already\. Give --force"):
        restore(filled, tmp_path / "backup.db", force=False)
    with pytest.raises(SafekeepingError, match=r"backup\.db: is there already\. Give the path of a new file"):
        back_up(filled, tmp_path / "backup.db")
    assert all_rows(filled) == before


def damage(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    file.write_bytes(whole)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 10])


def age(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine, "0001")
    engine.dispose()


def orphan(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DELETE FROM articles")  # foreign keys are off on this connection
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_text("These are my notes. " * 99), "is no SQLite database"),
        (damage, "is damaged|is no SQLite database"),
        (cut, "is damaged|is no SQLite database"),
        (empty, "holds no tables yet"),
        (age, "has schema 0001, this version needs"),
        (orphan, "is damaged"),
        (Path.unlink, "there is no such file"),
    ],
    ids=["notes", "damaged", "cut", "empty", "old", "orphaned", "gone"],
)
def test_a_backup_that_is_none_is_not_put_back(filled: sa.Engine, tmp_path: Path, spoil: object, said: str) -> None:
    file = tmp_path / "backup.db"
    back_up(filled, file)
    before = all_rows(filled)
    assert callable(spoil)
    spoil(file)
    with pytest.raises(SafekeepingError, match=said):
        restore(filled, file, force=True)
    assert all_rows(filled) == before


def test_the_database_is_no_backup_of_itself(filled: sa.Engine) -> None:
    with pytest.raises(SafekeepingError, match="is the database itself"):
        restore(filled, Path(filled.url.database or ""), force=True)


def test_a_place_that_cannot_be_written_is_named(filled: sa.Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((SafekeepingError, StoreUnavailableError), match=r"cannot be (written|opened|copied)"):
        back_up(filled, tmp_path / "nowhere" / "backup.db")
    assert not (tmp_path / "nowhere").exists()


def test_postgresql_has_programs_of_its_own(postgresql_server: sa.URL, tmp_path: Path) -> None:
    engine = open_engine(postgresql_server.render_as_string(hide_password=False))
    with pytest.raises(SafekeepingError, match="Use PostgreSQL's own program: pg_dump"):
        back_up(engine, tmp_path / "a")
    with pytest.raises(SafekeepingError, match="Use PostgreSQL's own program: pg_restore"):
        restore(engine, tmp_path / "a", force=True)
    engine.dispose()
