"""How many days an occasion lasts, where the words for it tell: "a three-day visit"."""

import datetime as dt
import re
from collections.abc import Iterable

from app.extract.marks import Span
from app.resolve.capacity import sentence_around
from app.resolve.when import When

_LENGTHS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_LENGTH = re.compile(rf"\b({'|'.join(_LENGTHS)}|[2-9]|1\d)[-\s]days?\b(?:-long)?|\b(week)-long\b", re.IGNORECASE)
_LENGTH_BEFORE, _LENGTH_AFTER = 45, 12  # characters around the words that denote an occasion


_ENDING = (
    r"\b(?:ended|ends|ending|conclud(?:ed|es|ing)|w(?:ound|rapped)\sup|clos(?:ed|ing)|finish(?:ed|es|ing)|rose"
    r"|broke\s(?:up|off)|at\sthe\s(?:close|end)\sof)\b"
)
_ENDED_BEFORE = re.compile(rf"{_ENDING}[^.;:]{{0,60}}\Z")
_ENDED_AFTER = re.compile(rf"[^.;:]{{0,40}}?{_ENDING}")


def with_length(when: When, text: str, mentions: Iterable[Span], *, held: bool = False, reported: bool = False) -> When:
    """Return a date with its end where an occasion is said to last some days: "a three-day visit".

    The day on which something ``held`` is told to have ended is the last of its days. ``reported`` says that the date
    is that of the report, so that it need not stand in the sentence that tells of the end.
    """
    if when.start is None or when.end is not None or len(when.start) < len("2015-04-02"):
        return when
    for mention in mentions:
        around = Span(max(0, mention.start - _LENGTH_BEFORE), mention.end + _LENGTH_AFTER)
        for match in _LENGTH.finditer(text, around.start, min(len(text), around.end)):
            if re.search(r"[.;:\n]", text[match.end() : mention.start]):
                continue
            days = 7 if match[2] else _LENGTHS.get(match[1].lower()) or int(match[1])
            day, clues = dt.date.fromisoformat(when.start), (*when.clues, Span(*match.span()))
            if held and (reported or _is_beside(text, mention, when.clues[:1])) and _has_ended(text, mention):
                return When((day - dt.timedelta(days=days - 1)).isoformat(), when.start, clues)
            return When(when.start, (day + dt.timedelta(days=days - 1)).isoformat(), clues)
    return when


def _is_beside(text: str, mention: Span, clue: tuple[Span, ...]) -> bool:
    sentence = sentence_around(text, mention)
    return any(sentence.start <= day.start < sentence.end for day in clue)


def _has_ended(text: str, mention: Span) -> bool:
    return bool(
        _ENDED_BEFORE.search(text, max(0, mention.start - 90), mention.start) or _ENDED_AFTER.match(text, mention.end)
    )
