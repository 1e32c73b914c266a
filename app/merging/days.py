"""On which days an occasion takes place, from several reports: a day of it lies in the range that another one gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.merging.choosing import Lot, Said, lots_of
from app.merging.reports import Report
from app.records import PartialDate, days_of


@dataclass(frozen=True, slots=True)
class Span:
    """The first day and, where a report gives a range, the last one; partial dates."""

    start: PartialDate | None
    end: PartialDate | None


def days_told(witnesses: Sequence[Report]) -> tuple[tuple[Lot[str], ...], tuple[Lot[str], ...]]:
    """Return the first days and the last days that reports give, the chosen ones first; they are from one span.

    A day does not contradict the range that it lies in, nor the month; the range is the fuller, then the closer date.
    """
    said = [
        Said(Span(report.meeting.start_date, report.meeting.end_date), report)
        for report in witnesses
        if report.meeting.start_date or report.meeting.end_date
    ]
    lots = lots_of(said, same=_agree, fullness=_fullness)
    return _by_value(lots, "start"), _by_value(lots, "end")


def _by_value(lots: Sequence[Lot[Span]], field: str) -> tuple[Lot[str], ...]:
    """Return the lots by their first or by their last day; each by those who give that day or a looser date of it."""
    found: dict[str, list[Said[str]]] = {}
    for lot in lots:
        day = getattr(lot.value, field)
        if day is None:
            continue
        own = [Said(value, each.report) for each in lot.said if (value := getattr(each.value, field)) is not None]
        found.setdefault(day, []).extend(each for each in own if day.startswith(each.value))
    if lots and getattr(lots[0].value, field) is None:
        return ()  # the chosen days have none; another span's does not belong to them
    return tuple(Lot(day, tuple(own)) for day, own in found.items())


def _agree(one: Span, other: Span) -> bool:
    """Say whether one span lies in the other, or the one gives the other more closely."""
    if one == other:
        return True
    a, b = (_days(span) for span in (one, other))
    within = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return within and not (one.end and other.end and _ends_differ(one.end, other.end))


def _ends_differ(one: str, other: str) -> bool:
    return not (one.startswith(other) or other.startswith(one))


def _days(span: Span) -> tuple[int, int]:
    first = span.start or span.end or ""
    return days_of(first)[0].toordinal(), days_of(span.end or first)[1].toordinal()


def _fullness(span: Span) -> int:
    """Return how much a span tells: both ends before one, then the closer date."""
    return 100 * bool(span.start and span.end) + len(span.start or "") + len(span.end or "")
