"""In what capacity somebody takes part, told by the words around: who hosts, chairs, is invited, observes, mediates."""

import re

from app.extract.marks import Span
from app.records import Capacity

_SENTENCE_END = re.compile(r"(?<=[a-z\d)\"”’]{2})[.!?][\"”’]?(?=\s+[A-Z\"“])|\n\s*\n|\n")
_REACH = 600  # characters on each side of a mention that may belong to its sentence


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence in which a stretch stands, as far as its full stops tell."""
    left = max(0, span.start - _REACH)
    start = left
    for end in _SENTENCE_END.finditer(text, left, span.start):
        start = end.end()
    closing = _SENTENCE_END.search(text, span.end, min(len(text), span.end + _REACH))
    return Span(start, closing.start() if closing else min(len(text), span.end + _REACH))


# Each rule looks at the words right before a mention and right after it, within its sentence. The subject's own words
# may stand between ("Aslov, the foreign minister of Tajikistan, which this year presides over …").
_APPOSITION = r"(?:,[^.;]{0,120},|\s\([^)]{0,60}\))?"
_AFTER: tuple[tuple[re.Pattern[str], Capacity], ...] = (
    (re.compile(r"^[^.;]{0,90}\b(?:which|who)\b[^.;]{0,40}\b(?:presid(?:es|ed|ing)|chairs|chaired)\b"), Capacity.CHAIR),
    (
        re.compile(
            rf"^{_APPOSITION}[\s,]+(?:who\s)?(?:will\s|is\sto\s|also\s)?(?:preside[sd]?|chair(?:s|ed)?|co-chair(?:s|ed)?)\b"
        ),
        Capacity.CHAIR,
    ),
    (
        re.compile(
            rf"^{_APPOSITION}[\s,]+(?:who\s)?(?:will\s|is\sto\s|also\s|today\s)?(?:host(?:s|ed|ing)?|receive[sd]?)\b"
        ),
        Capacity.HOST,
    ),
    (
        re.compile(
            r"^[^.;]{0,160}\bat\sthe\sinvitation\sof\b|^[^.;]{0,80}\b(?:was|were|been|is|are)\s(?:also\s)?invited\b"
        ),
        Capacity.GUEST,
    ),
    (re.compile(r"^[^.;]{0,60}\bas\s(?:an?\s)?(?:special\s)?guests?\b"), Capacity.GUEST),
    (re.compile(r"^[^.;]{0,60}\bas\s(?:an?\s)?observers?\b"), Capacity.OBSERVER),
    (
        re.compile(
            rf"^{_APPOSITION}[\s,]+(?:who\s)?(?:is\s|was\s|has\s(?:been\s)?)?mediat(?:es|ed|ing|or)\b|^[^.;]{{0,30}}\bas\s(?:an?\s)?mediator"
        ),
        Capacity.MEDIATOR,
    ),
)
_BEFORE: tuple[tuple[re.Pattern[str], Capacity], ...] = (
    (re.compile(r"\b(?:chaired|presided\sover|co-chaired|led)\sby\s(?:[\w’'.-]+\s){0,6}$|\bchairmanship\sof\s(?:[\w’'.-]+\s){0,4}$"), Capacity.CHAIR),
    (re.compile(r"\bhosted\sby\s(?:[\w’'.-]+\s){0,6}$|\breceived\sby\s(?:[\w’'.-]+\s){0,6}$"), Capacity.HOST),
    (re.compile(r"\b(?:mediated|brokered)\sby\s(?:[\w’'.-]+\s){0,6}$"), Capacity.MEDIATOR),
    (re.compile(r"\binvited\s(?:guests?\s)?(?:[\w’'.-]+\s){0,5}$"), Capacity.GUEST),
    (re.compile(r"(?i)\bamong\sthose\s(?:also\s)?(?:attending|present|invited)\b[^.;]{0,140}$|\balso\sattend(?:ing|ed)\b[^.;]{0,60}\b(?:are|were)\b[^.;]{0,60}$"), Capacity.GUEST),
)  # fmt: skip


def capacity_of(text: str, mention: Span, told: Span | None = None) -> Capacity:
    """Return the capacity that the words around a mention tell, else ``PARTICIPANT``.

    ``told`` is the whole phrase of a participant with its office, where it is longer than the mention.
    """
    phrase = Span(min(mention.start, told.start), max(mention.end, told.end)) if told else mention
    sentence = sentence_around(text, mention)
    before, after = text[sentence.start : phrase.start], text[phrase.end : sentence.end]
    for pattern, capacity in _BEFORE:
        if pattern.search(before):
            return capacity
    for pattern, capacity in _AFTER:
        if pattern.search(after) or (told is not None and pattern.search(text[mention.end : sentence.end])):
            return capacity
    return Capacity.PARTICIPANT
