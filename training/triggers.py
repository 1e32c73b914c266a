"""Words that may denote an occasion, for the alignment of gold only: the reader itself learns its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.extract.marks import Span
from app.records import MeetingKind as Kind


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may denote an occasion; ``sort`` is the row of the table that found them."""

    span: Span
    sort: str


_MEETING = (
    r"meetings?|talks|discussions|consultations|gathering|dialogues?|sit-?down|encounter|luncheon|working\s(?:lunch|dinner"
    r"|breakfast)|lunch|dinner|breakfast|ministerial(?!\s\w+ing)|task\sforce|working\sgroup"
)
# sort, pattern, how well it fits each kind (others: 0), how readily it is believed
_TABLE: tuple[tuple[str, str, dict[Kind, float], float], ...] = (
    ("courtesy", r"courtesy\scall|audience(?=\swith)", {Kind.BILATERAL: 0.8, Kind.CALL: -1.5, Kind.VISIT: -1.0}, 0.5),
    (
        "call",
        r"(?:(?:tele)?phone\s|video\s|conference\s)?(?:calls?|conversations?)(?!\s(?:for|on\b))|spoke(?:n)?(?:\sby\s(?:tele)?phone)?"
        r"|speaks?|speaking\sby\sphone|phoned|telephoned|called(?!\s(?:for|on|the\b|it\b|off\b|by\b))|video-?\s?conference|teleconference|virtual\s(?:meeting|summit|session)",
        {Kind.CALL: 2.0, Kind.BILATERAL: -0.3, Kind.VISIT: -1.5, Kind.SUMMIT: -1.0, Kind.MINISTERIAL: -0.5, Kind.SESSION: -1.0},
        0.3,
    ),
    (
        "visit",
        r"visit(?:s|ed|ing)?|trips?|tour(?:s|ed|ing)?|travel(?:s|l?ed|l?ing)?|arriv(?:e|es|ed|ing|al)|flew|flies|stopover|stay(?=\sin\b)|goes\sto|go\sto|went\sto|leaves?|left|flying",
        {Kind.VISIT: 2.0, Kind.CALL: -2.0, Kind.BILATERAL: -0.6, Kind.SUMMIT: -1.5, Kind.MINISTERIAL: -1.2, Kind.SESSION: -1.5,
         Kind.NEGOTIATION: -0.8, Kind.CONFERENCE: -1.5},
        0.0,
    ),
    (
        "summit",
        r"summits?",
        {Kind.SUMMIT: 1.5, Kind.CALL: -0.3, Kind.BILATERAL: -0.2, Kind.VISIT: -1.5, Kind.SESSION: -1.0, Kind.NEGOTIATION: -0.8, Kind.MINISTERIAL: -0.3},
        0.5,
    ),
    (
        "conference",
        r"(?<!press\s)(?<!news\s)(?:conference|forum|congress|symposium|workshop|seminar|assembly)",
        {Kind.CONFERENCE: 1.5, Kind.NEGOTIATION: 0.3, Kind.CALL: -1.0, Kind.VISIT: -1.5, Kind.SUMMIT: 0.0, Kind.BILATERAL: -1.0},
        0.0,
    ),
    (
        "session",
        r"sessions?|sitting|plenary|council(?=\s(?:to|will|is|was|had|has|re|last|yesterday|today))",
        {Kind.SESSION: 1.2, Kind.MINISTERIAL: 0.4, Kind.CALL: -1.0, Kind.VISIT: -1.5, Kind.CONFERENCE: 0.2, Kind.BILATERAL: -0.3},
        0.0,
    ),
    (
        "negotiation",
        r"negotiat(?:e|ed|es|ing|ions?)|(?:re)?negotiations?|rounds?(?=\sof|\b)|(?:peace|ceasefire|trade|nuclear|indirect|direct|debt)\stalks",
        {Kind.NEGOTIATION: 1.5, Kind.CALL: -1.0, Kind.VISIT: -1.0, Kind.SUMMIT: -0.5},
        0.0,
    ),
    ("meet", r"met|meets?|meeting(?=\s(?:with|his|her|in\b))|hold(?:s|ing)?\stalks|held\stalks|gather(?:s|ed|ing)?|(?:re)?conven(?:e|es|ed|ing|ings)",
     {Kind.CALL: -0.2, Kind.VISIT: -0.7, Kind.BILATERAL: 0.4}, 0.5),
    ("meeting", _MEETING, {Kind.CALL: -0.1, Kind.VISIT: -0.7, Kind.BILATERAL: 0.2}, 0.4),
    ("host", r"host(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|welcom(?:ed|es)|greet(?:ed|s)", {Kind.BILATERAL: 0.3, Kind.VISIT: 0.2, Kind.CALL: -1.0}, -0.8),
    ("agree", r"agreements?|accords?|pact|ceremony|discuss(?:ed|es)?|confer(?:red|s)?|vote[sd]?|joined", {Kind.VISIT: -1.5}, -1.4),
)  # fmt: skip
_PATTERN = re.compile(
    "|".join(rf"(?P<{sort}>(?<![\w-])(?:{pattern})(?![\w]))" for sort, pattern, _, _ in _TABLE), re.IGNORECASE
)
_FIT = {sort: fit for sort, _, fit, _ in _TABLE}
_TRUST = {sort: trust for sort, _, _, trust in _TABLE}


def triggers(text: str, start: int) -> Iterator[Trigger]:
    """Yield the words after ``start`` that may denote an occasion, in the order of the text."""
    for match in _PATTERN.finditer(text, start):
        assert match.lastgroup is not None  # noqa: S101 - one alternative always matched
        yield Trigger(Span(*match.span()), match.lastgroup)


def fit(trigger: Trigger, kind: Kind) -> float:
    """Return how well a trigger fits an occasion of this kind; below 0 when it speaks against it."""
    return _FIT[trigger.sort].get(kind, 0.0) + _TRUST[trigger.sort]
