"""From reports to records: after reports came, went or changed, the records that they touch are made anew.

A record is a function of the set of its reports and of what editors said of them. Only the reports that may be tied to
the changed ones are looked at: those that share a key with them, and so on along what is tied.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.merging import MergedMeeting, groups, merged, tied
from app.store import reports
from app.store.corrections import Correction, corrected
from app.store.documents import Origin
from app.store.frames import Frames, sound_frames, stored_frames
from app.store.reports import StoredReport
from app.store.revisions import Change
from app.store.rows import MeetingRows, rows_of_deleted, rows_of_record
from app.store.tables import metadata
from app.store.writing import write_records

_meetings = metadata.tables["meetings"]
_reports = metadata.tables["reports"]
_corrections = metadata.tables["corrections"]


@dataclass(frozen=True, slots=True)
class _Part:
    """The reports of one record, the first one ingested first."""

    reports: tuple[StoredReport, ...]
    deleted: bool

    @property
    def record_id(self) -> uuid.UUID:
        return self.reports[0].report.id


def settle(
    connection: sa.Connection,
    changed: Collection[uuid.UUID],
    change: Change,
    *,
    fresh: Collection[uuid.UUID] = (),
    touched: Collection[uuid.UUID] = (),
    moved: Collection[uuid.UUID] = (),
) -> set[uuid.UUID]:
    """Make the records anew that these reports, which are stored, belong to; return the ids of those that changed.

    ``fresh`` are the reports that came just now, ``touched`` the records that lost one,
    ``moved`` those that were set aside or brought back just now.
    """
    around = _explored(connection, changed)
    parts = [part for group in _groups(connection, around) for part in _parts(group, fresh)]
    displaced = _assign(connection, parts) | set(moved)
    affected = [*parts, *_parts_below(connection, displaced, around)]
    drafted, turned = _drafted(connection, affected)
    while turned:
        affected += turned
        drafted, turned = _drafted(connection, affected)
    before = {stored.record_id for stored in around.values()} | set(touched)
    gone = before - {part.record_id for part in affected}
    moments = {part.record_id: part.reports[0].created_at for part in affected}
    return write_records(connection, drafted, _successors(gone, parts), moments, change, fresh=fresh)


def _explored(connection: sa.Connection, changed: Collection[uuid.UUID]) -> dict[uuid.UUID, StoredReport]:
    """Return all reports that may share a record with the changed ones: what is tied to them, and so on."""
    inside: dict[uuid.UUID, StoredReport] = {}
    known: dict[uuid.UUID, StoredReport] = {}
    coming = {stored.report.id: stored for stored in reports.of_ids(connection, changed)}
    while coming:
        records = {stored.record_id for stored in coming.values()}
        coming |= {stored.report.id: stored for stored in reports.of_records(connection, records)}
        coming = {own: stored for own, stored in coming.items() if own not in inside}
        inside |= coming
        near = reports.candidates(connection, coming) - inside.keys()
        known |= {stored.report.id: stored for stored in reports.of_ids(connection, near - known.keys())}
        said = reports.decisions_on(connection, [*coming, *near]) if near else []
        asked = [known[own].report for own in near]
        coming = {own: known[own] for own in tied([stored.report for stored in coming.values()], asked, said)}
    return inside


def _groups(connection: sa.Connection, around: Mapping[uuid.UUID, StoredReport]) -> list[list[StoredReport]]:
    said = reports.decisions_on(connection, around) if len(around) > 1 else []
    found = groups([stored.report for stored in around.values()], said)
    return [sorted((around[report.id] for report in group), key=lambda stored: stored.turn) for group in found]


def _parts(group: Sequence[StoredReport], fresh: Collection[uuid.UUID]) -> list[_Part]:
    """Return the records of one occasion: one, unless an editor has set aside a part of what turns out to be it.

    A new report of what was set aside is set aside with it; what was not stays.
    """
    live = [stored for stored in group if not stored.deleted]
    dead = [stored for stored in group if stored.deleted]
    if dead and all(stored.report.id in fresh for stored in live):
        live, dead = [], list(group)
    return [_Part(tuple(some), deleted) for some, deleted in ((live, False), (dead, True)) if some]


def _assign(connection: sa.Connection, parts: Iterable[_Part]) -> set[uuid.UUID]:
    """Write down which record each report is a part of; return the reports for which that changed."""
    moved = [
        (stored.report.id, part)
        for part in parts
        for stored in part.reports
        if (stored.record_id, stored.deleted) != (part.record_id, part.deleted)
    ]
    if moved:
        update = sa.update(_reports).where(_reports.c.id == sa.bindparam("own"))
        connection.execute(
            update.values(record_id=sa.bindparam("record"), deleted=sa.bindparam("set_aside")),
            [{"own": own, "record": part.record_id, "set_aside": part.deleted} for own, part in moved],
        )
    return {own for own, _ in moved}


def _parts_below(connection: sa.Connection, moved: Collection[uuid.UUID], around: Collection[uuid.UUID]) -> list[_Part]:
    """Return the other records that are part of one whose id may have changed or that went or came back."""
    if not moved:
        return []
    below: set[uuid.UUID] = set()
    for some in reports.in_parts(moved):
        below.update(connection.scalars(sa.select(_reports.c.record_id).where(_reports.c.parent_id.in_(some))))
        below.update(connection.scalars(sa.select(_meetings.c.id).where(_meetings.c.parent_id.in_(some))))
    return [part for part in _stored_parts(connection, below) if part.record_id not in around]


def _stored_parts(connection: sa.Connection, record_ids: Collection[uuid.UUID]) -> list[_Part]:
    of_record: dict[uuid.UUID, list[StoredReport]] = defaultdict(list)
    for stored in reports.of_records(connection, record_ids):
        of_record[stored.record_id].append(stored)
    return [_Part(tuple(sorted(some, key=lambda stored: stored.turn)), some[0].deleted) for some in of_record.values()]


def _drafted(connection: sa.Connection, parts: Sequence[_Part]) -> tuple[list[MeetingRows], list[_Part]]:
    """Return the rows of each record, to be dated; and the other records whose frame is another now for these."""
    said = [merged(stored.report for stored in part.reports) for part in parts]
    _keep_copies(connection, parts, {source.report_id for each in said for source in each.sources if source.copy_of})
    corrections = _corrections_of(connection, [stored.report.id for part in parts for stored in part.reports])
    shown = [corrected(each, _in_turn(corrections, part)) for part, each in zip(parts, said, strict=True)]
    wished = _frames(connection, parts, [content for content, _ in shown])
    frames = sound_frames(connection, wished)
    drafted = []
    for part, (content, paths) in zip(parts, shown, strict=True):
        lead = part.reports[0].report
        if part.deleted:
            drafted.append(rows_of_deleted(lead, content))
            continue
        articles = sorted({(stored.report.published or "9999", stored.report.article_id) for stored in part.reports})
        origin = Origin(tuple(article for _, article in articles), content.conflicts, paths)
        drafted.append(rows_of_record(lead, content, origin, frames[part.record_id]))
    return drafted, _parts_turned(connection, parts, frames)


def _frames(connection: sa.Connection, parts: Sequence[_Part], said: Sequence[MergedMeeting]) -> Frames:
    """Return the record that each of these is part of by its own reports."""
    record_of = _records_of(connection, {content.parent_id for content in said if content.parent_id is not None})
    frames: Frames = {}
    for part, content in zip(parts, said, strict=True):
        frame = record_of.get(content.parent_id) if content.parent_id is not None and not part.deleted else None
        frames[part.record_id] = None if frame == part.record_id else frame
    return frames


def _parts_turned(connection: sa.Connection, parts: Sequence[_Part], frames: Frames) -> list[_Part]:
    """Return the records not among these whose frame is another now: one lets go of a circle, or need no longer."""
    own = {part.record_id for part in parts}
    before = stored_frames(connection, own)
    loosened = [part for part in parts if part.record_id in before and before[part.record_id] != frames[part.record_id]]
    below = _parts_below(connection, {stored.report.id for part in loosened for stored in part.reports}, ())
    turned = {part.record_id: part for part in (*below, *_stored_parts(connection, frames.keys() - own))}
    return [part for record_id, part in turned.items() if record_id not in own]


def _keep_copies(connection: sa.Connection, parts: Iterable[_Part], copies: Collection[uuid.UUID]) -> None:
    """Write down which reports are near-copies of others."""
    turned = [
        stored.report.id for part in parts for stored in part.reports if stored.is_copy != (stored.report.id in copies)
    ]
    for some in reports.in_parts(turned):
        connection.execute(
            sa.update(_reports).where(_reports.c.id.in_(some)).values(is_copy=sa.not_(_reports.c.is_copy))
        )


_Corrections = Mapping[uuid.UUID, Sequence[tuple[int, Correction]]]
"""By report, each with its number."""


def _corrections_of(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> _Corrections:
    found: dict[uuid.UUID, list[tuple[int, Correction]]] = defaultdict(list)
    for some in reports.in_parts(report_ids):
        for row in connection.execute(sa.select(_corrections).where(_corrections.c.report_id.in_(some))):
            found[row.report_id].append((row.number, Correction.model_validate_json(row.correction)))
    return found


def _in_turn(corrections: _Corrections, part: _Part) -> list[Correction]:
    """Return what editors said of any report of a record, in the order in which they said it."""
    own = [each for stored in part.reports for each in corrections.get(stored.report.id, ())]
    return [correction for _, correction in sorted(own, key=lambda each: each[0])]


def _records_of(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return the record that each report is a part of, unless it is set aside."""
    query = sa.select(_reports.c.id, _reports.c.record_id).where(sa.not_(_reports.c.deleted))
    found = {}
    for some in reports.in_parts(report_ids):
        found.update({row.id: row.record_id for row in connection.execute(query.where(_reports.c.id.in_(some)))})
    return found


def _successors(gone: Collection[uuid.UUID], parts: Sequence[_Part]) -> dict[uuid.UUID, uuid.UUID | None]:
    """Return for each record that is no longer one the record that it became a part of; None when no report is left."""
    found: dict[uuid.UUID, uuid.UUID | None] = dict.fromkeys(gone)
    for part in parts:
        for stored in part.reports:
            if stored.report.id in gone:
                found[stored.report.id] = part.record_id
            elif stored.record_id in gone and found[stored.record_id] is None:
                found[stored.record_id] = part.record_id
    return found
