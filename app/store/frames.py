"""Which meeting a record is part of, so that none is ever part of itself.

Each report's own frame is sound; joined with others' they may contradict each other: one article has the talks as part
of the visit, another the visit as part of the talks. Then the record with the smallest report id lets go, which is the
same one in whatever order the articles came.
"""

import uuid
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.store.reports import in_parts
from app.store.tables import metadata

_meetings = metadata.tables["meetings"]
_reports = metadata.tables["reports"]

Frames = dict[uuid.UUID, uuid.UUID | None]
"""By record, the record that it is part of."""


def stored_frames(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> Frames:
    """Return the frames that are written down of those of these records that there are."""
    found: Frames = {}
    for some in in_parts(record_ids):
        query = sa.select(_meetings.c.id, _meetings.c.parent_id).where(_meetings.c.id.in_(some))
        found.update({row.id: row.parent_id for row in connection.execute(query)})
    return found


def sound_frames(connection: sa.Connection, wished: Mapping[uuid.UUID, uuid.UUID | None]) -> Frames:
    """Return these frames without circles, those of the records around them in between.

    A record that is not among ``wished`` is returned too when it is the one that must let go.
    """
    frames: Frames = dict(wished)
    while beyond := {frame for frame in frames.values() if frame is not None} - frames.keys():
        frames |= dict.fromkeys(beyond) | stored_frames(connection, beyond)
    sound = dict(wished)
    for record_id in wished:
        if circle := _circle(frames, record_id):
            yielding = _first_of(connection, circle)
            sound[yielding] = frames[yielding] = None
    return sound


def _first_of(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> uuid.UUID:
    query = sa.select(_reports.c.record_id).where(_reports.c.record_id.in_(record_ids)).order_by(_reports.c.id).limit(1)
    first: uuid.UUID = connection.execute(query).scalar_one()
    return first


def _circle(frames: Frames, record_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the records on the way up from one that is part of itself; none when the way up ends."""
    way = [record_id]
    while (frame := frames.get(way[-1])) is not None:
        if frame in way:
            return way[way.index(frame) :]
        way.append(frame)
    return []
