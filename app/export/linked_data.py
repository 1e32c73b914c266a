"""JSON-LD: each meeting an ``Event`` of schema.org, all of them one graph."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from app.export.pages import Documents

_SCHEMA = "https://schema.org"
_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def linked_data(pages: Iterable[Documents]) -> Iterator[bytes]:
    """Write a graph, an event a line. Dates are as precise as their source: ISO 8601 knows months and years too."""
    yield b'{"@context":"%b","@graph":[' % _SCHEMA.encode()
    between = b"\n"
    for documents in pages:
        if documents:
            yield between + b",\n".join(orjson.dumps(event_of(orjson.loads(document))) for document in documents)
            between = b",\n"
    yield b"\n]}\n"


def event_of(meeting: dict[str, Any]) -> dict[str, Any]:
    """Return a meeting as an event. What is not known has no key."""
    items = meeting["agenda_items"]
    parent = meeting["parent_id"]
    return _known(
        {
            "@type": "Event",
            "@id": _id(meeting["id"]),
            "identifier": meeting["id"],
            "name": meeting["title"],
            "keywords": meeting["kind"],
            "startDate": meeting["start_date"],
            "endDate": meeting["end_date"],
            # schema.org has no word for an event that took place: it was scheduled, and its date is past.
            "eventStatus": f"{_SCHEMA}/{_STATUS.get(meeting['status'], 'EventScheduled')}",
            "location": _place(meeting),
            "organizer": _body(meeting["organization"], meeting["organization_id"]),
            "attendee": [_attendee(participant) for participant in meeting["participants"]],
            "about": [_matter("Thing", item) for item in items if item["kind"] != "document"],
            "workFeatured": [_matter("CreativeWork", item) for item in items if item["kind"] == "document"],
            "superEvent": {"@type": "Event", "@id": _id(parent)} if parent else None,
            "subjectOf": {"@type": "NewsArticle", "@id": _id(meeting["article_id"])},
        }
    )


def _id(of: str) -> str:
    return f"urn:uuid:{of}"


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _matter(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    return {"@type": kind, "@id": _id(item["id"]), "name": item["text"]}


def _body(name: str | None, own_id: str | None) -> dict[str, Any] | None:
    return _known({"@type": "Organization", "@id": _id(own_id) if own_id else None, "name": name}) if name else None


def _place(meeting: dict[str, Any]) -> dict[str, Any] | None:
    city, state = meeting["city"], meeting["country"]
    if city is None and state is None:
        return None
    address = _known({"@type": "PostalAddress", "addressLocality": city, "addressCountry": state})
    return {"@type": "Place", "name": city or state, "address": address}


def _attendee(participant: dict[str, Any]) -> dict[str, Any]:
    """Return a person, or the delegation where nobody is named."""
    code = participant["country"]
    state = {"@type": "GovernmentOrganization", "name": code, "address": {"addressCountry": code}} if code else None
    body = _body(participant["organization"], participant["organization_id"])
    stands_for = [each for each in (body, state) if each]
    if participant["name"] is None:
        named = participant["role"] or participant["organization"] or code
        return _known({"@type": "Organization", "@id": _id(participant["id"]), "name": named, "memberOf": stands_for})
    return _known(
        {
            "@type": "Person",
            "@id": _id(participant["person_id"] or participant["id"]),
            "name": participant["name"],
            "jobTitle": participant["role"],
            "affiliation": stands_for,
        }
    )
