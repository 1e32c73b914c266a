"""Carrying records over from the schema that knew no reports, and back to it.

Forward, every meeting is a report of its article, and those that tell of one occasion are merged. Back, every report
is a meeting of its article again, as it was read; what editors said waits in its tables for the way forward.
"""

import datetime as dt
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

import orjson
import sqlalchemy as sa

from app.merging import Report, merged, signature
from app.records import AgendaItem, Evidence, Meeting, MeetingFacts, Participant
from app.store.catalogue import catalogue
from app.store.documents import Origin, document_of
from app.store.engine import moment
from app.store.naming import forget_unnamed, save_named
from app.store.reports import StoredReport, keep_keys, of_ids
from app.store.revisions import INGEST, Change, What
from app.store.rows import MeetingRows, rows_of_record
from app.store.settling import settle
from app.store.tables import metadata
from app.store.writing import insert_rows, named_by

_articles, _meetings, _reports, _revisions = (
    metadata.tables[name] for name in ("articles", "meetings", "reports", "revisions")
)
_CHILDREN = tuple(metadata.tables[name] for name in ("participants", "agenda_items", "evidence"))
_AT_ONCE = 500


def report_all(connection: sa.Connection) -> None:
    """Make the report of every meeting that has none, and merge those that tell of one occasion."""
    # reports of one occasion are of one time: most that share a key are in one batch, and are read once
    query = sa.select(_meetings.c.id).where(_UNREPORTED).order_by(_meetings.c.sort_day, _meetings.c.id)
    unreported = connection.scalars(query).all()
    if unreported:
        batches = [unreported[start : start + _AT_ONCE] for start in range(0, len(unreported), _AT_ONCE)]
        _sign(connection)
        for batch in batches:
            _report(connection, batch)
        _begin_histories(connection)
        _set_aside_again(connection)
        change, fresh = Change(moment(), INGEST), frozenset(unreported)
        for batch in batches:
            settle(connection, batch, change, fresh=fresh)


_UNREPORTED = _meetings.c.id.not_in(sa.select(_reports.c.id))


def _sign(connection: sa.Connection) -> None:
    query = sa.select(_articles.c.id, _articles.c.text).where(_articles.c.signature.is_(None)).limit(_AT_ONCE)
    while rows := connection.execute(query).all():
        sign = sa.update(_articles).where(_articles.c.id == sa.bindparam("own")).values(signature=sa.bindparam("mark"))
        connection.execute(sign, [{"own": row.id, "mark": signature(row.text)} for row in rows])


def _report(connection: sa.Connection, ids: Sequence[uuid.UUID]) -> None:
    """Write the reports of these meetings, and their documents in today's form; no moment moves by that."""
    rows = connection.execute(sa.select(_meetings).where(_meetings.c.id.in_(ids))).all()
    children: dict[str, dict[uuid.UUID, list[sa.RowMapping]]] = {}
    for table in _CHILDREN:
        found: dict[uuid.UUID, list[sa.RowMapping]] = defaultdict(list)
        query = sa.select(table).where(table.c.meeting_id.in_(ids)).order_by(table.c.meeting_id, table.c.position)
        for child in connection.execute(query).mappings():
            found[child["meeting_id"]].append(child)
        children[table.name] = found
    frames = connection.execute(sa.select(_meetings.c.id, _meetings.c.key).where(_has_part_among(ids)))
    keys = {row.id: row.key for row in frames}
    told = []
    for row in rows:
        parent = keys.get(row.parent_id) if row.parent_id is not None else None
        meeting = Meeting(
            key=row.key,
            parent=parent,
            participants=_made(Participant, children["participants"][row.id]),
            agenda_items=_made(AgendaItem, children["agenda_items"][row.id]),
            evidence=_made(Evidence, children["evidence"][row.id]),
            **{name: getattr(row, name) for name in MeetingFacts.model_fields},
        )
        told.append(
            {
                "id": row.id,
                "article_id": row.article_id,
                "key": row.key,
                "position": int(row.key[1:]) if row.key[1:].isdigit() else 0,
                "parent_id": row.parent_id,
                "meeting": meeting.model_dump_json(),
                "record_id": row.id,
                "is_copy": False,
                "deleted": False,
                "created_at": row.created_at,
                "modified_at": row.modified_at,
            }
        )
    connection.execute(sa.insert(_reports), told)
    stored = of_ids(connection, ids)
    keep_keys(connection, [each.report for each in stored])
    moments = {row.id: (row.created_at, row.modified_at) for row in rows}
    renew = sa.update(_meetings).where(_meetings.c.id == sa.bindparam("own"))
    renewed = []
    for each in stored:
        record = _alone(each.report)
        record.date(*moments[each.report.id])
        renewed.append({"own": each.report.id, "said": record.meeting.document, "mark": record.meeting.content_hash})
    connection.execute(renew.values(document=sa.bindparam("said"), content_hash=sa.bindparam("mark")), renewed)


