"""Backups of an SQLite database: taken while others write, and put back only when they are whole.

PostgreSQL brings programs of its own for this, which know about roles, tablespaces and archives; ours would be a worse
copy of them.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from app.errors import MeetingRecordsError, StoreUnavailableError
from app.store.engine import open_engine
from app.store.faults import explained, name_of
from app.store.schema import check_schema

_PAGES = 2000  # copied at a time; writers get their turn in between
_PAUSE = 0.01  # seconds


class SafekeepingError(MeetingRecordsError):
    """A backup that cannot be taken or put back. The database is as it was."""


def back_up(engine: sa.Engine, file: Path) -> None:
    """Copy the database, as it is at one moment, into a new file; others may go on reading and writing.

    The file appears whole or not at all. Raises ``SafekeepingError`` when it exists or cannot be written.
    """
    source = _file_of(engine, "pg_dump --format=custom --file=FILE")
    if file.exists():
        raise SafekeepingError(str(file), "is there already", "Give the path of a new file")
    with _whole(file) as beside, closing(engine.raw_connection()) as connection:
        driver_connection = connection.dbapi_connection
        assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - _file_of has seen to it
        _copy(driver_connection, beside, source)
        _run(beside, "PRAGMA journal_mode = DELETE")  # one file holds it all; reading it leaves none beside it


def restore(engine: sa.Engine, file: Path, *, force: bool) -> None:
    """Put a backup in the place of the database, once it has proved whole and of this version's schema.

    Whoever has the database open goes on with the restored one. Raises ``SafekeepingError`` for a file that is no
    sound backup, and for a database that is there already unless ``force`` is given.
    """
    target = _file_of(engine, "pg_restore --clean --if-exists --dbname=DATABASE FILE")
    if not file.is_file():
        raise SafekeepingError(str(file), "there is no such file", "Give the path of a backup")
    if target.exists() and file.samefile(target):
        raise SafekeepingError(str(file), "is the database itself", "Give the path of a backup")
    _prove(file)
    if target.exists() and not force:
        raise SafekeepingError(str(target), "is there already", "Give --force to replace all that it holds")
    if target.exists():
        # Into the same file, under its locks: a file that took its place would leave readers with the old one, and
        # its log of writes would be taken for that of the new one.
        with closing(_opened(file)) as source:
            _copy(source, target, file, pages=-1)
    else:
        with _whole(target) as beside, closing(_opened(file)) as source:
            _copy(source, beside, file)
        _run(target, "PRAGMA journal_mode = WAL")


def _file_of(engine: sa.Engine, instead: str) -> Path:
    if engine.dialect.name != "sqlite":
        remedy = f"Use PostgreSQL's own program: {instead}"
        raise SafekeepingError(name_of(engine.url), "is not kept in a file", remedy)
    return Path(engine.url.database or "")


def _prove(file: Path) -> None:
    """Raise ``SafekeepingError`` unless the file is a whole database of this version's schema."""
    try:
        with closing(_opened(file)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as fault:
        raise SafekeepingError(str(file), "is no SQLite database", "Give the path of a backup") from fault
    if found != "ok" or dangling:
        raise SafekeepingError(str(file), "is damaged", "Give another backup; the database is left as it is")
    address = sa.URL.create(
        "sqlite", database=f"file:{quote(str(file.resolve()))}", query={"mode": "ro", "uri": "true"}
    )
    engine = open_engine(address.render_as_string())
    try:
        check_schema(engine)
    except StoreUnavailableError as fault:
        remedy = "Restore it with the version that made it, then migrate"
        raise SafekeepingError(str(file), fault.problem, remedy) from fault
    finally:
        engine.dispose()


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _copy(source: sqlite3.Connection, target: Path, named: Path, pages: int = _PAGES) -> None:
    try:
        with closing(sqlite3.connect(target, timeout=60)) as copy:
            source.backup(copy, pages=pages, sleep=_PAUSE)
    except sqlite3.Error as fault:
        url = sa.URL.create("sqlite", database=str(named))
        raise explained(fault, url) or SafekeepingError(
            str(named), f"cannot be copied ({fault})", "Try again"
        ) from fault


def _run(file: Path, pragma: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(pragma)


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """Give a path beside the file; what was written there takes the file's place at the end."""
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as fault:
        problem = f"cannot be written ({fault.strerror})"
        raise SafekeepingError(str(file), problem, "Make room, or give another path") from fault
    finally:
        for left in (beside, *(beside.with_name(beside.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
