"""What speaks against somebody's being there for a state at all: a mediator, a body named beside, a private office."""

import re

from app.extract.marks import Span
from app.gazetteer import EntryKind, Rank
from app.records import Capacity
from app.resolve.capacity import capacity_of_role, sentence_around
from app.resolve.clues import Case, Doubt, others_in, phrase_of
from app.resolve.offices import side
from app.resolve.phrases import title_in

_NEAR_AFTER = 60  # characters after somebody in which a body of theirs is named
_DOUBTS = {
    Rank.LEGISLATOR: Doubt.LAWMAKER,
    Rank.LOCAL: Doubt.LOCAL,
    Rank.MILITARY: Doubt.MILITARY,
    Rank.PRIVATE: Doubt.PRIVATE,
    Rank.BODY_HEAD: Doubt.BODY_HEAD,
}
_STATE_WORDS = re.compile(
    r"\b(?:minist(?:er|ry|ers|ries)|parliament|senate|national|central\sbank|government|cabinet|supreme|armed\sforces|army|navy|police|treasury"
    r"|department|state|royal|republic|federal|presidential)\b",
    re.IGNORECASE,
)


def doubts_of(case: Case) -> set[Doubt]:
    """Return what speaks for no state at all."""
    phrase = phrase_of(case)
    found = {Doubt.ALWAYS}
    title = title_in(case.office.role) if case.office.role else None
    if case.office.role is None:
        found.add(Doubt.NO_OFFICE)
    elif title is not None and title.rank in _DOUBTS:
        found.add(_DOUBTS[title.rank])
    elif title is not None and title.rank is not Rank.ANY:
        found.add(Doubt.OF_A_STATE)
    else:
        found.add(Doubt.OTHER_OFFICE)
    if case.office.role and _STATE_WORDS.search(case.office.role):
        found.add(Doubt.STATE_WORDS)
    sentence = sentence_around(case.cast.text, phrase)
    finds = [find for find in case.cast.finds.begun_in(sentence.start, phrase.start) if side(find) is not None]
    if finds and finds[-1].entry_kind is EntryKind.BODY and not others_in(case, Span(finds[-1].end, phrase.start)):
        found.add(Doubt.BODY_LAST)
    after = [find for find in case.cast.finds.begun_in(phrase.end, phrase.end + _NEAR_AFTER) if side(find) is not None]
    if after and after[0].entry_kind is EntryKind.BODY and not others_in(case, Span(phrase.end, after[0].start)):
        found.add(Doubt.BODY_AFTER)
    if case.office.role and capacity_of_role(case.office.role) is not Capacity.PARTICIPANT:
        found.add(Doubt.MEDIATOR)
    if any(find.entry_kind is EntryKind.BODY for find in finds):
        found.add(Doubt.BODY_NEAR)
    if not case.told:
        found.add(Doubt.ALL_BODIES)
    return found
