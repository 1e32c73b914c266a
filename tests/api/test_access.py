"""Keys over HTTP: who may write, how often, and what is said to those who may not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Annotated

import pytest
import sqlalchemy as sa
from fastapi import Depends
from fastapi.testclient import TestClient

from app.api.access import network_of, requires
from app.main import create_app
from app.settings import Settings
from app.store.keys import Key, Scope, create_key, key_of, list_keys, revoke_key
from app.store.saving import save
from tests.factories import make_article

Served = Callable[..., TestClient]
EDITOR = Annotated[Key, Depends(requires(Scope.EDIT))]


@pytest.fixture
def served(database_url: str) -> Iterator[Served]:
    """Give what serves the test's database under settings, with an operation that an editor may call."""
    with ExitStack() as clients:

        def serve(**settings: object) -> TestClient:
            app = create_app(database_url, Settings.model_validate(settings))

            @app.post("/probe")
            def probe(key: EDITOR) -> dict[str, str]:
                return {"name": key.name}

            return clients.enter_context(TestClient(app, raise_server_exceptions=False))

        yield serve


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_key_with_the_scope_may_write_under_its_name(served: Served, engine: sa.Engine) -> None:
    client = served()
    for name, scope in (("Ana", Scope.EDIT), ("Béla", Scope.ADMIN)):
        answer = client.post("/probe", headers=bearing(create_key(engine, name, [scope])))
        assert (answer.status_code, answer.json()) == (200, {"name": name})


def test_without_any_key_writing_is_off_and_says_how_to_turn_it_on(served: Served, engine: sa.Engine) -> None:
    client = served()
    answer = client.post("/probe")
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Writing is off, for it needs a key and there is none yet" in answer.json()["detail"]
    assert "`meeting-records keys create NAME --scope edit`" in answer.json()["detail"]
    token = create_key(engine, "Ana", [Scope.EDIT])
    assert client.post("/probe", headers=bearing(token)).status_code == 200
    revoke_key(engine, "Ana")
    assert "Writing is off" in client.post("/probe", headers=bearing(token)).json()["detail"]


@pytest.mark.parametrize("header", [None, "Bearer", "Basic QTpC", "Bearer mrk_0", "Bearer é", "Bearer revoked"])
def test_a_request_without_a_good_key_is_told_to_bring_one(
    served: Served, engine: sa.Engine, header: str | None
) -> None:
    create_key(engine, "Ana", [Scope.EDIT])
    revoked = create_key(engine, "Béla", [Scope.EDIT])
    revoke_key(engine, "Béla")
    headers = {} if header is None else {"Authorization": header.replace("revoked", revoked).encode("latin-1")}
    answer = served().post("/probe", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "Authorization: Bearer mrk_" in answer.json()["detail"]
    assert revoked not in answer.text


def test_a_key_for_something_else_is_told_what_it_lacks(served: Served, engine: sa.Engine) -> None:
    answer = served().post("/probe", headers=bearing(create_key(engine, "Ana", [Scope.INGEST])))
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("The key 'Ana' is not for this: it lacks the scope `edit`.")


def test_a_key_that_has_written_enough_is_told_when_to_go_on(served: Served, engine: sa.Engine) -> None:
    client = served(writes_per_key="2/hour;100/day")
    ana, bela = (create_key(engine, name, [Scope.EDIT]) for name in ("Ana", "Béla"))
    assert [client.post("/probe", headers=bearing(ana)).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.post("/probe", headers=bearing(ana))
    assert 3590 <= int(answer.headers["retry-after"]) <= 3600
    assert answer.json()["detail"].startswith("This key has written 2 per 1 hour, as often as it may.")
    assert client.post("/probe", headers=bearing(bela)).status_code == 200


def test_an_address_that_tries_key_after_key_is_stopped(served: Served, engine: sa.Engine) -> None:
    client = served(writes_per_address="3/hour")
    good = create_key(engine, "Ana", [Scope.EDIT])
    tried = [client.post("/probe", headers=bearing(f"mrk_{number:012}_{0:064}")).status_code for number in range(4)]
    assert tried == [401, 401, 401, 429]
    assert client.post("/probe", headers=bearing(good)).status_code == 429
    assert client.get("/meetings").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_client_counts_as_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_last_use_of_a_key_is_kept(served: Served, engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    client = served()
    client.post("/probe", headers=bearing(token))
    client.app.state.access.close()  # type: ignore[attr-defined]  # waits for what is still to be written
    with engine.connect() as connection:
        assert [key.last_used_at is not None for key in list_keys(connection)] == [True]


def test_the_last_use_is_kept_even_while_the_service_is_closing(served: Served, engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    client = served()
    client.app.state.access.close()  # type: ignore[attr-defined]
    assert client.post("/probe", headers=bearing(token)).status_code == 200
    with engine.connect() as connection:
        assert [key.last_used_at is not None for key in list_keys(connection)] == [True]


def test_a_use_that_cannot_be_kept_hinders_nobody(
    served: Served, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise sa.exc.InvalidRequestError("no room")

    monkeypatch.setattr("app.api.access.note_use", fail)
    token = create_key(engine, "Ana", [Scope.EDIT])
    client = served()
    assert client.post("/probe", headers=bearing(token)).status_code == 200
    client.app.state.access.close()  # type: ignore[attr-defined]  # as above
    assert "the last use of a key could not be kept: no room" in caplog.text
    assert token not in caplog.text


def test_reading_is_open_unless_a_setting_closes_it(served: Served, engine: sa.Engine) -> None:
    save(engine, *make_article(1), "1")
    assert served().get("/meetings").status_code == 200
    closed = served(reading_needs_key=True)
    assert "Reading is off, for it needs a key" in closed.get("/meetings").json()["detail"]
    token = create_key(engine, "Ana", [Scope.INGEST])
    for path in ("/meetings", "/meetings.csv", "/nothing"):
        for _ in range(3):  # the third is answered from what is kept
            assert closed.get(path).status_code == 401
            assert closed.head(path).status_code == 401
            assert closed.get(path, headers=bearing(token)).status_code == (404 if path == "/nothing" else 200)
    for path in ("/docs", "/openapi.json", "/healthz", "/assets/redoc.standalone.js"):
        assert closed.get(path).status_code == 200
    revoke_key(engine, "Ana")
    assert closed.get("/meetings", headers=bearing(token)).status_code == 403


def test_closed_answers_are_not_for_shared_caches(served: Served, engine: sa.Engine) -> None:
    headers = bearing(create_key(engine, "Ana", [Scope.INGEST]))
    closed = served(reading_needs_key=True)
    answer = closed.get("/meetings", headers=headers)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in answer.headers["vary"]
    refused = closed.get("/meetings", headers={"Origin": "https://example.org"})
    assert refused.headers["access-control-allow-origin"] == "*"


def test_a_store_that_cannot_tell_the_keys_is_said_to_be_unreachable(served: Served, engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    open_, closed = served(), served(reading_needs_key=True)
    with engine.begin() as connection:
        assert key_of(connection, token) is not None
        connection.exec_driver_sql("ALTER TABLE api_keys RENAME TO elsewhere")
    for answer in (open_.post("/probe", headers=bearing(token)), closed.get("/meetings", headers=bearing(token))):
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
