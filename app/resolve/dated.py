"""When an occasion takes place: which of an article's date words tell it, and what a report tells without any."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.extract.dates import DateWords
from app.extract.marks import Label, Occasion, Span
from app.records import MeetingStatus
from app.resolve.capacity import sentence_around
from app.resolve.ends import Calendar, with_end
from app.resolve.length import with_length
from app.resolve.tense import Told, told_by_tense
from app.resolve.when import When, certain, resolve_date
from app.resolve.writing import Writing


@dataclass(frozen=True, slots=True)
class Dates:
    """The date words of an article, when it was written, and what reports it.

    ``dateline`` holds the words of the header's day; ``is_of_the_day`` says that the article reports the day on which
    it was written, so that its past tense means that day; ``is_day_page`` that it does so of every occasion.
    """

    words: tuple[DateWords, ...]
    writing: Writing
    dateline: DateWords | None
    is_of_the_day: bool
    is_day_page: bool = False


def is_day_page(publisher: str | None) -> bool:
    """Say whether a page reports a single day, so that its present tense means that day."""
    return publisher is not None and "current events" in publisher.lower()


def when_of(text: str, occasion: Occasion, dates: Dates, others: Iterable[Span], *, is_main: bool) -> When:
    """Return the days of an occasion.

    Date words that a reader marked come first, then the only ones of a sentence that tells of this occasion alone
    (``others`` are the words for other occasions), then the day of a report that is about it.
    """
    planned = occasion.status is not MeetingStatus.HELD
    elsewhere = list(others)
    marked = _marked(occasion, dates, is_main=is_main)
    day = dates.writing.day
    reported = (
        (is_main or dates.is_day_page)
        and not planned
        and not occasion.background
        and dates.is_of_the_day
        and day is not None
    )
    told = marked or _only_ones(text, occasion, dates, elsewhere, planned=planned)
    found = [_with_alternative(text, words, dates, planned=planned) for words in told]
    # A calendar day in a report of what was held, or one that nobody marked, is not on the wrong side of that day.
    possible = [
        (words, when)
        for words, when in zip(told, found, strict=True)
        if (marked and not (reported and words.month)) or _fits(when, dates.writing, planned=planned)
    ]
    if any(when.start for _, when in possible):
        when = with_length(_best(text, occasion, possible), text, occasion.mentions, held=not planned)
        return with_end(when, text, occasion, Calendar(dates.words, dates.writing), elsewhere)
    tense = told_by_tense(text, occasion.mentions, is_day_page=dates.is_day_page)
    if reported and day is not None and tense is not Told.NOTHING:
        clues = dates.writing.clues or occasion.mentions[:1]
        when = When(day.isoformat()[: tense.value], None, clues)
        when = with_length(when, text, occasion.mentions, held=True, reported=True)
        return with_end(when, text, occasion, Calendar(dates.words, dates.writing), elsewhere)
    return When()


def _fits(when: When, writing: Writing, *, planned: bool) -> bool:
    """Say whether a date can be that of something planned or held, seen from the day of writing."""
    if when.start is None or writing.day is None:
        return True
    today = writing.day.isoformat()[: len(when.start)]
    return (when.end or when.start) >= today if planned else when.start <= today


def _marked(occasion: Occasion, dates: Dates, *, is_main: bool) -> list[DateWords]:
    """Return the date words that marks touch; what a report is about is told by its tense, not by its dateline."""
    spans = [mark.span for mark in occasion.marks if mark.label is Label.DATE]
    words = [
        words for span in spans for words in dates.words if words.span.start < span.end and span.start < words.span.end
    ]
    if is_main and not occasion.background and dates.dateline is not None:
        return [found for found in words if found.span != dates.dateline.span]
    return words


_MATTERS = frozenset({Label.TOPIC, Label.DOCUMENT, Label.DECISION, Label.BODY})


def _only_ones(
    text: str, occasion: Occasion, dates: Dates, others: Sequence[Span], *, planned: bool
) -> list[DateWords]:
    """Return the only date words in a sentence that tells of this occasion alone."""
    matters = [mark.span for mark in occasion.marks if mark.label in _MATTERS]
    for mention in occasion.mentions:
        sentence = sentence_around(text, mention)
        if any(sentence.start <= other.start < sentence.end for other in others):
            continue
        said = [
            words
            for words in dates.words
            if sentence.start <= words.span.start < sentence.end
            and words != dates.dateline
            and not _is_bare_year(words)
            and not any(matter.start <= words.span.start < matter.end for matter in matters)
        ]
        if any(_dates_a_saying(text, mention, words.span) for words in said):
            continue  # the day of what was said
        if planned and any(_EARLIER.search(text, max(0, words.span.start - 12), words.span.start) for words in said):
            continue
        if len(said) == 1 and _NEAR.fullmatch(_between(text, mention, said[0].span)):
            return said
    return []


def _dates_a_saying(text: str, mention: Span, day: Span) -> bool:
    """Say whether a day is that of a saying; "said after the talks ended on Saturday" gives the talks' day."""
    since = mention.end if mention.end <= day.start else 0
    return _OF_OTHERS.search(text, max(since, day.start - 60), day.start) is not None


def _is_bare_year(words: DateWords) -> bool:
    return words.year is not None and words.month is None


_OF_OTHERS = re.compile(r"\b(?:said|says|told|announced|added|reported)\b(?:(?!\bthat\b)[^,.;]){0,30}\Z")
_EARLIER = re.compile(r"\bearlier\s(?:in\s)?\Z")
_NEAR = re.compile(r"(?:(?!\b(?:said|says|told|after|before|since|ago|invit\w+|propos\w+)\b)[^.;:“”\"]){0,80}")


def _between(text: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other))
    return text[first.end : second.start]


def _best(text: str, occasion: Occasion, found: Sequence[tuple[DateWords, When]]) -> When:
    """Return the most precise of the dates in the occasion's own sentences, made more precise by what stands elsewhere.

    A date of another sentence counts when it lies within the one told here, or when none is told here.
    """
    sentences = [sentence_around(text, mention) for mention in occasion.mentions]
    here = [
        when
        for words, when in found
        if when.start and any(sentence.start <= words.span.start < sentence.end for sentence in sentences)
    ]
    starts = [when for _, when in found if when.start]
    within = [when for when in starts if not here or any(_lies_in(when, other) for other in here)]
    best = max(within, key=lambda when: len(when.start or ""))
    last = best.end or next((when.end for _, when in found if when.end), None)
    return When(best.start, last if last and best.start and last > best.start else None, best.clues)


def _lies_in(when: When, frame: When) -> bool:
    return when.start is not None and frame.start is not None and when.start.startswith(frame.start)


_OR = re.compile(r"\sor\s(?:(?:in|on|perhaps|possibly)\s)?(?:the\s)?\Z")


def _with_alternative(text: str, words: DateWords, dates: Dates, *, planned: bool) -> When:
    """Resolve date words; of "late April or early May" only what is certain counts."""
    when = resolve_date(words, dates.writing, planned=planned)
    for other in dates.words:
        first, second = sorted((words.span, other.span))
        if other is not words and second.start - first.end < 20 and _OR.search(text[first.end : second.start]):
            then = resolve_date(other, dates.writing, planned=planned)
            if when.start and then.start:
                return When(certain(when.start, then.start), None, (*when.clues, other.span))
    return when
