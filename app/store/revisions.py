"""Every change of a record, in the order of commits.

A revision keeps what the record said before it, so nothing is kept twice: what it said after is what stood before the
next revision, or what stands now.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from app.store.tables import metadata

INGEST = "ingest"
"""Who changes records when it is no bearer of a key: the command line."""


class What(StrEnum):
    """What became of a record."""

    CREATED = "created"
    CHANGED = "changed"
    CORRECTED = "corrected"
    MERGED = "merged"
    SPLIT = "split"
    DELETED = "deleted"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """When records change and through whom."""

    at: dt.datetime
    by: str = INGEST
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One record's part in a change."""

    record_id: uuid.UUID
    what: What
    before: str | None
    into_id: uuid.UUID | None = None


def keep_revisions(connection: sa.Connection, change: Change, revisions: Iterable[Revision]) -> None:
    """Write revisions down, in the order given."""
    rows = [
        {
            "record_id": revision.record_id,
            "at": change.at,
            "by": change.by,
            "what": revision.what.value,
            "into_id": revision.into_id,
            "before": revision.before,
        }
        for revision in revisions
    ]
    if rows:
        connection.execute(sa.insert(metadata.tables["revisions"]), rows)
