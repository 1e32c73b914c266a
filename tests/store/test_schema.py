"""The migrations and the schema's version."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.store.engine import open_engine
from app.store.schema import check_schema, migrate
from app.store.tables import metadata


def drift(engine: sa.Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_migrations_run_up_down_and_up_again_and_give_the_tables_of_the_code(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    migrate(engine)
    assert drift(engine) == []
    migrate(engine, "base")
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    check_schema(engine)
    assert drift(engine) == []
    engine.dispose()
