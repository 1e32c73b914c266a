"""Who takes part in an occasion: one row for each person or delegation, with the words behind it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from app.extract.marks import Label, Occasion, Span
from app.extract.names import Person
from app.gazetteer import EntryKind, Rank, TitleUse, body_named
from app.records import Participant
from app.resolve.apart import offices_apart, with_offices_of_their_state
from app.resolve.cast import Cast, Row, office_before, persons_in, plain_name, rank_of, same_body, spelt_out
from app.resolve.delegations import delegations
from app.resolve.guesses import Guesses
from app.resolve.in_order import offices_in_order
from app.resolve.offices import HONOURS, Office
from app.resolve.phrases import is_plural, singular_of, title_in
from app.resolve.sides import Setting


def participants(cast: Cast, occasion: Occasion, setting: Setting | None = None) -> list[Row]:
    """Return one row for each person or delegation of an occasion, in the order of the text."""
    rows: list[tuple[int, Row]] = []
    spoken_for: set[tuple[str, str | None]] = set()
    bodies: list[str] = []
    offices = _offices_here(cast, occasion)
    guesses = Guesses(cast, occasion, offices, setting or Setting())
    offices = _with_likely_sides(guesses, cast, offices)
    used: list[Span] = []
    for at, office in offices.items():
        rows.append((_first_mark(cast, occasion, at), _named_row(cast, cast.persons[at], office)))
        used += [span for span in (office.role_span,) if span]
        used += [part.span for part in (office.country, office.organization) if part]
        if office.country and office.country.country:
            spoken_for.add((office.country.country, office.role))
        if office.organization and office.organization.organization:
            bodies.append(office.organization.organization)
    for row in delegations(cast, occasion, used, offices, guesses):
        who = row.participant
        rank = rank_of(who.role)
        if who.country and any(
            code == who.country
            and (rank in {"", rank_of(other)} or _speaks_again(who.role, other))
            and not _are_others(who.role)
            for code, other in spoken_for
        ):
            continue  # the named envoy is that state's row
        if who.organization and who.role is None and any(same_body(who.organization, body) for body in bodies):
            continue  # the named official is that body's row
        rows.append((row.evidence[0][1].start, row))
    ordered = with_offices_of_their_state(cast, [row for _, row in sorted(rows, key=lambda pair: pair[0])])
    return _without_echoes(cast.text, without_repeats([_in_full(cast, row) for row in ordered]))


_CABINET = re.compile(r"\bcabinet$", re.IGNORECASE)


def _are_others(role: str | None) -> bool:
    """Say whether words without a rank tell of others than the named one of their state: "farmers", "his cabinet"."""
    return role is not None and title_in(role) is None and (is_plural(role) or _CABINET.search(role) is not None)


_LESSER = re.compile(r"\b(?:deputy|vice|assistant|under)", re.IGNORECASE)


def _speaks_again(role: str | None, of: str | None) -> bool:
    """Say whether an office of one is that of somebody named in fewer or more words: "the minister"."""
    if not role or not of or is_plural(role) or bool(_LESSER.search(role)) != bool(_LESSER.search(of)):
        return False
    short, long = sorted((role.lower(), of.lower()), key=len)
    return long.startswith(short + " ") or long.endswith(" " + short)


def _offices_here(cast: Cast, occasion: Occasion) -> dict[int, Office]:
    """Return the office of each person of an occasion, with what the occasion's own marks add to it."""
    here = {at: cast.offices[at] for at in persons_in(cast, occasion)}
    roles = sorted(mark.span for mark in occasion.marks if mark.label is Label.ROLE)
    here |= offices_apart(cast, here, [span for span in roles if not cast.claimed.touching(span)])
    for at, office in here.items():
        title = title_in(office.role) if office.role else None
        if title is not None and title.use is TitleUse.COUNTERPART and office.role_span:
            stood_for = office_before(cast, here, office.role_span, at)
            before = [span for span in roles if span.end <= office.role_span.start]
            if stood_for is not None:
                here[at] = replace(office, role=stood_for[0])
            elif before and (group := title_in(before[-1].of(cast.text))) and group.use is not TitleUse.COUNTERPART:
                here[at] = replace(office, role=singular_of(before[-1].of(cast.text), group))
    for at, office in here.items():
        if office.role is None:
            shared = _shared_office(cast, cast.persons[at].mentions[0], roles, far=office.country is not None)
            here[at] = replace(office, role=shared.of(cast.text), role_span=shared) if shared else office
    return here | _told_in_order(cast, here)


