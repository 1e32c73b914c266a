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
# "the co-chairs, | A and B", "its chairman, | C": an office of the occasion, not of a body that is named with it.
_CHAIRS = (
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Ww]hose)\s(?:(?!new|former|deputy|vice|incoming|outgoing)[\w’'-]+\s){0,2}"
    r"(?:co-)?chair(?:man|woman|person|men|persons|s)?(?:,|\s[-–]|:|\s(?:is|are|was|were|will\sbe))"
)
_GIVING = r"^(?:,[^.;]{0,120},)?\s(?:who\s)?(?:(?:will|today|has|[A-Z]\w+day)\s){0,2}"
_LIST_OF_NAMES = r"(?:(?:,|\sand|,\sand|\sas\swell\sas)?\s(?:(?:the|of|for|and)\s)*[A-Z][\w’'.-]*)*"
# No other predicate begins between: "Chad and Mali came as members, Peru as observer" lets Peru alone observe.
_UP_TO_PREDICATE = r"^(?:(?!\sas\s(?!an?\sobs|obs)|[a-z]ed,?\s(?:and\s)?[A-Z])[^.;]){0,120}?"
_AFTER = (
    (
        r"^(?:,[^.;]{0,90}|\s\([^)]{0,60}\))?,?\s(?:which|who)\b[^.;]{0,40}\b(?:presid(?:es|ed|ing)|chairs|chaired)\b",
        Capacity.CHAIR,
    ),
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
    (r"^(?:,[^.;]{0,120},)?\s(?:[a-z]+\s){1,3}[^.;,]{0,60}\sto\s(?:co-)?chair\b", Capacity.CHAIR),
    (
        r"^(?:,[^.;]{0,60},)?\s(?:[a-z]+\s){0,4}(?:as|in)\s(?:the\s)?(?:co-)?chair(?:man|woman|person)?\b",
        Capacity.CHAIR,
    ),
    (
        r"^(?:,[^.;]{0,90},)?\s(?:(?:has|had|was|is|been)\s){0,2}(?:re-?)?elected\s(?:as\s)?(?:its\s|the\s)?[Cc]hair",
        Capacity.CHAIR,
    ),
    (_SUBJECT + r"(?:mediat(?:es?|ed|ing)|(?:acts?|acted|acting)\sas\s(?:a\s)?go-between)\b", Capacity.MEDIATOR),
    (r"^(?:,[^.;]{0,90},)?\s(?:who\s)?(?:has\s|had\s)?(?:brought|brings?)\s[^.;]{1,80}\stogether\b", Capacity.MEDIATOR),
    (
        r"^(?:,[^.;]{0,90},)?\s(?:who\s)?(?:(?:has|had|is|was|been)\s){0,2}(?:led\sthe\smediation|facilitat(?:es|ed|ing)|brokered)\b",
        Capacity.MEDIATOR,
    ),
    (r"^[^.;]{0,60}\bas\s(?:an?\s)?(?:mediators?|facilitators?|guarantors?|go-betweens?)\b", Capacity.MEDIATOR),
    (_UP_TO_PREDICATE + r"\bas\s(?:an?\s)?observers?\b", Capacity.OBSERVER),
    (
        rf"^{_LIST_OF_NAMES}\s(?:also\s)?(?:observed(?!\sthat)|watch(?:ed|es)?\sthe\s|follow(?:ed|s)?\s(?:the\s)?proceedings)",
        Capacity.OBSERVER,
    ),
    (r"^\s(?:(?:also|will|would|is|to)\s){0,2}s(?:ends?|ent)\s(?:an?\s|its\s)?observers?\b", Capacity.OBSERVER),
    (r"^[^.;]{0,40}\b(?:has|have|had|with|enjoys?|enjoying|holds?)\sobserver\sstatus\b", Capacity.OBSERVER),
    (_SUBJECT_ACTS + r"(?:host(?:s|ed|ing)?|receive[sd]?)\b", Capacity.HOST),
    (r"^(?:,[^.;]{0,120},)?\s(?:has|had|have)\s(?:also\s)?invited\b", Capacity.HOST),
    (
        _GIVING + r"(?:was|is|be|plays?|played)\s(?:the\s)?host(?:\sto)?\b",
        Capacity.HOST,
    ),
    (
        _GIVING
        + r"(?:gave|gives?)\s(?:[\w’'.-]+\s){0,6}(?:dinner|lunch|luncheon|banquet|reception|audience|breakfast)\b",
        Capacity.HOST,
    ),
    (_GIVING + r"(?:granted\s(?:an\s)?audience|summon(?:s|ed))\b", Capacity.HOST),
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
    (_CHAIRS + r"(?:\s(?:[\w’'.()-]+,?\s){0,9})$", Capacity.CHAIR),
    (
        r"\b(?:sat|sits?|met|meets?|convene[sd]?|gather(?:s|ed)?|resume[sd]?|works?|worked|holds?|held"
        r"|committee|group|panel|board|session|meeting|talks)\b[^.;]{0,100}?(?<!delegation)(?<!team)(?<!mission)\sunder(?!\s(?:pressure|way|the\s(?:auspices|aegis)))"
        + _AGENT.replace("{0,12}", "{0,6}"),
        Capacity.CHAIR,
    ),
    (r"\b[Ii]n\sthe\schair\s(?:is|was|are|were|will\sbe)" + _AGENT, Capacity.CHAIR),
    (r"\b(?:hosted|received|welcomed|summoned|convoked|convened)\sby" + _AGENT, Capacity.HOST),
    (
        r"\b(?:dinner|lunch|luncheon|banquet|reception|breakfast)\s(?:[\w’'-]+\s){0,4}given\s(?:[\w’'-]+\s){0,6}by"
        + _AGENT,
        Capacity.HOST,
    ),
    (
        r"\b(?:[Aa]s|[Hh]is|[Hh]er|[Tt]heir|[Tt]he)\s(?:[A-Z]\w+\s|own\s)?hosts?,(?:\s[\w’'.-]+,?){0,5}\s$",
        Capacity.HOST,
    ),
    (r"\bguests?\sof(?!\shonou?r)" + _AGENT, Capacity.HOST),
    (r"\b(?:mediat(?:ed|ion)|brokered|facilitated|shepherded)\sby" + _AGENT, Capacity.MEDIATOR),
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
    r"\b(?:visit(?:s|ed|ing|or)?|trip|tour(?:ed|ing)?|arriv(?:e|es|ed|ing|al)|travel(?:s|l?ed|l?ing)?|hosts?|hosted|hosting"
    r"|receiv(?:es?|ed|ing)|welcom(?:es?|ed|ing)|invit(?:es?|ed|ation)|(?:at|to)\sthe\sWhite\sHouse|courtesy\scall|audience"
    r"|call(?:s|ed|ing)?\son|paid|(?:came|comes|flew|fl(?:y|ies|ying)|go|goes|going|went|returned)\s(?:back\s)?to(?=\s(?:the\s)?[A-Z])"
    r"|here)\b"
)


# What the sentences next to an occasion's own say of a side that came.
_COMING = re.compile(
    r"\b(?:visit(?:s|ed|ing|or)?|arriv(?:es|ed|ing|al)|receiv(?:es|ed|ing)|host(?:s|ed|ing)?|stay|guests?|trip|call(?:s|ed)\son)\b"
)
_NEARBY = 350  # characters


def tells_of_visit(text: str, mentions: Sequence[Span], *, took_place: bool = True) -> bool:
    """Say whether the sentences that tell of an occasion have one side come to the other.

    Of what took place (``took_place``) those beside them may tell it too; of a plan they tell other journeys.
    """
    if any(_VISITING.search(sentence_around(text, mention).of(text)) for mention in mentions):
        return True
    return took_place and any(
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
