"""Writing records: the rows of those that changed, what they are found by, and a revision of each change."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from app.store.catalogue import catalogue
from app.store.naming import forget_unnamed, save_named
from app.store.reports import in_parts
from app.store.revisions import Change, Revision, What, keep_revisions
from app.store.rows import MeetingRows
from app.store.tables import AgendaItemRow, EvidenceRow, MeetingCardRow, MeetingRow, ParticipantRow

_CHILDREN = (ParticipantRow, AgendaItemRow, EvidenceRow)
_STORED = sa.select(
    *(col(getattr(MeetingRow, name)) for name in ("id", "content_hash", "deleted", "created_at", "document"))
)
_Stored = Mapping[uuid.UUID, sa.Row[tuple[object, ...]]]


def write_records(
    connection: sa.Connection,
    drafted: Sequence[MeetingRows],
    gone: Mapping[uuid.UUID, uuid.UUID | None],
    created: Mapping[uuid.UUID, dt.datetime],
    change: Change,
    *,
    fresh: Collection[uuid.UUID] = (),
) -> set[uuid.UUID]:
    """Bring the stored records to the drafted ones; return the ids of those that changed, came or went.

    ``gone`` are records that are none any longer, with the record that each became a part of; ``created`` says when
    each drafted one was first reported; ``fresh`` are those that were never records before.
    """
    stored = _stored(connection, [*(rows.meeting.id for rows in drafted), *gone])
    changed = [
        rows
        for rows in drafted
        if rows.meeting.id not in stored or stored[rows.meeting.id].content_hash != rows.meeting.content_hash
    ]
    vanished = [own for own in gone if own in stored]
    if not changed and not vanished:
        return set()
    for rows in changed:
        rows.date(created[rows.meeting.id], change.at)
    keep_revisions(connection, change, _revisions(changed, gone, stored, fresh, change))
    _replace(connection, changed, vanished, [rows.meeting.id for rows in changed if rows.meeting.id in stored])
    return {*(rows.meeting.id for rows in changed), *vanished}


def _stored(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> _Stored:
    found = {}
    for some in in_parts(record_ids):
        found.update({row.id: row for row in connection.execute(_STORED.where(col(MeetingRow.id).in_(some)))})
    return found


def _revisions(
    changed: Sequence[MeetingRows],
    gone: Mapping[uuid.UUID, uuid.UUID | None],
    stored: _Stored,
    fresh: Collection[uuid.UUID],
    change: Change,
) -> list[Revision]:
    revisions = [
        Revision(own, What.WITHDRAWN if into is None else What.MERGED, _before(stored, own), into)
        for own, into in gone.items()
        if own in stored
    ]
    for rows in changed:
        own = rows.meeting.id
        if own not in stored:
            what = What.CREATED if own in fresh else What.SPLIT
        elif rows.meeting.deleted or stored[own].deleted:
            what = What.DELETED if rows.meeting.deleted else What.RESTORED
        else:
            what = What.CORRECTED if change.corrects else What.CHANGED
        revisions.append(Revision(own, what, _before(stored, own)))
    return revisions


def _before(stored: _Stored, record_id: uuid.UUID) -> str | None:
    row = stored.get(record_id)
    return None if row is None or row.deleted else str(row.document)


def _replace(
    connection: sa.Connection,
    changed: Sequence[MeetingRows],
    vanished: Sequence[uuid.UUID],
    replaced: Collection[uuid.UUID],
) -> None:
    named_before = named_by(connection, [*replaced, *vanished])
    save_named(connection, changed)
    for some in in_parts([*replaced, *vanished]):  # nothing cascades while a schema is being changed
        for child in _CHILDREN:
            connection.execute(sa.delete(child).where(col(child.meeting_id).in_(some)))
    for some in in_parts(vanished):
        connection.execute(sa.delete(MeetingCardRow).where(col(MeetingCardRow.meeting_id).in_(some)))
        connection.execute(sa.delete(MeetingRow).where(col(MeetingRow.id).in_(some)))
    for rows in changed:
        if rows.meeting.id in replaced:
            values = rows.meeting.model_dump(exclude={"id"})
            connection.execute(sa.update(MeetingRow).where(col(MeetingRow.id) == rows.meeting.id).values(**values))
    insert_rows(connection, [rows.meeting for rows in changed if rows.meeting.id not in replaced])
    for kind in ("participants", "agenda_items", "evidence"):
        insert_rows(connection, [row for rows in changed for row in getattr(rows, kind)])
    if replaced or vanished:
        forget_unnamed(connection, named_before)
    # The card of a record that is set aside stays: who follows the changes of a search hears of it.
    catalogue(connection, [rows.meeting.id for rows in changed if not rows.meeting.deleted])


def named_by(connection: sa.Connection, meetings: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return the ids of the people and bodies that the stored meetings name."""
    found: set[uuid.UUID | None] = set()
    for some in in_parts(meetings):
        named = sa.union(
            sa.select(col(MeetingRow.organization_id)).where(col(MeetingRow.id).in_(some)),
            sa.select(col(ParticipantRow.organization_id)).where(col(ParticipantRow.meeting_id).in_(some)),
            sa.select(col(ParticipantRow.person_id)).where(col(ParticipantRow.meeting_id).in_(some)),
        )
        found.update(connection.scalars(named))
    return {named_id for named_id in found if named_id is not None}


def insert_rows(connection: sa.Connection, rows: Sequence[SQLModel]) -> None:
    """Insert rows of one table."""
    if rows:
        connection.execute(sa.insert(type(rows[0])), [row.model_dump() for row in rows])
