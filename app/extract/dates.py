"""Which words of a text tell a day, a month or a year, and what they say. What day that is, ``app.resolve.when`` knows.

The forms are those of agency reports and readouts: "April 2", "9-10 May 2016", "on Thursday", "next month", "December
last year", "the 15th", "two days ago". Every pattern has bounded repetition only, so the time is linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from app.extract.datewords import (
    MONTHS,
    WEEKDAYS,
    DateWords,
    Unit,
    read_bare_year,
    read_calendar,
    read_day_first_range,
    read_days,
    read_days_after,
    read_distance,
    read_end_of_period,
    read_near,
    read_near_two,
    read_numeric,
    read_ordinal,
    read_period,
    read_same,
    read_season,
    read_week_of,
    read_weekdays,
)

__all__ = ["DateWords", "Unit", "date_words"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_FULL_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20|21)\d\d"
_TO = r"\s?(?:-|–|—|to|and|through|until|till|/|&)\s?(?:the\s)?"
_DAYS = rf"(?P<days>{_DAY}(?:,\s{_DAY}){{1,4}},?\s(?:and|&)\s{_DAY})"
_VAGUE = (
    r"(?:(?P<vague>early|mid|late|end|the\send\sof|the\sbeginning\sof|the\smiddle\sof|around|about|by|before|after)"
    r"[-\s](?:in\s)?)?"
)
_REL_YEAR = r"(?:of\s)?(?P<rel>last|this|next|the\sprevious|the\ssame|the\sfollowing)\syear"


def _pattern(form: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a form that stands by itself, with no letter or digit before or after it."""
    return re.compile(rf"(?<![\w]){form}(?![\w])", flags)


