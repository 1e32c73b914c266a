"""What the words of a date expression say, and how a match of one of the forms in ``app.extract.dates`` is read."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from app.extract.marks import Span


class Unit(StrEnum):
    """What a relative expression counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateWords:
    """What the words of a date expression say, before anything is known about when they were written.

    ``weekday`` counts from Monday as 0. ``shift`` is a distance in ``unit`` from the day of writing: "today" is 0 days,
    "last week" -1 weeks, "December last year" has month 12 and -1 years, "the week of March 14" a month, a day and 0
    weeks. ``side`` is -1 for "last", +1 for "next", 0 for "this" before a month or a weekday. ``until_*`` hold the last
    day of a range; ``open_end`` says that the words give only the end ("until March 20"); ``same_day`` that they repeat
    a day told before ("later in the day"); ``after`` that they are so many days after one told before ("the next day"),
    whose words the other fields repeat.
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    until_year: int | None = None
    until_month: int | None = None
    until_day: int | None = None
    until_weekday: int | None = None
    until_shift: int | None = None
    unit: Unit | None = None
    shift: int = 0
    side: int | None = None
    open_end: bool = False
    same_day: bool = False
    after: int = 0
    vague: bool = False  # "early", "late", "by", "around": the day within the unit is not told


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_SIDES = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}


def _month(words: str | None) -> int | None:
    if not words:
        return None
    start = words.lower().rstrip(".")[:3]
    return next(k for k, name in enumerate(MONTHS, 1) if name.startswith(start))


def _weekday(words: str | None) -> int | None:
    return next(k for k, name in enumerate(WEEKDAYS) if name.startswith(words.lower()[:3])) if words else None


def _day(words: str | None) -> int | None:
    return int(re.sub(r"\D", "", words)) if words else None


def _year(words: str | None) -> int | None:
    return int(words) if words else None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.lower()]


def _side(words: str | None) -> int | None:
    return _SIDES.get(words.lower().split()[-1]) if words else None


def read_calendar(match: re.Match[str]) -> DateWords:
    """Read a form that names a month, whichever of the groups it has."""
    part = match.groupdict()
    rel = part.get("rel")
    shift = {"last": -1, "the previous": -1, "this": 0, "the same": 0, "next": 1, "the following": 1}
    return DateWords(
        Span(*match.span()),
        year=_year(part.get("year") or part.get("year2")),
        month=_month(part.get("month")),
        day=_day(part.get("day")),
        weekday=_weekday(part.get("weekday")),
        until_year=_year(part.get("year2")) if part.get("year") else None,
        until_month=_month(part.get("month2")) or (_month(part.get("month")) if part.get("day2") else None),
        until_day=_day(part.get("day2")),
        unit=Unit.YEAR if rel else None,
        shift=shift[re.sub(r"\s+", " ", rel.lower())] if rel else 0,
        side=_side(part.get("side")),
        open_end=bool(part.get("open")),
        vague=bool(part.get("vague")),
    )


def read_week_of(match: re.Match[str]) -> DateWords:
    """Read "the week of March 14"."""
    return replace(read_calendar(match), unit=Unit.WEEK)


def read_day_first_range(match: re.Match[str]) -> DateWords:
    """Read "30 May to 2 June": the month at the end is the last day's, and the first day's unless it has its own."""
    found = read_calendar(match)
    first_month = _month(match["month0"]) or found.month
    return replace(found, month=first_month, until_month=found.month)


def read_days(match: re.Match[str]) -> DateWords | None:
    """Read "May 3, 4 and 5"; of days apart, which are several occasions', the first. Days in no order are none."""
    days = [int(day) for day in re.findall(r"\d+", match["days"])]
    steps = {later - day for day, later in pairwise(days)}
    if min(steps) < 1:
        return None
    found = replace(read_calendar(match), day=days[0])
    return replace(found, until_month=found.month, until_day=days[-1]) if steps == {1} else found


def read_numeric(match: re.Match[str]) -> DateWords | None:
    """Read "2015-04-02" and "2.4.2015", unless there is no such month or day."""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return DateWords(Span(*match.span()), year=year, month=month, day=day) if 1 <= month <= 12 and day <= 31 else None


def read_weekdays(match: re.Match[str]) -> DateWords:
    """Read "Thursday last week", "Monday and Tuesday"."""
    part = match.groupdict()
    week = part.get("week")
    return DateWords(
        Span(*match.span()),
        weekday=_weekday(part["weekday"]),
        until_weekday=_weekday(part.get("weekday2")),
        side=_side(part.get("side")),
        unit=Unit.WEEK if week else None,
        shift=(_side(week.split()[0]) or 0) if week else 0,
        open_end=bool(part.get("open")),
        vague=False,
    )


_NEAR_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "earlier today": 0,
    "later today": 0, "earlier in the day": 0, "tomorrow": 1, "yesterday": -1, "last night": -1, "overnight": 0,
    "last evening": -1, "the day after tomorrow": 2, "the day before yesterday": -2,
}  # fmt: skip


def read_near(match: re.Match[str]) -> DateWords:
    """Read "today", "last night"."""
    words = re.sub(r"\s+", " ", match[0].lower())
    return DateWords(Span(*match.span()), unit=Unit.DAY, shift=_NEAR_DAYS[words])


def read_near_two(match: re.Match[str]) -> DateWords:
    """Read "today and tomorrow"."""
    first, last = (_NEAR_DAYS[match[name].lower()] for name in ("first", "last"))
    return DateWords(Span(*match.span()), unit=Unit.DAY, shift=first, until_shift=last)


def read_same(match: re.Match[str]) -> DateWords:
    """Read "later that day"."""
    return DateWords(Span(*match.span()), same_day=True)


def read_days_after(match: re.Match[str]) -> DateWords:
    """Read "a day later" and "the next day"; "two days before" an occasion puts that two days after the day told."""
    part = match.groupdict()
    amount = _number(part["number"]) if part.get("number") else 1
    way = (part.get("way") or match[0].split()[-2]).lower()
    back = way in {"earlier", "previous", "preceding", "after"}
    return DateWords(Span(*match.span()), same_day=True, after=-amount if back else amount)


def read_distance(match: re.Match[str]) -> DateWords:
    """Read "two weeks ago", "in three months"."""
    amount = _number(match["number"])
    sign = -1 if match["after"] else 1
    return DateWords(Span(*match.span()), unit=Unit(match["unit"].lower()), shift=sign * amount, vague=True)


def read_period(match: re.Match[str]) -> DateWords:
    """Read "next month", "last autumn"."""
    unit = match["unit"].lower()
    side = _SIDES[match["side"].lower()]
    known = Unit.WEEK if unit.startswith("week") else Unit.MONTH if unit == "month" else Unit.YEAR
    return DateWords(Span(*match.span()), unit=known, shift=side, vague=True)


def read_end_of_period(match: re.Match[str]) -> DateWords:
    """Read "by the end of the month", which is some day of this one."""
    return DateWords(Span(*match.span()), unit=Unit(match["unit"].lower()), vague=True)


def read_season(match: re.Match[str]) -> DateWords:
    """Read "in the autumn", some day of this year."""
    return DateWords(Span(*match.span()), unit=Unit.YEAR, vague=True)


def read_ordinal(match: re.Match[str]) -> DateWords:
    """Read "the 15th"."""
    return DateWords(Span(*match.span()), day=_day(match["day"]), until_day=_day(match.groupdict().get("day2")))


def read_bare_year(match: re.Match[str]) -> DateWords:
    """Read a year by itself."""
    return DateWords(Span(*match.span("year")), year=int(match["year"]))
