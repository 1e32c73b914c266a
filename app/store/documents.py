"""A meeting's record as JSON: made once from its rows when they are saved, served as it is from then on.

The order of the keys is the order in which people read a record, and never changes: only new keys come at an end.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from app.store.tables import AgendaItemRow, EvidenceRow, MeetingRow, ParticipantRow


def content_of(
    meeting: MeetingRow, participants: Sequence[ParticipantRow], agenda_items: Sequence[AgendaItemRow]
) -> dict[str, Any]:
    """Return what the record says, without when it was saved. Children stand in the order of their positions."""
    return {
        "id": meeting.id,
        "article_id": meeting.article_id,
        "title": meeting.title,
        "kind": meeting.kind,
        "status": meeting.status,
        "start_date": meeting.start_date,
        "end_date": meeting.end_date,
        "city": meeting.city,
        "country": meeting.country,
        "organization": meeting.organization,
        "organization_id": meeting.organization_id,
        "parent_id": meeting.parent_id,
        "background": meeting.background,
        "participants": [
            {
                "id": participant.id,
                "person_id": participant.person_id,
                "name": participant.name,
                "role": participant.role,
                "country": participant.country,
                "organization": participant.organization,
                "organization_id": participant.organization_id,
                "capacity": participant.capacity,
            }
            for participant in sorted(participants, key=lambda row: row.position)
        ],
        "agenda_items": [
            {"id": item.id, "text": item.text, "kind": item.kind}
            for item in sorted(agenda_items, key=lambda row: row.position)
        ],
    }


def hash_of(content: dict[str, Any], evidence: Sequence[EvidenceRow]) -> str:
    """Return a hash that changes exactly when the record or the words behind it do, 64 hexadecimal digits.

    The evidence counts although the document leaves it out: a reader who asked for it must hear of its changes.
    """
    words = [[row.field, row.start, row.end, row.quote] for row in sorted(evidence, key=lambda row: row.position)]
    return hashlib.sha256(orjson.dumps([content, words])).hexdigest()


def document_of(content: dict[str, Any], created_at: dt.datetime, modified_at: dt.datetime) -> str:
    """Return the record as compact JSON, moments in UTC with a ``Z``."""
    moments = {"created_at": created_at, "modified_at": modified_at}
    return orjson.dumps(content | moments, option=orjson.OPT_UTC_Z).decode()
