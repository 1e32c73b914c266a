"""A meeting's record as JSON: made once from its rows when they are saved, served as it is from then on.

The order of the keys is the order in which people read a record, and never changes: only new keys come at an end.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.merging import Conflict
from app.store.tables import AgendaItemRow, EvidenceRow, MeetingRow, ParticipantRow


@dataclass(frozen=True, slots=True)
class Origin:
    """How a record came to say what it says."""

    article_ids: tuple[uuid.UUID, ...]
    conflicts: tuple[Conflict, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a record says, and what is known of that; without when it was saved."""

    facts: dict[str, Any]
    origin: dict[str, Any]


def content_of(
    meeting: MeetingRow,
    participants: Sequence[ParticipantRow],
    agenda_items: Sequence[AgendaItemRow],
    origin: Origin,
) -> Content:
    """Return what the record says. Children stand in the order of their positions."""
    facts = {
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
    known = {
        "article_ids": origin.article_ids,
        "conflicts": [
            {
                "field": conflict.field,
                "chosen": conflict.chosen,
                "values": [{"value": each.value, "article_ids": each.articles} for each in conflict.versions],
            }
            for conflict in origin.conflicts
        ],
        "corrected": origin.corrected,
    }
    return Content(facts, known)


def hash_of(content: Content, evidence: Sequence[EvidenceRow]) -> str:
    """Return a hash that changes exactly when the record or the words behind it do, 64 hexadecimal digits.

    The evidence counts although the document leaves it out: a reader who asked for it must hear of its changes.
    """
    words = [
        [row.article_id, row.field, row.start, row.end, row.quote]
        for row in sorted(evidence, key=lambda row: row.position)
    ]
    return hashlib.sha256(orjson.dumps([content.facts, content.origin, words])).hexdigest()


def document_of(content: Content, created_at: dt.datetime, modified_at: dt.datetime) -> str:
    """Return the record as compact JSON, moments in UTC with a ``Z``."""
    moments = {"created_at": created_at, "modified_at": modified_at}
    return orjson.dumps(content.facts | moments | content.origin, option=orjson.OPT_UTC_Z).decode()


def tombstone_of(meeting_id: uuid.UUID, created_at: dt.datetime, modified_at: dt.datetime) -> str:
    """Return what stands in the place of a record that an editor has set aside."""
    told = {"id": meeting_id, "deleted": True, "created_at": created_at, "modified_at": modified_at}
    return orjson.dumps(told, option=orjson.OPT_UTC_Z).decode()
