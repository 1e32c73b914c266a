"""``POST /articles``: what is taken, what is answered, and what is said of everything else."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool

from app.articles.sent import Sent, read_sent
from app.errors import (
    ArticleUnreadableError,
    ReadingFailedError,
    ServiceBusyError,
    StoreUnavailableError,
    WorkerLostError,
)
from app.main import create_app
from app.settings import Settings
from app.store import ids
from app.store.keys import Scope, create_key
from app.store.saving import Taken, save
from tests.api.conftest import CheckedClient
from tests.factories import make_article
from tests.stored import all_rows
from tests.test_ingest import read_made

PAGE = (
    "<html><head><title>Ministers</title><meta charset='latin1'></head><body><article><p>%s</p></article></body></html>"
)


class HereAndNow:
    """Takes articles in without a process of its own; made ones are read by what they were made with."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.urls: list[str | None] = []
        self.faults: list[Exception] = []

    async def take(self, sent: Sent, url: str | None = None) -> Taken:
        self.urls.append(url)
        if self.faults:
            raise self.faults.pop()
        return await run_in_threadpool(self._take, sent if url is None else Sent(url, url, sent.fields, b"Fetched."))

    def _take(self, sent: Sent) -> Taken:
        article = read_sent(sent)
        return Taken(ids.article_id(article.text), save(self._engine, article, read_made(article), "1").outcome)


@pytest.fixture
def intake(engine: sa.Engine) -> HereAndNow:
    return HereAndNow(engine)


@pytest.fixture
def sender(database_url: str, engine: sa.Engine, intake: HereAndNow) -> Iterator[CheckedClient]:
    """Give a client that brings a key."""
    app = create_app(database_url, Settings(longest_body=20_000, longest_stream=30_000))
    app.state.intake.close()
    with CheckedClient(app, raise_server_exceptions=False) as client:
        app.state.intake = intake
        client.headers["Authorization"] = f"Bearer {create_key(engine, 'Ana', [Scope.INGEST])}"
        yield client