def _has_part_among(ids: Sequence[uuid.UUID]) -> sa.ColumnElement[bool]:
    below = _meetings.alias("below").c
    return _meetings.c.id.in_(sa.select(below.parent_id).where(below.id.in_(ids)))


def _made(
    kind: type[Participant] | type[AgendaItem] | type[Evidence], rows: Sequence[sa.RowMapping]
) -> tuple[object, ...]:
    return tuple(kind(**{name: row[name] for name in kind.model_fields}) for row in rows)


def _alone(report: Report) -> MeetingRows:
    """Return the rows of a report as of a record that nobody else reports."""
    return rows_of_record(report, merged((report,)), Origin((report.article_id,)), report.parent_id)


def _begin_histories(connection: sa.Connection) -> None:
    """Let the history of every record begin when it was first saved."""
    has_one = sa.exists().where(_revisions.c.record_id == _meetings.c.id).correlate(_meetings)
    first = sa.select(_meetings.c.id, _meetings.c.created_at, sa.literal(INGEST), sa.literal(What.CREATED.value)).where(
        sa.not_(has_one)
    )
    columns = ["record_id", "at", "by", "what"]
    connection.execute(
        sa.insert(_revisions).from_select(columns, first.order_by(_meetings.c.created_at, _meetings.c.id))
    )


def _set_aside_again(connection: sa.Connection) -> None:
    """Set aside what an editor had set aside before somebody went back to the older schema."""
    later = _revisions.alias("later").c
    is_last = sa.not_(sa.exists().where(later.record_id == _revisions.c.record_id, later.number > _revisions.c.number))
    deleted = sa.select(_revisions.c.record_id).where(_revisions.c.what == What.DELETED.value, is_last)
    connection.execute(sa.update(_reports).where(_reports.c.id.in_(deleted)).values(deleted=True))


def take_apart(connection: sa.Connection) -> None:
    """Make every report a meeting of its own again, in the form that the older schema's program writes."""
    untouched = _untouched(connection)
    for some in _all_reports(connection):
        rows = []
        for stored, changed_at in some:
            own = stored.report
            record = _alone(own)
            record.date(stored.created_at, untouched.get(own.id, changed_at))
            _as_before(record)
            rows.append(record)
        ids = [record.meeting.id for record in rows]
        named_before = named_by(connection, ids)
        for table in _CHILDREN:
            connection.execute(sa.delete(table).where(table.c.meeting_id.in_(ids)))
        save_named(connection, rows)
        there = set(connection.scalars(sa.select(_meetings.c.id).where(_meetings.c.id.in_(ids))))
        for record in rows:
            if record.meeting.id in there:
                values = record.meeting.model_dump(exclude={"id"})
                connection.execute(sa.update(_meetings).where(_meetings.c.id == record.meeting.id).values(**values))
        insert_rows(connection, [record.meeting for record in rows if record.meeting.id not in there])
        for kind in ("participants", "agenda_items", "evidence"):
            insert_rows(connection, [row for record in rows for row in getattr(record, kind)])
        forget_unnamed(connection, named_before)
        connection.execute(
            sa.update(_reports).where(_reports.c.id.in_(ids)).values(record_id=_reports.c.id, deleted=False)
        )
        catalogue(connection, ids)
    if connection.dialect.name == "postgresql":  # it alters no table whose rows are still to be checked
        connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))


def _untouched(connection: sa.Connection) -> dict[uuid.UUID, dt.datetime]:
    """Return when each record last changed that has a single report and nothing said against it."""
    one = sa.select(_reports.c.record_id).group_by(_reports.c.record_id).having(sa.func.count() == 1)
    query = sa.select(_meetings.c.id, _meetings.c.modified_at).where(
        _meetings.c.id.in_(one), sa.not_(_meetings.c.deleted)
    )
    return {row.id: row.modified_at for row in connection.execute(query)}


def _all_reports(connection: sa.Connection) -> Iterator[list[tuple[StoredReport, dt.datetime]]]:
    after = uuid.UUID(int=0)
    query = sa.select(_reports.c.id, _reports.c.modified_at).order_by(_reports.c.id).limit(_AT_ONCE)
    while rows := connection.execute(query.where(_reports.c.id > after)).all():
        changed_at = {row.id: row.modified_at for row in rows}
        yield [(stored, changed_at[stored.report.id]) for stored in of_ids(connection, list(changed_at))]
        after = rows[-1].id


def _as_before(record: MeetingRows) -> None:
    """Give a record the document and the hash that the older schema's program makes of it."""
    row, content = record.meeting, record.content
    assert content is not None  # noqa: S101 - no report is set aside here; this tells the type checker
    facts = type(content)(content.facts, {})
    words = [[each.field, each.start, each.end, each.quote] for each in record.evidence]
    row.content_hash = hashlib.sha256(orjson.dumps([content.facts, words])).hexdigest()
    row.document = document_of(facts, row.created_at, row.modified_at)
