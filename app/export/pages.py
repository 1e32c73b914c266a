"""All meetings that a question asks for, page by page: what is in memory at a time is one page."""

from collections.abc import Generator, Iterator, Sequence

import sqlalchemy as sa

from app.store.meeting_pages import Key, MeetingPage, Question, meeting_page

AT_ONCE = 500
"""Meetings of a page: a megabyte or two of documents."""

Documents = Sequence[bytes]
"""Meetings as the API shows them, JSON in UTF-8."""


def pages_apart(engine: sa.Engine, question: Question) -> Iterator[MeetingPage]:
    """Yield the pages, at least one, each read on a connection that is given back before the page is.

    For answers: a client that takes hours to read holds no connection, and no old rows, for hours. Nothing is lost or
    repeated while others are added; each record is as it was when its page was read.
    """
    after: Key | None = None
    while True:
        with engine.connect() as connection, connection.begin():
            page = meeting_page(connection, question, after, AT_ONCE)
        yield page
        if page.last is None:
            return
        after = page.last


def pages_of_one_moment(engine: sa.Engine, question: Question) -> Generator[MeetingPage, None, None]:
    """Yield the pages, at least one, as all of them are now: for files, which are written as fast as is read.

    Who does not read to the end closes it: until then it holds a connection.
    """
    after: Key | None = None
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # where a transaction sees what others commit meanwhile, unless told
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            while True:
                page = meeting_page(connection, question, after, AT_ONCE)
                yield page
                if page.last is None:
                    return
                after = page.last
