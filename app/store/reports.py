"""The stored reports: what each article says of each meeting, and which of them must be looked at together."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from app.merging import Decision, Report, Ruling, blocking_keys
from app.records import Meeting
from app.store.tables import metadata

_reports = metadata.tables["reports"]
_keys = metadata.tables["report_keys"]
_articles = metadata.tables["articles"]
_decisions = metadata.tables["decisions"]

AT_ONCE = 1000
"""Ids of one statement."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report, the record that it is a part of, and when it came."""

    report: Report
    record_id: uuid.UUID
    deleted: bool
    is_copy: bool
    created_at: dt.datetime
    position: int

    @property
    def turn(self) -> tuple[dt.datetime, uuid.UUID, int]:
        """What the reports of a record are led by: the first one ingested gives the record its id."""
        return self.created_at, self.report.article_id, self.position


def in_parts(wanted: Collection[Any]) -> Iterable[list[Any]]:
    """Return the wanted in lists that are short enough for a statement."""
    whole = list(wanted)
    return (whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE))


def load(
    connection: sa.Connection, condition: Callable[[list[Any]], sa.ColumnElement[bool]], wanted: Collection[Any]
) -> list[StoredReport]:
    """Return the stored reports that a condition on the wanted ids finds."""
    found = []
    for some in in_parts(wanted):
        for row in connection.execute(_STORED.where(condition(some))).mappings():
            frame = row["frame"]
            found.append(
                StoredReport(
                    report=Report(
                        id=row["id"],
                        article_id=row["article_id"],
                        meeting=Meeting.model_validate_json(row["meeting"]),
                        published=row["published"],
                        publisher=row["publisher"],
                        signature=row["signature"] or b"",
                        parent_id=row["parent_id"],
                        frame=Meeting.model_validate_json(frame) if frame else None,
                    ),
                    record_id=row["record_id"],
                    deleted=row["deleted"],
                    is_copy=row["is_copy"],
                    created_at=row["created_at"],
                    position=row["position"],
                )
            )
    return found


