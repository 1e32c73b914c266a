"""How the words for an office and those for its sides hang together: "foreign minister and chairman of the OSCE"."""

import re

from app.extract.marks import Span
from app.gazetteer import Find, Rank, Title, TitleUse
from app.resolve.offices import Office, side

BEFORE_OFFICE = re.compile(
    r"\)?(?:[\"'’]s?)?\s+(?:(?:new|newly[-\s]appointed|visiting|acting|outgoing|then|former|late|senior|top|own|current|chief|delegation|side|team)\s+){0,2}$"
)
OF = re.compile(
    r"\)?\s+(?:(?:of|from)\s+(?:the\s+)?"  # "of the powerful OSCE", not "of talks with", "of campaigns against"
    r"(?:(?!(?:about|against|and|at|behind|between|by|during|for|from|in|near|of|on|over|to|towards?|under|with)\b|(?!(?:govern|lead|neighbou?r|rul|visit)ing\b)\w+ing\b)"
    r"[a-z][a-z-]+\s){0,2}"
    r"|(?:for|to|in)\s+(?:the\s+)?)"
    r"(?:(?:[A-Z][\w’'-]+\s){0,3}(?:Republic|Kingdom|State|Sultanate|Principality|Union)\sof\s(?:the\s)?)?$"
)
AND = re.compile(r"\s+and\s+(?:(?:the|current|acting|also)\s+){0,2}$")
POSSESSIVE = re.compile(r"['’]s\b")
_HELD = frozenset({TitleUse.OFFICE, TitleUse.COUNTERPART})
_POSTED_IN = re.compile(r"\)?\s+in\s")
_SENT_TO = re.compile(r"\)?\s+(?:to|for)\s")
_SENT = frozenset({Rank.AMBASSADOR, Rank.ENVOY})


def title_of(find: Find) -> Title | None:
    """Return the office or honour that a phrase is, or None."""
    return next((sense.entry for sense in find.senses if isinstance(sense.entry, Title)), None)


def phrase_ending(text: str, rest: list[Find]) -> Office:
    """Read an apposition that stands before its name, from its end backwards."""
    chain = [rest.pop()]
    while rest:
        glue = text[rest[-1].end : chain[-1].start]
        linked = OF.fullmatch(glue) or AND.fullmatch(glue) or BEFORE_OFFICE.fullmatch(glue) or glue == " ("
        if not linked:
            break
        chain.append(rest.pop())
    chain.reverse()
    # "the President's envoy, | Sergey Lavrov" is no president
    return office_in(text, [find for find in chain if title_of(find) is None or not POSSESSIVE.match(text, find.end)])


def office_in(text: str, chain: list[Find]) -> Office:
    """Read a chain of offices and sides as one person's office: the first office leads, each side is kept.

    Where somebody is posted is no side: "the bank's director in Chad", "ambassador to Chad".
    """
    role, role_span, country, organization = None, None, None, None
    sent, end = False, None
    for find in chain:
        title, found = title_of(find), side(find)
        glue = text[end : find.start] if end is not None else ""
        end = find.end
        sent = sent or (title is not None and title.rank in _SENT)
        if role and found is not None and (_POSTED_IN.match(glue) or (sent and _SENT_TO.match(glue))):
            continue
        if found is not None:
            country = country or (found if found.country else None)
            organization = organization or (found if found.organization else None)
        elif title is not None and title.use in _HELD and role is None:
            role, role_span = find.words, Span(find.start, find.end)
    if role is None:
        return Office()
    return Office(role, role_span, country, organization)
