"""Reports of our own making, short to write: ``told("a", people="Ana Ruiz/Foreign Minister/ES; -/-/PE")``."""

import uuid

from app.merging import Report, signature
from app.records import AgendaItem, Capacity, Evidence, Meeting, MeetingKind, MeetingStatus, Participant

_SPACE = uuid.UUID("6f1d3a52-0b68-4f2e-9c53-2f7c1d8e4a11")


def article(name: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, name)


def told(  # noqa: PLR0917 - each argument is a field of the record
    name: str = "a",
    kind: str = "bilateral",
    status: str = "held",
    day: str | None = "2031-05-06",
    until: str | None = None,
    city: str | None = None,
    country: str | None = None,
    body: str | None = None,
    people: str = "",
    topics: str = "",
    published: str | None = "2031-05-06",
    *,
    key: str = "m1",
    background: bool = False,
    text: str = "",
    frame: Report | None = None,
) -> Report:
    """Return a report; ``people`` are name/role/side/capacity, parted by ``; `` and with ``-`` for what is not told."""
    participants = tuple(_participant(words) for words in people.split("; ") if words)
    items = tuple(AgendaItem(text=words) for words in topics.split("; ") if words)
    meeting = Meeting(
        key=key,
        title=f"{body or kind} {city or ''}".strip(),
        kind=MeetingKind(kind),
        status=MeetingStatus(status),
        start_date=day,
        end_date=until,
        city=city,
        country=country,
        organization=body,
        background=background,
        participants=participants,
        agenda_items=items,
        evidence=tuple(_evidence(participants, items, day=day, city=city, body=body)),
        parent=frame.meeting.key if frame else None,
    )
    return Report(
        id=uuid.uuid5(article(name), key),
        article_id=article(name),
        meeting=meeting,
        published=published,
        publisher=None,
        signature=signature(text),
        parent_id=frame.id if frame else None,
        frame=frame.meeting if frame else None,
    )


def _participant(words: str) -> Participant:
    name, role, side, capacity = [None if part == "-" else part for part in (*words.split("/"), "-", "-", "-")[:4]]
    is_state = side is not None and len(side) == 2
    return Participant(
        name=name,
        role=role,
        country=side if is_state else None,
        organization=None if is_state else side,
        capacity=Capacity(capacity or "participant"),
    )


def _evidence(
    participants: tuple[Participant, ...], items: tuple[AgendaItem, ...], **facts: str | None
) -> list[Evidence]:
    fields = {"day": "start_date", "city": "city", "body": "organization"}
    values = [(fields[name], value) for name, value in facts.items() if value]
    for at, who in enumerate(participants):
        told = (("name", who.name), ("role", who.role), ("country", who.country), ("organization", who.organization))
        values += [(f"participants.{at}.{name}", value) for name, value in told if value]
    values += [(f"agenda_items.{at}.text", item.text) for at, item in enumerate(items)]
    return [Evidence(field=field, start=0, end=len(value), quote=value) for field, value in values]
