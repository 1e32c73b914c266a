"""Places that the sentences about an occasion tell, though nobody marked them: "In Oslo, she met", "visits Canada"."""

import re

from app.extract.marks import Label, Occasion, Span
from app.gazetteer import EntryKind, Find, scan
from app.records import MeetingKind
from app.resolve.capacity import sentence_around

_PLACES = {EntryKind.CITY, EntryKind.VENUE, EntryKind.COUNTRY}
_OPENING = re.compile(
    r"\s*(?:(?:While|Also|Earlier|Later)\s)?(?:[Ii]n|[Aa]t|[Dd]uring\s(?:his|her|their)\s\w+\s(?:in|to))\s(?:the\s)?\Z"
)
_BESIDE = re.compile(
    r"\s(?:(?:to\sbe\s)?held\s|(?:today|yesterday|tomorrow|(?:on\s)?[A-Z][a-z]+day)\s|with\s[^.;:]{1,80}?\s)?"
    r"(?:in|at)\s(?:the\s)?(?:[\w’'-]+\s(?:capital|city|town|resort)\s(?:of\s)?)?\Z"
)
_GOAL = re.compile(r"(?:\s(?:to|in|at|from|of)(?:\sthe)?)?\s\Z")
_GOING = re.compile(r"(?:visit|travel|trip|tour|arriv|return|flew|fly|journey|stay)\w*\Z", re.IGNORECASE)
# "the Darien jungle" is not the town of Darien
_OF_LAND = re.compile(
    r"\s(?:area|basin|border|checkpoint|coast|crisis|crossing|delta|desert|district|front|gap|jungle|lowlands|peninsula"
    r"|plain|province|regions?|strait|valley|war)\b"
)
_NOT_A_PLACE = frozenset({Label.TOPIC, Label.DOCUMENT, Label.DECISION, Label.NAME, Label.ROLE, Label.PARTY, Label.BODY})


def told_places(text: str, occasion: Occasion) -> list[Span]:
    """Return the words that tell a place of an occasion right beside the words that denote it, if they tell only one.

    A journey goes to the state or city after its verb; anything else takes place "in" or "at" what opens its sentence
    or follows the words for it.
    """
    taken = [mark.span for mark in occasion.marks if mark.label in _NOT_A_PLACE]
    told: list[Span] = []
    for mention in occasion.mentions:
        sentence = sentence_around(text, mention)
        finds = scan(sentence.of(text), _PLACES)
        for at, find in enumerate(finds):
            span = Span(sentence.start + find.start, sentence.start + find.end)
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            if not _tells(text, sentence, mention, span, occasion.kind) or _OF_LAND.match(text, span.end):
                continue
            if at + 1 < len(finds) and _is_list(sentence.of(text), find, finds[at + 1]):
                return []
            told.append(span)
    return told if len({span.of(text) for span in told}) == 1 else []


def _is_list(sentence: str, first: Find, second: Find) -> bool:
    """Say whether two places stand side by side: "Kenya, Uganda", "Oslo and Bergen", but not "Tokyo, Japan"."""
    between = sentence[first.end : second.start]
    if re.fullmatch(r",?\s(?:and|or)\s(?:then\s|to\s)?", between):
        return True
    return re.fullmatch(r",\s", between) is not None and first.entry_kind is second.entry_kind


def _tells(text: str, sentence: Span, mention: Span, place: Span, kind: MeetingKind) -> bool:
    if place.start < mention.start:
        return _OPENING.match(text[sentence.start : place.start]) is not None
    between = text[mention.end : place.start]
    if kind is MeetingKind.VISIT and _GOING.search(mention.of(text)):
        return _GOAL.match(between) is not None
    return _BESIDE.match(between) is not None
