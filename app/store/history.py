"""Reading the revisions: what a record said at a moment, what became of an id, and all changes in their order."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.store.queries import Listing
from app.store.revisions import What
from app.store.tables import metadata

_revisions = metadata.tables["revisions"]
_meetings = metadata.tables["meetings"]
_reports = metadata.tables["reports"]

_NOTHING_AFTER = (What.DELETED.value, What.MERGED.value, What.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a record: what happened last, when, through whom, and into which it went."""

    what: What
    at: datetime | None = None
    by: str | None = None
    into_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a record said at a moment: ``document`` is None when there was none then, and ``fate`` says why."""

    document: str | None
    fate: Fate


def fate_of(connection: sa.Connection, record_id: uuid.UUID) -> Fate | None:
    """Return what became of a record that is not to be read; None when there never was one of this id."""
    into = connection.execute(
        sa.select(_reports.c.record_id).where(_reports.c.id == record_id, _reports.c.record_id != record_id)
    ).scalar_one_or_none()
    last = _last(connection, record_id)
    if into is not None:
        return Fate(What.MERGED, last and last.at, last and last.by, into)
    return None if last is None else Fate(What(last.what), last.at, last.by, last.into_id)


def state_at(connection: sa.Connection, record_id: uuid.UUID, moment: datetime) -> State | None:
    """Return what a record said at a moment; None when there was none of this id yet."""
    last = _last(connection, record_id, moment)
    if last is None:
        return None
    fate = Fate(What(last.what), last.at, last.by, last.into_id)
    if last.what in _NOTHING_AFTER:
        return State(None, fate)
    return State(connection.execute(sa.select(_after(sa.literal(record_id), sa.literal(last.number)))).scalar(), fate)


def _last(connection: sa.Connection, record_id: uuid.UUID, moment: datetime | None = None) -> sa.Row[Any] | None:
    query = sa.select(_revisions).where(_revisions.c.record_id == record_id)
    if moment is not None:
        query = query.where(_revisions.c.at <= moment)
    return connection.execute(query.order_by(_revisions.c.number.desc()).limit(1)).one_or_none()


def _after(record_id: sa.ColumnElement[Any], number: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return what a record said after a revision: what stood before the next one, or what stands now."""
    following = _revisions.alias("following").c
    before_next = (
        sa.select(following.before)
        .where(following.record_id == record_id, following.number > number)
        .order_by(following.number)
        .limit(1)
    )
    now = sa.select(_meetings.c.document).where(_meetings.c.id == record_id)
    return sa.func.coalesce(before_next.scalar_subquery(), now.scalar_subquery())


_CHANGE = tuple(_revisions.c[name] for name in ("number", "record_id", "what", "at", "by", "into_id"))
_WITH_AFTER = sa.select(
    *_CHANGE,
    sa.case(
        (_revisions.c.what.in_(_NOTHING_AFTER), sa.null()),
        else_=_after(_revisions.c.record_id, _revisions.c.number),
    ).label("after"),
)


def changes(since: datetime | None = None) -> Listing:
    """List the changes of all records in the order of commits: each with what the record said after it."""
    query = _WITH_AFTER if since is None else _WITH_AFTER.where(_revisions.c.at >= since)
    return Listing(query, (_revisions.c.number,))


def revisions_of(record_id: uuid.UUID) -> Listing:
    """List the changes of one record in their order: each with what the record said before and after it."""
    query = _WITH_AFTER.add_columns(_revisions.c.before).where(_revisions.c.record_id == record_id)
    return Listing(query, (_revisions.c.number,))
