"""Whose side somebody is on when no words beside the name say it: the words farther off, and what is usual."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.extract.marks import Span
from app.extract.names import Person
from app.extract.stretches import Stretches
from app.gazetteer import Find, Rank, TitleUse, country_of_organ
from app.resolve.offices import Office, Side, side
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


_OF_A_STATE = frozenset(
    {Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.OFFICIAL, Rank.AMBASSADOR, Rank.ENVOY, Rank.MILITARY}
)
_LIST = re.compile(
    r"['’]?s?(?:,|\sand|,\sand|\salong\swith|\sas\swell\sas|,\sas\swell\sas|\sor|,?\s(?:who\s)?(?:was\s)?(?:accompanied|joined)\sby"
    r"|\sleads?\sa\s(?:delegation|team)\s(?:that\sincludes|including|with))\s(?:(?:the|his|her|its|their|both)\s)?"
    r"(?:(?:other|deputy)\s)?"
)
_LED_BY = re.compile(
    r"[^.;]{0,60}\b(?:led|headed|represented|accompanied|joined|conducted|chaired)\b[^.;]{0,30}\bby\s(?:[a-z]+\s){0,3}$"
    r"|\s(?:team|delegation|side|aides|mission|officials)\b[^.;]{0,40}\binclud(?:e|es|ed|ing)\s(?:[a-z]+\s){0,2}$"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w.]*(?:['’]s)?\s(?:of\s)?)+$")
_NAMES_ONLY = re.compile(r"(?:,|\sand|,\sand)\s(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?")
_PARTY_AFTER = re.compile(r"\s(?:of|from)\s(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}|\s\([A-Z][\w .]*\)")


def speaks_for_state(role: str | None) -> bool:
    """Say whether an office is usually one of a state. One that is not known is taken for one."""
    title = title_in(role) if role else None
    if title is None or title.rank is Rank.ANY:
        return role is not None
    return title.rank in _OF_A_STATE


def fill_in(text: str, persons: Sequence[Person], offices: Sequence[Office], finds: Stretches[Find]) -> list[Office]:
    """Return the offices with what is said once for several in a row, or in another place of the sentence."""
    filled = list(offices)
    for at, office in enumerate(filled):
        if office.country or office.organization or office.role_span is None:
            continue
        beside = _CAPITALS.search(text, max(0, office.role_span.start - 40), office.role_span.start)
        organ = country_of_organ(office.role or "") or (country_of_organ(beside[0]) if beside else None)
        party = _led(text, office, finds)
        if party is not None and party.country:
            filled[at] = replace(office, country=party)
        elif party is not None:
            filled[at] = replace(office, organization=party)
        elif organ is not None:
            filled[at] = replace(office, country=Side(organ, None, office.role_span))
    order = sorted((mention.start, at, mention) for at, person in enumerate(persons) for mention in person.mentions)
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
        if _LIST.fullmatch(between) and before.country is not None and speaks_for_state(office.role):
            filled[other] = replace(office, country=before.country)
    return filled


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


def _led(text: str, office: Office, finds: Stretches[Find]) -> Side | None:
    """Return the state of a delegation that is told to be led by somebody: "the Nigerian team, headed by |"."""
    assert office.role_span is not None  # noqa: S101 - asked only of offices with words
    start = office.role_span.start
    for find in reversed(finds.begun_in(start - 160, start)):
        found = side(find)
        if found is None or find.end > start:
            continue
        if not _LED_BY.fullmatch(text[find.end : start]):
            return None
        return found
    return None


def state_of(
    office: Office, mention: Span, setting: Setting, told: Sequence[str], parties: Sequence[Side]
) -> Side | None:
    """Return the state that is meant when nothing says it.

    ``mention`` is where somebody is first named, ``told`` the states of the others by the text's own words,
    ``parties`` the states that the occasion's words name.
    """
    if office.role is None or not speaks_for_state(office.role):
        return None
    if setting.home and mention.start < setting.until and (setting.is_official or setting.home not in told):
        return Side(setting.home, None, mention)
    free = [party for party in parties if party.country not in told and party.country != setting.home]
    if setting.place and setting.place not in told and setting.place != setting.home:
        return Side(setting.place, None, mention)
    if len({party.country for party in free}) == 1:
        return free[0]
    code = setting.home or setting.place
    return Side(code, None, mention) if code else None
