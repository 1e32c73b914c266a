"""All places where the values of a gold meeting may stand, before any choice among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.extract.marks import Span
from app.records import MeetingStatus
from app.resolve.writing import Writing
from training.gold import GoldMeeting, GoldParticipant
from training.ground import Ground
from training.surfaces import (
    NamePlaces,
    body_places,
    city_places,
    closest_window,
    content_words,
    country_places,
    date_places,
    name_places,
    places_of,
    role_places,
    state_name_places,
)
from training.triggers import Trigger


@dataclass(frozen=True, slots=True)
class PersonPlaces:
    """Where a participant's name, office and state or body may stand."""

    person: GoldParticipant
    name: NamePlaces
    roles: list[Span]
    parties: list[Span]

    @property
    def key(self) -> str:
        """What tells this participant from others of the article."""
        return self.person.name or f"{self.person.role}|{self.person.country}|{self.person.organization}"


@dataclass(slots=True)
class Places:
    """Where the values of one meeting may stand. ``triggers`` are the words that were found to denote it."""

    people: list[PersonPlaces]
    items: list[list[Span]]
    city: list[Span]
    state: list[Span]
    body: list[Span]
    date: list[Span]
    date_near: list[Span]
    title: set[str]
    triggers: list[Trigger] = field(default_factory=list)

    @property
    def all_items(self) -> list[Span]:
        """Every place of every agenda item."""
        return [span for spans in self.items for span in spans]


def places_of_meeting(ground: Ground, meeting: GoldMeeting, everybody: Iterable[str], writing: Writing) -> Places:
    """Return where a meeting's values may stand; ``everybody`` are the full names of all people in the gold."""
    text = ground.text
    planned = meeting.status is MeetingStatus.PLANNED
    exact, near = date_places(text, writing, meeting.start_date, planned=planned) if meeting.start_date else ([], [])
    return Places(
        people=[_person(text, p, everybody) for p in meeting.participants],
        items=[_item(text, item.text) for item in meeting.items],
        city=city_places(text, meeting.city) if meeting.city else [],
        state=state_name_places(text, meeting.country) if meeting.country and not meeting.city else [],
        body=body_places(text, meeting.organization) if meeting.organization else [],
        date=exact,
        date_near=near,
        title=set(content_words(meeting.title)),
    )


def _person(text: str, p: GoldParticipant, everybody: Iterable[str]) -> PersonPlaces:
    others = frozenset(other for other in everybody if other != p.name)
    name = name_places(text, p.name, p.country, others) if p.name else NamePlaces((), ())
    party = country_places(text, p.country, loosely=not p.name) if p.country else []
    if p.organization:
        bodies = body_places(text, p.organization)
        # An official of a body is told by it; a named minister may stand for both a state and a body.
        party = [*bodies, *party] if p.name else bodies or party
    return PersonPlaces(p, name, role_places(text, p.role, shared=not p.name) if p.role else [], sorted(set(party)))


def _item(text: str, words: str) -> list[Span]:
    found = places_of(text, words)
    if not found:
        close = closest_window(text, words, least=0.7)
        found = [close] if close else []
    return found
