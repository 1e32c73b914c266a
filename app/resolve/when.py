"""What day the date words of an article mean, and the clue that settled it.

The day of writing comes first: the dateline, then the publication date, then clues in the text. Against it weekdays,
"yesterday", "next month" and dates without a year are resolved, into the past for what was reported as held and into
the future for what is planned. No clue, no date; and never more precise than the words.
"""

import datetime as dt
from dataclasses import dataclass, replace

from app.extract.dates import DateWords, Unit
from app.extract.marks import Span
from app.resolve.writing import Writing, day_if_any


@dataclass(frozen=True, slots=True)
class When:
    """The dates of an occasion as partial ISO dates, and the words that they were resolved from, best first."""

    start: str | None = None
    end: str | None = None
    clues: tuple[Span, ...] = ()


def resolve_date(words: DateWords, writing: Writing, *, planned: bool) -> When:
    """Return the days that date words mean in an article written at ``writing``.

    ``planned`` sends weekdays, months and days without a year into the future, else into the past.
    """
    clues = (words.span, *writing.clues)
    if words.after:
        told = resolve_date(replace(words, after=0), writing, planned=planned)
        return When(_days_after(told.start, words.after), None, told.clues)
    if words.open_end:
        closing = resolve_date(_as_start(words), writing, planned=True)
        return When(None, closing.start, clues)
    if words.month is not None:
        return _of_calendar(words, writing, clues, planned=planned)
    if words.weekday is not None:
        return _of_weekday(words, writing, clues, planned=planned)
    if words.same_day:
        return When(writing.day.isoformat() if writing.day else None, None, clues)
    if words.unit is not None:
        start = _this_week(writing.day, planned=planned) if words == _week(words) else _shifted(words, writing)
        end = _shifted(replace(words, shift=words.until_shift), writing) if words.until_shift is not None else None
        return When(start, end, clues)
    if words.day is not None and writing.day is not None:
        return _of_ordinal(words, writing.day, clues, planned=planned)
    if words.year is not None:
        return When(str(words.year), None, (words.span,))
    return When()


def _days_after(start: str | None, days: int) -> str | None:
    """Return the day so many days after another; of less than a day nothing follows."""
    if start is None or len(start) < len("2015-04-02"):
        return None
    return (dt.date.fromisoformat(start) + dt.timedelta(days=days)).isoformat()


def _as_start(words: DateWords) -> DateWords:
    return DateWords(
        words.span, year=words.year, month=words.month, day=words.day, weekday=words.weekday, unit=words.unit,
        shift=words.shift, side=words.side,
    )  # fmt: skip


def _year_of(words: DateWords, writing: Writing, *, planned: bool) -> int | None:
    """Return the year of a month or day without one: the nearest in the direction that the report looks."""
    if words.year is not None:
        return words.year
    month = words.month or 1
    if writing.year is None:
        return None
    if words.unit is Unit.YEAR:
        return writing.year + words.shift
    if writing.month is None:
        return writing.year
    here = (writing.month, writing.day.day if writing.day and words.day else 0)
    there = (month, words.day or 0)
    if words.side == -1:
        return writing.year if there < here and month != writing.month else writing.year - 1
    if words.side == 1:
        return writing.year if there > here and month != writing.month else writing.year + 1
    ahead = (month - writing.month) % 12
    if planned:
        # A plan for a month that has just passed is a report of days ago, not of next year.
        return writing.year + (1 if there < here and ahead < 11 and month != writing.month else 0)
    behind = (writing.month - month) % 12
    # A report that seems to name a day to come within weeks looks ahead in passing; else it looks back.
    if there > here and (behind > 8 or month == writing.month):
        return writing.year
    return writing.year - (1 if there > here else 0)


