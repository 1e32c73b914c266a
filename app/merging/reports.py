"""What is merged: reports, each one meeting told by one article, and what an editor decided about two of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.merging.copies import Signature
from app.records import Meeting, PartialDate


@dataclass(frozen=True, slots=True)
class Report:
    """One meeting as one article tells of it. Two reports with the same ``id`` are the same report.

    ``signature`` is that of the whole article's text, b"" when it is unknown. ``parent_id`` is the report, of the same
    article, of the meeting that this one is part of; ``frame`` is that meeting. The offsets of the meeting's evidence
    point into its own article.
    """

    id: uuid.UUID
    article_id: uuid.UUID
    meeting: Meeting
    published: PartialDate | None = None
    publisher: str | None = None
    signature: Signature = b""
    parent_id: uuid.UUID | None = None
    frame: Meeting | None = None

    def __hash__(self) -> int:
        return hash(self.id)


def reports_of(
    article_id: uuid.UUID,
    meetings: Iterable[tuple[uuid.UUID, Meeting]],
    *,
    published: PartialDate | None,
    publisher: str | None,
    signature: Signature,
) -> tuple[Report, ...]:
    """Return the reports of one article from its meetings, each with its report's id; parents are found by key."""
    told = list(meetings)
    by_key = {meeting.key: (report_id, meeting) for report_id, meeting in told}
    made = []
    for report_id, meeting in told:
        parent_id, frame = by_key.get(meeting.parent, (None, None)) if meeting.parent else (None, None)
        made.append(Report(report_id, article_id, meeting, published, publisher, signature, parent_id, frame))
    return tuple(made)


class Ruling(StrEnum):
    """What an editor decided about two reports."""

    SAME = "same"  # they tell of one occasion
    APART = "apart"  # they tell of two


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's word on two reports, in whatever order. A later decision on the same two replaces an earlier one.

    Decisions are taken in the order given, so the last one on two reports counts.
    """

    one: uuid.UUID
    other: uuid.UUID
    ruling: Ruling

    @property
    def about(self) -> frozenset[uuid.UUID]:
        """The two reports, whatever their order."""
        return frozenset({self.one, self.other})
