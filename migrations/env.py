"""Runs the migrations on the connection it is handed, or on the database of ``DATABASE_URL`` for ``alembic`` itself."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from app.settings import settings
from app.store.engine import open_engine
from app.store.tables import UtcDateTime, metadata


def spelled_out(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a column's type into a new migration without names of ours, which may change after it."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection: sa.Connection) -> None:
    """Run them, each revision or none: the caller's transaction is the only one."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite alters a table by building it anew
        compare_type=True,
        render_item=spelled_out,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.config.attributes.get("connection") is not None:
    run(context.config.attributes["connection"])
else:
    with open_engine(settings().database_url).begin() as own_connection:
        run(own_connection)