def _of_calendar(words: DateWords, writing: Writing, clues: tuple[Span, ...], *, planned: bool) -> When:
    year = _year_of(words, writing, planned=planned)
    if year is None or words.month is None:
        return When()
    used = (words.span,) if words.year is not None else clues
    if words.day is None:
        end = f"{words.until_year or year}-{words.until_month:02d}" if words.until_month else None
        return When(f"{year}-{words.month:02d}", end, used)
    start = day_if_any(year, words.month, words.day)
    if start is None:
        return When(f"{year}-{words.month:02d}", None, used)
    if words.unit is Unit.WEEK:
        return When(_week_of(start), None, used)
    end_day = None
    if words.until_day is not None:
        until_month = words.until_month or words.month
        until_year = words.until_year or (year + 1 if until_month < words.month else year)
        end_day = day_if_any(until_year, until_month, words.until_day)
        if end_day is not None and end_day <= start:
            end_day = None
    return When(start.isoformat(), end_day.isoformat() if end_day else None, used)


def _of_weekday(words: DateWords, writing: Writing, clues: tuple[Span, ...], *, planned: bool) -> When:
    day = writing.day
    if day is None or words.weekday is None:
        return When()
    if words.unit is Unit.WEEK:
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=words.shift)
        start = monday + dt.timedelta(days=words.weekday)
    else:
        back = (day.weekday() - words.weekday) % 7
        ahead = (words.weekday - day.weekday()) % 7
        if words.side == -1:
            start = day - dt.timedelta(days=back or 7)
        elif words.side == 1:
            start = day + dt.timedelta(days=ahead or 7)
        else:
            start = day + dt.timedelta(days=ahead) if planned else day - dt.timedelta(days=back)
    end = None
    if words.until_weekday is not None:
        end = start + dt.timedelta(days=(words.until_weekday - words.weekday) % 7)
    return When(start.isoformat(), end.isoformat() if end and end != start else None, clues)


def _shifted(words: DateWords, writing: Writing) -> str | None:
    """Return the day, month or year at a distance, cut to what the words make certain."""
    if words.unit is Unit.YEAR:
        return str(writing.year + words.shift) if writing.year else None
    if words.unit is Unit.MONTH:
        if writing.year is None or writing.month is None:
            return None
        months = writing.year * 12 + writing.month - 1 + words.shift
        return f"{months // 12}-{months % 12 + 1:02d}"
    if writing.day is None:
        return None
    if words.unit is Unit.DAY:
        return (writing.day + dt.timedelta(days=words.shift)).isoformat()
    return _week_of(writing.day + dt.timedelta(weeks=words.shift))


def _week(words: DateWords) -> DateWords:
    """Return what "this week" says, at the place of these words."""
    return DateWords(words.span, unit=Unit.WEEK, vague=True)


def _this_week(day: dt.date | None, *, planned: bool) -> str | None:
    """Return what is certain of "this week": days past of what was, days to come of a plan; a Sunday looks ahead."""
    if day is None:
        return None
    if not planned:
        return _common(day - dt.timedelta(days=day.weekday()), day)
    return _common(day, day + dt.timedelta(days=(6 - day.weekday()) or 7))


def _week_of(day: dt.date) -> str:
    """Return what is certain of a day of the week that holds ``day``."""
    monday = day - dt.timedelta(days=day.weekday())
    return _common(monday, monday + dt.timedelta(days=6))


def certain(one: str, other: str) -> str | None:
    """Return what two partial dates have in common: of 2015-04-02 and 2015-04-09 the month; None for two years."""
    shared = 0
    for a, b in zip(one.split("-"), other.split("-"), strict=False):
        if a != b:
            break
        shared += 1
    return "-".join(one.split("-")[:shared]) or None


def _common(first: dt.date, last: dt.date) -> str:
    """Return the most precise partial date that holds both days."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02d}"
    return str(first.year)


def _of_ordinal(words: DateWords, day: dt.date, clues: tuple[Span, ...], *, planned: bool) -> When:
    """Read "the 15th": of this month, or of the next or the last one in the direction that the report looks."""
    wanted = words.day or 0
    months = day.year * 12 + day.month - 1
    if planned and wanted < day.day:
        months += 1
    if not planned and wanted > day.day:
        months -= 1
    start = day_if_any(months // 12, months % 12 + 1, wanted)
    end = day_if_any(months // 12, months % 12 + 1, words.until_day) if words.until_day else None
    return When(start.isoformat() if start else None, end.isoformat() if end else None, clues)
