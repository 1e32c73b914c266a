"""How many days an occasion lasts, where the words for it tell: "a three-day visit"."""

import datetime as dt
import re
from collections.abc import Iterable

from app.extract.marks import Span
from app.resolve.capacity import sentence_around
from app.resolve.when import When

_LENGTHS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_LENGTH = re.compile(
    rf"\b({'|'.join(_LENGTHS)}|[2-9]|1\d)[-\s]days?\b(?!\s(?:before|after|ago|later|earlier))(?:-long)?"
    r"|\b(?:(?P<week>week)[-\s]long|one-(?P<one>week))\b",
    re.IGNORECASE,
)
_LENGTH_BEFORE, _LENGTH_AFTER = 45, 12  # characters around the words that denote an occasion
# "The talks are expected to last two days", "the session will open on May 4 and last three days"
_LASTS = re.compile(
    r"[^.;:\n]{0,120}?\b(?:to|will|would|should|which|and|that|they|it)\s(?:last|run|continue|go\son|take)(?:s|ed|ing)?"
    r"\s(?:(?:for|about|some)\s)?(?=\w+[\s-]days?\b)"
)

_ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_NTH_DAY = (
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})(?:\sand\s(?:last|final|closing)|\s(?:consecutive|successive|straight))?\sday\b"
)
_DAY_OF = re.compile(
    rf"(?P<enters>\binto\s(?:its|their|the|a)\s)?{_NTH_DAY}\sof\s(?:[\w'’-]+\s){{0,6}}\Z", re.IGNORECASE
)
_IN_ITS_DAY = re.compile(
    rf"(?:\s[\w'’-]+){{0,5}}?\s(?P<enters>enter(?:ed|s|ing)?\s|(?:went|go(?:es)?|mov(?:ed|es))\sinto\s)?(?:(?:on|in|into|for)\s)?"
    rf"(?:its|their|the|a)\s{_NTH_DAY}(?!\sof\s(?!talks|discussions|negotiations|meetings|deliberations))",
    re.IGNORECASE,
)


_ENDING = (
    r"\b(?:end(?:ed|s|ing)?|conclud(?:ed|es?|ing)|w(?:ound|rapped|rap)\sup|clos(?:ed|ing)|finish(?:ed|es|ing)|rose"
    r"|broke\s(?:up|off)|completed|at\sthe\s(?:close|end)\sof)\b"
)
_OVER = re.compile(_ENDING)
# "signed after two days of talks"
_AFTER_DAYS = re.compile(rf"\bafter\s(?:{'|'.join(_LENGTHS)}|\d\d?)\sdays\sof\s(?:[\w'’-]+\s){{0,4}}\Z", re.IGNORECASE)
_ENDED_BEFORE = re.compile(rf"{_ENDING}[^.;:]{{0,60}}\Z")
_ENDED_AFTER = re.compile(rf"[^.;:]{{0,40}}?{_ENDING}")


def with_length(when: When, text: str, mentions: Iterable[Span], *, held: bool = False, reported: bool = False) -> When:
    """Return a date with its end where an occasion is said to last some days: "a three-day visit".

    The day on which something ``held`` is told to have ended is the last of its days. ``reported`` says that the date
    is that of the report, so that it need not stand in the sentence that tells of the end.
    """
    if when.start is None or when.end is not None or len(when.start) < len("2015-04-02"):
        return when
    told = list(mentions)
    over = any(
        (reported or _is_beside(text, mention, when.clues[:1])) and _has_ended(text, mention) for mention in told
    )
    begun = _begun(when, text, told)
    when = begun or when
    length = _length(text, told) if begun or when.end is None else None
    if length is None:
        return when
    if reported and not over and not begun:
        return when  # some day of it, nobody knows which
    days, clue = length
    first = dt.date.fromisoformat(when.start or "")
    if held and over and not begun:
        return When((first - dt.timedelta(days=days - 1)).isoformat(), when.start, (*when.clues, clue))
    return When(when.start, (first + dt.timedelta(days=days - 1)).isoformat(), (*when.clues, clue))


def _length(text: str, mentions: Iterable[Span]) -> tuple[int, Span] | None:
    """Return how many days are told of an occasion right beside its words, and what tells."""
    for mention in mentions:
        lasts = _LASTS.match(text, mention.end)
        end = (lasts.end() if lasts else mention.end) + _LENGTH_AFTER
        for match in _LENGTH.finditer(text, max(0, mention.start - _LENGTH_BEFORE), min(len(text), end)):
            if not re.search(r"[.;:\n]", text[match.end() : mention.start]):
                is_week = match["week"] or match["one"]
                return 7 if is_week else _LENGTHS.get(match[1].lower()) or int(match[1]), Span(*match.span())
    return None


def _begun(when: When, text: str, mentions: list[Span]) -> When | None:
    """Return since when an occasion has lasted that is told to be in its fifth day."""
    for mention in mentions:
        nth = _DAY_OF.search(text, max(0, mention.start - 60), mention.start) or _IN_ITS_DAY.match(text, mention.end)
        if nth is not None and _is_beside(text, mention, when.clues[:1]):
            day, clue = dt.date.fromisoformat(when.start or ""), Span(*nth.span("nth"))
            first = day - dt.timedelta(days=_ORDINALS[nth["nth"].lower()] - 1)
            # A day that is only entered is not told to be the last one so far, and the first is no end.
            last = None if nth["enters"] or first == day else when.start
            return When(first.isoformat(), last, (*when.clues, clue))
    return None


def _is_beside(text: str, mention: Span, clue: tuple[Span, ...]) -> bool:
    sentence = sentence_around(text, mention)
    return any(sentence.start <= day.start < sentence.end for day in clue)


def _has_ended(text: str, mention: Span) -> bool:
    return bool(
        _OVER.search(text, mention.start, mention.end)
        or _AFTER_DAYS.search(text, max(0, mention.start - 60), mention.start)
        or _ENDED_BEFORE.search(text, max(0, mention.start - 90), mention.start)
        or _ENDED_AFTER.match(text, mention.end)
    )
