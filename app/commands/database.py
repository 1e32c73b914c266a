"""The database that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.settings import settings
from app.store.engine import open_engine
from app.store.schema import check_schema


@contextmanager
def database(*, migrated: bool = True) -> Iterator[sa.Engine]:
    """Open the database of the settings; refuse one that is not at this version's schema unless told otherwise."""
    engine = open_engine(settings().database_url)
    try:
        if migrated:
            check_schema(engine)
        yield engine
    finally:
        engine.dispose()
