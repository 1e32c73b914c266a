"""Clues to whose side somebody is on, where no words beside the name say it.

Many words of a text may tell it: the state in the clause before the name, the one whose minister was named a moment
ago, the place of the talks, the home of those who report. Each is a *clue* for one state and none of them is sure.
``nearby``, ``company`` and ``surroundings`` collect them; ``likeliest`` weighs them against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.extract.marks import Span
from app.gazetteer import Find
from app.resolve.capacity import sentence_around
from app.resolve.cast import Cast
from app.resolve.offices import Office, Side, side
from app.resolve.sides import Setting


class Clue(StrEnum):
    """What speaks for a state, or against it."""

    # where the state is named in the sentence that introduces somebody
    BEFORE = "before"  # last before the name, with nobody named between
    BEFORE_FREE = "before-free"  # and it is not the state of anybody else
    BEFORE_PLACE = "before-place"  # and it is only where something is: "in Chad | President X"
    AFTER = "after"  # first after the name, with nobody named between
    AFTER_FREE = "after-free"
    SUBJECT = "subject"  # it begins the sentence: "Brazil will not pay, | Finance Minister X said"
    ONLY = "only"  # no other state is named in the sentence
    APPOSED = "apposed"  # "the Nicaraguan, | X", "his Argentine host, | X"
    LED = "led"  # "the Danish side, headed by | X", "Slovenia by | X", "Nepal - | X"
    BRACKETS = "brackets"  # "X, head of department (Chad)"
    STANDS_FOR = "stands-for"  # "X will lead for Japan"
    # what is known of others
    OWN = "own"  # "his commerce minister, | X", "Vik's adviser | X"
    JOINED = "joined"  # the other is in one list with this one
    NEXT = "next"  # the other stands before or after in the sentence, no word says how
    OPPOSED = "opposed"  # the two meet: "received | X", "X told"
    OTHER_SIDE = "other-side"  # of two states that talk, not that of the one whom this one meets
    SAME_OFFICE = "same-office"  # the state has another holder of the office
    TOLD = "told"  # it is that of another who takes part
    PARTY = "party"  # the occasion's words name it and nobody is there for it yet
    # what everybody knows
    KNOWN = "known"  # an officeholder of that name
    KNOWN_SURNAME = "known-surname"  # and the text gives no more than the surname
    # the setting
    PREVIOUS = "previous"  # named in the sentence before
    LAST_PERSON = "last-person"  # that of the person named last before
    CITY_OF = "city-of"  # "mayor of Athens"
    CITY_BEFORE = "city-before"  # "In Athens he met | X"
    CITY_MEETS = "city-meets"  # and it is where somebody meets this one
    CITY_PREVIOUS = "city-previous"  # in the sentence before
    CITY_AFTER = "city-after"
    HOME = "home"
    HOME_EARLY = "home-early"  # of those named before the occasion is told of
    HOME_OFFICIAL = "home-official"
    PUBLISHER = "publisher"  # the state of a national news agency
    HOME_TOLD = "home-told"  # and somebody else is there for it
    HEADLINE = "headline"
    HEADLINE_FREE = "headline-free"  # and nobody else is there for it
    PLACE_FREE = "place-free"
    PLACE = "place"
    PLACE_ABROAD = "place-abroad"  # it is not the home of those who report
    PLACE_NAMED = "place-named"  # its city is named before somebody in the sentence
    PLACE_HOST = "place-host"  # of somebody who receives others there
    PLACE_VISITOR = "place-visitor"  # of somebody who comes there
    PLACE_ENVOY = "place-envoy"  # of an ambassador, who is posted abroad


class Doubt(StrEnum):
    """What speaks for no state at all."""

    ALWAYS = "always"
    NO_OFFICE = "no-office"
    OF_A_STATE = "of-a-state"  # an office that states have
    LAWMAKER = "lawmaker"
    LOCAL = "local"
    MILITARY = "military"
    PRIVATE = "private"
    BODY_HEAD = "body-head"
    OTHER_OFFICE = "other-office"  # nothing is known of it
    MEDIATOR = "mediator"
    BODY_AFTER = "body-after"  # "X of the Democratic Front"
    STATE_WORDS = "state-words"  # "of the national assembly": it is an office of some state
    BODY_LAST = "body-last"  # the last party named before is a body
    BODY_NEAR = "body-near"  # a body is named before the office in its sentence
    ALL_BODIES = "all-bodies"  # nobody else is there for a state


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody whose side is asked for, and what is known of the others. Who has no name has no index ``at``."""

    cast: Cast
    at: int | None
    office: Office
    known: Mapping[int, str]  # the states of persons
    peers: Sequence[str]  # the states that have another holder of the office
    told: Sequence[str]  # of those who take part in the occasion
    parties: Sequence[str]  # that the occasion's words name
    setting: Setting


def phrase_of(case: Case) -> Span:
    """Return the words that introduce somebody: the name with the office that touches it."""
    role = case.office.role_span
    if case.at is None:
        return role or Span(0, 0)
    mentions = case.cast.persons[case.at].mentions
    if role is None:
        return mentions[0]
    near = min(mentions, key=lambda each: max(each.start - role.end, role.start - each.end))
    if max(near.start - role.end, role.start - near.end) > _TOUCHES:
        return near
    return Span(min(near.start, role.start), max(near.end, role.end))


_TOUCHES = 14  # characters between an office and a name, an honour included


def states_in(cast: Cast, span: Span) -> list[tuple[Find, str]]:
    """Return the states named in a stretch, with their codes."""
    found = [(find, side(find)) for find in cast.finds.begun_in(span.start, span.end)]
    return [(find, party.country) for find, party in found if party is not None and party.country]


def others_in(case: Case, span: Span) -> list[tuple[int, Span]]:
    """Return where other persons are named in a stretch."""
    return [(at, mention) for at, mention in case.cast.mentions.begun_in(span.start, span.end) if at != case.at]


def side_of(case: Case, code: str) -> Side:
    """Return a state as somebody's side, with the words nearest to the name that name it."""
    phrase = phrase_of(case)
    sentence = sentence_around(case.cast.text, phrase)
    spans = [Span(find.start, find.end) for find, named in states_in(case.cast, sentence) if named == code]
    nearest = min(spans, key=lambda span: abs(span.start - phrase.start), default=None)
    return Side(code, None, nearest or phrase)
