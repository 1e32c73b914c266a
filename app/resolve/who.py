"""Who takes part in an occasion: one row for each person or delegation, with the words behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.extract.marks import Label, Mark, Occasion, Span
from app.extract.names import Person, people
from app.extract.stretches import Stretches, spans
from app.gazetteer import Body, EntryKind, Find, Rank, TitleUse, body_named, title_named
from app.records import Participant
from app.resolve.offices import Office, Side, known_phrases, office_of, side


@dataclass(frozen=True, slots=True)
class Row:
    """A participant and the words that its values came from, by field name."""

    participant: Participant
    evidence: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whom a text names, with what it says of each, and the phrases that are known in it."""

    text: str
    finds: Stretches[Find]
    persons: tuple[Person, ...]
    offices: tuple[Office, ...]
    mentions: Stretches[tuple[int, Span]]  # every mention of a person, with the person's index

    def person_of(self, mention: Span) -> int | None:
        """Return the index of the person whom a mention names, or None."""
        return next((at for at, _ in self.mentions.touching(mention)), None)


def cast_of(text: str, names: Iterable[Span], home: str | None = None, until: int = 0) -> Cast:
    """Return the persons that a text names and their offices.

    ``home`` is the state that the publisher's own officials speak for: it is theirs whose readout it is, those
    named before the words at ``until`` that tell of the occasion, when the text gives their offices no state.
    """
    finds = known_phrases(text)
    persons = people(text, names)
    offices = []
    for person in persons:
        office = Office()
        told = [office_of(text, mention, finds) for mention in person.mentions]
        # The first mention introduces somebody; later ones add what it left out.
        for found in sorted(told, key=lambda each: -each.known):
            office = office.filled(found) if office.known else found
        stateless = office.role and not office.country and not office.organization
        if home and stateless and person.mentions[0].start < until and _speaks_for_state(office.role or ""):
            office = replace(office, country=Side(home, None, person.name))
        offices.append(office)
    mentions = Stretches(
        [(at, mention) for at, person in enumerate(persons) for mention in person.mentions], lambda pair: pair[1]
    )
    return Cast(text, finds, persons, tuple(offices), mentions)


_STATE_RANKS = {Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.OFFICIAL, Rank.AMBASSADOR, Rank.ENVOY}


def _speaks_for_state(role: str) -> bool:
    title = title_named(role)
    return title is not None and title.rank in _STATE_RANKS


def participants(cast: Cast, occasion: Occasion) -> list[Row]:
    """Return one row for each person or delegation of an occasion, in the order of the text."""
    rows: list[tuple[int, Row]] = []
    spoken_for: set[tuple[str | None, str]] = set()
    used: list[Span] = []
    for at in _persons_in(cast, occasion):
        person, office = cast.persons[at], cast.offices[at]
        rows.append((_first_mark(cast, occasion, at), _named_row(cast, person, office)))
        used += [span for span in (office.role_span,) if span]
        used += [part.span for part in (office.country, office.organization) if part]
        if office.country and office.country.country:
            spoken_for.add((office.country.country, _rank(office.role)))
    nameless = _nameless(cast, occasion, used)
    for row in nameless:
        who = row.participant
        rank = _rank(who.role)
        if who.country and any(code == who.country and rank in {"", other} for code, other in spoken_for):
            continue  # the named envoy is that state's row
        rows.append((row.evidence[0][1].start, row))
    ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    return _without_echoes(cast.text, _without_repeats(ordered))


_POINTS_BACK = re.compile(r"\b(?:the|both|these|those|two|three|our|their|his|her|its)\s(?:[a-z]+\s)?$", re.IGNORECASE)


def _without_echoes(text: str, rows: list[Row]) -> list[Row]:
    """Leave out an office without name, state and body that only speaks again of others: "the leaders", "Secretary"."""

    def is_echo(row: Row) -> bool:
        who = row.participant
        if who.name or who.country or who.organization or who.role is None:
            return False
        title = title_named(who.role)
        span = row.evidence[0][1]
        singular = title is not None and title.use is TitleUse.OFFICE
        return singular or _POINTS_BACK.search(text, max(0, span.start - 30), span.start) is not None

    told = [row for row in rows if not is_echo(row)]
    return told or rows


def _rank(role: str | None) -> str:
    title = title_named(role) if role else None
    if title is None:
        return ""
    # "top diplomat" and "minister of external relations" are both the foreign minister
    return str(title.rank) if title.rank is Rank.FOREIGN_MINISTER else title.singular.lower()


def _persons_in(cast: Cast, occasion: Occasion) -> list[int]:
    found = [cast.person_of(mark.span) for mark in occasion.marks if mark.label is Label.NAME]
    return list(dict.fromkeys(at for at in found if at is not None))


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
    participant = Participant(
        name=_plain_name(person.name.of(cast.text)),
        role=office.role,
        country=office.country.country if office.country else None,
        organization=office.organization.organization if office.organization else None,
    )
    return Row(participant, tuple(evidence))


def _plain_name(name: str) -> str:
    return re.sub(r"\s+", " ", name)


@dataclass(frozen=True, slots=True)
class _Group:
    """Parties and the role that they share: "counterparts from Armenia, Belarus and Kazakhstan"."""

    role: Span | None
    parties: tuple[Span, ...]


