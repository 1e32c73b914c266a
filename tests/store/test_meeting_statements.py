"""How pages of meetings are read: off indexes, whatever the number of meetings."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.store.meeting_filter import MeetingFilter, Sort, terms_of
from app.store.meeting_statements import Shape, ids_statement, page_statement, shape_of, values_of


@pytest.mark.parametrize("statement_of", [page_statement, ids_statement])
def test_what_is_set_aside_is_left_out_without_reading_all_meetings(
    engine: sa.Engine, statement_of: Callable[[Shape], sa.Select[Any]]
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what its tables hold, and they hold nothing here")
    with engine.connect() as connection:
        terms = terms_of(connection, MeetingFilter(country=("CN",)))
        shape = shape_of(terms, Sort.NEWEST, ())
        statement = statement_of(shape).compile(dialect=engine.dialect)
        values = values_of(terms, [], engine.dialect.name) | {"limit": 21}
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", tuple(values.get(name, 0) for name in statement.positiontup or ())
        ).all()
    steps = [str(step[-1]) for step in plan]
    assert ("SCAN set_aside USING INDEX ix_meetings_deleted" in steps) is (statement_of is ids_statement)
    assert [step for step in steps if step.startswith("SCAN") and "INDEX" not in step] == []
