"""The likeliest state of somebody whose side no words beside the name tell: all clues, weighed against each other."""

from collections import defaultdict

from app.resolve.capacity import sentence_around
from app.resolve.clues import Case, Clue, Doubt, phrase_of, side_of
from app.resolve.company import clues_of_company
from app.resolve.doubts import doubts_of
from app.resolve.nearby import clues_nearby
from app.resolve.offices import Side
from app.resolve.surroundings import clues_of_surroundings

# How much each clue speaks for a state, and each doubt for none at all: fitted to annotated articles (logistic
# regression over the states that a case has clues for), rounded. What weighs nothing by that is left out.
_FOR = {
    Clue.CITY_OF: 2.2, Clue.HOME_OFFICIAL: 2.1, Clue.JOINED: 1.8, Clue.PLACE_HOST: 1.8, Clue.BEFORE_FREE: 1.7,
    Clue.BEFORE_PLACE: 1.4, Clue.BRACKETS: 1.4, Clue.CITY_MEETS: 1.2, Clue.OWN: 1.1, Clue.STANDS_FOR: 1.1,
    Clue.LED: 1.1, Clue.HEADLINE_FREE: 1.0, Clue.CITY_BEFORE: 1.0, Clue.PUBLISHER: 1.0, Clue.OTHER_SIDE: 0.9,
    Clue.SUBJECT: 0.8, Clue.NEXT: 0.8, Clue.PARTY: 0.8, Clue.APPOSED: 0.6, Clue.PREVIOUS: 0.6, Clue.PLACE_ABROAD: 0.6,
    Clue.HOME: 0.6, Clue.HOME_EARLY: 0.6, Clue.HEADLINE: 0.3, Clue.CITY_PREVIOUS: 0.3, Clue.FIRST: 0.2,
    Clue.OFTEN: 0.1, Clue.PLACE: 0.1, Clue.CITY_AFTER: 0.1, Clue.LAST_PERSON: -0.1, Clue.OPPOSED: -0.2,
    Clue.ONLY: -0.3, Clue.PLACE_NAMED: -0.3, Clue.PLACE_FREE: -0.4, Clue.AFTER_FREE: -0.5, Clue.HOME_TOLD: -0.6,
    Clue.PLACE_ENVOY: -0.8, Clue.TOLD: -0.8, Clue.PLACE_VISITOR: -1.0, Clue.SAME_OFFICE: -1.3, Clue.BEFORE: -2.0,
    Clue.AFTER: -2.2,
}  # fmt: skip
_NONE = {
    Doubt.BODY_HEAD: 1.7, Doubt.PRIVATE: 1.6, Doubt.BODY_NEAR: 1.3, Doubt.BODY_LAST: 1.3, Doubt.MEDIATOR: 1.2,
    Doubt.ALL_BODIES: 0.8, Doubt.OTHER_OFFICE: 0.6, Doubt.ALWAYS: 0.3, Doubt.NO_OFFICE: 0.3, Doubt.BODY_AFTER: 0.1,
    Doubt.LAWMAKER: -0.6, Doubt.OF_A_STATE: -0.7, Doubt.MILITARY: -0.8, Doubt.LOCAL: -1.7, Doubt.STATE_WORDS: -2.2,
}  # fmt: skip


def clues_of(case: Case) -> dict[str, set[Clue]]:
    """Return what speaks for each state or against it."""
    phrase = phrase_of(case)
    sentence = sentence_around(case.cast.text, phrase)
    found: dict[str, set[Clue]] = defaultdict(set)
    for clues in (clues_nearby, clues_of_company, clues_of_surroundings):
        for code, clue in clues(case, phrase, sentence):
            found[code].add(clue)
    return dict(found)


def likeliest_side(case: Case) -> Side | None:
    """Return the state for which the clues speak most, or None when more speaks for no state."""
    best: tuple[float, str] | None = None
    for code, clues in sorted(clues_of(case).items()):
        weight = sum(_FOR.get(clue, 0.0) for clue in clues)
        if best is None or weight > best[0]:
            best = (weight, code)
    if best is None or best[0] <= sum(_NONE.get(doubt, 0.0) for doubt in doubts_of(case)):
        return None
    return side_of(case, best[1])