def made(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON takes
    article = make_article(number)[0]
    return {"text": article.text, "id": article.id, "published": article.published, **more}


def stream(client: CheckedClient, *lines: dict[str, Any] | str) -> list[dict[str, Any]]:
    body = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    answer = client.post("/articles", content=body.encode(), headers={"Content-Type": "application/x-ndjson"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_new_article_is_answered_with_its_records_and_where_it_is(sender: CheckedClient, engine: sa.Engine) -> None:
    answer = sender.post("/articles", json=made(1, title="Ministers meet", publisher="TASS"))
    assert answer.status_code == 201
    body = answer.json()
    assert body["outcome"] == "new"
    assert answer.headers["location"] == f"/articles/{body['article']['id']}"
    article = sender.get(answer.headers["location"]).json()
    assert article == {"text": make_article(1)[0].text} | body["article"]
    assert (article["title"], article["publisher"], article["origin"]) == ("Ministers meet", "TASS", "POST /articles")
    assert body["article"]["meeting_ids"] == [meeting["id"] for meeting in body["meetings"]]
    assert [sender.get(f"/meetings/{meeting['id']}").json() for meeting in body["meetings"]] == body["meetings"]
    assert len(all_rows(engine)["meetings"]) == 3


def test_the_same_text_again_is_known_and_changes_nothing(sender: CheckedClient, engine: sa.Engine) -> None:
    first = sender.post("/articles", json=made(1))
    before = all_rows(engine)
    again = sender.post("/articles", content=make_article(1)[0].text.encode(), headers={"Content-Type": "text/plain"})
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert again.json()["article"] == first.json()["article"]
    assert all_rows(engine) == before
    more = sender.post("/articles", json=made(1, publisher="BelTA"))
    assert (more.status_code, more.json()["outcome"]) == (200, "updated")


def test_plain_text_takes_what_is_said_of_it_as_parameters(sender: CheckedClient) -> None:
    answer = sender.post(
        "/articles?title=Ministers%20meet&published=2015-04&publisher=TASS&id=tass-78",
        content="Zoë met nobody.".encode("latin-1"),
        headers={"Content-Type": "text/plain; charset=ISO-8859-1"},
    )
    article = sender.get(answer.headers["location"]).json()
    wanted = {"text": "Zoë met nobody.", "title": "Ministers meet", "published": "2015-04"}
    assert {name: article[name] for name in wanted} == wanted
    assert (article["publisher"], article["external_id"]) == ("TASS", "tass-78")


@pytest.mark.parametrize("as_json", [True, False])
def test_a_page_is_read_as_a_page(sender: CheckedClient, as_json: bool) -> None:  # noqa: FBT001 - a parameter
    text = "The foreign ministers of Tajikistan and Belarus met in Žilina on Thursday. " * 4
    page = PAGE % text
    if as_json:
        answer = sender.post("/articles", json={"html": page, "title": "Better title"})
    else:
        headers = {"Content-Type": "text/html; charset=utf-8"}
        answer = sender.post("/articles?title=Better%20title", content=page.encode(), headers=headers)
    assert answer.status_code == 201
    article = sender.get(answer.headers["location"]).json()
    assert (article["text"], article["title"]) == (text.strip(), "Better title")


def test_a_url_is_fetched_with_what_is_said_of_it(sender: CheckedClient, intake: HereAndNow) -> None:
    answer = sender.post("/articles", json={"url": "https://example.org/a", "published": "2015-04-02"})
    assert intake.urls == ["https://example.org/a"]
    assert (answer.json()["article"]["origin"], answer.json()["article"]["published"]) == (
        "https://example.org/a",
        "2015-04-02",
    )


def test_fetching_can_be_turned_off(sender: CheckedClient, intake: HereAndNow) -> None:
    sender.app.state.fetches = False  # type: ignore[attr-defined]  # an application of ours
    answer = sender.post("/articles", json={"url": "https://example.org/a"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "url"
    assert intake.urls == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "invalid JSON"),
        (b"{", "not closed"),
        (b'{"text": "a",}', "invalid JSON"),
        (b'{"text": "\xff"}', "it is not UTF-8 (byte 0xff at offset 10)"),
        (b"[]", "this is an array, no JSON object"),
        (b"{}", "there is none of `text`, `html` and `url`"),
        (b'{"text": null}', "there is none of `text`, `html` and `url`"),
        (b'{"text": 7}', "`text` is a number, no string"),
        (b'{"html": 7}', "`html` is a number, no string"),
        (b'{"url": ["a"]}', "`url` is an array, no string"),
        (b'{"text": " "}', "it holds only white space"),
        (b'{"html": ""}', "no article was found in the page"),
        (b'{"text": "a\\u0000"}', "holds a NUL character"),
        (b'{"text": "a", "url": "http://example.org"}', "url: goes not with `text`; give one of them"),
        (b'{"text": "a", "publishd": "2015"}', "publishd: is not known; an article has one of `text`, `html`"),
        (b'{"text": "a", "published": "yesterday"}', "`published` is no date: 'yesterday'"),
        (b'{"url": "http://example.org", "published": "yesterday"}', "`published` is no date: 'yesterday'"),
        (b'{"text": "a", "id": true}', "`id` is a truth value, no string"),
        (b'{"text": ' + b"[" * 33 + b"]" * 33 + b"}", "nested more than 32 deep"),
        (b'{"a": ' * 100_000, "longer than 20,000 bytes"),
    ],
)  # fmt: skip
def test_json_that_is_no_article_is_refused_with_the_reason(
    sender: CheckedClient, engine: sa.Engine, body: bytes, said: str
) -> None:
    answer = sender.post("/articles", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 413, 422}
    assert said in answer.json()["detail"]
    assert all_rows(engine)["articles"] == []


@pytest.mark.parametrize(
    ("kind", "query", "body", "answered"),
    [
        ("text/plain", "", b"", (422, "it is empty")),
        ("text/plain", "", b"\x89PNG\0", (422, "it is a binary file")),
        ("text/plain", "", b"\xff", (422, "it is not UTF-8")),
        ("text/plain; charset=utf-9", "", b"a", (422, "it comes as 'utf-9' but is not written in it")),
        ("text/plain; charset=ascii", "?colour=blue", b"a", (422, "/articles has no parameter of this name")),
        ("text/plain", "?published=yesterday", b"a", (422, "`published` is no date")),
        ("text/html", "", b"<html></html>", (422, "no article was found in the page")),
        ("application/json", "?title=A", b'{"text": "a"}', (422, "goes with a body of text or HTML")),
        ("application/pdf", "", b"a", (415, "Content-Type is 'application/pdf'. Send one of application/json")),
        ("", "", b"a", (415, "There is no Content-Type")),
    ],
)  # fmt: skip
def test_another_body_that_is_no_article_is_refused_with_the_reason(
    sender: CheckedClient, kind: str, query: str, body: bytes, answered: tuple[int, str]
) -> None:
    answer = sender.post(f"/articles{query}", content=body, headers={"Content-Type": kind})
    assert answer.status_code == answered[0]
    assert answered[1] in answer.json()["detail"]


def test_a_stream_has_a_result_for_each_line(sender: CheckedClient, engine: sa.Engine) -> None:
    results = stream(
        sender,
        made(1, colour="blue"),
        "{",
        "",
        made(2),
        made(1),
        {"html": PAGE % "Nobody met."},
        {"title": "A"},
        {"text": "a", "url": "https://example.org/passed-over"},
    )
    assert [(result["line"], result["status"]) for result in results] == [
        (1, 201), (2, 422), (4, 201), (5, 200), (6, 201), (7, 422), (8, 201),
    ]  # fmt: skip
    assert results[1]["detail"].startswith("line 2: invalid JSON (")
    assert results[5]["detail"].startswith("line 7: there is none of `text`, `html` and `url`")
    assert results[0]["outcome"] == "new"
    assert len(results[0]["meetings"]) == 3
    assert {row["origin"] for row in all_rows(engine)["articles"]} >= {"POST /articles, line 1"}


def test_a_stream_waits_for_its_place_and_outlives_the_faults_of_its_lines(
    sender: CheckedClient, intake: HereAndNow
) -> None:
    intake.faults = [
        StoreUnavailableError("/secret/path", "is not writable", "Ask"),
        ReadingFailedError("line 2", "a fault of this program (/secret/path)", "Report it"),
        ServiceBusyError("intake", "has many waiting", "Again"),
        WorkerLostError("intake", "lost the process that read the article", "Send it again"),
    ]
    results = stream(sender, made(1), made(2), made(3), made(4))
    assert [result["status"] for result in results] == [503, 500, 503, 201], "what ended a worker is not tried again"
    assert not [result for result in results if "secret" in str(result)]


def test_a_stream_that_is_too_long_is_refused_whole(sender: CheckedClient, engine: sa.Engine) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    line = (json.dumps(made(1)) + "\n").encode()

    def pieces() -> Iterator[bytes]:  # without a length
        for _ in range(30_000 // len(line) + 1):
            yield line

    for body in (line * 30_000, pieces()):
        answer = sender.post("/articles", content=body, headers=headers | {"Origin": "https://example.org"})
        assert answer.status_code == 413
        assert answer.headers["access-control-allow-origin"] == "*", "a page of another origin may read why"
        assert "longer than 30,000 bytes" in answer.json()["detail"]
    assert all_rows(engine)["articles"] == []


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (ArticleUnreadableError("the article", "reading it took longer than 30 seconds", "Send it in parts"), 422),
        (ServiceBusyError("intake", "has many waiting", "Send it again later"), 503),
        (StoreUnavailableError("/secret/path", "is not writable", "Ask"), 503),
        (ReadingFailedError("the article", "a fault of this program (/secret/path)", "Report it"), 500),
        (ZeroDivisionError("/secret/path"), 500),
    ],
)
def test_what_goes_wrong_on_the_way_is_answered_as_what_it_is(
    sender: CheckedClient, intake: HereAndNow, fault: Exception, status: int
) -> None:
    intake.faults = [fault]
    answer = sender.post("/articles", json=made(1))
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) == (status == 503)
    assert "secret" not in answer.text
    assert sender.post("/articles", json=made(1)).status_code == 201


def test_only_a_key_for_it_may_add_articles(sender: CheckedClient, engine: sa.Engine, intake: HereAndNow) -> None:
    editor = create_key(engine, "Béla", [Scope.EDIT])
    for headers, status in (({"Authorization": ""}, 401), ({"Authorization": f"Bearer {editor}"}, 403)):
        assert sender.post("/articles", json=made(1), headers=headers).status_code == status
    assert intake.urls == []


def test_a_packed_body_is_not_unpacked(sender: CheckedClient) -> None:
    body = gzip.compress(json.dumps(made(1)).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert sender.post("/articles", content=body, headers=headers).status_code in {400, 422}


def test_the_documentation_offers_to_bring_a_key(sender: CheckedClient) -> None:
    document = sender.get("/openapi.json").json()
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    operation = document["paths"]["/articles"]["post"]
    assert operation["security"] == [{"key": []}]
    assert set(operation["requestBody"]["content"]) == {
        "application/json",
        "text/plain",
        "text/html",
        "application/x-ndjson",
    }
    assert {"201", "200", "400", "401", "403", "413", "415", "422", "429", "503"} <= set(operation["responses"])
