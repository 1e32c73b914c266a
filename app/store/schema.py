"""The schema's version: bringing a database to it, and refusing one that is not at it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.errors import SchemaMismatchError, StoreUnavailableError
from app.store.carrying_over import report_all, take_apart
from app.store.catalogue import catalogue_missing
from app.store.engine import PATIENCE, write_lock
from app.store.faults import StoreBusyError, explained, name_of
from app.store.tables import metadata

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "migrations", _PACKAGE.parent / "migrations")
MIGRATIONS = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
"""Where the migrations lie: inside the package when it is installed, beside it in a checkout."""

_WITH_REPORTS = "0004"
"""The first revision whose records are made of reports."""

_MIGRATE = "Run `meeting-records migrate`"
_RESTORE = "Restore it from a backup"


def migrate(engine: sa.Engine, to: str = "head") -> str:
    """Bring the database to a revision, forward or back, wholly or not at all; return where it is then.

    Raises ``StoreUnavailableError`` for an unknown revision, for a database of a newer version and for one whose
    tables of our names are not ours.
    """
    known = _revisions()  # oldest first
    if to not in {"head", "base", *known}:
        raise StoreUnavailableError(to, "is no revision of the schema", f"The revisions are {', '.join(known)}")
    _use_write_ahead_log(engine)
    with _schema_transaction(engine) as connection:
        current = _current(connection)
        _refuse_strangers(connection, current, known)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        forward = to == "head" or (to in known and (current is None or known.index(to) >= known.index(current)))
        if current == known[-1] and not forward and (to == "base" or known.index(to) < known.index(_WITH_REPORTS)):
            take_apart(connection)
        (command.upgrade if forward else command.downgrade)(config, to)
        reached = _current(connection) or "base"
        if reached == "base":
            _drop_what_waits(connection)
        if reached == known[-1]:
            report_all(connection)
            catalogue_missing(connection)  # of meetings that were saved before there was a catalogue
        return reached


def _drop_what_waits(connection: sa.Connection) -> None:
    """Drop what editors said, which waits in its tables as long as any schema of ours is there."""
    there = sa.inspect(connection).get_table_names()
    metadata.drop_all(connection, [table for name, table in metadata.tables.items() if name in there])


def check_schema(engine: sa.Engine) -> None:
    """Raise ``StoreUnavailableError`` unless the database is reachable and its schema is ours."""
    where = name_of(engine.url)
    if (
        engine.dialect.name == "sqlite"
        and "uri" not in engine.url.query
        and not Path(engine.url.database or "").exists()
    ):
        raise SchemaMismatchError(where, "does not exist yet", _MIGRATE)
    known = _revisions()
    with engine.connect() as connection:
        current = _current(connection)
        _refuse_strangers(connection, current, known)
    if current is None:
        raise SchemaMismatchError(where, "holds no tables yet", _MIGRATE)
    if current != known[-1]:
        raise SchemaMismatchError(where, f"has schema {current}, this version needs {known[-1]}", _MIGRATE)


def _revisions() -> list[str]:
    """Return every revision that this version knows, oldest first."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


def _current(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_strangers(connection: sa.Connection, current: str | None, known: list[str]) -> None:
    where = name_of(connection.engine.url)
    if current is not None and current not in known:
        problem = f"has schema {current}, newer than this version of meeting-records knows ({known[-1]})"
        raise SchemaMismatchError(where, problem, "Install the newer version, or set DATABASE_URL to another database")
    taken = set(metadata.tables) & set(sa.inspect(connection).get_table_names()) if current is None else set()
    if taken:
        problem = f"holds tables of another program ({', '.join(sorted(taken))})"
        raise StoreUnavailableError(where, problem, "Set DATABASE_URL to a database of its own")
    if connection.dialect.name == "postgresql":
        encoding = connection.execute(sa.text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise StoreUnavailableError(
                where, f"keeps texts as {encoding}, which lacks letters", "Create the database with ENCODING 'UTF8'"
            )


@contextmanager
def _schema_transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Change the schema in one transaction, whose connection nobody uses afterwards."""
    with engine.connect() as connection:
        connection.detach()
        if engine.dialect.name == "sqlite":
            # SQLite changes a table by building it anew and dropping the old one: with foreign keys on, that would
            # empty its children. The switch works outside a transaction only, so it goes round SQLAlchemy.
            _run_outside_transactions(connection, "PRAGMA foreign_keys = OFF")
        with write_lock(connection):
            yield connection
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreUnavailableError(name_of(engine.url), "has rows that refer to missing ones", _RESTORE)


def _use_write_ahead_log(engine: sa.Engine) -> None:
    """Let readers go on while somebody writes; the file remembers it."""
    if engine.dialect.name != "sqlite":
        return
    until = time.monotonic() + PATIENCE
    with engine.connect() as connection:
        while True:  # SQLite does not wait by itself when two commands switch a new file at once
            try:
                _run_outside_transactions(connection, "PRAGMA journal_mode = WAL")
            except StoreBusyError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return


def _run_outside_transactions(connection: sa.Connection, statement: str) -> None:
    driver_connection = connection.connection.dbapi_connection
    assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - tells the type checker what the callers know
    try:
        driver_connection.execute(statement)
    except sqlite3.Error as fault:
        raise explained(fault, connection.engine.url) or fault from fault
