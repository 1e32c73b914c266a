"""Fetching the rows of a statement that was made beforehand, on SQLite without SQLAlchemy's share of the time.

Compiling, binding, beginning a transaction and making rows take a hundred microseconds around a query that takes
thirty. So a statement is compiled once and then handed to the driver as it is. Outside a transaction it is one by
itself; who asks several questions that must agree begins one before.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect

from app.store.faults import explained
from app.store.tables import UtcDateTime


@dataclass(frozen=True, slots=True)
class _Prepared:
    sql: str
    names: tuple[str, ...]
    constants: dict[str, Any]
    binders: Mapping[str, Callable[[Any], Any]]


def fetch(connection: sa.Connection, statement: sa.Select[Any], values: dict[str, Any]) -> Sequence[Sequence[Any]]:
    """Return the rows of a statement, one object for each shape of it.

    Ids are as the driver gives them: ``uuid.UUID`` of PostgreSQL, 32 hexadecimal digits of SQLite.
    """
    prepared = _prepared(statement, connection.dialect) if connection.dialect.name == "sqlite" else None
    if prepared is None:
        return connection.execute(statement, values).all()
    given = prepared.constants | values
    parameters = [
        prepared.binders[name](given[name]) if name in prepared.binders else given[name] for name in prepared.names
    ]
    driver_connection = connection.connection.dbapi_connection
    assert isinstance(driver_connection, sqlite3.Connection)  # noqa: S101 - the dialect says so
    try:
        rows: list[Sequence[Any]] = driver_connection.execute(prepared.sql, parameters).fetchall()
    except sqlite3.Error as fault:
        raise explained(fault, connection.engine.url) or fault from fault
    return rows


@lru_cache(maxsize=512)
def _prepared(statement: sa.Select[Any], dialect: Dialect) -> _Prepared | None:
    """Return what the driver takes; None for a statement whose text depends on values, or whose rows need reading."""
    compiled = statement.compile(dialect=dialect)
    made_of_values = compiled.post_compile_params | compiled.literal_execute_params
    if made_of_values or any(isinstance(column.type, UtcDateTime) for column in statement.selected_columns):
        return None
    binders = {name: bind for name, bind in compiled._bind_processors.items() if callable(bind)}  # noqa: SLF001 - how SQLAlchemy itself turns values into the driver's
    return _Prepared(str(compiled), tuple(compiled.positiontup or ()), compiled.params, binders)
