"""Offices told apart from the names of those who hold them: "Ida Holm came. The prime minister said"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.extract.marks import Span
from app.extract.stretches import Stretches
from app.gazetteer import Find, Rank, TitleUse
from app.records import Participant
from app.resolve.beside import side_beside
from app.resolve.cast import Cast, Row
from app.resolve.introduced import office_of
from app.resolve.offices import Office
from app.resolve.phrases import is_plural, title_in

_NEAR = 160  # characters between a name and an office that is told of it elsewhere
_OF_MANY = re.compile(
    r"^other\b|\b(?:government|cabinet|council|committee|commission|board|party|staff|side|opposition|parliament"
    r"|team|group|mission|delegation)$",
    re.IGNORECASE,
)
_MEETS = re.compile(
    r"\b(?:met|meets?|meeting|with|receiv(?:ed|es?|ing)|host(?:ed|s|ing)?|told|invit(?:ed|es?|ing))\s(?:[\w.,’'-]+\s){0,3}$"
)
_AS = re.compile(r"\bas\s(?:the\s)?$")
_ENDS = re.compile(r"(?<![A-Z])[.;!?][\s\"”]|\n")
_ONES_OWN = frozenset({Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER})


def offices_apart(cast: Cast, here: Mapping[int, Office], free: Sequence[Span]) -> dict[int, Office]:
    """Return the offices of those ``here`` who have none beside their name, from the words that are ``free``.

    Each takes the nearest, with nobody else named between, that is not of another state and not of somebody met.
    """
    found: dict[int, Office] = {}
    left = {span: side_beside(cast, span) for span in free if _is_of_one(span.of(cast.text))}
    for at, office in here.items():
        if office.role is not None:
            continue
        own = cast.offices[at].country
        apt = (
            span
            for span, beside in left.items()
            if beside is None or own is None or beside.country in {None, own.country}
        )
        near = [(apart, span) for span in apt if (apart := _apart(cast, at, span)) is not None]
        if near:
            _, span = min(near)
            del left[span]
            found[at] = _taking(cast, office, span)
    return found


def with_offices_of_their_state(cast: Cast, rows: Sequence[Row]) -> list[Row]:
    """Give the one of a state who has no office the office that another sentence tells of it: "the Taoiseach"."""
    kept = list(rows)
    named = [row for row in kept if row.participant.name and row.participant.role is None and row.participant.country]
    alone = [row for row in kept if row.participant.name is None and _is_ones_own(row.participant)]
    for row in alone:
        state = row.participant.country
        meant = [other for other in named if other.participant.country == state]
        if len(meant) != 1 or sum(other.participant.country == state for other in alone) > 1:
            continue
        told = [(field, span) for field, span in row.evidence if field == "role"]
        if any(_in_one_sentence(cast.text, span, mention) for _, span in told for mention in _mentions(cast, meant[0])):
            continue  # "Ida Holm of Norway met the Norwegian prime minister"
        who = meant[0].participant.model_copy(update={"role": row.participant.role})
        full = Row(who, (*meant[0].evidence, *told))
        kept = [full if other is meant[0] else other for other in kept if other is not row]
    return kept


def _mentions(cast: Cast, row: Row) -> tuple[Span, ...]:
    named = next(span for field, span in row.evidence if field == "name")
    at = cast.person_of(named)
    return (named,) if at is None else cast.persons[at].mentions


def _is_ones_own(who: Participant) -> bool:
    title = title_in(who.role) if who.role and who.country else None
    return title is not None and title.use is TitleUse.OFFICE and title.rank in _ONES_OWN


def _is_of_one(words: str) -> bool:
    title = title_in(words)
    if is_plural(words) or (title is not None and title.use is not TitleUse.OFFICE):
        return False
    return title is not None or _OF_MANY.search(words) is None


def _apart(cast: Cast, at: int, role: Span) -> int | None:
    """Return how far an office is from the nearest mention of somebody whose it may be, or None."""
    best: int | None = None
    for mention in cast.persons[at].mentions:
        first, second = sorted((role, mention))
        apart = second.start - first.end
        if apart > _NEAR or (best is not None and apart >= best):
            continue
        between = Span(first.end, max(first.end, second.start))
        if not cast.mentions.touching(between) and not _is_met(cast.text, between):
            best = apart
    return best


def _is_met(text: str, between: Span) -> bool:
    """Say whether of two the one is told to meet the other: "Ida Holm | met the | minister"."""
    words = between.of(text)
    return _ENDS.search(words) is None and _MEETS.search(words) is not None and _AS.search(words) is None


def _in_one_sentence(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return second.start - first.end <= _NEAR and _ENDS.search(text, first.end, second.start) is None


def _taking(cast: Cast, office: Office, role: Span) -> Office:
    """Return an office with its words told elsewhere, and the state or body beside those."""
    if office.country is None and office.organization is None:
        around = cast.finds.begun_in(role.start - 60, role.start + 1)
        beside = office_of(cast.text, role, Stretches(around, _place))
        office = replace(office, country=beside.country, organization=beside.organization)
    return replace(office, role=role.of(cast.text), role_span=role)


def _place(find: Find) -> Span:
    return Span(find.start, find.end)
