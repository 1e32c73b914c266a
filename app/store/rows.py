"""From a meeting's record to its rows."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.records import Meeting, days_of
from app.store import ids
from app.store.documents import content_of, document_of, hash_of
from app.store.tables import (
    AgendaItemRow,
    EvidenceRow,
    MeetingRow,
    ParticipantRow,
)


@dataclass(frozen=True, slots=True)
class MeetingRows:
    """A meeting and what belongs to it."""

    meeting: MeetingRow
    participants: tuple[ParticipantRow, ...]
    agenda_items: tuple[AgendaItemRow, ...]
    evidence: tuple[EvidenceRow, ...]


def rows_of(article_id: uuid.UUID, meetings: Sequence[Meeting], now: dt.datetime) -> tuple[MeetingRows, ...]:
    """Return the rows of an article's meetings as of ones that are new.

    Raises ``ValueError`` for keys that are not unique and parents that the article does not have.
    """
    keys = [meeting.key for meeting in meetings]
    if len(set(keys)) < len(keys):
        raise ValueError(f"two meetings of one article have the same key among {keys}")
    lost = {meeting.parent for meeting in meetings} - {None, *keys}
    if lost:
        raise ValueError(f"meetings are part of {sorted(map(str, lost))}, which the article does not have: {keys}")
    return tuple(_rows_of_one(article_id, meeting, now) for meeting in meetings)


def _rows_of_one(article_id: uuid.UUID, meeting: Meeting, now: dt.datetime) -> MeetingRows:
    own_id = ids.meeting_id(article_id, meeting.key)
    first_day, last_day = _days(meeting)
    row = MeetingRow(
        id=own_id,
        article_id=article_id,
        key=meeting.key,
        title=meeting.title,
        kind=meeting.kind.value,
        status=meeting.status.value,
        start_date=meeting.start_date,
        end_date=meeting.end_date,
        first_day=first_day,
        last_day=last_day,
        sort_day=first_day or "",
        city=meeting.city,
        country=meeting.country,
        organization=meeting.organization,
        organization_id=_optional(ids.organization_id, meeting.organization),
        parent_id=ids.meeting_id(article_id, meeting.parent) if meeting.parent is not None else None,
        background=meeting.background,
        document="",  # it and its hash are made of the rows that follow
        content_hash="",
        created_at=now,
        modified_at=now,
    )
    participants = tuple(
        ParticipantRow(
            id=ids.participant_id(own_id, position),
            meeting_id=own_id,
            position=position,
            name=participant.name,
            role=participant.role,
            country=participant.country,
            organization=participant.organization,
            capacity=participant.capacity.value,
            person_id=_optional(ids.person_id, participant.name),
            organization_id=_optional(ids.organization_id, participant.organization),
        )
        for position, participant in enumerate(meeting.participants)
    )
    agenda_items = tuple(
        AgendaItemRow(
            id=ids.agenda_item_id(own_id, position),
            meeting_id=own_id,
            position=position,
            text=item.text,
            kind=item.kind.value,
        )
        for position, item in enumerate(meeting.agenda_items)
    )
    evidence = tuple(
        EvidenceRow(
            id=ids.evidence_id(own_id, position),
            meeting_id=own_id,
            article_id=article_id,
            position=position,
            **words.model_dump(),
        )
        for position, words in enumerate(meeting.evidence)
    )
    content = content_of(row, participants, agenda_items)
    row.content_hash = hash_of(content, evidence)
    row.document = document_of(content, now, now)
    return MeetingRows(row, participants, agenda_items, evidence)


def _days(meeting: Meeting) -> tuple[str | None, str | None]:
    """Return the first and the last day that the dates may mean, ISO 8601."""
    days = [day for date in (meeting.start_date, meeting.end_date) if date for day in days_of(date)]
    return (min(days).isoformat(), max(days).isoformat()) if days else (None, None)


def _optional(make_id: Callable[[str], uuid.UUID], name: str | None) -> uuid.UUID | None:
    return make_id(name) if name is not None else None
