"""Which words of a text tell a day, a month or a year, and what they say. What day that is, ``app.resolve.when`` knows.

The forms are those of agency reports and readouts: "April 2", "9-10 May 2016", "on Thursday", "next month", "December
last year", "the 15th", "two days ago". Every pattern has bounded repetition only, so the time is linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

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
    a day told before ("later in the day").
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
    vague: bool = False  # "early", "late", "by", "around": the day within the unit is not told


_MONTHS = [
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
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SIDES = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_FULL_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20|21)\d\d"
_TO = r"\s?(?:-|–|—|to|and|through|until|till|/|&)\s?(?:the\s)?"
_VAGUE = (
    r"(?:(?P<vague>early|mid|late|end|the\send\sof|the\sbeginning\sof|the\smiddle\sof|around|about|by|before|after)"
    r"[-\s](?:in\s)?)?"
)
_REL_YEAR = r"(?:of\s)?(?P<rel>last|this|next|the\sprevious|the\ssame|the\sfollowing)\syear"


def _month(words: str | None) -> int | None:
    if not words:
        return None
    start = words.lower().rstrip(".")[:3]
    return next(k for k, name in enumerate(_MONTHS, 1) if name.startswith(start))


def _weekday(words: str | None) -> int | None:
    return next(k for k, name in enumerate(_WEEKDAYS) if name.startswith(words.lower()[:3])) if words else None


def _day(words: str | None) -> int | None:
    return int(re.sub(r"\D", "", words)) if words else None


def _year(words: str | None) -> int | None:
    return int(words) if words else None


def _number(words: str) -> int:
    lowered = words.lower()
    if lowered in {"a", "an"}:
        return 1
    return int(lowered) if lowered.isdigit() else _NUMBERS.index(lowered)


def _side(words: str | None) -> int | None:
    return _SIDES.get(words.lower().split()[-1]) if words else None


def _calendar(match: re.Match[str]) -> DateWords:
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


def _week_of(match: re.Match[str]) -> DateWords:
    return replace(_calendar(match), unit=Unit.WEEK)


def _day_first_range(match: re.Match[str]) -> DateWords:
    """Read "30 May to 2 June": the month at the end is the last day's, and the first day's unless it has its own."""
    found = _calendar(match)
    first_month = _month(match["month0"]) or found.month
    return replace(found, month=first_month, until_month=found.month)


def _numeric(match: re.Match[str]) -> DateWords | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return DateWords(Span(*match.span()), year=year, month=month, day=day) if 1 <= month <= 12 and day <= 31 else None


def _weekdays(match: re.Match[str]) -> DateWords:
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
    "the day after tomorrow": 2, "the day before yesterday": -2,
}  # fmt: skip


def _near(match: re.Match[str]) -> DateWords:
    words = re.sub(r"\s+", " ", match[0].lower())
    return DateWords(Span(*match.span()), unit=Unit.DAY, shift=_NEAR_DAYS[words])


def _near_two(match: re.Match[str]) -> DateWords:
    first, last = (_NEAR_DAYS[match[name].lower()] for name in ("first", "last"))
    return DateWords(Span(*match.span()), unit=Unit.DAY, shift=first, until_shift=last)


def _same(match: re.Match[str]) -> DateWords:
    return DateWords(Span(*match.span()), same_day=True)


def _distance(match: re.Match[str]) -> DateWords:
    amount = _number(match["number"])
    sign = -1 if match["after"] else 1
    return DateWords(Span(*match.span()), unit=Unit(match["unit"].lower()), shift=sign * amount, vague=True)


def _period(match: re.Match[str]) -> DateWords:
    unit = match["unit"].lower()
    side = _SIDES[match["side"].lower()]
    known = Unit.WEEK if unit.startswith("week") else Unit.MONTH if unit == "month" else Unit.YEAR
    return DateWords(Span(*match.span()), unit=known, shift=side, vague=True)


def _ordinal(match: re.Match[str]) -> DateWords:
    return DateWords(Span(*match.span()), day=_day(match["day"]), until_day=_day(match.groupdict().get("day2")))


def _bare_year(match: re.Match[str]) -> DateWords:
    return DateWords(Span(*match.span("year")), year=int(match["year"]))


def _pattern(form: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a form that stands by itself, with no letter or digit before or after it."""
    return re.compile(rf"(?<![\w]){form}(?![\w])", flags)


