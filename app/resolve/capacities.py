"""The capacities of all who take part in one occasion: what the words tell of each, and what follows for the others."""

import re

from app.extract.marks import Label, Occasion, Span
from app.gazetteer import BodyKind, body_named
from app.records import Capacity, MeetingKind, MeetingStatus
from app.resolve.capacity import (
    capacity_of,
    capacity_of_role,
    leads_side,
    sentence_around,
    tells_of_host,
    tells_of_joint_chair,
    tells_of_visit,
)
from app.resolve.cast import Cast, Row, party_of, same_body

_NEAR = 200  # characters between a mention and the office that introduces it
_TWO_SIDED = frozenset({MeetingKind.BILATERAL, MeetingKind.VISIT, MeetingKind.CALL})


def with_capacities(
    cast: Cast,
    occasion: Occasion,
    rows: tuple[Row, ...],
    body: str | None,
    place: str | None,
    *,
    visiting: bool,
    told_in: frozenset[Span] = frozenset(),
) -> tuple[Row, ...]:
    """Return the rows of an occasion with the capacity of each.

    ``body`` is the name of the body that meets, ``place`` the state in which it does; ``visiting`` says that the
    occasion is part of a visit; ``told_in`` are the sentences that tell of any occasion of the text, but in passing.
    """
    # Who presides in a sentence that tells of other occasions alone need not preside here.
    elsewhere = told_in - {sentence_around(cast.text, mention) for mention in occasion.mentions}
    rows = tuple(_with_capacity(cast, occasion, row, body, elsewhere) for row in rows)
    if occasion.kind is MeetingKind.VISIT:
        rows = _with_hosts(rows, place)
    elif visiting or tells_of_visit(cast.text, occasion.mentions, took_place=occasion.status is MeetingStatus.HELD):
        rows = _with_hosts(rows, place, only_first=True)
    if occasion.kind not in _TWO_SIDED and tells_of_host(cast.text, occasion.mentions):
        rows = _with_receiving(rows, place)
    return _with_mediators(rows) if occasion.kind is MeetingKind.NEGOTIATION else rows


def _with_hosts(rows: tuple[Row, ...], place: str | None, *, only_first: bool = False) -> tuple[Row, ...]:
    """Let those receive who are visited: of two sides the one in whose state the occasion takes place.

    All those whom a visitor sees on a journey receive him; at one conversation (``only_first``) the one who is told
    first does, and the others of that side sit in.
    """
    if len({party_of(row) for row in rows} - {None}) != 2:
        return rows
    return _with_receiving(rows, place, only_first=only_first)


def _with_receiving(rows: tuple[Row, ...], place: str | None, *, only_first: bool = True) -> tuple[Row, ...]:
    """Let those of the state in which an occasion takes place be its hosts, unless one of them has a capacity."""
    own = [row for row in rows if place is not None and row.participant.country == place]
    free = [row for row in own if row.participant.capacity is Capacity.PARTICIPANT]
    if only_first and len(free) < len(own):
        return rows
    hosts = free[:1] if only_first else free
    return tuple(_as(row, Capacity.HOST) if row in hosts else row for row in rows)


_ENVOY = re.compile(r"\b(?:envoy|representative)\b", re.IGNORECASE)
_GO_BETWEENS = frozenset({BodyKind.ORGANISATION, BodyKind.ALLIANCE})


def _with_mediators(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Let the envoy of an organisation stand between two parties that negotiate."""

    def stands_between(row: Row) -> bool:
        who = row.participant
        known = body_named(who.organization) if who.organization else None
        if who.name is None or known is None or known.kind not in _GO_BETWEENS or not _ENVOY.search(who.role or ""):
            return False
        others = {party_of(other) for other in rows if not same_body(party_of(other), who.organization)} - {None}
        return who.capacity is Capacity.PARTICIPANT and len(others) >= 2

    return tuple(_as(row, Capacity.MEDIATOR) if stands_between(row) else row for row in rows)


def _as(row: Row, capacity: Capacity) -> Row:
    return Row(row.participant.model_copy(update={"capacity": capacity}), row.evidence)


_OF_TWO = re.compile(r"\b(?:commission|committee|joint)\b", re.IGNORECASE)
_CHAIRING = re.compile(r"\b(?:chair|chairman|chairwoman|chairperson|conference president)$", re.IGNORECASE)


def _with_capacity(
    cast: Cast, occasion: Occasion, row: Row, body: str | None, elsewhere: frozenset[Span] = frozenset()
) -> Row:
    """Give a row the capacity that the occasion's own mentions of it tell: who chairs one may only join another."""
    spans = [span for field, span in row.evidence if field in {"name", "role", "organization", "country"}]
    anchors = [next((span for field, span in row.evidence if field == "name"), spans[0])]
    if row.participant.name is not None:
        person = cast.person_of(anchors[0])
        own = [mark.span for mark in occasion.marks if mark.label is Label.NAME]
        anchors = [span for span in own if cast.person_of(span) == person] or anchors
        if occasion.parent is not None:  # told elsewhere, it is of the occasion that this one is part of
            beside = [sentence_around(cast.text, mention) for mention in occasion.mentions]
            anchors = [span for span in anchors if any(s.start <= span.start < s.end for s in beside)] or anchors[-1:]
    for anchor in anchors:
        if elsewhere and sentence_around(cast.text, anchor) in elsewhere:
            continue
        near = [anchor, *(span for span in spans if abs(span.start - anchor.start) < _NEAR)]
        told = Span(min(span.start for span in near), max(span.end for span in near))
        capacity = capacity_of(cast.text, anchor, told)
        if capacity is Capacity.GUEST and occasion.kind in _TWO_SIDED:
            continue  # who comes to the other side alone is no guest of a body
        if (
            body is not None
            and _OF_TWO.search(body)
            and occasion.kind is MeetingKind.BILATERAL
            and leads_side(cast.text, told)
        ):
            capacity = Capacity.CHAIR
        if capacity is not Capacity.PARTICIPANT:
            return _as(row, capacity)
    if row.participant.name and tells_of_joint_chair(cast.text, occasion.mentions):
        return _as(row, Capacity.CHAIR)
    who = row.participant
    if who.role and (capacity := capacity_of_role(who.role)) is not Capacity.PARTICIPANT:
        return _as(row, capacity)
    of_this = who.organization is None or (body is not None and body_named(who.organization) == body_named(body))
    if body is not None and of_this and who.name and who.role and _CHAIRING.search(who.role):
        return _as(row, Capacity.CHAIR)
    return row
