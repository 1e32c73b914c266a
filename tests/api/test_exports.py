"""The exports over HTTP: the list's own records, whole, under its filters."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import icalendar
import orjson
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy.pool import QueuePool

from app.api import exports
from app.api.meeting_parameters import FILTERS, SORT
from app.export import formats, pages
from app.main import create_app
from app.store.saving import save
from tests.factories import make_article

EXPORTS = {
    "/meetings.ndjson": "application/x-ndjson",
    "/meetings.csv": "text/csv; charset=utf-8; header=present",
    "/participants.csv": "text/csv; charset=utf-8; header=present",
    "/meetings.ics": "text/calendar; charset=utf-8",
    "/meetings.jsonld": "application/ld+json",
}


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
        {"background": "true"},
        {"sort": "start_date"},
        {"sort": "modified_at"},
        {"country": ["TR", "IS"]},
        {"q": "border"},
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
    meetings = listed(filled)
    assert [row["id"] for row in rows(filled, "/meetings.csv")] == [each["id"] for each in meetings]
    participants = [(row["meeting_id"], row["participant_id"]) for row in rows(filled, "/participants.csv")]
    assert participants == [(each["id"], one["id"]) for each in meetings for one in each["participants"]]


def test_the_calendar_has_every_dated_meeting(filled: TestClient) -> None:
    dated = [each["id"] for each in listed(filled) if each["start_date"]]
    loaded = icalendar.Calendar.from_ical(filled.get("/meetings.ics").content)
    assert [str(event["uid"]) for event in loaded.events] == dated
    assert all(not event.errors for event in loaded.events)


def test_the_graph_has_every_meeting(filled: TestClient) -> None:
    graph = filled.get("/meetings.jsonld").json()["@graph"]
    assert [event["identifier"] for event in graph] == [each["id"] for each in listed(filled)]


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


def test_an_export_ends_its_transaction_however_it_ends(filled: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = filled.app.state.engine  # type: ignore[attr-defined]
    assert isinstance(engine.pool, QueuePool)
    for _ in range(2):
        filled.get("/meetings")
    idle = engine.pool.checkedout()  # what reads pages, and what watches the database for those that are kept
    for headers in ({}, {"If-None-Match": "*"}, {"Accept-Encoding": "gzip"}):
        filled.get("/meetings.csv", headers=headers)
        filled.head("/meetings.csv", headers=headers)
    filled.get("/meetings.csv?participant=Nobody")
    assert engine.pool.checkedout() == idle

    def breaking(documents: Iterable[pages.Documents]) -> Iterator[bytes]:
        yield b"half"
        next(iter(documents))
        raise RuntimeError("a record is broken")

    monkeypatch.setattr(formats, "CSV", replace(formats.CSV, make=breaking))
    told = TestClient(filled.app)  # what the server is told, upon which it breaks the connection off
    with pytest.raises(RuntimeError, match="a record is broken"):
        told.get("/meetings.csv")
    assert engine.pool.checkedout() == idle
    assert exports._places._value == exports.MOST_AT_ONCE


@pytest.mark.parametrize("path", EXPORTS)
def test_whoever_has_an_export_already_is_told_so_until_something_is_saved(
    filled: TestClient, engine: sa.Engine, path: str
) -> None:
    url = f"{path}?country=TR"
    for encoding in ("identity", "gzip", "br", "zstd"):
        asked = {"Accept-Encoding": encoding}
        tag = filled.get(url, headers=asked).headers["etag"]
        answer = filled.get(url, headers={**asked, "If-None-Match": f'"other", W/{tag}'})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert filled.head(url, headers=asked).headers["etag"] == tag
    assert filled.get(f"{path}?country=IS").headers["etag"] != filled.get(url).headers["etag"]
    save(engine, *make_article(77), "1")
    assert filled.get(url, headers={**asked, "If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_a_compressed_export_is_the_same(filled: TestClient, encoding: str) -> None:
    plain = filled.get("/meetings.ndjson", headers={"Accept-Encoding": "identity"})
    answer = filled.get("/meetings.ndjson", headers={"Accept-Encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.content == plain.content
    for _ in range(3):  # what HEAD was told is never what GET gets
        filled.head("/meetings.ndjson")
    assert filled.get("/meetings.ndjson").content == plain.content


def test_more_exports_than_a_process_reads_at_once_are_asked_to_wait(
    filled: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_places", BoundedSemaphore(0))
    answer = filled.get("/meetings.csv")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.headers["retry-after"]


def test_an_export_that_takes_too_long_is_broken_off(filled: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LONGEST", 0)
    told = TestClient(filled.app)
    with pytest.raises(AssertionError):  # the client sees no answer that ends
        told.get("/meetings.csv")
    assert exports._places._value == exports.MOST_AT_ONCE


def test_a_database_that_is_gone_is_a_problem_and_no_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "gone.db"
    with TestClient(create_app(f"sqlite:///{file}"), raise_server_exceptions=False) as client:
        answer = client.get("/meetings.csv")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
