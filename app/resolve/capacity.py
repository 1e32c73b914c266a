"""In what capacity somebody takes part, told by the words around: who hosts, chairs, is invited, observes, mediates."""

import re
from collections.abc import Iterable

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
_SUBJECT = (
    r"^(?:,[^.;]{0,120},|\s\([^)]{0,60}\)|,?\sand\s[^.;]{0,140}?)?[\s,]+"
    r"(?:who\s)?(?:(?:will|is\sto|also|today|has|is|was|been)\s){0,2}"
)
_AGENT = r"\s(?:[\w’'.-]+\s){0,6}$"
_AFTER = (
    (r"^[^.;]{0,90}\b(?:which|who)\b[^.;]{0,40}\b(?:presid(?:es|ed|ing)|chairs|chaired)\b", Capacity.CHAIR),
    (_SUBJECT + r"(?:preside[sd]?|(?:co-)?chair(?:s|ed)?)\b", Capacity.CHAIR),
    (_SUBJECT + r"(?:host(?:s|ed|ing)?|receive[sd]?)\b", Capacity.HOST),
    (r"^(?:,[^.;]{0,120},)?\s(?:(?:has|had|have|also)\s)?invit(?:es|ed)\b", Capacity.HOST),
    (r"^[^.;]{0,160}\bat\sthe\sinvitation\sof\b", Capacity.GUEST),
    (r"^[^.;]{0,80}\b(?:was|were|been|is|are)\s(?:also\s)?invited\b", Capacity.GUEST),
    (r"^[^.;]{0,60}\bas\s(?:an?\s)?(?:special\s)?guests?\b", Capacity.GUEST),
    (r"^[^.;]{0,60}\bas\s(?:an?\s)?observers?\b", Capacity.OBSERVER),
    (_SUBJECT + r"mediat(?:es|ed|ing)\b", Capacity.MEDIATOR),
    (r"^[^.;]{0,30}\bas\s(?:an?\s)?mediators?\b", Capacity.MEDIATOR),
)
_BEFORE = (
    (r"\b(?:chaired|presided\sover|co-chaired)\sby" + _AGENT, Capacity.CHAIR),
    (r"\b(?:co-)?chaired\sby[^.;]{0,200}\sand\s[^.;]{0,60}$", Capacity.CHAIR),
    (r"\bco-chair(?:s|ed)?\b[^.;]{0,140}\bwith\s[^.;]{0,140}$", Capacity.CHAIR),
    (r"\bdialogue\s(?:was\s)?led\sby[^.;]{0,200}\sand\s[^.;]{0,60}$", Capacity.CHAIR),
    (r"\b[Aa]t\sthe\sinvitation\sof" + _AGENT, Capacity.HOST),
    (
        r"\b(?:dialogue|meeting|session|talks|consultations|summit|conference)\s(?:\w+\s)?led\sby" + _AGENT,
        Capacity.CHAIR,
    ),
    (r"\bchairmanship\sof" + _AGENT, Capacity.CHAIR),
    (r"\b(?:hosted|received)\sby" + _AGENT, Capacity.HOST),
    (r"\b(?:mediated|brokered)\sby" + _AGENT, Capacity.MEDIATOR),
    (r"\binvited\sguests?\s(?:[\w’'.-]+\s){0,5}$", Capacity.GUEST),
    (r"\b[Aa]mong\sthose\s(?:also\s)?(?:attending|present|invited)\b[^.;]{0,140}$", Capacity.GUEST),
    (r"\b[Aa]lso\sattend(?:ing|ed)\b[^.;]{0,60}\b(?:are|were)\b[^.;]{0,60}$", Capacity.GUEST),
)
_RULES_AFTER = tuple((re.compile(form), capacity) for form, capacity in _AFTER)
_RULES_BEFORE = tuple((re.compile(form), capacity) for form, capacity in _BEFORE)


_VISITING = re.compile(
    r"\b(?:visit(?:s|ed|ing|or)?|trip|tour|arriv(?:es|ed|ing|al)|travel(?:s|l?ed|l?ing)?|hosts?|hosted|hosting|receiv(?:es|ed|ing)"
    r"|welcom(?:es|ed|ing)|invit(?:es|ed|ation)|(?:at|to)\sthe\sWhite\sHouse|courtesy\scall|audience)\b"
)


def tells_of_visit(text: str, mentions: Iterable[Span]) -> bool:
    """Say whether the sentences that tell of an occasion have one side come to the other."""
    return any(_VISITING.search(sentence_around(text, mention).of(text)) for mention in mentions)


def capacity_of(text: str, mention: Span, told: Span | None = None) -> Capacity:
    """Return the capacity that the words around a mention tell, else ``PARTICIPANT``.

    ``told`` is the whole phrase of a participant with its office, where it is longer than the mention.
    """
    phrase = Span(min(mention.start, told.start), max(mention.end, told.end)) if told else mention
    sentence = sentence_around(text, mention)
    before, after = text[sentence.start : phrase.start], text[phrase.end : sentence.end]
    for pattern, capacity in _RULES_BEFORE:
        if pattern.search(before):
            return capacity
    for pattern, capacity in _RULES_AFTER:
        if pattern.search(after) or (told is not None and pattern.search(text[mention.end : sentence.end])):
            return capacity
    return Capacity.PARTICIPANT
