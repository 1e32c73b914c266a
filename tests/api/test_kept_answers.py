import gzip

import pytest
import sqlalchemy as sa

from app.store.saving import save
from app.store.versions import Versions
from tests.api.conftest import CheckedClient
from tests.factories import make_article

PATHS = ("/meetings", "/meetings?country=TR&include=evidence", "/articles", "/people", "/coverage", "/stats")


@pytest.mark.parametrize("path", PATHS)
def test_whoever_has_an_answer_already_is_told_so(filled: CheckedClient, path: str) -> None:
    for _ in range(3):  # read, read again and kept, kept
        tag = filled.get(path).headers["etag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            answer = filled.get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
        assert filled.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_no_kept_answer_outlives_a_change_by_anybody(filled: CheckedClient, engine: sa.Engine, path: str) -> None:
    before = [filled.get(path) for _ in range(3)][-1]
    save(engine, *make_article(33), "1")
    after = filled.get(path)
    assert after.json() != before.json()
    assert after.headers["etag"] != before.headers["etag"]
    assert filled.get(path, headers={"If-None-Match": before.headers["etag"]}).status_code == 200


def test_an_answer_that_is_read_while_somebody_commits_is_not_kept_as_new(
    filled: CheckedClient, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.store import queries  # noqa: PLC0415 - what is replaced

    real = queries.articles

    def slow(*_asked: object) -> queries.Listing:
        save(engine, *make_article(34), "1")
        monkeypatch.setattr(queries, "articles", real)
        return real()

    filled.get("/articles?limit=200")
    monkeypatch.setattr(queries, "articles", slow)
    assert len(filled.get("/articles?limit=200").json()["data"]) == 13
    save(engine, *make_article(35), "1")
    assert len(filled.get("/articles?limit=200").json()["data"]) == 14


def test_a_record_says_when_it_last_changed(filled: CheckedClient) -> None:
    meeting = filled.get("/meetings").json()["data"][0]
    answer = filled.get(f"/meetings/{meeting['id']}")
    moment = answer.headers["last-modified"]
    assert moment.endswith("GMT")
    path = f"/meetings/{meeting['id']}"
    assert filled.get(path, headers={"If-Modified-Since": moment}).status_code == 304
    assert filled.get(path, headers={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status_code == 200
    for none in (
        "yesterday",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999",
    ):
        assert filled.get(path, headers={"If-Modified-Since": none}).status_code == 200
    with_other_tag = {"If-Modified-Since": moment, "If-None-Match": '"other"'}
    assert filled.get(path, headers=with_other_tag).status_code == 200


def test_a_compressed_answer_is_the_same_under_a_tag_of_its_own(filled: CheckedClient) -> None:
    plain = filled.get("/meetings", headers={"Accept-Encoding": "identity"})
    for _ in range(3):
        with filled.stream("GET", "/meetings", headers={"Accept-Encoding": "gzip"}, follow_redirects=False) as answer:
            raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(raw) == plain.content
        assert answer.headers["etag"] != plain.headers["etag"]
        assert "Accept-Encoding" in answer.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]
    headers = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "gzip"}
    assert filled.get("/meetings", headers=headers).status_code == 304


def test_a_page_links_to_the_host_that_was_asked(filled: CheckedClient) -> None:
    for host in ("one.example", "two.example:8080"):
        for _ in range(3):
            assert filled.get("/meetings?limit=1", headers={"Host": host}).json()["next"].startswith(f"http://{host}/")
    assert "<" not in filled.get("/meetings?limit=1", headers={"Host": 'a"><script>'}).json()["next"]


def test_what_is_kept_stays_within_its_bounds(filled: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.api.kept.MOST_BYTES", 100_000)
    for _ in range(2):
        for limit in range(1, 21):
            assert len(filled.get(f"/meetings?limit={limit}").json()["data"]) == limit
    layer = filled.app.middleware_stack  # type: ignore[attr-defined]
    while type(layer).__name__ != "KeptAnswers":
        layer = getattr(layer, "app", None) or layer._app
    assert 0 < layer._bytes <= 100_000
    assert layer._bytes == sum(len(kept.answer.body) for kept in layer._kept.values())


def test_what_is_asked_for_once_asks_for_no_version(filled: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = Versions.now

    def noted(versions: Versions) -> object:
        asked.append(real(versions))
        return asked[-1]

    monkeypatch.setattr(Versions, "now", noted)
    for limit in range(1, 6):
        filled.get(f"/meetings?limit={limit}")
    assert not asked
    filled.get("/meetings?limit=1")
    assert len(asked) == 1


def test_a_problem_is_never_kept(filled: CheckedClient) -> None:
    for _ in range(3):
        answer = filled.get("/meetings?limit=0")
        assert answer.status_code == 422
        assert "etag" not in answer.headers