def of_ids(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> list[StoredReport]:
    """Return these reports, those of them that are stored."""
    return load(connection, _reports.c.id.in_, report_ids)


def of_records(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> list[StoredReport]:
    """Return the reports of these records."""
    return load(connection, _reports.c.record_id.in_, record_ids)


_frames = _reports.alias("frames")
_STORED = (
    sa.select(
        *(_reports.c[name] for name in ("id", "article_id", "meeting", "parent_id", "record_id", "deleted", "is_copy")),
        *(_reports.c[name] for name in ("created_at", "position")),
        *(_articles.c[name] for name in ("published", "publisher", "signature")),
        _frames.c.meeting.label("frame"),
    )
    .join_from(_reports, _articles, _articles.c.id == _reports.c.article_id)
    .outerjoin(_frames, _frames.c.id == _reports.c.parent_id)
)


def candidates(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return the reports that share a key with one of these, or that an editor called the same: index look-ups."""
    found: set[uuid.UUID] = set()
    own, other, mine, theirs = _keys.alias("own").c, _keys.alias("other").c, _reports.alias("mine").c, _reports.c
    shared = (
        sa.select(theirs.id)
        .join_from(mine.id.table, own.key.table, own.number == mine.number)
        .join(other.key.table, other.key == own.key)
        .join(_reports, theirs.number == other.number)
        .distinct()
    )
    for some in in_parts(report_ids):
        found.update(connection.scalars(shared.where(mine.id.in_(some))))
        for one, two in (
            (_decisions.c.first_id, _decisions.c.second_id),
            (_decisions.c.second_id, _decisions.c.first_id),
        ):
            found.update(connection.scalars(sa.select(two).where(one.in_(some), _decisions.c.same)))
    return found - set(report_ids)


def decisions_on(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> list[Decision]:
    """Return what editors said of any two of these reports."""
    known = set(report_ids)
    found: list[Decision] = []
    for some in in_parts(known):
        query = sa.select(_decisions).where(_decisions.c.first_id.in_(some))
        found += [
            Decision(row.first_id, row.second_id, Ruling.SAME if row.same else Ruling.APART)
            for row in connection.execute(query.order_by(_decisions.c.first_id, _decisions.c.second_id))
            if row.second_id in known
        ]
    return found


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What became of an article's reports."""

    fresh: frozenset[uuid.UUID]  # came now
    changed: frozenset[uuid.UUID]  # came now or are to be compared anew
    touched: frozenset[uuid.UUID]  # records that lost a report


def keep_reports(
    connection: sa.Connection, told: Sequence[Report], article_id: uuid.UUID, now: dt.datetime, *, anew: bool
) -> Arrivals:
    """Bring an article's stored reports to what it tells; ``anew`` when what they are compared by changed."""
    query = sa.select(_reports.c.id, _reports.c.meeting, _reports.c.record_id).where(
        _reports.c.article_id == article_id
    )
    stored = {row.id: row for row in connection.execute(query)}
    texts = {report.id: report.meeting.model_dump_json() for report in told}
    lost = stored.keys() - texts.keys()
    fresh = texts.keys() - stored.keys()
    reworded = {own for own in texts.keys() & stored.keys() if stored[own].meeting != texts[own]}
    touched = {stored[own].record_id for own in lost}
    mates = _mates(connection, touched) - lost
    for some in in_parts(lost):
        connection.execute(sa.delete(_reports).where(_reports.c.id.in_(some)))
    rows = [row for row in rows_of_reports(told, now) if row["id"] in fresh]
    if rows:
        connection.execute(sa.insert(_reports), rows)
    for position, report in enumerate(told):
        if report.id in reworded:
            said = {"position": position, "parent_id": report.parent_id, "meeting": texts[report.id]}
            connection.execute(sa.update(_reports).where(_reports.c.id == report.id).values(**said, modified_at=now))
    renewed = [report for report in told if anew or report.id in fresh or report.id in reworded]
    keep_keys(connection, renewed)
    changed = frozenset(report.id for report in renewed) | mates
    return Arrivals(frozenset(fresh), changed, frozenset(touched))


def rows_of_reports(told: Sequence[Report], now: dt.datetime) -> list[dict[str, Any]]:
    """Return the rows of an article's reports as of new ones: each is a record of its own until it is settled."""
    return [
        {
            "id": report.id,
            "article_id": report.article_id,
            "key": report.meeting.key,
            "position": position,
            "parent_id": report.parent_id,
            "meeting": report.meeting.model_dump_json(),
            "record_id": report.id,
            "is_copy": False,
            "deleted": False,
            "created_at": now,
            "modified_at": now,
        }
        for position, report in enumerate(told)
    ]


def _mates(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for some in in_parts(record_ids):
        found.update(connection.scalars(sa.select(_reports.c.id).where(_reports.c.record_id.in_(some))))
    return found


def keep_keys(connection: sa.Connection, reports: Sequence[Report]) -> None:
    """Write the keys anew under which these reports are found."""
    numbers: dict[uuid.UUID, int] = {}
    for some in in_parts([report.id for report in reports]):
        query = sa.select(_reports.c.id, _reports.c.number).where(_reports.c.id.in_(some))
        numbers.update({row.id: row.number for row in connection.execute(query)})
        own = sa.select(_reports.c.number).where(_reports.c.id.in_(some))
        connection.execute(sa.delete(_keys).where(_keys.c.number.in_(own)))
    rows = [{"key": key, "number": numbers[report.id]} for report in reports for key in key_digests(report)]
    if rows:
        connection.execute(sa.insert(_keys), rows)


def key_digests(report: Report) -> list[int]:
    """Return a report's keys as they are stored: eight bytes each. Two keys that share a digest cost a comparison."""
    digests = (blake2b(key.encode(), digest_size=8).digest() for key in blocking_keys(report))
    return sorted({int.from_bytes(digest, "big", signed=True) for digest in digests})