_IGNORE = re.IGNORECASE
_COUNTED = "two|three|four|five|six|seven"
_UNTIL = r"(?:(?P<open>until|till|through|ends?|ending|to\send|to\slast\suntil)\s(?:on\s)?)?"
_OPTIONAL_WEEKDAY = rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s(?:the\s)?)?"
_OPTIONAL_YEAR = rf"(?:(?:,\s?|\s)(?P<year>{_YEAR}))?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateWords | None]], ...] = (
    (_pattern(rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)"), read_numeric),
    (_pattern(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>{_YEAR})"), read_numeric),
    # "during the week of March 14"
    (_pattern(rf"week\s(?:of|beginning|starting)\s(?P<month>{_MONTH})\s(?P<day>{_DAY}){_OPTIONAL_YEAR}"), read_week_of),
    (_pattern(rf"week\s(?:of|beginning|starting)\s(?P<day>{_DAY})\s(?P<month>{_MONTH}){_OPTIONAL_YEAR}"), read_week_of),
    # "May 3, 4 and 5", "3, 4 and 5 May 2016"
    (
        _pattern(
            rf"{_OPTIONAL_WEEKDAY}(?P<month>{_MONTH})\s{_DAYS}(?!-|[.:]\d|\s?(?:percent|per\scent|pct|million|billion|countries|nations|members))"
            rf"{_OPTIONAL_YEAR}(?:,?\s{_REL_YEAR})?"
        ),
        read_days,
    ),
    (_pattern(rf"{_OPTIONAL_WEEKDAY}{_DAYS}(?:\sof)?\s(?P<month>{_MONTH}){_OPTIONAL_YEAR}"), read_days),
    # "May 30-June 2, 2016", "April 2", "Thursday, April 2, 2015", "until March 20"
    (
        _pattern(
            rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<month>{_MONTH})\s(?P<day>{_DAY})(?![\d.]\d)"
            rf"(?:{_TO}(?:(?P<month2>{_MONTH})\s)?(?P<day2>{_DAY})(?!\d|\s?(?:percent|pct|countries|nations|members)))?"
            rf"{_OPTIONAL_YEAR}(?:,?\s{_REL_YEAR})?"
        ),
        read_calendar,
    ),
    # "30 May to 2 June 2016", "9-10 May", "the 2nd of April"
    (
        _pattern(
            rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<day>{_DAY})(?:\s(?P<month0>{_MONTH}))?{_TO}(?P<day2>{_DAY})(?:\sof)?\s"
            rf"(?P<month>{_MONTH}){_OPTIONAL_YEAR}"
        ),
        read_day_first_range,
    ),
    (
        _pattern(rf"{_UNTIL}{_OPTIONAL_WEEKDAY}(?P<day>{_DAY})(?:\sof)?\s(?P<month>{_MONTH}){_OPTIONAL_YEAR}"),
        read_calendar,
    ),
    # "December 2014", "early June last year", "end-March"
    (_pattern(rf"{_VAGUE}(?P<month>{_MONTH}),?\s(?:of\s)?(?P<year>{_YEAR})", _IGNORE), read_calendar),
    (_pattern(rf"{_VAGUE}(?P<month>{_MONTH}),?\s{_REL_YEAR}", _IGNORE), read_calendar),
    (_pattern(rf"{_VAGUE}(?P<side>last|past|this|next|coming)\s(?P<month>{_MONTH})"), read_calendar),
    (
        _pattern(rf"(?P<vague>early|mid|late|end|the\send\sof|the\sbeginning\sof)[-\s](?:in\s)?(?P<month>{_MONTH})"),
        read_calendar,
    ),
    # a bare month; "May" and "March" are words too, so they need a preposition or an article before them
    (
        _pattern(
            r"(?:(?<=[Ii]n\s)|(?<=[Bb]y\s)|(?<=[Ss]ince\s)|(?<=[Uu]ntil\s)|(?<=of\s)|(?<=[Ff]or\s)|(?<=[Tt]he\s)|(?<=[Dd]uring\s)|(?<=[Ff]rom\s))(?P<month>May|March)"
        ),
        read_calendar,
    ),
    (
        _pattern(r"(?P<month>January|February|April|June|July|August|September|October|November|December)"),
        read_calendar,
    ),
    # "next Monday", "on Thursday", "Monday and Tuesday", "Thursday last week"
    (
        _pattern(
            rf"{_UNTIL}(?:(?P<side>last|next|this|coming|past)\s)?(?P<weekday>{_FULL_WEEKDAY})"
            rf"(?:{_TO}(?P<weekday2>{_FULL_WEEKDAY}))?(?:\s(?:of\s)?(?P<week>last|next|this)\sweek)?"
        ),
        read_weekdays,
    ),
    (_pattern(r"(?P<first>yesterday|today)\sand\s(?P<last>today|tomorrow)", _IGNORE), read_near_two),
    (
        _pattern(
            r"(?:the\sday\safter\stomorrow|the\sday\sbefore\syesterday|earlier\stoday|later\stoday|earlier\sin\sthe\sday"
            r"|today|tonight|tomorrow|yesterday|this\smorning|this\safternoon|this\sevening|last\snight|last\sevening)",
            _IGNORE,
        ),
        read_near,
    ),
    (
        _pattern(
            r"(?:later\sin\sthe\sday|later\sthat\sday|(?:on\s)?(?:the|that)\ssame\sday|the\ssame\sday|that\sday)",
            _IGNORE,
        ),
        read_same,
    ),
    # "a day later", "the next day", "two days before" an occasion
    (
        _pattern(rf"(?P<number>an?|one|{_COUNTED})\sdays?\s(?P<way>later|earlier|after|before)", _IGNORE),
        read_days_after,
    ),
    (_pattern(r"(?:on\s)?the\s(?:next|following|previous|preceding)\sday", _IGNORE), read_days_after),
    (
        _pattern(
            r"(?<!-)(?<!hundred\sand\s)(?<!hundred\s)(?<!twenty\s)(?<!thirty\s)"  # "twenty-five": no "five"
            r"(?P<number>an?|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
            r"\s(?P<unit>day|week|month|year)s?\s(?P<after>ago|earlier)",
            _IGNORE,
        ),
        read_distance,
    ),
    (
        _pattern(
            r"in\s(?:about\s|around\s|some\s|another\s)?(?P<number>an?|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
            r"\s(?P<unit>day|week|month)s?(?:'|’)?\s?(?P<after>)(?:time)?",
            _IGNORE,
        ),
        read_distance,
    ),
    (
        _pattern(
            r"(?P<side>last|past|previous|this|current|next|coming)\s(?:few\s)?"
            r"(?P<unit>weekend|week|month|year|spring|summer|autumn|fall|winter|quarter)",
            _IGNORE,
        ),
        read_period,
    ),
    (_pattern(r"(?:the\send\sof|later\sin)\sthe\s(?P<unit>week|month|year)", _IGNORE), read_end_of_period),
    (_pattern(rf"in\sthe\s(?:spring|summer|autumn|fall)(?!\s(?:of|{_YEAR}))", _IGNORE), read_season),
    (
        _pattern(
            rf"(?<=on\s)the\s(?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?:{_TO}(?P<day2>(?:3[01]|[12]?\d)(?:st|nd|rd|th)))?"
            rf"(?!\s(?:[a-z]+\s)?(?:anniversary|session|meeting|summit|round|century|floor|congress|conference|time|year|parallel))"
        ),
        read_ordinal,
    ),
    (
        _pattern(
            r"(?:(?:in|of|since|during|by|for)\s"
            r"(?:(?:the\s)?(?:(?:early|mid|late)[-\s])?(?:spring|summer|autumn|fall|winter|Q[1-4])\s)?"
            rf"|(?:early|mid|late)[-\s])(?P<year>{_YEAR})"
            r"(?![,.]\d|(?<=0)['’]s|\s(?:percent|pct|dlrs|dollars|tonnes|people|points|GMT|hours|hrs))",
            _IGNORE,
        ),
        read_bare_year,
    ),
    # "the 2026 G20 summit"
    (
        _pattern(
            rf"(?P<year>{_YEAR})(?=\s(?:[A-Z][\w’'-]*\s){{0,6}}(?:summit|conference|meeting|session|forum|congress|talks|ministerial"
            rf"|assembly|dialogue|retreat)(?!\w))",
            _IGNORE,
        ),
        read_bare_year,
    ),
)


