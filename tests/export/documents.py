"""A meeting's document as the store keeps it, for the formats."""

from typing import Any


def document(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """Return a meeting with two named and two unnamed participants and two agenda items."""
    participants = (
        ("Zoë Çelik", "foreign minister", "TR", None),
        ("Anna Muster", "State Secretary", "CH", None),
        (None, "observers", "TR", None),
        (None, "officials", None, "OSCE"),
    )
    made: dict[str, Any] = {
        "id": "e03422e4-e640-56bf-b8b8-ea772c900f9d",
        "article_id": "b3a0a2a6-1df5-5d77-a2d5-6fb8a1d7c1f1",
        "title": "Talks in Geneva",
        "kind": "negotiation",
        "status": "held",
        "start_date": "2015-04-02",
        "end_date": None,
        "city": "Pristina",
        "country": "XK",
        "organization": None,
        "organization_id": None,
        "parent_id": None,
        "background": False,
        "participants": [
            {
                "id": f"participant-{number}",
                "person_id": f"person-{name}" if name else None,
                "name": name,
                "role": role,
                "country": country,
                "organization": body,
                "organization_id": f"body-{body}" if body else None,
                "capacity": "participant",
            }
            for number, (name, role, country, body) in enumerate(participants)
        ],
        "agenda_items": [
            {"id": "item-0", "text": "grain exports", "kind": "topic"},
            {"id": "item-1", "text": "a joint statement", "kind": "document"},
        ],
        "created_at": "2026-03-01T12:00:00.000000Z",
        "modified_at": "2026-03-02T13:30:00.123456Z",
    }
    return made | changes
