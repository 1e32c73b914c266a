"""Who takes part without being named: delegations, ministers of a list of states, officials, groups."""

import re
from dataclasses import dataclass
from itertools import pairwise

from app.extract.marks import Label, Mark, Occasion, Span
from app.extract.stretches import spans
from app.gazetteer import EntryKind, Rank, Title, TitleUse, country_of_organ, title_named
from app.records import Participant
from app.resolve.beside import office_beside, side_beside
from app.resolve.cast import Cast, Row, office_before, party_of, persons_in, side_at
from app.resolve.guesses import Guesses
from app.resolve.offices import Office
from app.resolve.phrases import is_plural, title_in
from app.resolve.shared import NEXT_PARTY, SINGLED, one_of, share_offices, with_rest_of_list
from app.resolve.sides import Setting


def delegations(
    cast: Cast,
    occasion: Occasion,
    used: list[Span],
    offices: dict[int, Office],
    guesses: Guesses,
) -> list[Row]:
    """Return the rows of an occasion that name nobody.

    ``used`` are the words that belong to its named persons, whose ``offices`` are given by their index.
    """
    rows = _with_implied_states(cast, occasion, _told_apart(cast, occasion, used), offices, guesses.setting)
    return [_with_likely_state(row, guesses) for row in rows]


@dataclass(frozen=True, slots=True)
class _Group:
    """Parties and the role that they share: "counterparts from Armenia, Belarus and Kazakhstan"."""

    role: Span | None
    parties: tuple[Span, ...]


_LIST_GLUE = re.compile(
    r"(?:['’]s?)?(?:[,\s/–()-]|\b(?:and|or|as well as|along with|plus|the|both|from|of|for|its|senior|top"
    r"|representing|perhaps|possibly|governments?|member|members|states|countries|nations)\b)*"
)
# "experts from the three guarantor countries (| Chad, Mali": what they are called together, then one by one
_ONE_BY_ONE = re.compile(
    r"\s(?:from|of|for)\s(?:[\w-]+\s){0,6}(?:countries|states|nations|powers|members|parties)"
    r"(?:\s\(|:\s|\s?[-–—]{1,2}\s|,\s(?:namely|including)\s)(?:the\s)?"
)


def _told_apart(cast: Cast, occasion: Occasion, used: list[Span]) -> list[Row]:
    """Return the rows of an occasion that name nobody."""
    text = cast.text
    told = spans(used)
    roles = spans(mark.span for mark in occasion.marks if mark.label is Label.ROLE)
    free = [
        mark
        for mark in sorted(occasion.marks, key=lambda mark: mark.span)
        if mark.label in {Label.ROLE, Label.PARTY}
        and not told.touching(mark.span)
        and not cast.claimed.touching(mark.span)
        and not (mark.label is Label.PARTY and roles.touching(mark.span))
    ]
    rows: list[Row] = []
    for group in _groups(text, free):
        rows += _rows_of(cast, occasion, group)
    rows = [_with_side_beside(cast, row) for row in with_rest_of_list(cast, share_offices(cast, rows))]
    return [*rows, *_in_other_field(text, rows)]


_ORGAN = re.compile(r"\b(?:government|cabinet)$", re.IGNORECASE)


def _with_side_beside(cast: Cast, row: Row) -> Row:
    """Give an office the side beside it though that is somebody else's too: "an | Italian | team led by X"."""
    told = next((span for field, span in row.evidence if field == "role"), None)
    title = title_in(row.participant.role or "")
    if party_of(row) or told is None or (title is not None and title.rank is Rank.PRIVATE):
        return row
    if title is None and not _ORGAN.search(row.participant.role or ""):
        return row
    found = side_beside(cast, told)
    if found is None:
        return row
    field, who = "country" if found.country else "organization", row.participant
    who = who.model_copy(update={"country": found.country, "organization": found.organization})
    return Row(who, (*row.evidence, (field, found.span)))


_OF_A_STATE = frozenset(
    {
        Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.OFFICIAL, Rank.LEGISLATOR, Rank.LOCAL, Rank.MILITARY,
    }
)  # fmt: skip


