"""The last day of an occasion, where its words stand apart from those for the first: "The session ends on May 19".

A day closes an occasion when a verb of ending stands before it and the occasion is what ends: its own words right
before the verb or behind it, or a pronoun that opens the next sentence. A journey ends also when who travels returns.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.extract.dates import DateWords
from app.extract.marks import Occasion, Span
from app.records import MeetingKind
from app.resolve.capacity import sentence_around
from app.resolve.when import When, resolve_date
from app.resolve.writing import Writing

_BY_THEN = r"\s(?:(?:on|late|early|by|this|next|the)\s)*\Z"
_ENDED = r"(?:ended|concluded|closed|finished|completed|wound\sup|wrapped\sup|adjourned|rose|broke\s(?:up|off))"
_CLOSING = re.compile(
    rf"\b(?:(?:(?:(?:end|conclud|clos|finish|wind|wrap|adjourn)(?:e?s|e|ing)?(?:\sup)?|(?P<past>{_ENDED}))"
    r"(?:\s[\w'’-]+){0,9}?)"
    r"|(?:last|run|stay|stays|continue|remain|go\son|goes\son|lasting|running|staying)(?:e?s)?(?:\s[\w'’-]+){0,4}?"
    r"\s(?:until|till|through|to))" + _BY_THEN
)
_OPEN_VERB = re.compile(r"\b(?:last|run|stay|continue|remain|go|goes|sit)(?:s|ing)?(?:\s[\w'’-]+){0,5}\s\Z")
_THEN_ENDED = re.compile(rf",?\s(?:has\s|have\s)?{_ENDED}(?:\s[\w'’-]+){{0,6}}\s\Z")
_RETURN = re.compile(
    r"\b(?:(?:his|her|their|its)\sreturn|(?:returns?|returning|departs?|departing|leaves?|leaving|(?:fly|flies|flying))"
    r"(?:\s(?:home|back|here|for|to|from|the|[A-Z][\w'’-]+)){0,4})" + _BY_THEN
)
_THEN_RETURN = re.compile(r",?\s(?:before|and\sthen)\s(?:returning|leaving|departing|flying\s(?:home|back))\b")
# Who goes, if a name or title stands right before the verb: somebody else's departure ends no journey.
_GOER = re.compile(
    r"\b(?!(?:He|She|They|It)\b)(?P<who>[A-Z][\w-]+)\s+"
    r"(?:(?:is|are|was|were|will|would|has|had|then|also|due|expected|scheduled|to)\s+){0,5}\Z"
)
_BRACKETED = re.compile(r"\((?:to|until|till|through)\s\Z")
# What may stand between an occasion and the verb that closes it.
_AUXILIARIES = re.compile(
    r"(?:,[^,;:]{1,140},|\s\([^)]{1,40}\))?[\s,]+"
    r"(?:(?:which|that|and|is|are|was|were|will|would|should|expected|scheduled|due|set|slated|planned|to)\s+){0,6}"
)
_PRONOUN = re.compile(
    r"\s*(?:It|They|He|She|This)\s+"
    r"(?:(?:is|are|was|were|will|would|should|expected|scheduled|due|set|slated|planned|to|also)\s+){0,6}"
)


_REACH = 1200  # characters from the words for an occasion: a sentence and the one after it; farther is another story


@dataclass(frozen=True, slots=True)
class Calendar:
    """The date words of an article, and when it was written."""

    words: Sequence[DateWords]
    writing: Writing


def with_end(when: When, text: str, occasion: Occasion, calendar: Calendar, others: Iterable[Span]) -> When:
    """Return a day with the last day that closing words tell; ``others`` denote the article's other occasions."""
    if when.start is None or when.end is not None or len(when.start) < len("2015-04-02"):
        return when
    near = _near(calendar.words, occasion.mentions)
    elsewhere = list(others) if occasion.kind is MeetingKind.VISIT else []  # nothing else asks
    for found in near:
        closing = None if found.span == when.clues[0] else _closes(text, found, occasion, elsewhere)
        if closing is None:
            continue
        day = resolve_date(found, calendar.writing, planned=closing)
        last = day.end or day.start
        if last and len(last) == len(when.start) and when.start < last:
            return When(when.start, last, (*when.clues, found.span))
    return when


def _near(words: Sequence[DateWords], mentions: Iterable[Span]) -> list[DateWords]:
    """Return the date words around the words for an occasion, in order; a text may have thousands of others."""
    found: set[int] = set()
    for mention in mentions:
        low = bisect_left(words, mention.start - _REACH, key=lambda each: each.span.start)
        found.update(range(low, bisect_left(words, mention.end + _REACH, low, key=lambda each: each.span.start)))
    return [words[at] for at in sorted(found)]


def _closes(text: str, words: DateWords, occasion: Occasion, others: Sequence[Span]) -> bool | None:
    """Return None unless date words tell the end of an occasion; else whether that is still to come."""
    sentence = sentence_around(text, words.span)
    own = [mention for mention in occasion.mentions if _within(mention, sentence)]
    if any(_THEN_ENDED.fullmatch(text, words.span.end, mention.start) for mention in own):
        return False
    if own and _BRACKETED.search(text, sentence.start, words.span.start):
        return True
    if occasion.kind is MeetingKind.VISIT and (own or not any(_within(other, sentence) for other in others)):
        gone = _RETURN.search(text, sentence.start, words.span.start)
        if gone and _travels(text[sentence.start : gone.start()], text, occasion):
            return True
        if _THEN_RETURN.match(text, words.span.end):
            return True
    if words.open_end:
        found, ahead = _OPEN_VERB.search(text, sentence.start, words.span.start), True
    else:
        found = _CLOSING.search(text, sentence.start, words.span.start)
        ahead = found is not None and found["past"] is None
    if found is None and not words.open_end:
        return None
    verb = found.start() if found else words.span.start
    if any(verb < mention.start < words.span.start for mention in own):
        return ahead
    if any(_AUXILIARIES.fullmatch(text, mention.end, verb) for mention in own):
        return ahead
    before = sentence_around(text, Span(max(0, sentence.start - 3), max(0, sentence.start - 3)))
    follows = any(_within(mention, before) for mention in occasion.mentions)
    return ahead if follows and _PRONOUN.fullmatch(text, sentence.start, verb) else None


def _travels(before: str, text: str, occasion: Occasion) -> bool:
    """Tell whether whoever the words before a verb of going name may be one of those whose journey it is."""
    goer = _GOER.search(before)
    taking_part = (mark.span.of(text).lower().split() for mark in occasion.marks)
    return goer is None or any(goer["who"].lower() in words for words in taking_part)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end
