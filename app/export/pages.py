"""All meetings that a question asks for, page by page: what is in memory at a time is one page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from app.store.meeting_pages import Key, MeetingPage, Question, meeting_page

AT_ONCE = 100
"""Meetings of a page, a quarter of a megabyte: to compress one holds other requests up for a few milliseconds."""

Documents = Sequence[bytes]
"""Meetings as the API shows them, JSON in UTF-8."""


@contextmanager
def one_moment(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that sees the database as it is at its first question, whatever others save meanwhile.

    Nobody waits for it. What is replaced meanwhile is kept until it ends, though, so it should not last for hours.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # where a transaction sees what others commit meanwhile, unless told
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def pages(connection: sa.Connection, question: Question) -> Iterator[MeetingPage]:
    """Yield the pages, at least one."""
    after: Key | None = None
    while True:
        page = meeting_page(connection, question, after, AT_ONCE)
        yield page
        if page.last is None:
            return
        after = page.last