_IGNORE = re.IGNORECASE
_UNTIL = r"(?:(?P<open>until|till|through|ends?|ending|to\send|to\slast\suntil)\s(?:on\s)?)?"
_OPTIONAL_WEEKDAY = rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s(?:the\s)?)?"
_OPTIONAL_YEAR = rf"(?:(?:,\s?|\s)(?P<year>{_YEAR}))?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateWords | None]], ...] = (
    (_pattern(rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)"), _numeric),
    (_pattern(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>{_YEAR})"), _numeric),
    # "during the week of March 14"
    (_pattern(rf"week\s(?:of|beginning|starting)\s(?P<month>{_MONTH})\s(?P<day>{_DAY}){_OPTIONAL_YEAR}"), _week_of),
    (_pattern(rf"week\s(?:of|beginning|starting)\s(?P<day>{_DAY})\s(?P<month>{_MONTH}){_OPTIONAL_YEAR}"), _week_of),
    # "May 30-June 2, 2016", "April 2", "Thursday, April 2, 2015", "until March 20"
    (
        _pattern(
            rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<month>{_MONTH})\s(?P<day>{_DAY})(?![\d.]\d)"
            rf"(?:{_TO}(?:(?P<month2>{_MONTH})\s)?(?P<day2>{_DAY})(?!\d|\s?(?:percent|pct|countries|nations|members)))?"
            rf"{_OPTIONAL_YEAR}(?:,?\s{_REL_YEAR})?"
        ),
        _calendar,
    ),
    # "30 May to 2 June 2016", "9-10 May", "the 2nd of April"
    (
        _pattern(
            rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<day>{_DAY})(?:\s(?P<month0>{_MONTH}))?{_TO}(?P<day2>{_DAY})(?:\sof)?\s"
            rf"(?P<month>{_MONTH}){_OPTIONAL_YEAR}"
        ),
        _day_first_range,
    ),
    (
        _pattern(rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH}){_OPTIONAL_YEAR}"),
        _calendar,
    ),
    # "December 2014", "early June last year", "end-March"
    (_pattern(rf"{_VAGUE}(?P<month>{_MONTH}),?\s(?:of\s)?(?P<year>{_YEAR})", _IGNORE), _calendar),
    (_pattern(rf"{_VAGUE}(?P<month>{_MONTH}),?\s{_REL_YEAR}", _IGNORE), _calendar),
    (_pattern(rf"{_VAGUE}(?P<side>last|past|this|next|coming)\s(?P<month>{_MONTH})"), _calendar),
    (
        _pattern(rf"(?P<vague>early|mid|late|end|the\send\sof|the\sbeginning\sof)[-\s](?:in\s)?(?P<month>{_MONTH})"),
        _calendar,
    ),
    # a bare month; "May" and "March" are words too, so they need a preposition or an article before them
    (
        _pattern(
            r"(?:(?<=[Ii]n\s)|(?<=[Bb]y\s)|(?<=[Ss]ince\s)|(?<=[Uu]ntil\s)|(?<=of\s)|(?<=[Ff]or\s)|(?<=[Tt]he\s)|(?<=[Dd]uring\s)|(?<=[Ff]rom\s))(?P<month>May|March)"
        ),
        _calendar,
    ),
    (
        _pattern(r"(?P<month>January|February|April|June|July|August|September|October|November|December)"),
        _calendar,
    ),
    # "next Monday", "on Thursday", "Monday and Tuesday", "Thursday last week"
    (
        _pattern(
            rf"{_UNTIL}(?:(?P<side>last|next|this|coming|past)\s)?(?P<weekday>{_FULL_WEEKDAY})"
            rf"(?:{_TO}(?P<weekday2>{_FULL_WEEKDAY}))?(?:\s(?:of\s)?(?P<week>last|next|this)\sweek)?"
        ),
        _weekdays,
    ),
    (_pattern(r"(?P<first>yesterday|today)\sand\s(?P<last>today|tomorrow)", _IGNORE), _near_two),
    (
        _pattern(
            r"(?:the\sday\safter\stomorrow|the\sday\sbefore\syesterday|earlier\stoday|later\stoday|earlier\sin\sthe\sday"
            r"|today|tonight|tomorrow|yesterday|this\smorning|this\safternoon|this\sevening|last\snight)",
            _IGNORE,
        ),
        _near,
    ),
    (
        _pattern(
            r"(?:later\sin\sthe\sday|later\sthat\sday|(?:on\s)?(?:the|that)\ssame\sday|the\ssame\sday|that\sday)",
            _IGNORE,
        ),
        _same,
    ),
    (
        _pattern(
            r"(?P<number>an?|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
            r"\s(?P<unit>day|week|month|year)s?\s(?P<after>ago|earlier)",
            _IGNORE,
        ),
        _distance,
    ),
    (
        _pattern(
            r"in\s(?:about\s|around\s|some\s|another\s)?(?P<number>an?|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
            r"\s(?P<unit>day|week|month)s?(?:'|’)?\s?(?P<after>)(?:time)?",
            _IGNORE,
        ),
        _distance,
    ),
    (
        _pattern(
            r"(?P<side>last|past|previous|this|current|next|coming)\s(?:few\s)?"
            r"(?P<unit>weekend|week|month|year|spring|summer|autumn|fall|winter|quarter)",
            _IGNORE,
        ),
        _period,
    ),
    (
        _pattern(
            rf"(?<=on\s)the\s(?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?:{_TO}(?P<day2>(?:3[01]|[12]?\d)(?:st|nd|rd|th)))?"
            rf"(?!\s(?:[a-z]+\s)?(?:anniversary|session|meeting|summit|round|century|floor|congress|conference|time|year|parallel))"
        ),
        _ordinal,
    ),
    (
        _pattern(
            rf"(?:in|of|since|during|by|for)\s(?P<year>{_YEAR})(?![,.]\d|\s(?:percent|pct|dlrs|tonnes|people))", _IGNORE
        ),
        _bare_year,
    ),
    # "the 2026 G20 summit"
    (
        _pattern(
            rf"(?P<year>{_YEAR})(?=\s(?:[A-Z][\w’'-]*\s){{0,6}}(?:summit|conference|meeting|session|forum|congress|talks|ministerial"
            rf"|assembly|dialogue|retreat)(?!\w))",
            _IGNORE,
        ),
        _bare_year,
    ),
)


def date_words(text: str) -> tuple[DateWords, ...]:
    """Return every date expression of a text, in the order of the text, none overlapping another."""
    found: list[DateWords] = []
    covered = bytearray(len(text))
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if any(covered[match.start() : match.end()]):
                continue
            words = read(match)
            if words is not None:
                covered[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(words)
    return tuple(sorted(found, key=lambda words: words.span))
