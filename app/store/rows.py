"""From a meeting's record to its rows."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import merging
from app.merging import MergedMeeting, Report, merged
from app.records import Meeting, MeetingFacts, days_of
from app.store import ids
from app.store.documents import Content, Origin, content_of, document_of, hash_of, tombstone_of
from app.store.tables import (
    AgendaItemRow,
    EvidenceRow,
    MeetingRow,
    ParticipantRow,
)

_DELETED = "deleted"
"""The content hash of every record that an editor has set aside."""


@dataclass(frozen=True, slots=True)
class MeetingRows:
    """A meeting and what belongs to it."""

    meeting: MeetingRow
    participants: tuple[ParticipantRow, ...] = ()
    agenda_items: tuple[AgendaItemRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    content: Content | None = None  # None of one that is set aside

    def date(self, created_at: dt.datetime, modified_at: dt.datetime) -> None:
        """Say when the record was first saved and last changed; its document is made then."""
        row = self.meeting
        row.created_at, row.modified_at = created_at, modified_at
        if self.content is None:
            row.document = tombstone_of(row.id, created_at, modified_at)
        else:
            row.document = document_of(self.content, created_at, modified_at)


def reports_of(
    article_id: uuid.UUID,
    meetings: Sequence[Meeting],
    published: str | None = None,
    publisher: str | None = None,
    signature: bytes = b"",
) -> tuple[Report, ...]:
    """Return an article's meetings as its reports.

    Raises ``ValueError`` for keys that are not unique and parents that the article does not have.
    """
    keys = [meeting.key for meeting in meetings]
    if len(set(keys)) < len(keys):
        raise ValueError(f"two meetings of one article have the same key among {keys}")
    lost = {meeting.parent for meeting in meetings} - {None, *keys}
    if lost:
        raise ValueError(f"meetings are part of {sorted(map(str, lost))}, which the article does not have: {keys}")
    told = [(ids.meeting_id(article_id, meeting.key), meeting) for meeting in meetings]
    return merging.reports_of(article_id, told, published=published, publisher=publisher, signature=signature)


def rows_of(article_id: uuid.UUID, meetings: Sequence[Meeting], now: dt.datetime) -> tuple[MeetingRows, ...]:
    """Return the rows of an article's meetings as of records that nobody else reports.

    Raises ``ValueError`` as ``reports_of`` does.
    """
    made = []
    for report in reports_of(article_id, meetings):
        rows = rows_of_record(report, merged((report,)), Origin((article_id,)), report.parent_id)
        rows.date(now, now)
        made.append(rows)
    return tuple(made)


def rows_of_record(lead: Report, said: MergedMeeting, origin: Origin, parent_id: uuid.UUID | None) -> MeetingRows:
    """Return the rows of the record that ``lead`` is the first report of. They are to be dated."""
    row = _meeting_row(lead, said.facts, parent_id)
    own_id = row.id
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
        for position, participant in enumerate(said.participants)
    )
    agenda_items = tuple(
        AgendaItemRow(
            id=ids.agenda_item_id(own_id, position),
            meeting_id=own_id,
            position=position,
            text=item.text,
            kind=item.kind.value,
        )
        for position, item in enumerate(said.agenda_items)
    )
    evidence = tuple(
        EvidenceRow(
            id=ids.evidence_id(own_id, position),
            meeting_id=own_id,
            article_id=words.article_id,
            position=position,
            field=words.field,
            start=words.start,
            end=words.end,
            quote=words.quote,
        )
        for position, words in enumerate(said.evidence)
    )
    content = content_of(row, participants, agenda_items, origin)
    row.content_hash = hash_of(content, evidence)
    return MeetingRows(row, participants, agenda_items, evidence, content)


def rows_of_deleted(lead: Report, said: MergedMeeting) -> MeetingRows:
    """Return the row that stays of a record which is set aside: what lists are ordered by, no names. To be dated."""
    row = _meeting_row(lead, said.facts.model_copy(update={"country": None, "organization": None}), None)
    row.deleted = True
    row.content_hash = _DELETED
    return MeetingRows(row)


def _meeting_row(lead: Report, facts: MeetingFacts, parent_id: uuid.UUID | None) -> MeetingRow:
    first_day, last_day = _days(facts)
    return MeetingRow(
        id=lead.id,
        article_id=lead.article_id,
        key=lead.meeting.key,
        title=facts.title,
        kind=facts.kind.value,
        status=facts.status.value,
        start_date=facts.start_date,
        end_date=facts.end_date,
        first_day=first_day,
        last_day=last_day,
        sort_day=first_day or "",
        city=facts.city,
        country=facts.country,
        organization=facts.organization,
        organization_id=_optional(ids.organization_id, facts.organization),
        parent_id=parent_id,
        background=facts.background,
        document="",  # it, its hash and its moments are made of what follows
        content_hash="",
        created_at=_UNDATED,
        modified_at=_UNDATED,
    )


_UNDATED = dt.datetime.fromtimestamp(0, dt.UTC)


def _days(facts: MeetingFacts) -> tuple[str | None, str | None]:
    """Return the first and the last day that the dates may mean, ISO 8601."""
    days = [day for date in (facts.start_date, facts.end_date) if date for day in days_of(date)]
    return (min(days).isoformat(), max(days).isoformat()) if days else (None, None)


def _optional(make_id: Callable[[str], uuid.UUID], name: str | None) -> uuid.UUID | None:
    return make_id(name) if name is not None else None