_MONTHS_IN_CAPITALS = f"(?:{'|'.join(MONTHS).upper()})"
# "FRIDAY, APRIL 13" heads a diary's page; by themselves MAY and MARCH are other words in capitals.
_IN_CAPITALS = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS).upper()}|{_MONTHS_IN_CAPITALS}(?=\s\d)|(?<=\d\s){_MONTHS_IN_CAPITALS})\b"
)


def date_words(text: str) -> tuple[DateWords, ...]:
    """Return every date expression of a text, in the order of the text, none overlapping another."""
    found: list[DateWords] = []
    covered = bytearray(len(text))
    usual = _IN_CAPITALS.sub(lambda name: name[0].capitalize(), text)  # as long as the text
    for pattern, read in _FORMS:
        for match in pattern.finditer(usual):
            if any(covered[match.start() : match.end()]):
                continue
            words = read(match)
            if words is not None:
                covered[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(words)
    return _with_days_told(sorted(found, key=lambda words: words.span))


def _with_days_told(found: list[DateWords]) -> tuple[DateWords, ...]:
    """Let words that count from a day told before repeat what its words say."""
    told: DateWords | None = None
    result = []
    for words in found:
        said = words
        if words.after and told is not None:
            said = replace(told, span=words.span, after=told.after + words.after)
        if not said.same_day and _is_day(said):
            told = said
        result.append(said)
    return tuple(result)


def _is_day(words: DateWords) -> bool:
    if words.until_day or words.until_weekday is not None or words.until_shift is not None or words.open_end:
        return False
    near = words.unit is Unit.DAY and not words.vague
    return words.weekday is not None or near or (words.month is not None and words.day is not None)
