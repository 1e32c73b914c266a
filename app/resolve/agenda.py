"""What is on an occasion's agenda: the items that the reader marked, and papers that the text lists on after one."""

import re

from app.extract.marks import Label, Occasion, Span
from app.records import AgendaKind

_KINDS = {Label.TOPIC: AgendaKind.TOPIC, Label.DOCUMENT: AgendaKind.DOCUMENT, Label.DECISION: AgendaKind.DECISION}

# "They are to approve a plan for the spring, as well as a list of statements": who marks one paper may miss the next.
_NEXT_PAPER = re.compile(
    r"(?:,?\sand|[^.;\n]{0,120}?,?\sas\swell\sas)\s(?P<paper>(?:an?|the|two|three|four)\s(?:[\w’'-]+\s){0,3}?"
    r"(?:statement|declaration|agreement|memorandum|protocol|plan|communiqu[ée]|resolution|list|programme|program|roadmap"
    r"|treaty|convention|charter|accord)s?\b[^.;,\n]{0,80})"
)

Item = tuple[Span, AgendaKind]


def agenda_of(text: str, occasion: Occasion) -> tuple[Item, ...]:
    """Return the items of an occasion's agenda with their kinds, in the order of the text."""
    marked = [(mark.span, _KINDS[mark.label]) for mark in occasion.marks if mark.label in _KINDS]
    items = list(marked)
    for span, kind in marked:
        listed = _NEXT_PAPER.match(text, span.end) if kind is AgendaKind.DOCUMENT else None
        if listed is not None:
            paper = Span(*listed.span("paper"))
            if not any(other.start < paper.end and paper.start < other.end for other, _ in items):
                items.append((paper, kind))
    return tuple(sorted(items))
