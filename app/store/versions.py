"""A mark of what the database holds: as long as it stays the same, an answer read before it still holds.

On SQLite it is ``PRAGMA data_version`` on a connection that never writes: it changes whenever another one, of whatever
process, commits. On PostgreSQL it is the snapshot that a transaction would see now, which changes with every
transaction of the server that writes: more often than needed, never too rarely.
"""

import sqlite3

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection

from app.errors import StoreUnavailableError
from app.store.tables import metadata


def records_mark(connection: sa.Connection) -> str:
    """Return what changes whenever a record does, and is the same in every process and after every restart.

    Whatever changes has a later moment than all before it (``app.store.engine``), and what vanishes alone is missed in
    the number.
    """
    parts = []
    for name in ("meetings", "articles"):
        table = metadata.tables[name]
        query = sa.select(sa.func.count(), sa.func.max(table.c.modified_at)).select_from(table)
        parts += [str(part) for part in connection.execute(query).one()]
    return " ".join(parts)


class Versions:
    """Tells the versions of a database; ``fast`` when asking costs microseconds and no wire."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._watch: PoolProxiedConnection | None = None
        self.fast = engine.dialect.name == "sqlite"

    def now(self) -> object | None:
        """Return the version, None while the database cannot be asked. Never call it from two threads at once."""
        try:
            return self._data_version() if self.fast else self._snapshot()
        except (sqlite3.Error, sa.exc.SQLAlchemyError, StoreUnavailableError):
            self.close()
            return None

    def close(self) -> None:
        """Give back the connection that watches."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _data_version(self) -> object:
        if self._watch is None:
            self._watch = self._engine.raw_connection()
        driver_connection = self._watch.dbapi_connection
        assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - `fast` says so
        return driver_connection.execute("PRAGMA data_version").fetchone()

    def _snapshot(self) -> object:
        with self._engine.connect() as connection:
            return connection.execute(sa.text("SELECT pg_current_snapshot()::text")).scalar_one()
