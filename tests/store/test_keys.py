"""Keys: made, found again by their tokens alone, revoked, and never kept as they are."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.errors import MeetingRecordsError
from app.store.keys import Key, Scope, any_key, create_key, key_of, list_keys, note_use, revoke_key, use_is_news
from app.store.tables import ApiKeyRow


def found(engine: sa.Engine, token: str) -> Key | None:
    with engine.connect() as connection:
        return key_of(connection, token)


def test_a_key_is_found_by_its_token_with_name_and_scopes(engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.INGEST, Scope.EDIT])
    key = found(engine, token)
    assert key is not None
    assert (key.name, sorted(key.scopes)) == ("Ana", [Scope.EDIT, Scope.INGEST])
    assert (key.last_used_at, key.revoked_at) == (None, None)


def test_the_database_holds_nothing_that_would_open_anything(engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.ADMIN])
    secret = token.rpartition("_")[2]
    with engine.connect() as connection:
        row = connection.execute(sa.select(*sa.inspect(ApiKeyRow).columns)).one()
    assert not any(secret in str(value) for value in row)
    assert found(engine, f"mrk_{row.id}_{row.digest}") is None


def test_tokens_have_a_prefix_that_scanners_can_look_for_and_are_never_the_same(engine: sa.Engine) -> None:
    tokens = {create_key(engine, f"key {number}", [Scope.EDIT]) for number in range(5)}
    assert len(tokens) == 5
    assert {(token[:4], len(token)) for token in tokens} == {("mrk_", 81)}


@pytest.mark.parametrize("change", ["", "x", "mrk_", "last", "id", "upper", "newline", "é"])
def test_any_other_token_opens_nothing(engine: sa.Engine, change: str) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    other = {
        "last": token[:-1] + ("0" if token[-1] != "0" else "1"),
        "id": "mrk_" + "0" * 12 + token[16:],
        "upper": token.upper(),
        "newline": token + "\n",
    }.get(change, change)
    assert found(engine, other) is None


def test_a_revoked_key_opens_nothing_but_is_still_listed(engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    revoke_key(engine, "Ana")
    assert found(engine, token) is None
    with engine.connect() as connection:
        [key] = list_keys(connection)
        assert key.revoked_at is not None
        assert not any_key(connection)


@pytest.mark.parametrize(("name", "problem"), [("Ana", "is revoked already"), ("Béla", "is the name of no key")])
def test_revoking_what_opens_nothing_says_so(engine: sa.Engine, name: str, problem: str) -> None:
    create_key(engine, "Ana", [Scope.EDIT])
    revoke_key(engine, "Ana")
    with pytest.raises(MeetingRecordsError, match=problem):
        revoke_key(engine, name)


def test_a_name_stays_that_of_its_key_for_ever(engine: sa.Engine) -> None:
    create_key(engine, "Ana", [Scope.EDIT])
    revoke_key(engine, "Ana")
    with pytest.raises(MeetingRecordsError, match="is the name of a key already"):
        create_key(engine, "Ana", [Scope.EDIT])


@pytest.mark.parametrize("name", ["", " ", " Ana", "Ana\n", "A\x1b[31mna", "a" * 81])
def test_a_name_that_would_not_fit_on_a_line_is_refused(engine: sa.Engine, name: str) -> None:
    with pytest.raises(MeetingRecordsError, match="is no name for a key"):
        create_key(engine, name, [Scope.EDIT])


@pytest.mark.parametrize("scope", Scope)
def test_admin_may_do_everything_and_the_others_what_they_are_for(engine: sa.Engine, scope: Scope) -> None:
    key = found(engine, create_key(engine, "Ana", [scope]))
    assert key is not None
    assert {wanted for wanted in Scope if key.may(wanted)} == (set(Scope) if scope is Scope.ADMIN else {scope})


def test_the_last_use_is_kept_to_the_minute(engine: sa.Engine) -> None:
    token = create_key(engine, "Ana", [Scope.EDIT])
    key = found(engine, token)
    assert key is not None
    now = dt.datetime.now(dt.UTC)
    assert use_is_news(key, now)
    note_use(engine, key, now)
    used = found(engine, token)
    assert used is not None
    assert used.last_used_at == now
    assert not use_is_news(used, now + dt.timedelta(seconds=59))
    assert use_is_news(used, now + dt.timedelta(seconds=60))
    with engine.connect() as connection:
        assert connection.scalar(sa.select(col(ApiKeyRow.last_used_at))) == now
