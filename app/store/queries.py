"""Reading rows: a page of each list, and one record of each kind.

Every list has a total order and is paged by key: a page begins after the keys of the last row before it, so rows that
are added meanwhile make nothing appear twice or get lost.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.store.tables import AgendaItemRow, ArticleRow, EvidenceRow, MeetingRow, ParticipantRow

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, and the keys of its last row when more rows follow."""

    rows: Sequence[sa.RowMapping]
    last: Key | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be paged: what it selects, the columns it is ordered by, and their direction."""

    select: sa.Select[Any]
    order: tuple[sa.ColumnElement[Any], ...]
    newest_first: bool = False

    @property
    def kinds(self) -> tuple[type, ...]:
        """The type of each key."""
        types = (column.type for column in self.order)
        return tuple(
            kind.impl_instance.python_type if isinstance(kind, sa.types.TypeDecorator) else kind.python_type
            for kind in types
        )

    def page(self, connection: sa.Connection, after: Key | None, limit: int) -> Page:
        """Return at most ``limit`` rows that follow the keys ``after``, from the beginning if that is None."""
        keys = sa.tuple_(*self.order)
        query = self.select.add_columns(*(column.label(f"key_{n}") for n, column in enumerate(self.order)))
        if after is not None:
            bound = sa.tuple_(
                *(sa.literal(value, column.type) for value, column in zip(after, self.order, strict=True))
            )
            query = query.where(keys < bound if self.newest_first else keys > bound)
        query = query.order_by(*(column.desc() if self.newest_first else column for column in self.order))
        rows = connection.execute(query.limit(limit + 1)).mappings().all()
        if len(rows) <= limit:
            return Page(rows, None)
        last = rows[limit - 1]
        return Page(rows[:limit], tuple(last[f"key_{n}"] for n in range(len(self.order))))


def meetings() -> Listing:
    """List meetings as stored documents, the latest day first; those without a date come last."""
    return Listing(
        sa.select(col(MeetingRow.id), col(MeetingRow.document)),
        (col(MeetingRow.sort_day), col(MeetingRow.id)),
        newest_first=True,
    )


_PARTICIPANT = (
    col(ParticipantRow.id),
    col(ParticipantRow.meeting_id),
    col(ParticipantRow.person_id),
    col(ParticipantRow.name),
    col(ParticipantRow.role),
    col(ParticipantRow.country),
    col(ParticipantRow.organization),
    col(ParticipantRow.organization_id),
    col(ParticipantRow.capacity),
)
_AGENDA_ITEM = (col(AgendaItemRow.id), col(AgendaItemRow.meeting_id), col(AgendaItemRow.text), col(AgendaItemRow.kind))


def participants(meeting_id: uuid.UUID | None = None) -> Listing:
    """List participants, of one meeting or of all, meeting by meeting in the order of the record."""
    query = sa.select(*_PARTICIPANT)
    if meeting_id is not None:
        query = query.where(col(ParticipantRow.meeting_id) == meeting_id)
    return Listing(query, (col(ParticipantRow.meeting_id), col(ParticipantRow.position)))


def agenda_items(meeting_id: uuid.UUID | None = None) -> Listing:
    """List agenda items, of one meeting or of all, meeting by meeting in the order of the record."""
    query = sa.select(*_AGENDA_ITEM)
    if meeting_id is not None:
        query = query.where(col(AgendaItemRow.meeting_id) == meeting_id)
    return Listing(query, (col(AgendaItemRow.meeting_id), col(AgendaItemRow.position)))


_ARTICLE = (
    col(ArticleRow.id),
    col(ArticleRow.external_id),
    col(ArticleRow.title),
    col(ArticleRow.published),
    col(ArticleRow.publisher),
    col(ArticleRow.origin),
    col(ArticleRow.created_at),
    col(ArticleRow.modified_at),
)


def articles() -> Listing:
    """List articles without their texts, the one ingested last first."""
    return Listing(sa.select(*_ARTICLE), (col(ArticleRow.created_at), col(ArticleRow.id)), newest_first=True)


def meeting_document(connection: sa.Connection, meeting_id: uuid.UUID) -> str | None:
    """Return a meeting's record as JSON, or None when there is none of this id."""
    return connection.execute(
        sa.select(col(MeetingRow.document)).where(col(MeetingRow.id) == meeting_id)
    ).scalar_one_or_none()


def evidence_of(connection: sa.Connection, meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return the evidence of each of these meetings, in the order of the record."""
    found: dict[uuid.UUID, list[dict[str, Any]]] = {meeting_id: [] for meeting_id in meeting_ids}
    if not meeting_ids:
        return found
    rows = connection.execute(
        sa.select(
            col(EvidenceRow.meeting_id),
            col(EvidenceRow.field),
            col(EvidenceRow.start),
            col(EvidenceRow.end),
            col(EvidenceRow.quote),
            col(EvidenceRow.article_id),
        )
        .where(col(EvidenceRow.meeting_id).in_(meeting_ids))
        .order_by(col(EvidenceRow.meeting_id), col(EvidenceRow.position))
    ).mappings()
    for row in rows:
        found[row["meeting_id"]].append({name: value for name, value in row.items() if name != "meeting_id"})
    return found


def article(connection: sa.Connection, article_id: uuid.UUID) -> dict[str, Any] | None:
    """Return an article with its text and the ids of its meetings, or None when there is none of this id."""
    row = (
        connection.execute(sa.select(*_ARTICLE, col(ArticleRow.text)).where(col(ArticleRow.id) == article_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    meeting_ids = connection.execute(
        sa.select(col(MeetingRow.id)).where(col(MeetingRow.article_id) == article_id).order_by(col(MeetingRow.key))
    ).scalars()
    return dict(row) | {"meeting_ids": list(meeting_ids)}
