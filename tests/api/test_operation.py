"""For those who run the service: readiness, ids of requests, logs and metrics."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from app.api.metrics import Metrics
from app.logs import REQUEST_ID, REQUESTS, write_logs
from app.main import create_app
from app.settings import Settings
from app.store.keys import Scope, create_key
from tests.api.conftest import CheckedClient


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Let logs be written as `serve` writes them; give where to."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    write_logs("INFO", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def lines(logged: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


def samples(client: CheckedClient) -> dict[tuple[str, ...], float]:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels) if name != "le")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_a_service_whose_database_is_of_its_schema_is_ready(client: CheckedClient) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}


def test_a_service_whose_database_is_of_another_schema_is_alive_but_not_ready(
    client: CheckedClient, engine: sa.Engine
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["detail"].startswith("The database has schema 0001, this version needs ")
    assert client.get("/healthz").status_code == 200


def test_a_service_whose_database_is_gone_is_not_ready_and_names_no_address() -> None:
    app = create_app("postgresql://ana:hush@127.0.0.1:1/meetings")
    with CheckedClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "127.0.0.1" not in answer.text
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("given", ["a", "3f0c-1.x_Y", "a" * 64])
def test_a_sane_id_of_a_request_is_taken_and_returned(client: CheckedClient, given: str) -> None:
    for path in ("/meetings", "/meetings", "/meetings", "/nothing", "/healthz"):  # the third time from what is kept
        assert client.get(path, headers={"X-Request-ID": given}).headers.get_list("x-request-id") == [given]


@pytest.mark.parametrize("given", [None, "", "a" * 65, "a b", "é", '"}{"', "a,b"])
def test_another_request_gets_an_id_of_its_own(client: CheckedClient, given: str | None) -> None:
    headers = {} if given is None else {"X-Request-ID": given.encode()}
    ids = {client.get("/meetings", headers=headers).headers["x-request-id"] for _ in range(4)}
    assert len(ids) == 4
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)


def test_a_request_is_one_line_of_json_without_its_parameters_and_key(
    client: CheckedClient, engine: sa.Engine, logged: io.StringIO
) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    client.get("/meetings?q=secrets", headers={"X-Request-ID": "abc"})
    client.post("/articles", json={"text": "A secret."}, headers={"Authorization": f"Bearer {token}"})
    client.close()
    found = [line for line in lines(logged) if line["event"] == "request"]
    assert {name: found[0][name] for name in ("method", "path", "status", "request_id", "level", "address")} == {
        "method": "GET",
        "path": "/meetings",
        "status": 200,
        "request_id": "abc",
        "level": "info",
        "address": "testclient",
    }
    assert isinstance(found[0]["milliseconds"], float)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", str(found[0]["timestamp"]))
    assert (found[1]["status"], found[1]["path"]) == (403, "/articles")
    assert "secret" not in str(found)
    assert token not in str(found)


def test_a_line_of_a_request_has_the_form_of_the_others(logged: io.StringIO) -> None:
    before = REQUEST_ID.set("abc")
    for logger in (REQUESTS, logging.getLogger("app.other")):
        logger.info("request", extra={"method": "GET", "path": "/é", "status": 200, "address": None, "key": "Ana"})
    REQUEST_ID.reset(before)
    own, other = lines(logged)
    assert list(own) == list(other)
    moved = {"logger", "timestamp"}
    assert {name: own[name] for name in own.keys() - moved} == {name: other[name] for name in own.keys() - moved}
    assert len(str(own["timestamp"])) == len(str(other["timestamp"]))


def test_what_is_logged_during_a_request_carries_its_id(
    client: CheckedClient, engine: sa.Engine, logged: io.StringIO
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE articles RENAME TO elsewhere")
    answer = client.get("/articles", headers={"X-Request-ID": "abc"})
    assert answer.status_code == 503
    [line] = [line for line in lines(logged) if line["level"] == "error"]
    assert line["request_id"] == "abc"
    assert "lacks a table" in str(line["event"])


def test_an_unforeseen_fault_is_logged_by_kind_and_place_and_answered_with_its_id(
    client: CheckedClient, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("words of an article")

    monkeypatch.setattr("app.store.queries.articles", fail)
    answer = client.get("/articles", headers={"X-Request-ID": "abc"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "abc")
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=KeyError("words of an article"))
    found = lines(logged)
    assert [line["fault"] for line in found if "fault" in line] == ["KeyError"]
    assert "words of an article" not in str(found)
    assert [line["status"] for line in found if line["event"] == "request"] == [500]


def test_parameters_of_statements_are_not_in_the_words_of_faults(engine: sa.Engine) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.StatementError) as caught:
        connection.execute(
            sa.text("SELECT 1 FROM (VALUES (1)) AS t WHERE 1 / (1 - CAST(:text AS integer)) = nothing_like_it()"),
            {"text": "words of an article"},
        )
    assert "words of an article" not in str(caught.value)


def test_requests_are_counted_by_the_shape_of_their_path(client: CheckedClient) -> None:
    for path in ("/meetings", "/meetings", "/meetings/7", "/meetings/8", "/wp-login.php", "/healthz"):
        client.get(path)
    client.head("/meetings")
    found = samples(client)
    name = "http_request_duration_seconds_count"
    assert found[name, "GET", "/meetings", "200"] == 2
    assert found[name, "HEAD", "/meetings", "200"] == 1
    assert found[name, "GET", "/meetings/{meeting_id}", "422"] == 2
    assert found[name, "GET", "other", "404"] == 1
    assert found["http_requests_in_progress",] == 1  # this one
    assert found["process_resident_memory_bytes",] > 0
    assert not [labels for labels in found if "wp-login" in str(labels)]


def test_strange_methods_count_as_one(client: CheckedClient) -> None:
    for method in ("BREW", "WHEN"):
        client.request(method, "/nothing")
    assert samples(client)["http_request_duration_seconds_count", "other", "other", "404"] == 2


def test_two_applications_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.articles.labels("new").inc()
    assert second.registry.get_sample_value("articles_taken_total", {"outcome": "new"}) is None


def test_metrics_need_a_key_where_reading_does(database_url: str, engine: sa.Engine) -> None:
    token = create_key(engine, "Prometheus", [Scope.INGEST])
    with CheckedClient(create_app(database_url, Settings(reading_needs_key=True))) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert client.get("/readyz").status_code == 200
