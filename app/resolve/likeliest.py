"""The likeliest state of somebody whose side no words beside the name tell: all clues, weighed against each other."""

from collections import defaultdict
from math import fsum  # exact: a sum in the order of a set would differ from run to run

from app.extract.marks import Span
from app.resolve.capacity import sentence_around
from app.resolve.clues import Case, Clue, Doubt, phrase_of, side_of
from app.resolve.company import clues_of_company
from app.resolve.doubts import doubts_of
from app.resolve.nearby import clues_nearby
from app.resolve.offices import Side
from app.resolve.surroundings import clues_of_surroundings

# How much each clue speaks for a state, and each doubt for none at all: fitted to annotated articles by
# ``training.states`` (a logistic regression over the states that a case has clues for), rounded.
_FOR = {
    Clue.KNOWN: 3.5, Clue.KNOWN_SURNAME: 3.1, Clue.BEFORE_FREE: 1.9, Clue.LED: 1.6, Clue.CITY_OF: 1.5,
    Clue.BEFORE_PLACE: 1.4, Clue.PLACE_HOST: 1.3, Clue.HOME_OFFICIAL: 1.3, Clue.OWN: 1.3, Clue.SUBJECT: 1.3,
    Clue.HOME_EARLY: 1.3, Clue.JOINED: 1.2, Clue.STANDS_FOR: 1.1, Clue.CITY_BEFORE: 1.0, Clue.APPOSED: 1.0,
    Clue.CITY_MEETS: 0.8, Clue.OTHER_SIDE: 0.8, Clue.HEADLINE_FREE: 0.8, Clue.PUBLISHER: 0.7, Clue.HOME: 0.6,
    Clue.PARTY: 0.6, Clue.HEADLINE: 0.5, Clue.BRACKETS: 0.5, Clue.CITY_PREVIOUS: 0.5, Clue.PLACE: 0.4,
    Clue.PREVIOUS: 0.4, Clue.CITY_AFTER: 0.2, Clue.NEXT: 0.2, Clue.PLACE_ABROAD: 0.2, Clue.LAST_PERSON: 0.2,
    Clue.OPPOSED: -0.1, Clue.BEFORE: -0.2, Clue.PLACE_FREE: -0.3, Clue.ONLY: -0.3, Clue.PLACE_ENVOY: -0.6,
    Clue.HOME_TOLD: -0.7, Clue.TOLD: -0.9, Clue.PLACE_VISITOR: -0.9, Clue.SAME_OFFICE: -1.1, Clue.AFTER: -2.0,
}  # fmt: skip
_NONE = {
    Doubt.MEDIATOR: 1.6, Doubt.BODY_HEAD: 1.5, Doubt.BODY_NEAR: 1.4, Doubt.PRIVATE: 1.3, Doubt.BODY_LAST: 1.0,
    Doubt.OTHER_OFFICE: 0.9, Doubt.ALWAYS: 0.7, Doubt.ALL_BODIES: 0.6, Doubt.BODY_AFTER: 0.3, Doubt.NO_OFFICE: 0.2,
    Doubt.MILITARY: -0.4, Doubt.OF_A_STATE: -0.8, Doubt.LAWMAKER: -0.9, Doubt.LOCAL: -1.1, Doubt.STATE_WORDS: -2.0,
}  # fmt: skip


def clues_of(case: Case) -> dict[str, set[Clue]]:
    """Return what speaks for each state or against it."""
    phrase = phrase_of(case)
    sentence = sentence_around(case.cast.text, phrase)
    # A dateline is no part of the first sentence: its city is where the report was written.
    sentence = Span(min(max(sentence.start, case.setting.begins), phrase.start), sentence.end)
    found: dict[str, set[Clue]] = defaultdict(set)
    for clues in (clues_nearby, clues_of_company, clues_of_surroundings):
        for code, clue in clues(case, phrase, sentence):
            found[code].add(clue)
    return dict(found)


def likeliest_side(case: Case) -> Side | None:
    """Return the state for which the clues speak most, or None when more speaks for no state."""
    best: tuple[float, str] | None = None
    for code, clues in sorted(clues_of(case).items()):
        weight = fsum(_FOR.get(clue, 0.0) for clue in clues)
        if best is None or weight > best[0]:
            best = (weight, code)
    if best is None or best[0] <= fsum(_NONE.get(doubt, 0.0) for doubt in doubts_of(case)):
        return None
    return side_of(case, best[1])