def _told_in_order(cast: Cast, here: Mapping[int, Office]) -> dict[int, Office]:
    """Return the offices of those who are named in the order of their sides, where no other words tell them."""
    told: dict[int, Office] = {}
    for mention in (cast.persons[at].mentions[0] for at in here):
        for find in cast.finds.begun_in(mention.start - _LIST_REACH, mention.start):
            offices = offices_in_order(cast, find)
            listed = {
                part.span for office in offices.values() for part in (office.country, office.organization) if part
            }
            told |= {at: _in_order(here[at], office, listed) for at, office in offices.items() if at in here}
    return told


def _in_order(known: Office, told: Office, listed: Collection[Span]) -> Office:
    """Return what is known of somebody with what a list tells; a side taken from the same list is no knowledge."""
    country, organization = (
        None if part is None or part.span in listed else part for part in (known.country, known.organization)
    )
    title = title_in(known.role) if known.role else None
    own = known.role is not None and known.role_span != told.role_span and title and title.use is TitleUse.OFFICE
    return Office(
        known.role if own else told.role,
        known.role_span if own else told.role_span,
        country or told.country,
        organization or (told.organization if country is None else None),
    )


def _with_likely_sides(guesses: Guesses, cast: Cast, here: dict[int, Office]) -> dict[int, Office]:
    """Give those whose side no words beside the name tell the likeliest one, in the order of the text."""
    for at in sorted(here, key=lambda at: cast.persons[at].mentions[0]):
        office = here[at]
        if office.country is None and office.organization is None:
            meant = guesses.of_person(at, office)
            here[at] = replace(office, country=meant) if meant and meant.country else office
    return here


def _shared_office(cast: Cast, mention: Span, roles: list[Span], *, far: bool) -> Span | None:
    """Return the office told once for all: "The presidents signed it: Peru's | Luis Paz, Chile's Ana Gil".

    A list of names may follow the office at once ("the mayors, A and | B"); farther off (``far``) it is that of those
    who are told by their state alone, and other offices may stand between.
    """
    groups = [span for span in roles if span.end <= mention.start and _is_shared(span.of(cast.text), _SHARED)]
    if far and groups:
        return groups[-1]
    beside = [
        Span(find.start, find.end)
        for find in cast.finds.begun_in(mention.start - _LIST_REACH, mention.start)
        if find.end <= mention.start and _is_shared(find.words, _LISTED)
    ]
    if not beside:
        return None
    between = cast.text[beside[-1].end : mention.start]
    for other in reversed(cast.mentions.begun_in(beside[-1].end, mention.start)):
        start, end = other[1].start - beside[-1].end, other[1].end - beside[-1].end
        between = between[:start] + "X" + between[end:]
    return beside[-1] if _NAMES.fullmatch(between) else None


_SHARED = frozenset({Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER})
_LISTED = _SHARED | {Rank.OFFICIAL, Rank.AMBASSADOR, Rank.BODY_HEAD, Rank.LOCAL, Rank.LEGISLATOR, Rank.ENVOY, Rank.ANY}
_LIST_REACH = 200  # characters between an office told for several and the last of a list of their names
_PARTY_TOLD = r"(?:\s\([^)]{1,40}\)|,?\s(?:of|from|for)\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})?"
_NAMES = re.compile(
    rf"(?:\sof\s(?:the\s)?[^,.;:]{{1,60}})?(?:,|:|\s[-–])?(?:\snamely)?\s{HONOURS}"
    rf"(?:X{_PARTY_TOLD}(?:,|\sand|,\sand|;)\s{HONOURS})*"
)


