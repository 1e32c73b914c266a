"""Pages of meetings that are asked for, in a total order that both databases share.

A list may have several phases that follow each other: of a search those that have all words in the title, then among
the names, then anywhere; of the oldest meetings those with a date, then those without. Within a phase the order is that
of an index, so a page is read without sorting what it does not show.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.store.fetching import fetch
from app.store.meeting_filter import MeetingFilter, Sort, Terms, terms_of
from app.store.meeting_statements import (
    Scope,
    Search,
    how_many_match,
    ids_statement,
    match,
    page_statement,
    shape_of,
    values_of,
)

RARE = 3000
"""Up to so many meetings with the words, the full-text index is read and sorted; beyond, the list is walked. About the
square root of twenty times a million: there both ways of finding the first twenty cost the same."""

Key = tuple[int, Any, uuid.UUID]
"""Where a page ends: the phase, the value that the list is ordered by, and the meeting's id."""


@dataclass(frozen=True, slots=True)
class Question:
    """A filter and the order of its answer."""

    filter: MeetingFilter
    sort: Sort


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Documents of meetings, and the key of the last one when more follow."""

    rows: Sequence[Sequence[Any]]
    last: Key | None

    @property
    def ids(self) -> list[uuid.UUID]:
        """The meetings' ids."""
        return [_id_of(row) for row in self.rows]

    @property
    def revision(self) -> str:
        """What changes when one of the documents does, or which they are; far shorter than they."""
        return "".join([row[3] for row in self.rows])

    @property
    def documents(self) -> list[bytes]:
        """The meetings' documents in UTF-8."""
        return [row[2] if isinstance(row[2], bytes) else row[2].encode() for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Phase:
    scope: Scope = Scope.EVERYTHING
    beyond: Scope | None = None
    dated: bool | None = None


_PHASES = {
    Sort.RELEVANCE: (
        _Phase(Scope.TITLE),
        _Phase(Scope.NAMED, beyond=Scope.TITLE),
        _Phase(Scope.EVERYTHING, beyond=Scope.NAMED),
    ),
    Sort.OLDEST: (_Phase(dated=True), _Phase(dated=False)),
}
_ONE_PHASE = (_Phase(),)


def phases_of(sort: Sort) -> int:
    """Return how many phases a list in this order has."""
    return len(_PHASES.get(sort, _ONE_PHASE))


def meeting_page(connection: sa.Connection, question: Question, after: Key | None, limit: int) -> MeetingPage:
    """Return at most ``limit`` meetings that follow ``after``, from the beginning if that is None."""
    return MeetingPage(*_page(connection, question, after, limit))


def meeting_count(connection: sa.Connection, asked: MeetingFilter) -> int:
    """Return how many meetings there are."""
    query, values = filtered_ids(connection, asked)
    return int(connection.execute(sa.select(sa.func.count()).select_from(query.subquery()), values).scalar_one())


def filtered_ids(connection: sa.Connection, asked: MeetingFilter) -> tuple[sa.Select[Any], dict[str, Any]]:
    """Return a query for the ids of all meetings asked for, in no order, and the values of its parameters."""
    terms = terms_of(connection, asked)
    searches = _searches(connection, terms, _ONE_PHASE[0])
    shape = shape_of(terms, Sort.NEWEST, tuple(search for search, _ in searches))
    return ids_statement(shape), values_of(terms, searches, connection.dialect.name)


def _page(
    connection: sa.Connection, question: Question, after: Key | None, limit: int
) -> tuple[list[Sequence[Any]], Key | None]:
    """Return the rows and the last one's key when more follow."""
    terms = terms_of(connection, question.filter)
    rows: list[Sequence[Any]] = []
    numbers: list[int] = []
    phases = _PHASES.get(question.sort, _ONE_PHASE)
    for number, phase in enumerate(phases):
        if terms.impossible or len(rows) > limit or (after is not None and number < after[0]):
            continue
        within = after if after is not None and number == after[0] else None
        searches = _searches(connection, terms, phase)
        shape = shape_of(
            terms,
            question.sort,
            tuple(search for search, _ in searches),
            dated=phase.dated,
            after=within is not None,
        )
        values = values_of(terms, searches, connection.dialect.name) | {"limit": limit + 1 - len(rows)}
        if within is not None:
            values |= {"after_key": within[1], "after_id": within[2]}
        found = fetch(connection, page_statement(shape), values)
        rows += found
        numbers += [number] * len(found)
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (numbers[limit - 1], last[0], _id_of(last))


def _id_of(row: Sequence[Any]) -> uuid.UUID:
    """Return a row's id, which is as the driver gives it."""
    return row[1] if isinstance(row[1], uuid.UUID) else uuid.UUID(row[1])


def _searches(connection: sa.Connection, terms: Terms, phase: _Phase) -> list[tuple[Search, tuple[str, ...]]]:
    """Return the searches of a phase with their words, and whether few meetings match each."""
    dialect = connection.dialect.name
    asked = (("words", terms.words, phase.scope, phase.beyond), ("topic", terms.topic, Scope.AGENDA, None))
    searches = []
    for name, words, scope, beyond in asked:
        if words:
            values = {"match": match(words, scope, dialect), "limit": RARE}
            rare = connection.execute(how_many_match(scope, dialect), values).scalar_one() < RARE
            searches.append((Search(name, len(words), scope, rare, dialect, beyond), words))
    return searches
