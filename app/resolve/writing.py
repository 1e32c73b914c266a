"""When an article was written, and what tells it.

The dateline comes first, then the publication date, then clues in the text.
"""

import datetime as dt
import re
from dataclasses import dataclass

from app.extract.dates import DateWords
from app.extract.marks import Span
from app.gazetteer.anniversaries import FOUNDING_YEARS
from app.records import days_of


@dataclass(frozen=True, slots=True)
class Writing:
    """When an article was written, as far as it is known, and the words that tell.

    ``day`` is None when only the ``year`` (and perhaps the ``month``) is known; all are None when nothing is.
    """

    day: dt.date | None = None
    year: int | None = None
    month: int | None = None
    clues: tuple[Span, ...] = ()


_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s(?:anniversary|birthday)\b")
_ANNIVERSARY_REACH = 160  # characters after "70th anniversary" within which the event is named


def _anniversary_years(text: str) -> list[tuple[int, Span]]:
    """Return the years that anniversaries in the text fall in: the 70th of a victory of 1945 is in 2015."""
    years = []
    for match in _ANNIVERSARY.finditer(text):
        reach = text[match.end() : match.end() + _ANNIVERSARY_REACH]
        for event, year in FOUNDING_YEARS:
            named = event.search(reach)
            if named is not None:
                years.append((year + int(match[1]), Span(match.start(), match.end() + named.end())))
                break
    return years


def day_if_any(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, or None for a 30th of February."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_of_writing(
    text: str, dateline: DateWords | None, published: str | None, words: tuple[DateWords, ...], head_end: int = 0
) -> Writing:
    """Return when the article was written.

    ``dateline`` holds the date words of the article's header, ``published`` its publication date as a partial ISO
    date, ``words`` all date words of the text, ``head_end`` where the report begins below its head. A dateline without
    a year takes the year that brings it nearest to the publication date; without that, the year that anniversaries,
    years named in the text and weekdays agree on.
    """
    if dateline is not None and dateline.month and dateline.day:
        return _from_dateline(text, dateline, published, words)
    if published is not None:
        first, last = days_of(published)
        if first == last:
            return Writing(first, first.year, first.month)
        return Writing(None, first.year, first.month if len(published) == 7 else None)
    return _from_text(words, head_end)


def _from_text(words: tuple[DateWords, ...], head_end: int) -> Writing:
    """Return what full dates tell about the time of writing: one above the report its day, else the first its year.

    "October 18-22, 2021" gives the year also to the "October 20" below it.
    """
    full = [found for found in words if found.year and found.month and found.day]
    for found in full[:1]:
        day = day_if_any(found.year or 0, found.month or 0, found.day or 0)
        if found.span.end <= head_end and day is not None:
            return Writing(day, day.year, day.month, (found.span,))
        return Writing(None, found.year, None, (found.span,))
    return Writing()


def _from_dateline(text: str, dateline: DateWords, published: str | None, words: tuple[DateWords, ...]) -> Writing:
    month, day = dateline.month or 0, dateline.day or 0
    if dateline.year:
        settled = day_if_any(dateline.year, month, day)
        return Writing(settled, dateline.year, month, (dateline.span,))
    if published is not None:
        first, last = days_of(published)
        years = range(first.year - 1, last.year + 2)
        days = [found for year in years if (found := day_if_any(year, month, day))]
        nearest = min(days, key=lambda found: max(abs(found - first), abs(last - found)), default=None)
        return Writing(nearest, nearest.year if nearest else None, month, (dateline.span,))
    return _from_clues(text, dateline, words)


def _from_clues(text: str, dateline: DateWords, words: tuple[DateWords, ...]) -> Writing:
    """Settle the year of a dateline that has none by what the text itself gives away."""
    month, day = dateline.month or 0, dateline.day or 0
    votes: dict[int, int] = {}
    spans: dict[int, list[Span]] = {}
    for year, span in _anniversary_years(text):
        votes[year] = votes.get(year, 0) + 3
        spans.setdefault(year, []).append(span)
    for found in words:
        if found.year and found.span != dateline.span:
            votes[found.year] = votes.get(found.year, 0) + 1
            spans.setdefault(found.year, []).append(found.span)
    weekdays = {found.weekday: found.span for found in reversed(words) if found.weekday is not None}
    agreeing = {}
    for year, weight in votes.items():
        settled = day_if_any(year, month, day)
        if settled is not None and (not weekdays or settled.weekday() in weekdays):
            agreeing[year] = weight + (2 if weekdays else 0)
    if not agreeing:
        return Writing(None, None, month, (dateline.span,))
    # The text cannot be older than the latest year it speaks of as the present; on a tie the later year is the nearer.
    best = max(agreeing, key=lambda year: (agreeing[year], year))
    settled = dt.date(best, month, day)
    clues = [dateline.span, *spans[best]]
    if settled.weekday() in weekdays:
        clues.append(weekdays[settled.weekday()])
    return Writing(settled, best, month, tuple(clues))
