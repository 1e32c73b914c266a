"""Marks whose edges a reader missed, put right: a name with the next word, an office with an honour, half a bracket."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.extract.names import surname
from app.gazetteer import BodyKind, EntryKind, body_named, country_named, scan
from app.records import MeetingKind
from app.resolve.phrases import title_in

_MATTERS = frozenset({Label.TOPIC, Label.DOCUMENT, Label.DECISION})


def tidied(text: str, reading: Reading) -> Reading:
    """Return a reading with the edges of its marks put right, and without names that only a matter mentions."""
    names = {surname(mark.span.of(text)) for o in reading for mark in o.marks if mark.label is Label.NAME}
    return tuple(replace(occasion, marks=tuple(_tidied(text, occasion, names))) for occasion in reading)


def _tidied(text: str, occasion: Occasion, surnames: set[str]) -> Iterator[Mark]:
    seen: set[Mark] = set()
    for mark in _without_matters(occasion):
        if mark.label is Label.NAME:
            found = list(_names(text, mark.span, surnames))
        elif mark.label is Label.ROLE:
            found = _office(text, mark.span)
        elif mark.label in {Label.PARTY, Label.BODY}:
            span = _body(text, mark.span)
            found = [Mark(span, Label.PARTY if _is_talked_with(text, span, occasion) else mark.label)]
        else:
            found = [mark]
        for each in found:
            if each.span.end > each.span.start and each not in seen:
                seen.add(each)
                yield each


def _without_matters(occasion: Occasion) -> Iterator[Mark]:
    """Leave out the bare names in the words of a matter: "the release of A and B" does not bring them to the table."""
    matters = [mark.span for mark in occasion.marks if mark.label in _MATTERS]
    offices = {mark.span.end for mark in occasion.marks if mark.label is Label.ROLE}
    for mark in occasion.marks:
        within = any(m.start < mark.span.start and mark.span.end <= m.end for m in matters)
        if mark.label is Label.NAME and within and not offices & {mark.span.start - 1, mark.span.start - 2}:
            continue
        yield mark


_STOP = re.compile(r"(?<=[a-z]{3}[.!?])\s+")
_STATE_AFTER = re.compile(r"\s+(?:U\.?S\.?|U\.?K\.?|U\.?N\.?|EU|EC)$")
_COMPANY = re.compile(r"\b(?:S\.?A|Inc|Corp|Ltd|PLC|plc|GmbH|N\.V)\.?$")
_PAIR = re.compile(r"([A-Z]\w+)[-–]([A-Z]\w+)")
_INITIALS = re.compile(r"(?<![\w.])(?!U\.)(?:[A-Z]\.\s?){1,3}\s?$")
_NO_PERSONS = frozenset(BodyKind) - {BodyKind.MOVEMENT, BodyKind.SOCIETY}


def _names(text: str, span: Span, surnames: set[str]) -> Iterator[Mark]:
    for piece in _parts(text, span):
        state = _STATE_AFTER.search(piece.of(text))
        part = Span(piece.start, piece.start + state.start()) if state and state.start() > 0 else piece
        words = part.of(text)
        pair = _PAIR.fullmatch(words)
        if pair and pair[1] in surnames and pair[2] in surnames:
            yield Mark(Span(part.start, part.start + len(pair[1])), Label.NAME)
            yield Mark(Span(part.end - len(pair[2]), part.end), Label.NAME)
            continue
        known = body_named(words)
        if (known and known.kind in _NO_PERSONS) or _COMPANY.search(words) or country_named(words):
            yield Mark(part, Label.PARTY)
            continue
        before = _INITIALS.search(text, max(0, part.start - 10), part.start)
        yield Mark(Span(before.start() if before else part.start, part.end), Label.NAME)


def _parts(text: str, span: Span) -> list[Span]:
    """Return the pieces of marked words that the end of a sentence parts."""
    words = span.of(text)
    cuts = [(stop.start(), stop.end()) for stop in _STOP.finditer(words)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start - 1 for start, _ in cuts), len(words)]
    return [Span(span.start + start, span.start + end) for start, end in zip(starts, ends, strict=True)]


_HONOUR_AFTER = re.compile(r"\s+(?:Mr|Mrs|Ms|Mme|Dr|Sir|Sheikh|Datuk|H\.E)\.?$")
_INITIALS_AFTER = re.compile(r"\s+(?!U\.)(?:[A-Z]\.\s?){1,3}$")
_COUNTERPARTS = re.compile(r"\s+counterparts?$")
_BUILDING = re.compile(r"(?:the\s)?(?:Ministry|Department|Bureau|Office|Embassy)\b(?!.*\b(?:chief|head|officials?)\b)")


def _office(text: str, span: Span) -> list[Mark]:
    """Put the words of an office right; a ministry after its official is no office of its own."""
    span = _parts(text, span)[-1]
    words = span.of(text)
    if _BUILDING.match(words) and text[max(0, span.start - 2) : span.start] == ", ":
        return []
    for ending in (_HONOUR_AFTER, _INITIALS_AFTER, _COUNTERPARTS):
        match = ending.search(words)
        if match and match.start() > 0 and title_in(words[: match.start()]):
            words = words[: match.start()]
    span = Span(span.start, span.start + len(words))
    for find in scan(text[max(0, span.start - 60) : span.end], {EntryKind.BODY}):
        shift = max(0, span.start - 60)
        start, end = find.start + shift, find.end + shift
        # "the African | National Congress president": the office begins within the name of a body
        if start < span.start < end < span.end and title_in(text[end : span.end].strip()):
            rest = Span(end + 1, span.end)
            return [Mark(Span(start, end), Label.PARTY), Mark(rest, Label.ROLE)]
    return [Mark(span, Label.ROLE)]


_OF_TWO = frozenset({MeetingKind.BILATERAL, MeetingKind.NEGOTIATION, MeetingKind.CALL})
_WITH = re.compile(r"(?:\s[\w’'-]+){0,4}\s(?:with|between)\s(?:(?:the|an?)\s)?")
_NO_PARTIES = frozenset({BodyKind.FORUM, BodyKind.BOARD, BodyKind.GROUP})


def _is_talked_with(text: str, span: Span, occasion: Occasion) -> bool:
    """Say whether a body is one of two that talk, and no body of which both are members: "talks with the IMF"."""
    known = body_named(span.of(text))
    if known is None or known.kind in _NO_PARTIES or occasion.kind not in _OF_TWO:
        return False
    ends = [mention.end for mention in occasion.mentions if mention.end <= span.start]
    return any(_WITH.fullmatch(text[end : span.start]) for end in ends if span.start - end < _NEAR)


_NEAR = 60  # characters between the word for talks and the body with which they are held
_OF_MEMBERS = re.compile(r"\)?\s+(?:member\s)?(?:nations|countries|members|states|delegation|side)$")
_SORT_AFTER = re.compile(r"\s+(?:annual|regular|quarterly|special)$")


def _body(text: str, span: Span) -> Span:
    words = span.of(text)
    match = _OF_MEMBERS.search(words)
    if match and body_named(words[: match.start()]):
        words = words[: match.start()]
    match = _SORT_AFTER.search(words)
    if match:
        words = words[: match.start()]
    start = span.start
    if ")" in words and "(" not in words and text[start - 1 : start] == "(":
        # The mark began behind a bracket, as in: the Organisation for Grain's (|OFG) Council.
        before = scan(text[max(0, start - 90) : start - 1], {EntryKind.BODY})
        shift = max(0, start - 90)
        if before and re.fullmatch(r"(?:['’]s)?\s\(", text[before[-1].end + shift : start]):
            words = text[before[-1].start + shift : start] + words
            start = before[-1].start + shift
    return Span(start, start + len(words))
