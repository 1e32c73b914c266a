"""What stands after a name: "Sirojidin Aslov |, the foreign minister of Tajikistan", "Ali Ba | (Chad)"."""

import re
from itertools import pairwise

from app.extract.marks import Span
from app.gazetteer import Find
from app.resolve.chains import AND, BEFORE_OFFICE, OF, POSSESSIVE, office_in, title_of
from app.resolve.offices import Office, side

_REPRESENTING = re.compile(r",?\s+(?:of|from|representing)\s+(?:the\s+)?$")
_APPOSITION = re.compile(
    r",?\s+(?:\(|who\s(?:is|was|heads|leads)\s)?(?:the\s|a\s|an\s|its\s|his\s|her\s|their\s)?"
    r"(?:(?:new|newly[-\s]appointed|visiting|acting|outgoing|then|current|chief|country['’]s)\s)?$"
)
_LEADING = re.compile(
    r"\s+(?:(?:will|is\sto)\s)?(?:leads?|led|leading|heads?|headed|heading)\s(?:an?|the)\s(?:[a-z-]+\s)?$"
)
_MINISTRY = re.compile(r"['’]?s?\s(?:[A-Z]\w+\s)?(?:Ministry|Department|Embassy|Foreign\sOffice|Government)\b")
_NEXT_NAME = re.compile(r"\.?[^\S\n](?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s)?[A-Z]\w")


def office_after_name(text: str, name: Span, after: list[Find]) -> Office:
    """Return the office and the sides that stand after a name, of the phrases known ``after`` it."""
    if not after:
        return Office()
    first = after[0]
    glue = text[name.end : first.start]
    found = side(first)
    if found is not None and _stands_for(text, glue, first):
        return Office(None, None, found if found.country else None, found if found.organization else None)
    if not _APPOSITION.fullmatch(glue) or not (glue.startswith(",") or "who" in glue or "(" in glue):
        return Office()
    chain = [first]
    if title_of(first) is not None and POSSESSIVE.match(text, first.end):
        chain = []  # "Ali Ba, the President's envoy"
    for here, there in pairwise(after):
        glue = text[here.end : there.start]
        if not (OF.fullmatch(glue) or AND.fullmatch(glue) or BEFORE_OFFICE.fullmatch(glue)):
            break
        if text[there.end : there.end + 1] == ":":
            break  # the next line of a list
        chain.append(there)
    if chain and title_of(chain[-1]) is not None and _NEXT_NAME.match(text, chain[-1].end):
        return Office()  # the office of somebody else, who is named next
    return office_in(text, chain)


def _stands_for(text: str, glue: str, party: Find) -> bool:
    """Say whether a state or body after a name is the one that its bearer stands for: "of Chad", "(Chad)"."""
    closing = text[party.end : party.end + 1]
    if _REPRESENTING.fullmatch(glue) or _LEADING.fullmatch(glue):
        return True
    if glue == " (":
        return closing == ")"
    return glue in {", ", ", the "} and (
        (closing == "," and title_of(party) is None) or _MINISTRY.match(text, party.end) is not None
    )
