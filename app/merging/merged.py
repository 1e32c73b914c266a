"""What the reports of one occasion make together: one meeting, who says what of it, and where they disagree."""

import uuid
from dataclasses import dataclass, field

from app.records import AgendaItem, Meeting, MeetingFacts, Participant


@dataclass(frozen=True, slots=True)
class Source:
    """An article that reports the occasion. ``copy_of`` is the article that it is a near-copy of, if it is one."""

    article_id: uuid.UUID
    report_id: uuid.UUID
    copy_of: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of the occasion: its own values with their evidence. Near-copies make none."""

    article_id: uuid.UUID
    report_id: uuid.UUID
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Quote:
    """The words behind a value of the merged meeting: ``start`` and ``end`` are offsets into the article's text."""

    field: str
    article_id: uuid.UUID
    report_id: uuid.UUID
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Version:
    """A value that reports give a field, and their articles in the order of ids."""

    value: str
    articles: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which reports give values that cannot all be true. The chosen one stands first.

    ``field`` is a path into the merged meeting: ``start_date``, ``participants.0.country``.
    """

    field: str
    versions: tuple[Version, ...]

    @property
    def chosen(self) -> str:
        """The value that the merged meeting has."""
        return self.versions[0].value


@dataclass(frozen=True, slots=True)
class MergedMeeting:
    """One occasion as all its reports tell of it. ``facts``, participants and items are the chosen values.

    ``parent_id`` is the report of the meeting that it is part of, from the best report that names one; which record
    that report belongs to, the other groups tell. Sources, claims and conflicts stand in the order of ids and fields.
    """

    facts: MeetingFacts
    participants: tuple[Participant, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    evidence: tuple[Quote, ...] = ()
    parent_id: uuid.UUID | None = None
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = field(default=())
