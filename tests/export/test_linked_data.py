"""JSON-LD: events of schema.org."""

from typing import Any

import orjson
import pytest

from app.export.linked_data import linked_data
from tests.export.documents import document


def graph(*pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    told = orjson.loads(b"".join(linked_data([[orjson.dumps(meeting) for meeting in page] for page in pages])))
    assert told["@context"] == "https://schema.org"
    events: list[dict[str, Any]] = told["@graph"]
    return events


def test_pages_become_one_graph_wherever_they_are_empty() -> None:
    a, b, c = (document(id=name) for name in "abc")
    assert [each["@id"] for each in graph([], [a, b], [], [c])] == ["urn:uuid:a", "urn:uuid:b", "urn:uuid:c"]
    assert graph([]) == []


def test_dates_stay_as_precise_as_they_are_known_and_unknown_ones_have_no_key() -> None:
    months, undated = graph([document(start_date="2015-04", end_date="2015-05"), document(start_date=None)])
    assert (months["startDate"], months["endDate"]) == ("2015-04", "2015-05")
    assert {"startDate", "endDate"} & set(undated) == set()


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("planned", "EventScheduled"),
        ("held", "EventScheduled"),
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
    ],
)
def test_the_status_is_one_of_schema_orgs(status: str, shown: str) -> None:
    assert graph([document(status=status)])[0]["eventStatus"] == f"https://schema.org/{shown}"


def test_people_delegations_and_matters_are_things_of_their_kind() -> None:
    (event,) = graph([document(parent_id="p", organization="OPEC", organization_id="o")])
    assert [(each["@type"], each["name"]) for each in event["attendee"]] == [
        ("Person", "Zoë Çelik"),
        ("Person", "Anna Muster"),
        ("Organization", "observers"),
        ("Organization", "officials"),
    ]
    assert [each["name"] for each in event["about"]] == ["grain exports"]
    assert [(each["@type"], each["name"]) for each in event["workFeatured"]] == [("CreativeWork", "a joint statement")]
    assert event["superEvent"]["@id"] == "urn:uuid:p"
    assert event["organizer"] == {"@type": "Organization", "@id": "urn:uuid:o", "name": "OPEC"}
    assert event["location"]["address"]["addressCountry"] == "XK"
