"""Connections to the database that ``DATABASE_URL`` names, set up the same way everywhere.

There is one writer at a time on both databases: SQLite by its nature, PostgreSQL by an advisory lock. Saving an
article takes milliseconds where reading it takes a hundred, so nothing is lost by it; and moments that are taken under
the lock are in the order in which the rows become visible, which is what readers that ask "since when" need.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.errors import StoreUnavailableError
from app.store.faults import explained

PATIENCE = 60
"""Seconds that a writer waits for the writers before it."""

_WRITES = "takes_the_write_lock"
_WRITE_LOCK = 0x6D656574  # "meet": any number that no other program's advisory lock has
_FORMS = "Set DATABASE_URL to sqlite:///path/to/file.db or postgresql://user:password@host/name"


def open_engine(database_url: str) -> sa.Engine:
    """Return an engine for ``sqlite:///path``, ``postgresql://…`` or ``postgres://…``.

    An SQLite database's folder is made. Raises ``StoreUnavailableError`` for another address and for a folder that
    cannot be made; whatever else is wrong shows on the first connection, as the same error.
    """
    url = _parsed(database_url)
    if url.get_backend_name() == "sqlite":
        _make_folder(url)
        engine = sa.create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(
            url,
            connect_args={"connect_timeout": 5, "application_name": "meeting-records", "options": "-c timezone=UTC"},
            hide_parameters=True,  # a statement's parameters are texts, and a fault's words end up in logs
            pool_pre_ping=True,  # a server that was gone and is back is found again without a restart
        )
    sa.event.listen(engine, "handle_error", _explain, retval=True)
    return engine


@contextmanager
def write_transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Hold the one write lock for a transaction; commit at the end, or leave nothing if it fails."""
    with engine.connect() as connection, write_lock(connection):
        yield connection


@contextmanager
def write_lock(connection: sa.Connection) -> Iterator[None]:
    """Do the same on a connection that is already there."""
    with connection.execution_options(**{_WRITES: True}).begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITE_LOCK)))
        yield


def moment() -> dt.datetime:
    """Return the moment of a change. Taken under the write lock, moments follow the order of commits."""
    return dt.datetime.now(dt.UTC)


def _parsed(database_url: str) -> sa.URL:
    try:
        url = sa.make_url(database_url)
    except (sa.exc.ArgumentError, ValueError) as fault:  # its words may hold a password: they are not repeated
        raise StoreUnavailableError("DATABASE_URL", "is no database address", _FORMS) from fault
    scheme = url.drivername.partition("+")[0]
    if scheme not in {"sqlite", "postgresql", "postgres"}:
        raise StoreUnavailableError("DATABASE_URL", f"names {scheme!r}, a database that is not supported", _FORMS)
    if scheme == "sqlite" and url.host:  # sqlite://file.db, a slash short
        raise StoreUnavailableError("DATABASE_URL", "is no database address", _FORMS)
    if scheme == "sqlite" and url.database in {None, "", ":memory:"}:
        problem = "names an SQLite database in memory, which would be gone when the command ends"
        raise StoreUnavailableError("DATABASE_URL", problem, _FORMS)
    return url.set(drivername="sqlite" if scheme == "sqlite" else "postgresql+psycopg")  # the one driver of each


def _make_folder(url: sa.URL) -> None:
    if url.query.get("uri"):  # file:path?mode=ro&uri=true is SQLite's own form, for those who know it
        return
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        problem = f"the database's folder cannot be made: {fault.strerror}"
        raise StoreUnavailableError(str(folder), problem, "Make it, or set DATABASE_URL to another place") from fault


def _explain(context: sa.engine.ExceptionContext) -> BaseException | None:
    if context.is_pre_ping or context.engine is None:  # a dead connection in the pool is replaced: no fault
        return None
    return explained(context.original_exception, context.engine.url)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: see _begin_sqlite
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later fails when another one wrote between: writers lock at once.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