_OWNED = re.compile(r"['’]s\b")  # "the president's group" is no president


def _with_likely_state(row: Row, guesses: Guesses) -> Row:
    """Give an office of one, or a government, the state that is likeliest meant: "they called on | the President"."""
    who, (_, told) = row.participant, row.evidence[0]
    title = title_in(who.role) if who.role else None
    if party_of(row) or who.role is None or is_plural(who.role) or _OWNED.search(who.role):
        return row
    of_one = title is not None and title.use is TitleUse.OFFICE and title.rank in _OF_A_STATE
    organ = _ORGAN.search(who.role)
    office = Office(who.role, told)
    if organ is not None:
        meant = guesses.of_organ(office, with_head=organ[0].lower() == "cabinet")
    elif of_one:
        meant = guesses.of_office(office)
    else:
        return row
    if meant is None:
        return row
    return Row(who.model_copy(update={"country": meant.country}), (*row.evidence, ("country", meant.span)))


_GLUED = 90  # characters between one of a list and the next


def _groups(text: str, marks: list[Mark]) -> list[_Group]:
    groups: list[list[Mark]] = []
    for mark in marks:
        if groups:
            last = groups[-1][-1]
            glue = text[last.span.end : mark.span.start]
            joined = len(glue) < _GLUED and (_LIST_GLUE.fullmatch(glue) or _ONE_BY_ONE.fullmatch(glue))
            roles = [each for each in groups[-1] if each.label is Label.ROLE]
            # a second office opens a group of its own: "the Russian minister and the Chinese ambassador"
            after_role = groups[-1][-1].label is Label.ROLE and groups[-1][0].label is Label.PARTY
            if joined and not (roles and mark.label is Label.ROLE) and not (after_role and mark.label is Label.PARTY):
                groups[-1].append(mark)
                continue
            if joined and after_role and mark.label is Label.ROLE:
                # "G-7 finance ministers and central bankers"
                groups.append([*(each for each in groups[-1] if each.label is Label.PARTY), mark])
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
    of_all = False
    if role is None:
        beside = office_beside(cast, group.parties[0]) if group.parties else None
        adjectives = all(_is_adjective(cast, span) for span in group.parties)
        if beside is None and adjectives:
            return []  # "the Russian position": an adjective alone takes part in nothing
        of_all = beside is not None and _is_of_list(cast, beside, group.parties)
        if beside is not None and (adjectives or of_all or _is_counterpart(cast, beside)):
            role, role_span = _role_of(cast, occasion, _Group(beside, group.parties))
    sides = [found for span in group.parties if (found := side_at(cast, span)) is not None]
    unknown = [span for span in group.parties if side_at(cast, span) is None]
    rows = []
    for found in sides:
        field = "country" if found.country else "organization"
        evidence = [(field, found.span), *([("role", role_span)] if role_span else [])]
        # of a body there may be several
        held = role_span.of(cast.text) if of_all and role_span and found.organization else role
        rows.append(
            Row(Participant(role=held, country=found.country, organization=found.organization), tuple(evidence))
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


_FIELD_BEFORE = re.compile(r"\b(?P<field>[A-Za-z]+)\sand\s$")


def _in_other_field(text: str, rows: list[Row]) -> list[Row]:
    """Return the rows of the office that shares its last word: "Chad's foreign and | defence ministers".

    Without a foreign minister two fields are as often one office: "economy and finance ministers".
    """
    out = []
    for row in rows:
        role, told = row.participant.role, next((span for field, span in row.evidence if field == "role"), None)
        before = _FIELD_BEFORE.search(text, max(0, told.start - 30), told.start) if told and party_of(row) else None
        if role is None or told is None or before is None or not is_plural(told.of(text)):
            continue
        other = f"{before['field']} {role.split()[-1]}"
        ranks = {title.rank for words in (role, other) if (title := title_named(words)) is not None}
        if ranks == {Rank.FOREIGN_MINISTER, Rank.MINISTER}:
            evidence = (
                (field, Span(before.start(), told.end) if field == "role" else span) for field, span in row.evidence
            )
            out.append(Row(row.participant.model_copy(update={"role": other}), tuple(evidence)))
    return out


def _is_counterpart(cast: Cast, span: Span) -> bool:
    title = _title_at(cast, span)
    return title is not None and title.use is TitleUse.COUNTERPART


def _is_of_list(cast: Cast, office: Span, parties: tuple[Span, ...]) -> bool:
    """Tell whether an office before the first party is all parties': "heads of the UN's and OPEC's departments"."""
    title = _title_at(cast, office)
    between = [cast.text[one.end : other.start] for one, other in pairwise(parties)]
    return (
        title is not None
        and title.use is TitleUse.GROUP
        and bool(between)
        and all(NEXT_PARTY.fullmatch(glue) for glue in between)
    )


def _is_adjective(cast: Cast, span: Span) -> bool:
    return any(
        find.start == span.start and find.end == span.end and find.entry_kind is EntryKind.DEMONYM
        for find in cast.finds.touching(span)
    )


def _role_of(cast: Cast, occasion: Occasion, group: _Group) -> tuple[str | None, Span | None]:
    """Return the office of a group: a counterpart has the office of the one whose counterpart he is."""
    if group.role is None:
        return None, None
    words = group.role.of(cast.text)
    title = _title_at(cast, group.role)
    if _is_counterpart(cast, group.role):
        here = {at: cast.offices[at] for at in persons_in(cast, occasion)}
        return office_before(cast, here, group.role, None) or (words, group.role)
    if title is not None and title.use is TitleUse.GROUP and len(group.parties) > 1 and title.rank in SINGLED:
        return one_of(words, title), group.role
    return words, group.role


def _title_at(cast: Cast, span: Span) -> Title | None:
    return title_in(span.of(cast.text)) or title_in(span.of(cast.text).split()[-1])


_OF_BOTH = re.compile(
    r"[^.;]{0,60}\b(?:both|the\stwo)\s(?:governments|countries|sides|states|nations)\b|\sfrom\stheir\srespective\b"
)


_AND_OTHERS = re.compile(
    r"(?:,?\sand|,)\s(?:(?:several|some|his|her)\s)?(?:other\s)?|,\saccompanied\sby\s(?:(?:his|her)\s)?(?:an?\s[a-z]+\sof\s)?"
)


def _with_implied_states(
    cast: Cast, occasion: Occasion, rows: list[Row], offices: dict[int, Office], setting: Setting
) -> list[Row]:
    """Give offices told without a party the states that are meant: "officials of both sides"."""
    told = [office.country for office in offices.values() if office.country and office.country.country]
    named = dict.fromkeys([*(each.country for each in told), *(row.participant.country for row in rows)])
    states = [code for code in named if code]
    out: list[Row] = []
    for row in rows:
        who = row.participant
        if who.role is None or party_of(row):
            out.append(row)
            continue
        span = row.evidence[0][1]
        meant: list[str] = []
        if len(states) == 2 and _OF_BOTH.match(cast.text, span.end):
            meant = states
        elif (code := _state_of_others(cast, offices, span) or country_of_organ(who.role)) is not None:
            meant = [code]
        elif (
            setting.place
            and setting.place not in states
            and len(states) == 1
            and not any(mark.label is Label.BODY for mark in occasion.marks)
            and (title := title_in(who.role)) is not None
            and title.rank in {Rank.OFFICIAL, Rank.MINISTER, Rank.FOREIGN_MINISTER}
        ):
            meant = [setting.place]
        out += [Row(who.model_copy(update={"country": code}), row.evidence) for code in meant] or [row]
    return out


def _state_of_others(cast: Cast, offices: dict[int, Office], role: Span) -> str | None:
    """Return the state of the person after whom others are told in a list: "President X and other officials"."""
    before = cast.mentions.begun_in(role.start - 120, role.start)
    if not before:
        return None
    at, mention = before[-1]
    office = offices.get(at)
    if office is None or office.country is None or not _AND_OTHERS.fullmatch(cast.text[mention.end : role.start]):
        return None
    return office.country.country
