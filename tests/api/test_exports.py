"""The exports over HTTP: the list's own records, whole, under its filters."""

import csv
import io
from pathlib import Path
from typing import Any

import icalendar
import orjson
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy.pool import QueuePool

from app.api.meeting_parameters import FILTERS, SORT, question_of
from app.export import pages
from app.main import create_app

EXPORTS = {
    "/meetings.ndjson": "application/x-ndjson",
    "/meetings.csv": "text/csv; charset=utf-8; header=present",
    "/participants.csv": "text/csv; charset=utf-8; header=present",
    "/meetings.ics": "text/calendar; charset=utf-8",
    "/meetings.jsonld": "application/ld+json",
}
EVERYTHING = {"background": "true"}


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a dozen articles fill several pages."""
    monkeypatch.setattr(pages, "AT_ONCE", 5)


def listed(client: TestClient, **filters: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever a parameter takes
    answer: dict[str, Any] = client.get("/meetings", params={"limit": 200, **filters}).json()
    assert answer["next"] is None
    records: list[dict[str, Any]] = answer["data"]
    return records


def rows(client: TestClient, path: str, **filters: Any) -> list[dict[str, str]]:  # noqa: ANN401 - as above
    return list(csv.DictReader(io.StringIO(client.get(path, params=filters).text, newline="")))


@pytest.mark.parametrize(
    "filters",
    [
        {},
        EVERYTHING,
        {"sort": "start_date", **EVERYTHING},
        {"sort": "modified_at"},
        {"country": ["TR", "IS"]},
        {"q": "border", **EVERYTHING},
        {"from": "2015", "to": "2019-11"},
        {"status": "cancelled", "side_meetings": "false"},
    ],
    ids=str,
)
def test_ndjson_is_the_list_itself_page_after_page(filled: TestClient, filters: dict[str, Any]) -> None:
    lines = filled.get("/meetings.ndjson", params=filters).content.splitlines()
    wanted = listed(filled, **filters)
    assert wanted
    assert [orjson.loads(line) for line in lines] == wanted


def test_csv_has_a_row_for_each_meeting_and_for_each_participant(filled: TestClient) -> None:
    meetings = listed(filled, **EVERYTHING)
    assert [row["id"] for row in rows(filled, "/meetings.csv", **EVERYTHING)] == [each["id"] for each in meetings]
    participants = [
        (row["meeting_id"], row["participant_id"]) for row in rows(filled, "/participants.csv", **EVERYTHING)
    ]
    assert participants == [(each["id"], one["id"]) for each in meetings for one in each["participants"]]


def test_the_calendar_has_every_dated_meeting(filled: TestClient) -> None:
    dated = [each["id"] for each in listed(filled, **EVERYTHING) if each["start_date"]]
    loaded = icalendar.Calendar.from_ical(filled.get("/meetings.ics", params=EVERYTHING).content)
    assert [str(event["uid"]) for event in loaded.events] == dated
    assert all(not event.errors for event in loaded.events)


def test_the_graph_has_every_meeting(filled: TestClient) -> None:
    graph = filled.get("/meetings.jsonld", params=EVERYTHING).json()["@graph"]
    assert [event["identifier"] for event in graph] == [each["id"] for each in listed(filled, **EVERYTHING)]


@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_is_a_file_of_its_type_and_head_tells_so(filled: TestClient, path: str) -> None:
    for answer in (filled.get(path), filled.head(path)):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == EXPORTS[path]
        assert answer.headers["content-disposition"] == f'attachment; filename="{path[1:]}"'
    assert answer.content == b""
    assert "content-length" not in answer.headers  # it is not known beforehand


@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_of_nothing_is_still_well_formed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    if path.endswith(".csv"):
        assert rows(client, path) == []
    elif path.endswith(".ics"):
        assert icalendar.Calendar.from_ical(answer.content).events == []
    else:
        assert answer.content == b"" or answer.json()["@graph"] == []


@pytest.mark.parametrize("path", EXPORTS)
@pytest.mark.parametrize(
    ("parameters", "named", "status"),
    [
        ({"limit": "3"}, "limit", 422),
        ({"form": "x"}, "form", 422),
        ({"from": "2015-13"}, "from", 422),
        ({"sort": "relevance"}, "sort", 409),
    ],
)
def test_what_an_export_does_not_take_is_refused_by_name(
    filled: TestClient, path: str, parameters: dict[str, str], named: str, status: int
) -> None:
    answer = filled.get(path, params=parameters)
    assert answer.status_code == status
    assert [fault["parameter"] for fault in answer.json()["errors"]] == [named]


@pytest.mark.parametrize("path", EXPORTS)
def test_an_export_publishes_the_lists_filters_and_an_example(client: TestClient, path: str) -> None:
    operation = client.get("/openapi.json").json()["paths"][path]["get"]
    assert [each["name"] for each in operation["parameters"]] == [each.name for each in (*FILTERS, SORT)]
    ((media_type, content),) = operation["responses"]["200"]["content"].items()
    assert EXPORTS[path].startswith(media_type)
    assert content["example"]


def test_a_page_is_read_when_it_is_asked_for_and_holds_no_connection(filled: TestClient, engine: sa.Engine) -> None:
    assert isinstance(engine.pool, QueuePool)
    begun: list[object] = []
    sa.event.listen(engine, "begin", begun.append)
    sizes = []
    for number, page in enumerate(pages.pages_apart(engine, question_of({})), start=1):
        assert len(begun) == number
        assert engine.pool.checkedout() == 0
        sizes.append(len(page.documents))
    assert sum(sizes) == len(listed(filled))
    assert max(sizes) == 5


def test_a_database_that_is_gone_is_a_problem_and_no_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "gone.db"
    with TestClient(create_app(f"sqlite:///{file}"), raise_server_exceptions=False) as client:
        answer = client.get("/meetings.csv")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
