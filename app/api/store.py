"""The way from a request to the store: one connection and one transaction for each request, read only.

A page that is read off an index takes less time than handing it to another thread. So on SQLite a question is first
asked where the request is handled, with a budget, on a connection that is kept for it; one that is not answered within
the budget is asked again in a thread, where it holds nobody up. PostgreSQL is always asked in a thread, for its answer
comes over a wire.
"""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from app.errors import StoreUnavailableError

Answer = TypeVar("Answer")

BUDGET = 20_000
"""Steps of SQLite's virtual machine that a question may take before it goes to a thread, once or twice as many: about a
millisecond."""


_CACHE = 8_000
"""Kibibytes of the database that the quick reader holds in memory: of the indexes, what every page goes through. The
records of twenty pages push it out of the two megabytes that SQLite takes unasked."""


class QuickReader:
    """The connection on which the event loop asks SQLite: to check one out for each page takes a tenth of its time.

    Between two questions it is in no transaction, so it keeps no writer waiting and no log from being tidied.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sa.Connection | None = None
        self._calls = 0
        self.serves = engine.dialect.name == "sqlite"

    def ask(self, question: Callable[[sa.Connection], Answer]) -> Answer:
        """Put a question, from one thread alone. Raises ``OverBudgetError`` for one that takes too many steps."""
        connection = self._connection or self._open()
        self._calls = 0
        try:
            return question(connection)
        except (sqlite3.Error, sa.exc.DBAPIError, StoreUnavailableError) as fault:
            cause = fault.orig if isinstance(fault, sa.exc.DBAPIError) else fault
            if getattr(cause, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise OverBudgetError from fault
            self.close()  # whatever ails the file: once it is mended, it is opened anew
            raise
        finally:
            if connection.in_transaction():
                connection.rollback()

    def close(self) -> None:
        """Close the connection. The next question opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # never back to the pool: a thread would be stopped by the budget that is on it
            connection.close()

    def _open(self) -> sa.Connection:
        connection = self._engine.connect()
        driver_connection = connection.connection.dbapi_connection
        assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - `serves` says so
        driver_connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        driver_connection.set_progress_handler(self._is_spent, BUDGET)
        self._connection = connection
        return connection

    def _is_spent(self) -> bool:
        """Say when to stop: at the second call, for SQLite counts on from where a statement ended last time."""
        self._calls += 1
        return self._calls > 1


class OverBudgetError(Exception):
    """A question was not answered within the budget of the event loop."""


async def ask(request: Request, question: Callable[[sa.Connection], Answer], *, quick: bool) -> Answer:
    """Put a question to the store. ``quick`` ones are expected to be answered off an index."""
    reader: QuickReader = request.app.state.quick_reader
    if quick and reader.serves:
        try:
            return reader.ask(question)
        except OverBudgetError:
            pass
    return await run_in_threadpool(_ask, request.app.state.engine, question)


def _ask(engine: sa.Engine, question: Callable[[sa.Connection], Answer]) -> Answer:
    with engine.connect() as connection:
        return question(connection)