_LIST_GLUE = re.compile(
    r"(?:['’]s?)?(?:[,\s/–-]|\b(?:and|or|as well as|the|both|from|of|for|its|senior|top|representing)\b)*"
)


def _nameless(cast: Cast, occasion: Occasion, used: list[Span]) -> list[Row]:
    """Return the rows of an occasion that name nobody."""
    text = cast.text
    told = spans(used)
    free = [
        mark
        for mark in sorted(occasion.marks, key=lambda mark: mark.span)
        if mark.label in {Label.ROLE, Label.PARTY} and not told.touching(mark.span)
    ]
    rows: list[Row] = []
    for group in _groups(text, free):
        rows += _rows_of(cast, occasion, group)
    return rows


def _groups(text: str, marks: list[Mark]) -> list[_Group]:
    groups: list[list[Mark]] = []
    for mark in marks:
        if groups:
            last = groups[-1][-1]
            joined = mark.span.start - last.span.end < 40 and _LIST_GLUE.fullmatch(
                text[last.span.end : mark.span.start]
            )
            roles = [each for each in groups[-1] if each.label is Label.ROLE]
            # a second office opens a group of its own: "the Russian minister and the Chinese ambassador"
            after_role = groups[-1][-1].label is Label.ROLE and groups[-1][0].label is Label.PARTY
            if joined and not (roles and mark.label is Label.ROLE) and not (after_role and mark.label is Label.PARTY):
                groups[-1].append(mark)
                continue
        groups.append([mark])
    return [
        _Group(
            next((mark.span for mark in group if mark.label is Label.ROLE), None),
            tuple(mark.span for mark in group if mark.label is Label.PARTY),
        )
        for group in groups
    ]


def _rows_of(cast: Cast, occasion: Occasion, group: _Group) -> list[Row]:
    role, role_span = _role_of(cast, occasion, group)
    if role is None and all(_is_adjective(cast, span) for span in group.parties):
        return []  # "the Russian position": an adjective alone takes part in nothing
    sides = [found for span in group.parties if (found := _side_at(cast, span)) is not None]
    unknown = [span for span in group.parties if _side_at(cast, span) is None]
    rows = []
    for found in sides:
        field = "country" if found.country else "organization"
        evidence = [(field, found.span), *([("role", role_span)] if role_span else [])]
        rows.append(
            Row(Participant(role=role, country=found.country, organization=found.organization), tuple(evidence))
        )
    if not rows and role is not None and role_span is not None:
        rows.append(Row(Participant(role=role), (("role", role_span),)))
    for span in unknown:
        words = span.of(cast.text)
        if words[:1].isupper():
            rows.append(
                Row(
                    Participant(role=role, organization=words),
                    (("organization", span), *([("role", role_span)] if role_span else [])),
                )
            )
        elif role is None:
            rows.append(Row(Participant(role=words), (("role", span),)))
    return rows


def _is_adjective(cast: Cast, span: Span) -> bool:
    return any(
        find.start == span.start and find.end == span.end and find.entry_kind is EntryKind.DEMONYM
        for find in cast.finds.touching(span)
    )


def _side_at(cast: Cast, span: Span) -> Side | None:
    for find in cast.finds.touching(span):
        found = side(find)
        if found is not None:
            return found
    body = body_named(span.of(cast.text))
    return Side(None, span.of(cast.text), span) if isinstance(body, Body) else None


def _role_of(cast: Cast, occasion: Occasion, group: _Group) -> tuple[str | None, Span | None]:
    """Return the office of a group: a counterpart has the office of the one whose counterpart he is."""
    if group.role is None:
        return None, None
    words = group.role.of(cast.text)
    title = title_named(words) or title_named(words.split()[-1])
    if title is not None and title.use is TitleUse.COUNTERPART:
        stood_for = _office_before(cast, occasion, group.role)
        if stood_for is not None:
            return stood_for
        return words, group.role
    several = len(group.parties) > 1
    if (
        title is not None
        and title.use is TitleUse.GROUP
        and several
        and title.rank in {Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.HEAD}
    ):
        return title.singular, group.role
    return words, group.role


def _office_before(cast: Cast, occasion: Occasion, counterpart: Span) -> tuple[str, Span] | None:
    """Return the office of the person nearest before the words "his counterpart"."""
    best: tuple[int, Office] | None = None
    for at in _persons_in(cast, occasion):
        for mention in cast.persons[at].mentions:
            if mention.start < counterpart.start and (best is None or mention.start > best[0]):
                best = (mention.start, cast.offices[at])
    if best is None or best[1].role is None or best[1].role_span is None:
        return None
    return best[1].role, best[1].role_span


def _without_repeats(rows: list[Row]) -> list[Row]:
    """Leave out a nameless row that another one already says, or says more fully."""
    kept: list[Row] = []
    for row in rows:
        who = row.participant
        same = [
            other.participant
            for other in kept
            if who.name is None
            and other.participant.country == who.country
            and _same_body(other.participant.organization, who.organization)
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
    return one.name is None or not other.role or _rank(one.role) == _rank(other.role)


def _same_body(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one == other
    a, b = body_named(one), body_named(other)
    return one == other or (a is not None and a == b)
