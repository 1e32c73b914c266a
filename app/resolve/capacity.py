"""In what capacity somebody takes part, told by the words around: who hosts, chairs, is invited, observes, mediates."""

import re
from collections.abc import Iterable, Sequence

from app.extract.marks import Span
from app.records import Capacity

_SENTENCE_END = re.compile(
    r"(?<=[a-z\d)\"”’]{2})(?<!\bMrs)(?<!\bHon)(?<!\bGen)(?<!\bAmb)(?<!\bEng)(?<!\bSen)(?<!\bGov)(?<!\bCol)(?<!\bProf)[.!?][\"”’]?(?=\s+[A-Z\"“])|\n\s*\n|\n"
)
_REACH = 600  # characters on each side of a mention that may belong to its sentence


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence in which a stretch stands, as far as its full stops tell."""
    left = max(0, span.start - _REACH)
    start = left
    # One character further, for a full stop is one by what follows it: the first letter of the stretch itself.
    for end in _SENTENCE_END.finditer(text, left, span.start + 1):
        start = min(end.end(), span.start)
    closing = _SENTENCE_END.search(text, span.end, min(len(text), span.end + _REACH))
    return Span(start, closing.start() if closing else min(len(text), span.end + _REACH))


# Each rule looks at the words right before a mention and right after it, within its sentence. The subject's own words
# may stand between ("Aslov, the foreign minister of Tajikistan, which this year presides over …").
_SUBJECT = (
    r"^(?:,[^.;]{0,120},|\s\([^)]{0,60}\)|,?\sand\s[^.;]{0,140}?)?[\s,]+"
    r"(?:who\s)?(?:(?:will|would|is|are|to|also|today|has|had|was|were|been|be|jointly|currently)\s){0,3}"
)
_SUBJECT_ACTS = _SUBJECT.replace("is|are|to|", "to|").replace("was|were|been|be|", "")
_AGENT = r"\s(?:(?!(?:and|with|met|who)\b)[\w’'.,()-]+\s){0,12}$"
_AFTER = (
    (r"^[^.;]{0,90}\b(?:which|who)\b[^.;]{0,40}\b(?:presid(?:es|ed|ing)|chairs|chaired)\b", Capacity.CHAIR),
    (
        _SUBJECT + r"(?:presid(?:es?|ed|ing)|(?:co-)?chair(?:s|ed|ing)?|(?:in|t(?:akes?|ook))\sthe\schair)\b",
        Capacity.CHAIR,
    ),
    (r"^(?:,[^.;]{0,90},)?\s(?:presiding|in\sthe\schair)\b", Capacity.CHAIR),
    (
        r"^,?\s(?:which|whose\s\w+)\s(?:[\w-]+\s){0,3}(?:the\s)?(?:[\w’'-]+\s){0,4}(?:presidency|chairmanship)\b",
        Capacity.CHAIR,
    ),
    (_SUBJECT + r"(?:led|leads)\sthe\s(?:\w+\s)?(?:session|meeting|summit|conference)\b", Capacity.CHAIR),
    (r"^(?:,[^.;]{0,90},)?\swas\s(?:re-?)?elected\s(?:as\s)?(?:its\s|the\s)?[Cc]hair", Capacity.CHAIR),
    (_SUBJECT + r"mediat(?:es?|ed|ing)\b", Capacity.MEDIATOR),
    (
        r"^(?:,[^.;]{0,90},)?\s(?:who\s)?(?:(?:has|had|is|was|been)\s){0,2}(?:led\sthe\smediation|facilitat(?:es|ed|ing)|brokered)\b",
        Capacity.MEDIATOR,
    ),
    (r"^[^.;]{0,60}\bas\s(?:an?\s)?(?:mediators?|facilitators?|guarantors?|go-betweens?)\b", Capacity.MEDIATOR),
    (r"^[^.;]{0,120}\bas\s(?:an?\s)?observers?\b", Capacity.OBSERVER),
    (r"^\s(?:(?:also|will|would|is|to)\s){0,2}s(?:ends?|ent)\s(?:an?\s|its\s)?observers?\b", Capacity.OBSERVER),
    (r"^[^.;]{0,40}\b(?:has|have|had|with|enjoys?|enjoying|holds?)\sobserver\sstatus\b", Capacity.OBSERVER),
    (_SUBJECT_ACTS + r"(?:host(?:s|ed|ing)?|receive[sd]?)\b", Capacity.HOST),
    (r"^(?:,[^.;]{0,120},)?\s(?:(?:has|had|have|also)\s)?invit(?:es|ed)\b", Capacity.HOST),
    (r"^[^.;]{0,160}\bat\sthe\sinvitation\sof\b", Capacity.GUEST),
    (r"^[^.;]{0,80}\b(?:was|were|been|is|are)\s(?:also\s)?invited\b", Capacity.GUEST),
    (
        r"^[^.;]{0,60}\b(?:as|was|were|of)\s(?:an?\s)?(?:special\s|invited\s)?guests?\b(?!\sof\s(?!honou?r))",
        Capacity.GUEST,
    ),
)
_BEFORE = (
    (r"\b(?:chaired|presided\sover|co-chaired)\s(?:jointly\s)?by" + _AGENT, Capacity.CHAIR),
    (r"\b(?:co-)?chaired\s(?:jointly\s)?by[^.;]{0,200}\sand\s[^.;]{0,60}$", Capacity.CHAIR),
    (r"\bco-chair(?:s|ed)?\b[^.;]{0,140}\bwith\s[^.;]{0,140}$", Capacity.CHAIR),
    (r"\bdialogue\s(?:was\s)?led\sby[^.;]{0,200}\sand\s[^.;]{0,60}$", Capacity.CHAIR),
    (r"\b[Aa]t\sthe\sinvitation\sof" + _AGENT, Capacity.HOST),
    (
        r"\b(?:dialogue|meeting|session|talks|consultations|summit|conference)\s(?:\w+\s)?led\sby" + _AGENT,
        Capacity.CHAIR,
    ),
    (r"\b(?:chairmanship|chair|presidency)\sof" + _AGENT, Capacity.CHAIR),
    (r"\b(?:hosted|received)\sby" + _AGENT, Capacity.HOST),
    (r"\b(?:mediat(?:ed|ion)|brokered|facilitated)\sby" + _AGENT, Capacity.MEDIATOR),
    (r"\b(?:auspices|aegis|mediation|good\soffices)\sof" + _AGENT, Capacity.MEDIATOR),
    (r"\b[Mm]ediators?(?:,|\sfrom)?\s(?:(?!and|met|to|with)[\w’'.-]+\s){0,4}$", Capacity.MEDIATOR),
    (r"\b[Oo]bservers?\s(?:from|of|were|are|such\sas|including|sent\sby)\s(?:[\w’'.,-]+\s){0,8}$", Capacity.OBSERVER),
    (r"\b[Oo]bservers?,\s(?:[\w’'.-]+\s){0,6}$", Capacity.OBSERVER),
    (r"\b[Gg]uests\s(?:also\s)?includ(?:ed|ing|e)\b[^.;]{0,140}$", Capacity.GUEST),
    (r"\binvited\sguests?\s(?:[\w’'.-]+\s){0,5}$", Capacity.GUEST),
    (r"\b[Aa]mong\sthose\s(?:also\s)?(?:attending|present|invited)\b[^.;]{0,140}$", Capacity.GUEST),
    (r"\b[Aa]lso\sattend(?:ing|ed)\b[^.;]{0,60}\b(?:are|were)\b[^.;]{0,60}$", Capacity.GUEST),
)
_RULES_AFTER = tuple((re.compile(form), capacity) for form, capacity in _AFTER)
_RULES_BEFORE = tuple((re.compile(form), capacity) for form, capacity in _BEFORE)
_ROLES = (
    (re.compile(r"\b(?:mediat(?:ors?|ion)|facilitators?|guarantors?)\b", re.IGNORECASE), Capacity.MEDIATOR),
    (re.compile(r"\bobservers?\b", re.IGNORECASE), Capacity.OBSERVER),
)


def capacity_of_role(role: str) -> Capacity:
    """Return the capacity that an office itself tells ("mediator"), else ``PARTICIPANT``."""
    return next((capacity for form, capacity in _ROLES if form.search(role)), Capacity.PARTICIPANT)


_VISITING = re.compile(
    r"\b(?:visit(?:s|ed|ing|or)?|trip|tour|arriv(?:es|ed|ing|al)|travel(?:s|l?ed|l?ing)?|hosts?|hosted|hosting|receiv(?:es|ed|ing)"
    r"|welcom(?:es|ed|ing)|invit(?:es|ed|ation)|(?:at|to)\sthe\sWhite\sHouse|courtesy\scall|audience)\b"
)


# What the sentences next to an occasion's own say of a side that came.
_COMING = re.compile(
    r"\b(?:visit(?:s|ed|ing|or)?|arriv(?:es|ed|ing|al)|receiv(?:es|ed|ing)|host(?:s|ed|ing)?|stay|guests?|trip|call(?:s|ed)\son)\b"
)
_NEARBY = 350  # characters


def tells_of_visit(text: str, mentions: Sequence[Span]) -> bool:
    """Say whether the sentences that tell of an occasion, or those beside them, have one side come to the other."""
    if any(_VISITING.search(sentence_around(text, mention).of(text)) for mention in mentions):
        return True
    return any(
        _COMING.search(text, max(0, mention.start - _NEARBY), mention.end + _NEARBY) is not None
        for mention in mentions[:1]
    )


_LEADING_SIDE = re.compile(
    r"\b(?:side|delegation|group|team|party|one|part)s?\s(?:(?:was|were|is|are|will\sbe)\s)?(?:led|headed)\sby"
    r"(?:[^.;]{0,200}\sand\s[^.;]{0,60}|\s(?:[\w’'.,-]+\s){0,12})$"
)
_JOINTLY = re.compile(
    r"\b(?:they|both|the\stwo(?:\s\w+)?|ministers|sides)\s(?:(?:will|are|were|to|jointly)\s){0,2}co-chair(?:ed)?\b"
)


def leads_side(text: str, mention: Span) -> bool:
    """Say whether somebody is told to lead one side of a standing commission: its two leaders preside together."""
    sentence = sentence_around(text, mention)
    return _LEADING_SIDE.search(text[sentence.start : mention.start]) is not None


def tells_of_joint_chair(text: str, mentions: Iterable[Span]) -> bool:
    """Say whether the sentences that tell of an occasion let all those named preside."""
    return any(_JOINTLY.search(sentence_around(text, mention).of(text)) for mention in mentions)


_HOSTING = re.compile(r"\bhost(?:s|ed|ing)?\b|\b(?:receiv|welcom)(?:es|ed|ing)\b|\binvitation\b", re.IGNORECASE)


def tells_of_host(text: str, mentions: Iterable[Span]) -> bool:
    """Say whether the sentences that tell of an occasion speak of somebody who receives the others."""
    return any(_HOSTING.search(sentence_around(text, mention).of(text)) for mention in mentions)


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
