"""The body whose meeting an occasion is: the one marked for it, else the one named right beside the occasion."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.extract.marks import Label, Occasion, Span
from app.gazetteer import Body, BodyKind, EntryKind, Find, body_named
from app.records import MeetingKind
from app.resolve.cast import Cast, Row, plain_name, spelt_out
from app.resolve.phrases import is_plural


@dataclass(frozen=True, slots=True)
class Meets:
    """A body that meets: its name in the article's words, and the words that name it."""

    name: str
    span: Span


_NOUNS = (
    r"Assembly|Association|Board|Club|Coalition|Commission|Committee|Community|Conference|Congress|Consultations|Council"
    r"|Dialogue|Forum|Group|Initiative|League|Mechanism|Organi[sz]ation|Partnership|Platform|Sub-?[Cc]ommittee"
    r"|Task\s?[Ff]orce|Union|Working\sGroup"
)
_BODY_NOUN = re.compile(
    rf"\b(?:{_NOUNS}|Quad|Troika|Exporters|Parliament|Cabinet|Fund|Bank|Alliance)s?\b", re.IGNORECASE
)
_WORDS = r"(?:\s[\w’'-]+){0,4}"
_SHORT = r"(?:['’]s?)?(?:\s?\([^)]{1,12}\)|,\s[A-Z][A-Z0-9-]{1,7},)?(?:['’]s?)?"
# What may stand between a body and the word for its meeting, as in "EC farm ministers' talks".
_BEFORE_MENTION = re.compile(rf"{_SHORT}{_WORDS}\s?")
_AFTER_MENTION = re.compile(
    r"(?:\s[a-z]+){0,4}\s(?:of|at|in|within)\s(?:[\w’'-]+\s){0,4}|\son\s[A-Z]\w+(?:\s\d+)?\sof\s(?:the\s)?"
)
_WITH = re.compile(r"\b(?:with|between|and|to)\s(?:(?:the|an?|its|both)\s)?$|[-–/]$")
_FAR = 70  # characters between an occasion and the body that is named beside it


def body_of(cast: Cast, occasion: Occasion, rows: Sequence[Row]) -> Meets | None:
    """Return the body whose meeting an occasion is, in full where the article gives it, or None."""
    if occasion.kind is MeetingKind.VISIT:
        return None
    marked = [mark.span for mark in occasion.marks if mark.label is Label.BODY and _may_meet(cast, mark.span)]
    beside = [span for span in marked if _is_beside(cast.text, span, occasion.mentions)]
    if occasion.kind is MeetingKind.CALL:
        marked = beside
    best = max(beside or marked, key=lambda span: (span.end - span.start, -span.start), default=None)
    if best is None:
        best = _named_beside(cast, occasion) or _of_its_members(occasion, rows)
    return _in_full(cast, best) if best is not None else None


def _may_meet(cast: Cast, span: Span) -> bool:
    """Say whether marked words can name a body: no person, no place, no disease and no subject of talks."""
    words = span.of(cast.text)
    if body_named(words) is not None or _BODY_NOUN.search(words):
        return True
    if cast.mentions.touching(span) or re.fullmatch(r"[A-Z]+-\W?\d+", words):
        return False
    return words[:1].isupper() or words[:1].isdigit()


def _is_beside(text: str, span: Span, mentions: Iterable[Span]) -> bool:
    for mention in mentions:
        if span.start < mention.end and mention.start < span.end:
            return True
        if 0 <= mention.start - span.end < _FAR and _BEFORE_MENTION.fullmatch(text[span.end : mention.start]):
            return True
        if 0 <= span.start - mention.end < _FAR and _AFTER_MENTION.fullmatch(text[mention.end : span.start]):
            return True
    return False