def _is_shared(words: str, ranks: frozenset[Rank]) -> bool:
    title = title_in(words)
    return title is not None and title.use is TitleUse.GROUP and title.rank in ranks


def _first_mark(cast: Cast, occasion: Occasion, at: int) -> int:
    return min(
        mark.span.start for mark in occasion.marks if mark.label is Label.NAME and cast.person_of(mark.span) == at
    )


def _named_row(cast: Cast, person: Person, office: Office) -> Row:
    evidence = [("name", person.name)]
    if office.role_span:
        evidence.append(("role", office.role_span))
    for field, part in (("country", office.country), ("organization", office.organization)):
        if part is not None:
            evidence.append((field, part.span))
    title = title_in(office.role) if office.role else None
    participant = Participant(
        name=plain_name(person.name.of(cast.text)),
        role=singular_of(office.role, title) if office.role and title else office.role,
        country=office.country.country if office.country else None,
        organization=office.organization.organization if office.organization else None,
    )
    return Row(participant, tuple(evidence))


def _in_full(cast: Cast, row: Row) -> Row:
    """Give a body its full name where the text has it: "Group of Seven" for "G-7"."""
    name = row.participant.organization
    known = body_named(name) if name else None
    if name is None:
        return row
    if known is None:
        told = spelt_out(cast.text, name)
        return row if told is None else _naming(row, told.of(cast.text), told)
    forms = [find for find in cast.finds.touching(Span(0, len(cast.text))) if find.sense(EntryKind.BODY) == known]
    fullest = max(forms, key=lambda find: (len(find.words), -find.start), default=None)
    if fullest is None or len(fullest.words) <= len(name):
        return row
    return _naming(row, fullest.words, Span(fullest.start, fullest.end))


def _naming(row: Row, name: str, told: Span) -> Row:
    evidence = tuple((field, told if field == "organization" else span) for field, span in row.evidence)
    return Row(row.participant.model_copy(update={"organization": plain_name(name)}), evidence)


_POINTS_BACK = re.compile(r"\b(?:the|both|these|those|two|three|our|their|his|her|its)\s(?:[a-z]+\s)?$", re.IGNORECASE)


# "the creditor banks' steering committee", "its trade unions": the article says who is meant
_OWN_PARTY = re.compile(
    r"(?<!\bof\sthe)\s(?:committee|board|banks|creditors|unions)(?=$|\s(?:for|of)\b)", re.IGNORECASE
)


def _without_echoes(text: str, rows: list[Row]) -> list[Row]:
    """Leave out an office without name, state and body that only speaks again of others: "the leaders", "Secretary"."""

    def is_echo(row: Row) -> bool:
        who = row.participant
        if who.name or who.country or who.organization or who.role is None:
            return False
        title = title_in(who.role)
        if title is not None and title.use is TitleUse.OFFICE:
            return True
        start = row.evidence[0][1].start
        return not _OWN_PARTY.search(who.role) and _POINTS_BACK.search(text, max(0, start - 30), start) is not None

    told = [row for row in rows if not is_echo(row)]
    return told or rows


def without_repeats(rows: list[Row]) -> list[Row]:
    """Leave out a nameless row that another one already says, or says more fully."""
    kept: list[Row] = []
    for row in rows:
        who = row.participant
        same = [
            other.participant
            for other in kept
            if who.name is None
            and other.participant.country == who.country
            and same_body(other.participant.organization, who.organization)
            and (who.country or who.organization)
        ]
        if any(other.name or other.role == who.role or who.role is None for other in same if _ranks_agree(other, who)):
            continue
        if (
            who.name is None
            and not who.country
            and not who.organization
            and any(other.participant.role == who.role for other in kept)
        ):
            continue
        kept.append(row)
    return kept


def _ranks_agree(one: Participant, other: Participant) -> bool:
    return one.name is None or not other.role or rank_of(one.role) == rank_of(other.role)
