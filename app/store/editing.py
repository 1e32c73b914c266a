"""What editors do to records: correct, set aside, bring back, merge and split; in the caller's write transaction."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import Any

import orjson
import sqlalchemy as sa

from app.records import AgendaItem, Participant
from app.store.corrections import Correction, Item, Part
from app.store.reports import StoredReport, in_parts, of_records
from app.store.revisions import Change
from app.store.settling import settle
from app.store.tables import metadata

_reports = metadata.tables["reports"]
_corrections = metadata.tables["corrections"]
_decisions = metadata.tables["decisions"]
_KINDS: dict[Part, type[Participant] | type[AgendaItem]] = {"participants": Participant, "agenda_items": AgendaItem}


def correct(connection: sa.Connection, record_id: uuid.UUID, corrections: Iterable[Correction], change: Change) -> None:
    """Lay corrections over what a record's reports say, now and however they are read or joined by others later."""
    rows = [
        {"report_id": record_id, "correction": each.model_dump_json(), "by": change.by, "at": change.at}
        for each in corrections
    ]
    if rows:
        connection.execute(sa.insert(_corrections), rows)
        settle(connection, [record_id], change)


def item_of(connection: sa.Connection, record_id: uuid.UUID, part: Part, item_id: uuid.UUID) -> Item | None:
    """Return a participant or agenda item of a record as corrections name it; None when it has none of this id."""
    table = metadata.tables[part]
    columns = [table.c[name] for name in _KINDS[part].model_fields]
    query = sa.select(*columns).where(table.c.id == item_id, table.c.meeting_id == record_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def keep_only(connection: sa.Connection, record_id: uuid.UUID, kept: Collection[str], change: Change) -> None:
    """Take back every correction of a record but those of these paths: it says again what its reports say.

    Of participants, and of agenda items, all corrections are kept or none: they build on each other.
    """
    own = [stored.report.id for stored in of_records(connection, [record_id])]
    for row in connection.execute(sa.select(_corrections).where(_corrections.c.report_id.in_(own))).all():
        correction = Correction.model_validate_json(row.correction)
        this = _corrections.c.number == row.number
        if correction.part != "meeting":
            if not any(path.partition(".")[0] == correction.part for path in kept):
                connection.execute(sa.delete(_corrections).where(this))
            continue
        values = {name: value for name, value in (correction.values or {}).items() if name in kept}
        left = correction.model_copy(update={"values": values})
        connection.execute(
            sa.update(_corrections).where(this).values(correction=left.model_dump_json())
            if values
            else sa.delete(_corrections).where(this)
        )
    settle(connection, [record_id], change)


def set_aside(connection: sa.Connection, record_id: uuid.UUID, change: Change, *, deleted: bool) -> None:
    """Set a record aside, or bring it back: with its reports, which stay so when they are read again."""
    own = [stored.report.id for stored in of_records(connection, [record_id])]
    for some in in_parts(own):
        connection.execute(sa.update(_reports).where(_reports.c.id.in_(some)).values(deleted=deleted))
    settle(connection, [record_id], change, moved=own)


def merge(connection: sa.Connection, record_ids: Collection[uuid.UUID], change: Change) -> uuid.UUID:
    """Make one record of several, for good; return its id, that of the report that came first."""
    of_record = [of_records(connection, [record_id]) for record_id in sorted(set(record_ids))]
    for at, one in enumerate(of_record):
        for other in of_record[at + 1 :]:
            _decide(connection, product(one, other), change, same=True)
    everything = [stored for some in of_record for stored in some]
    settle(connection, [stored.report.id for stored in everything], change)
    return min(everything, key=lambda stored: stored.turn).report.id


def split(
    connection: sa.Connection, leaving: Sequence[StoredReport], staying: Sequence[StoredReport], change: Change
) -> None:
    """Keep some reports of a record apart from the others, for good."""
    _decide(connection, product(leaving, staying), change, same=False)
    settle(connection, [stored.report.id for stored in (*leaving, *staying)], change)


def records_of(connection: sa.Connection, report_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return the records that these reports are a part of, each once, by id."""
    query = sa.select(_reports.c.record_id).where(_reports.c.id.in_(report_ids)).distinct()
    return sorted(connection.scalars(query))


def _decide(
    connection: sa.Connection, pairs: Iterable[tuple[StoredReport, StoredReport]], change: Change, *, same: bool
) -> None:
    rows: list[dict[str, Any]] = []
    for pair in pairs:
        first, second = sorted(stored.report.id for stored in pair)
        known = (_decisions.c.first_id == first, _decisions.c.second_id == second)
        connection.execute(sa.delete(_decisions).where(*known))
        rows.append({"first_id": first, "second_id": second, "same": same, "by": change.by, "at": change.at})
    if rows:
        connection.execute(sa.insert(_decisions), rows)


def facts_of(document: str) -> dict[str, Any]:
    """Return what a record says, from its document."""
    told: dict[str, Any] = orjson.loads(document)
    return told
