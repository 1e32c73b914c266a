"""Which of several values stands in a merged meeting, and which of them contradict it."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.merging.reports import Report
from app.records import MeetingStatus, days_of

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    """A value and the report that gives it."""

    value: Value
    report: Report


@dataclass(frozen=True, slots=True)
class Lot(Generic[Value]):
    """Values that do not contradict each other, as one of them puts it, and all who give them."""

    value: Value
    said: tuple[Said[Value], ...]

    @property
    def articles(self) -> tuple[uuid.UUID, ...]:
        """The articles of the lot, in the order of ids."""
        return tuple(sorted({each.report.article_id for each in self.said}))

    @property
    def in_passing(self) -> bool:
        """Whether only mentions in passing give the value."""
        return all(each.report.meeting.background for each in self.said)


def best_first(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return reports in the order in which they are believed.

    Reports of the occasion come before mentions in passing, those of it held before announcements, later publication
    before earlier (unknown last), then the one that tells more, then the lower id.
    """
    return tuple(sorted(reports, key=_belief))


def _belief(report: Report) -> tuple[bool, bool, int, int, uuid.UUID]:
    meeting = report.meeting
    announces = meeting.status is not MeetingStatus.HELD
    return meeting.background, announces, -published_by(report), -len(meeting.evidence), report.id


def published_by(report: Report) -> int:
    """Return the last day on which a report may have been published, as an ordinal; 0 when nothing is known."""
    return days_of(report.published)[1].toordinal() if report.published else 0


def as_given(_: object) -> int:
    """Measure all values alike, so that the most believed report's spelling counts."""
    return 0


def lots_of(
    said: Sequence[Said[Value]], *, same: Callable[[Value, Value], bool], fullness: Callable[[Value], int] = as_given
) -> tuple[Lot[Value], ...]:
    """Return the values by what they mean, the chosen ones first, then those that contradict them.

    ``said`` stands in the order in which the reports are believed. Values that are the ``same`` in other words, or of
    which one is more precise than the other, are one lot, stated as its fullest value puts it, of equally full ones as
    the most believed report does. The chosen lot is the one that a report of the occasion gives rather than a mention
    in passing; then one that a report of it held gives rather than announcements; then the one that most articles give;
    then the one published last; then the first in the order of belief. A mention in passing contradicts no report.
    """
    if len(said) == 1:  # as most are
        return (Lot(said[0].value, tuple(said)),)
    gathered: list[list[Said[Value]]] = []
    for each in sorted(said, key=lambda one: -fullness(one.value)):
        lot = next((lot for lot in gathered if same(lot[0].value, each.value)), None)
        if lot is None:
            gathered.append([each])
        else:
            lot.append(each)
    place = {each.report.id: at for at, each in enumerate(said)}
    gathered.sort(key=lambda lot: (_weight(lot), min(place[each.report.id] for each in lot)))
    lots = [Lot(lot[0].value, tuple(lot)) for lot in gathered]
    return tuple(lot for lot in lots if lot is lots[0] or lots[0].in_passing or not lot.in_passing)


def _weight(lot: list[Said[Value]]) -> tuple[bool, bool, int, int]:
    reports = [each.report for each in lot]
    return (
        all(report.meeting.background for report in reports),
        all(report.meeting.status is not MeetingStatus.HELD for report in reports),
        -len({report.article_id for report in reports}),
        -max(published_by(report) for report in reports),
    )
