"""The way from a request to the store: one connection and one transaction for each request, read only.

A page that is read off an index takes less time than handing it to another thread. So on SQLite a question is first
asked where the request is handled, with a budget; one that is not answered within it is asked again in a thread, where
it holds nobody up. PostgreSQL is always asked in a thread, for its answer comes over a wire.
"""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from fastapi import Request
from starlette.concurrency import run_in_threadpool

Answer = TypeVar("Answer")

BUDGET = 20_000
"""Steps of SQLite's virtual machine that a question may take before it goes to a thread, once or twice as many: about a
millisecond."""


async def ask(request: Request, question: Callable[[sa.Connection], Answer], *, quick: bool) -> Answer:
    """Put a question to the store. ``quick`` ones are expected to be answered off an index."""
    engine: sa.Engine = request.app.state.engine
    if quick and engine.dialect.name == "sqlite":
        try:
            return _ask_within_budget(engine, question)
        except (sqlite3.OperationalError, sa.exc.OperationalError) as fault:
            cause = fault.orig if isinstance(fault, sa.exc.OperationalError) else fault
            if getattr(cause, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
                raise
    return await run_in_threadpool(_ask, engine, question)


def _ask(engine: sa.Engine, question: Callable[[sa.Connection], Answer]) -> Answer:
    with engine.connect() as connection:
        return question(connection)


def _ask_within_budget(engine: sa.Engine, question: Callable[[sa.Connection], Answer]) -> Answer:
    with engine.connect() as connection:
        driver_connection = connection.connection.dbapi_connection
        assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - the caller has seen to it
        driver_connection.set_progress_handler(_Budget().is_spent, BUDGET)
        try:
            return question(connection)
        finally:
            driver_connection.set_progress_handler(None, 0)


class _Budget:
    """Says when to stop: at the second call, for SQLite counts on from where the same statement ended last time."""

    def __init__(self) -> None:
        self._calls = 0

    def is_spent(self) -> bool:
        self._calls += 1
        return self._calls > 1
