"""Offices told once for several parties: "the ministers" of a body, "ministers of Chad, Mali and Peru"."""

import re

from app.extract.marks import Span
from app.extract.stretches import spans
from app.gazetteer import EntryKind, Rank, Title, TitleUse
from app.resolve.beside import office_beside
from app.resolve.cast import Cast, Row, party_of
from app.resolve.offices import side
from app.resolve.phrases import singular_of, title_in


def share_offices(cast: Cast, rows: list[Row]) -> list[Row]:
    """Give parties without an office the one that is told for several of them."""
    told_alone = [row for row in rows if row.participant.role and not party_of(row)]
    rows = [_with_office_beside(cast, row, told_alone) for row in _with_shared_office(rows)]
    # an office that is told for others is nobody's who stands alone
    shared = {span for row in rows if party_of(row) for field, span in row.evidence if field == "role"}
    return [row for row in rows if party_of(row) or row.evidence[0][1] not in shared]


NEXT_PARTY = re.compile(r"(?:['’]s?)?(?:,|,?\s(?:and|or))\s(?:the\s)?")
"""What stands between two parties of one list."""
_LIST_REACH = 120  # characters in which a list goes on


def with_rest_of_list(cast: Cast, rows: list[Row]) -> list[Row]:
    """Add the parties with which a list under an office goes on: "heads of the | UN's | and OPEC's departments"."""
    told = spans(span for row in rows for field, span in row.evidence if field in {"country", "organization"})
    more: list[Row] = []
    for row in rows:
        field, party = row.evidence[0]
        role = next((span for name, span in row.evidence if name == "role"), None)
        if role is None or field == "role" or office_beside(cast, party) != role:
            continue
        edge = party.end
        for find in cast.finds.begun_in(edge, edge + _LIST_REACH):
            found, place = side(find), Span(find.start, find.end)
            if found is None or not NEXT_PARTY.fullmatch(cast.text[edge : find.start]) or told.touching(place):
                break
            after = next(iter(cast.finds.begun_in(find.end, find.end + 4)), None)
            if cast.claimed.touching(place) or (after is not None and after.entry_kind is EntryKind.TITLE):
                break  # "the ministers of Chad and Mali's president"
            who = row.participant.model_copy(update={"country": found.country, "organization": found.organization})
            more.append(Row(who, (("country" if found.country else "organization", found.span), ("role", role))))
            edge = find.end
    return [*rows, *more]


def _with_office_beside(cast: Cast, row: Row, told_alone: list[Row]) -> Row:
    """Give a party the office that a list tells, of which others have no part: "ministers of | Chad and Mali".

    Of a body there may be several: "heads of the | United Nations' and | OPEC's departments".

    Where those ``told_alone`` have the same office in more words, it is theirs: "foreign ministers".
    """
    who, (field, told) = row.participant, row.evidence[0]
    if who.role is not None or field not in {"country", "organization"}:
        return row
    role = office_beside(cast, told)
    title = title_in(role.of(cast.text)) if role else None
    if role is None or title is None or title.use is not TitleUse.GROUP:
        return row
    for other in told_alone:
        fuller = other.evidence[0][1]
        if fuller.of(cast.text).lower().endswith(role.of(cast.text).lower()):
            role, title = fuller, title_in(fuller.of(cast.text)) or title
            break
    words = role.of(cast.text)
    who = who.model_copy(update={"role": one_of(words, title) if who.country else words})
    return Row(who, (*row.evidence, ("role", role)))


_OF_STATES = frozenset({Rank.FOREIGN_MINISTER, Rank.MINISTER})


def _with_shared_office(rows: list[Row]) -> list[Row]:
    """Tie an office told without a party to parties told without an office: "the ministers" of a body or of a list."""
    offices = [row for row in rows if row.participant.role and not party_of(row) and _is_group(row)]
    parties = [row for row in rows if row.participant.role is None and party_of(row)]
    if parties and not offices:
        return _with_office_of_list(rows)
    if not offices or not parties:
        return rows
    names = {party_of(row) for row in parties}
    bodies = {row.participant.organization for row in parties if row.participant.organization}
    roles = {(row.participant.role or "").lower() for row in offices}
    one_body = len(bodies) == 1 and len(names) == 1 and all(_MEMBERS.search(role) for role in roles)
    if not one_body and not (len(roles) == 1 and len(names) >= 3):
        return rows
    # No minister is the UN's: among states a body has no part in their office.
    if any(title.rank in _OF_STATES for role in roles if (title := title_in(role)) is not None):
        parties = [row for row in parties if row.participant.country] or parties
    shared = []
    for party in parties:
        for office in {(row.participant.role or "").lower(): row for row in reversed(offices)}.values():
            role = office.participant.role or ""
            title = title_in(role)
            if party.participant.country and title is not None and title.rank in SINGLED:
                role = one_of(role, title)
            who = party.participant.model_copy(update={"role": role})
            told = next(span for field, span in office.evidence if field == "role")
            shared.append(Row(who, (*party.evidence, ("role", told))))
    return [row for row in rows if row not in offices and row not in parties] + shared


_LISTED = 200  # characters between the first of a list, with the office of all, and the last


def _with_office_of_list(rows: list[Row]) -> list[Row]:
    """Let a list go on with the office told at its start: "Envoys from Iran and three others - Chad, Mali, Peru"."""
    out: list[Row] = []
    office: tuple[str, Span] | None = None
    for row in rows:
        who, at = row.participant, row.evidence[0][1]
        told = next((span for field, span in row.evidence if field == "role"), None)
        if who.role and told is not None:
            office = (who.role, told) if _is_group(row) and told.start < at.start else None
        elif office is not None and who.country and at.start - office[1].end < _LISTED:
            out.append(Row(who.model_copy(update={"role": office[0]}), (*row.evidence, ("role", office[1]))))
            continue
        out.append(row)
    return out


# Those who sit in a body for its members.
_MEMBERS = re.compile(
    r"(?<!business )\b(?:ministers|delegates|members|representatives|ambassadors|envoys|leaders|governors|bankers"
    r"|commissioners|producers|consumers|officials|council|board|group)\b"
)


SINGLED = frozenset({Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.HEAD, Rank.AMBASSADOR, Rank.BODY_HEAD, Rank.LOCAL})


def _is_group(row: Row) -> bool:
    title = title_in(row.participant.role or "")
    return (title is not None and title.use is TitleUse.GROUP) or (row.participant.role or "").endswith("s")


def one_of(words: str, title: Title) -> str:
    """Return the office of one of several; of "the leaders of Chad and Mali" nobody holds that of a leader."""
    return words if title.singular == "leader" else singular_of(words, title)
