"""Whose side somebody is on when no words beside the name say it: the words farther off, and what is usual."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.extract.marks import Span
from app.extract.names import Person
from app.extract.stretches import Stretches
from app.gazetteer import Body, BodyKind, EntryKind, Find, Rank, Title, TitleUse, country_of_organ, scan
from app.records import Capacity
from app.resolve.capacity import capacity_of_role
from app.resolve.offices import HONOURS, Office, Side, side
from app.resolve.phrases import singular_of, title_in


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report takes for granted.

    ``home`` is the state that the publisher's own officials speak for, or that of the dateline; it is meant for those
    named before ``until``, where the occasion is first told of. ``place`` is the state in which an occasion takes
    place.
    """

    home: str | None = None
    until: int = 0
    place: str | None = None
    is_official: bool = False  # whether the home is the publisher's: its officials may be several
    publisher: str | None = None  # the state of a publisher who is no office and no agency that reports from all over
    headline: tuple[str, ...] = ()  # the states that the headline names
    begins: int = 0  # where the report begins, after its dateline
    year: int | None = None  # in which it was written


_STATES = frozenset({EntryKind.COUNTRY, EntryKind.DEMONYM})
_OF_A_STATE = frozenset({Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.OFFICIAL, Rank.AMBASSADOR, Rank.ENVOY})
LIST = re.compile(
    r"['’]?s?(?:,|\sand|,\sand|\salong\swith|\sas\swell\sas|,\sas\swell\sas|\sor"
    r"|(?:\s(?:said|told\s\w+)\s(?:that\s)?s?he|,?\swho|,)?\s(?:(?:was|is|(?:will|would)\sbe|had\sbeen)\s)?(?:accompanied|joined)\sby"
    r"|\sleads?\sa\s(?:delegation|team)\s(?:that\sincludes|including|with))\s(?:(?:the|his|her|its|their|both)\s)?"
    r"(?:(?:other|deputy)\s)?"
)
LED_BY = re.compile(
    r"[^.;]{0,60}\b(?:led|headed|represented|accompanied|joined|conducted|chaired)\b[^.;]{0,30}\bby\s(?:[\w’'.-]+\s){0,3}$"
    r"|\s(?:side|part)\sby\s(?:the\s)?$|\s(?:side|part):\s[^.]{0,250}$"
    r"|\s(?:team|delegation|side|aides|mission|officials)\b[^.;]{0,40}\binclud(?:e|es|ed|ing)\s(?:[a-z]+\s){0,2}$"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w.]*(?:['’]s)?\s(?:of\s)?)+$")
_NAMES_ONLY = re.compile(rf"(?:,|\sand|,\sand)\s+{HONOURS}")
_PARTIES_ONLY = re.compile(r"(?:,|\sand|,\sand)\s+(?:the\s)?")
_OF_SEVERAL = re.compile(r"\s+(?:of|from)\s+(?:the\s)?")
_NAMED = re.compile(rf",?\s+(?:namely\s)?{HONOURS}")
_PARTY_AFTER = re.compile(r"\s(?:of|from)\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}|\s\([A-Z][\w .]*\)")


def speaks_for_state(role: str | None) -> bool:
    """Say whether an office is usually one of a state. One that is not known is taken for one."""
    if role is None or capacity_of_role(role) is not Capacity.PARTICIPANT:
        return False
    title = title_in(role)
    if title is None or title.rank is Rank.ANY:
        return True
    return title.rank in _OF_A_STATE


def fill_in(text: str, persons: Sequence[Person], offices: Sequence[Office], finds: Stretches[Find]) -> list[Office]:
    """Return the offices with what is said once for several in a row, or in another place of the sentence."""
    filled = list(offices)
    for at, office in enumerate(filled):
        filled[at] = _with_own_parties(text, persons[at], office, finds)
    order = sorted((mention.start, at, mention) for at, person in enumerate(persons) for mention in person.mentions)
    _pair_up(text, [(at, mention) for _, at, mention in order], filled, finds)
    for (_, one, first), (_, other, second) in pairwise(order):
        if one == other:
            continue
        before, office = filled[one], filled[other]
        start = second.start
        touches = office.role_span is not None and 0 <= second.start - office.role_span.end < 12
        if touches and office.role_span is not None:
            start = office.role_span.start
        between = text[first.end : start]
        if office.role is None and before.role and before.role_span and _shares_office(text, before, between):
            title = title_in(before.role)
            role = singular_of(before.role, title) if title else before.role
            filled[other] = office = replace(office, role=role, role_span=before.role_span)
        if office.country or office.organization or not touches:
            continue
        if not LIST.fullmatch(between) or _is_joined_by_a_peer(between, office):
            continue
        if before.country is not None and speaks_for_state(office.role):
            filled[other] = replace(office, country=before.country)
    return filled


def _is_joined_by_a_peer(between: str, office: Office) -> bool:
    """Say whether one is joined by another who leads a state or its diplomacy: mostly that of another."""
    title = title_in(office.role or "")
    return "joined by" in between and title is not None and title.rank in {Rank.HEAD, Rank.FOREIGN_MINISTER}


def _with_own_parties(text: str, person: Person, office: Office, finds: Stretches[Find]) -> Office:
    """Add the state or body that the words of an office name, or that of the delegation that somebody leads."""
    if office.organization and not office.country:
        own = _state_of_office(office.organization.organization or "")
        return replace(office, country=Side(own, None, office.organization.span)) if own else office
    if office.country or office.organization:
        return office
    if office.role_span is None:
        party = _led(text, person.mentions[0].start, finds)
        return replace(office, organization=party) if party is not None and party.organization else office
    beside = _CAPITALS.search(text, max(0, office.role_span.start - 40), office.role_span.start)
    organ = _state_of_role(office.role or "") or (country_of_organ(beside[0]) if beside else None)
    party = _led(text, min(office.role_span.start, person.mentions[0].start), finds)
    if party is None:
        party = Side(organ, None, office.role_span) if organ else _body_of_role(office.role or "", office.role_span)
    if party is None:
        return office
    return replace(office, country=party) if party.country else replace(office, organization=party)


def _pair_up(text: str, named: Sequence[tuple[int, Span]], offices: list[Office], finds: Stretches[Find]) -> None:
    """Give each of a list of names its state of a list before it: "the ministers of Chad and Mali, A and B"."""
    for at, (_, first) in enumerate(named):
        parties: list[Find] = []
        for find in reversed(finds.begun_in(first.start - 160, first.start)):
            glue = text[find.end : parties[0].start] if parties else text[find.end : first.start]
            if not (_PARTIES_ONLY if parties else _NAMED).fullmatch(glue) or side(find) is None:
                break
            parties.insert(0, find)
        if len(parties) < 2:
            continue
        run = [named[at]]
        for person, mention in named[at + 1 : at + len(parties)]:
            if not _NAMES_ONLY.fullmatch(text[run[-1][1].end : mention.start]):
                break
            run.append((person, mention))
        before = finds.begun_in(parties[0].start - 90, parties[0].start)
        title = before[-1].sense(EntryKind.TITLE) if before else None
        if len(run) != len(parties) or not isinstance(title, Title) or title.use is not TitleUse.GROUP:
            continue
        if not _OF_SEVERAL.fullmatch(text[before[-1].end : parties[0].start]):
            continue
        role, told = singular_of(before[-1].words, title), Span(before[-1].start, before[-1].end)
        for (person, _), party in zip(run, parties, strict=True):
            found = side(party)
            state = found if found and found.country else None
            body = found if found and found.organization else None
            offices[person] = Office(role, told, state, body)


def _shares_office(text: str, before: Office, between: str) -> bool:
    """Say whether the office of the one named before is told for several: "counterparts A of Chad, B of Mali"."""
    title = title_in(before.role or "")
    after = text[before.role_span.end : before.role_span.end + 13] if before.role_span else ""
    several = (
        after.startswith((" counterparts", "s "))
        or "counterpart" in (before.role or "").lower()
        or (title is not None and title.use in {TitleUse.GROUP, TitleUse.COUNTERPART})
    )
    return several and _NAMES_ONLY.fullmatch(_PARTY_AFTER.sub("", between)) is not None


_MINISTER_FOR = re.compile(r"secretary of state (?:for|to|at|in)\b", re.IGNORECASE)
_OFFICE_OF_STATE = re.compile(
    r"\b(?:(?:Reserve|Central|National)\sBank|Bank\sof|Netherlands\sBank|Monetary\sAuthority|Treasury|Ministry|Parliament|Senate)\b"
)
_ABOUT = re.compile(r"\b(?:for|on|to|in|with)\s(?:the\s)?$|-$")


def _state_of_office(words: str) -> str | None:
    """Return the state whose office a body is by its name: "South African Reserve Bank"; else None."""
    if not _OFFICE_OF_STATE.search(words):
        return None
    codes = {found.country for find in scan(words, _STATES) if (found := side(find)) is not None and found.country}
    return country_of_organ(words) or (codes.pop() if len(codes) == 1 else None)


def _state_of_role(role: str) -> str | None:
    """Return the state that the words of an office themselves name: "secretary-general of the Malaysian Treasury"."""
    if _MINISTER_FOR.match(role):
        return None  # a British or French minister
    organ = country_of_organ(role)
    if organ is not None:
        return organ
    return next((found.country for found in parties_of_role(role) if found.country), None)


def _body_of_role(role: str, at: Span) -> Side | None:
    """Return the body that the words of an office name: "head of the EU mission", "OPEC President"."""
    body = next((found.organization for found in parties_of_role(role) if found.organization), None)
    return Side(None, body, at) if body else None


def parties_of_role(role: str, at: int = 0) -> list[Side]:
    """Return the states and bodies for which an office is held by its own words, not those that it is about.

    "Speaker of the Chadian Assembly", "Governor of Chad's Lake Region", but not "head of the Chad division". Of the
    bodies only those of several states: what else has offices may be part of a state.
    """
    found = []
    for find in scan(role, _STATES | {EntryKind.BODY}):
        party = side(find)
        if party is None or _ABOUT.search(role, 0, find.start) or role.startswith("-", find.end):
            continue
        is_noun = not (_LETTERS.fullmatch(find.words) and _STAFF.match(role, find.end))
        if find.entry_kind is EntryKind.COUNTRY and is_noun and not _OF_THE.search(role, 0, find.start):
            continue
        if isinstance(find.entry, Body) and find.entry.kind is not BodyKind.ORGANISATION:
            continue
        found.append(replace(party, span=Span(at + find.start, at + find.end)))
    return found


_OF_THE = re.compile(r"(?:^|\b(?:of|from)\s(?:the\s)?)$")
# "senior | U.S. | officials", but "a chief U.S. economist"
_LETTERS = re.compile(r"(?:[A-Z]\.?){2,3}")
_STAFF = re.compile(
    r"\s(?:officials?|diplomats?|negotiators?|envoys?|delegates?|representatives?|ministers?|lawmakers?|senators?)\b",
    re.IGNORECASE,
)


def _led(text: str, start: int, finds: Stretches[Find]) -> Side | None:
    """Return the state of a delegation that is told to be led by somebody: "the Nigerian team, headed by |"."""
    for find in reversed(finds.begun_in(start - 160, start)):
        found = side(find)
        if found is None or find.end > start:
            continue
        if not LED_BY.fullmatch(text[find.end : start]):
            return None
        return found
    return None