_MEETING = frozenset(
    {
        BodyKind.ORGANISATION, BodyKind.ALLIANCE, BodyKind.COUNCIL, BodyKind.ASSEMBLY, BodyKind.BOARD,
        BodyKind.GROUP, BodyKind.FORUM,
    }
)  # fmt: skip
# What may stand between a body and the word for its meeting, when nobody marked it.
_ITS_MEETING = re.compile(
    rf"{_SHORT}(?:\s(?:[Aa]nnual|[Rr]egular|[Ss]pecial|[Qq]uarterly|[Ee]mergency|[Ee]xtraordinary|[Ii]nformal|[Mm]inisterial"
    r"|[Ee]xecutive|[Bb]oard|[Cc]ouncil|[Ll]eaders['’]?|[Ss]ummit|(?:[A-Za-z]+\s){0,2}[Mm]inisters['’]?)){0,3}\s"
)
_MEETING_OF = re.compile(
    r"\sof\s(?:the\s)?(?:(?:[a-z]+\s){0,3}(?:ministers|leaders|heads|representatives|members|council|board)\s(?:of|from)\s(?:the\s)?)?"
)


def _named_beside(cast: Cast, occasion: Occasion) -> Span | None:
    """Return a body known beforehand right beside the words for an occasion of many: "the ASEAN | summit"."""
    if occasion.kind in {MeetingKind.BILATERAL, MeetingKind.CALL}:
        return None
    for mention in occasion.mentions:
        around = cast.finds.begun_in(mention.start - _FAR, mention.end + _FAR)
        for find in around:
            if not _meets(find):
                continue
            span = Span(find.start, find.end)
            if find.start < mention.end and mention.start < find.end:
                known = find.sense(EntryKind.BODY)
                return span if isinstance(known, Body) and known.kind is not BodyKind.FORUM else None
            if find.end <= mention.start:
                near = _ITS_MEETING.fullmatch(cast.text[find.end : mention.start])
                if near and not _WITH.search(cast.text, max(0, find.start - 20), find.start):
                    return span
            elif find.start >= mention.end and _MEETING_OF.fullmatch(cast.text[mention.end : find.start]):
                return span
    return None


def _meets(find: Find) -> bool:
    known = find.sense(EntryKind.BODY)
    return isinstance(known, Body) and known.kind in _MEETING and body_named(find.words) is not None


_OF_MANY = frozenset({MeetingKind.SUMMIT, MeetingKind.MINISTERIAL, MeetingKind.SESSION})


def _of_its_members(occasion: Occasion, rows: Sequence[Row]) -> Span | None:
    """Return the one body whose members meet: "EC farm ministers met"."""
    others = [row for row in rows if row.participant.name is None and row.participant.country]
    if others or occasion.kind not in _OF_MANY or (occasion.kind is MeetingKind.SUMMIT and len(rows) > 1):
        return None
    groups = [
        row
        for row in rows
        if row.participant.name is None and row.participant.organization and is_plural(row.participant.role or "")
    ]
    bodies = {body_named(row.participant.organization or "") for row in groups}
    known = bodies.pop() if len(bodies) == 1 else None
    if known is None or known.kind not in _MEETING:
        return None
    return next((span for row in groups for field, span in row.evidence if field == "organization"), None)


_ORGAN = re.compile(r"(?:['’]s?)?(?:\s[a-z][\w’'-]*)+")


def _in_full(cast: Cast, span: Span) -> Meets:
    """Give a body its full name where the text has it, without the words for an organ that has no name of its own."""
    text = cast.text
    inside = [find for find in cast.finds.touching(span) if find.start == span.start and find.end < span.end]
    for find in inside:
        if _meets(find) and _ORGAN.fullmatch(text[find.end : span.end]):
            span = Span(find.start, find.end)
    span = spelt_out(text, span.of(text)) or span
    known = body_named(span.of(text))
    if isinstance(known, Body) and len(span.of(text)) < len(known.name):
        for form in sorted((known.name, *known.aliases), key=len, reverse=True):
            at = text.find(form)
            if at >= 0 and len(form) > span.end - span.start:
                span = Span(at, at + len(form))
                break
    return Meets(plain_name(span.of(text)), span)
