"""Where a gold meeting's agenda, day, place and body stand."""

import re
from collections.abc import Iterator, Sequence

from app.extract.marks import Label, Mark, Span
from app.records import AgendaKind
from training.gold import GoldMeeting
from training.ground import Ground, Tally
from training.places import Places
from training.surfaces import places_of

_ITEM_LABEL = {AgendaKind.TOPIC: Label.TOPIC, AgendaKind.DOCUMENT: Label.DOCUMENT, AgendaKind.DECISION: Label.DECISION}
_GOING = re.compile(r"(?:\s(?:in|to)(?:\sthe)?|\sat|by)\s*$", re.IGNORECASE)


def agenda_marks(
    ground: Ground, meeting: GoldMeeting, places: Places, anchors: Sequence[Span], tally: Tally
) -> Iterator[Mark]:
    """Yield the agenda items, each where it stands with the words that denote the meeting and with the other items."""
    chosen: list[Span] = []
    sure = [spans[0] for spans in places.items if len(spans) == 1]
    for item, spans in zip(meeting.items, places.items, strict=True):
        free = [span for span in spans if span not in chosen] or spans
        span = min(
            free,
            key=lambda s: (ground.cost(s, anchors) + (0.5 * ground.cost(s, sure) if sure else 0), s),
            default=None,
        )
        tally.count(f"item {item.kind}", found=span is not None)
        if span is not None:
            chosen.append(span)
            yield Mark(span, _ITEM_LABEL[item.kind])


def frame_marks(
    ground: Ground, meeting: GoldMeeting, places: Places, anchors: Sequence[Span], tally: Tally
) -> Iterator[Mark]:
    """Yield the words for the day, the place and the body."""
    if meeting.start_date:
        days = _days(ground, places, anchors)
        tally.count("date", found=bool(days))
        yield from (Mark(span, Label.DATE) for span in days)
    if meeting.city:
        where = _where(ground, places.city, anchors)
        tally.count("city", found=bool(where))
        yield from (Mark(span, Label.PLACE) for span in where)
    elif meeting.country:
        # Only the state is known: it is a place where the text goes to it or stays in it.
        going = [span for span in places.state if _GOING.search(ground.text, max(0, span.start - 8), span.start)]
        state = ground.nearest(going, anchors)
        near = state is not None and ground.cost(state, anchors) < 2.5
        tally.count("country only", found=near)
        if state is not None and near:
            yield Mark(state, Label.PLACE)
    if meeting.organization:
        nearest = ground.nearest(places.body, anchors)
        tally.count("body", found=nearest is not None)
        bodies = {span for span in places.body if ground.cost(span, anchors) < 1} | {nearest}
        yield from (Mark(span, Label.BODY) for span in bodies if span is not None)


def _days(ground: Ground, places: Places, anchors: Sequence[Span]) -> set[Span]:
    standing = ground.in_body(places.date)
    nearest = ground.nearest(standing, anchors)
    if nearest is not None:
        return {span for span in standing if ground.cost(span, anchors) < 0.6} | {nearest}
    loose = ground.nearest(ground.in_body(places.date_near), anchors)
    if loose is not None and ground.cost(loose, anchors) < 1:
        return {loose}
    return set(places.date[:1])  # the dateline's own date


def _where(ground: Ground, spans: Sequence[Span], anchors: Sequence[Span]) -> set[Span]:
    standing = ground.in_body(spans)
    found = {span for span in standing if ground.cost(span, anchors) < 1}
    nearest = ground.nearest(standing, anchors)
    if nearest is not None and ground.cost(nearest, anchors) < 2.5:
        found.add(nearest)
    lined = [span for span in spans if span.start < ground.head.end]
    if lined:
        here = ground.nearest(places_of(ground.text, "here"), anchors)
        if here is not None and ground.cost(here, anchors) < 1:
            found.add(here)
        found.add(lined[0])
    return found or ({nearest} if nearest is not None else set())
