"""API keys: who may do what, without keeping anything that would let a reader of the database do it.

A token is ``mrk_`` with the key's id and 256 random bits. So many need no slow hash: nobody guesses them, and SHA-256
costs a request nothing. The id finds the row; the digest is compared in constant time, so how long a refusal takes
tells nothing of it.
"""

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col

from app.errors import MeetingRecordsError
from app.store.engine import write_transaction
from app.store.tables import ApiKeyRow

_TOKEN = re.compile(r"mrk_([0-9a-f]{12})_[0-9a-f]{64}")
_NAME = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]{0,78}[^\s\x00-\x1f\x7f])?")
_NOTHING = "0" * 64
_KEPT_TO = dt.timedelta(minutes=1)


class Scope(StrEnum):
    """What a key is for."""

    INGEST = "ingest"
    EDIT = "edit"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. ``admin`` among its scopes stands for all of them."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def may(self, scope: Scope) -> bool:
        """Tell whether the key is good for this."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


def create_key(engine: sa.Engine, name: str, scopes: Collection[Scope]) -> str:
    """Make a key and return its token, which nobody can be shown again.

    Raises ``MeetingRecordsError`` for a name that is none or taken, also by a key that was revoked.
    """
    if not _NAME.fullmatch(name):
        raise MeetingRecordsError(repr(name)[:90], "is no name for a key", "Give 1 to 80 characters on one line")
    key_id = secrets.token_hex(6)
    token = f"mrk_{key_id}_{secrets.token_hex(32)}"
    with write_transaction(engine) as connection:
        if connection.scalar(sa.select(sa.exists().where(col(ApiKeyRow.name) == name))):
            raise MeetingRecordsError(
                name,
                "is the name of a key already",
                "Give another; a revoked key keeps its name, for the history's sake",
            )
        values = {"id": key_id, "name": name, "scopes": " ".join(sorted(set(scopes))), "digest": _digest(token)}
        connection.execute(sa.insert(ApiKeyRow).values(**values, created_at=dt.datetime.now(dt.UTC)))
    return token


def list_keys(connection: sa.Connection) -> list[Key]:
    """Return every key, revoked ones too, by name."""
    return [_key(row) for row in connection.execute(_ALL.order_by(col(ApiKeyRow.name))).mappings()]


def revoke_key(engine: sa.Engine, name: str) -> None:
    """Let a key open nothing from now on. Raises ``MeetingRecordsError`` when it opens nothing already."""
    with write_transaction(engine) as connection:
        named = col(ApiKeyRow.name) == name
        row = connection.execute(_ALL.where(named)).mappings().one_or_none()
        if row is None:
            raise MeetingRecordsError(
                name, "is the name of no key", "`meeting-records keys list` shows those there are"
            )
        if row["revoked_at"] is not None:
            raise MeetingRecordsError(name, "is revoked already", "It opens nothing any more")
        connection.execute(sa.update(ApiKeyRow).where(named).values(revoked_at=dt.datetime.now(dt.UTC)))


def key_of(connection: sa.Connection, token: str) -> Key | None:
    """Return the key that a token belongs to; None for a strange or revoked one."""
    form = _TOKEN.fullmatch(token)
    if form is None:
        return None
    row = connection.execute(_ALL.where(col(ApiKeyRow.id) == form[1])).mappings().one_or_none()
    fits = hmac.compare_digest(_digest(token), _NOTHING if row is None else row["digest"])
    return _key(row) if row is not None and fits and row["revoked_at"] is None else None


def any_key(connection: sa.Connection) -> bool:
    """Tell whether there is a key that opens something."""
    return bool(connection.scalar(sa.select(sa.exists().where(col(ApiKeyRow.revoked_at).is_(None)))))


def use_is_news(key: Key, now: dt.datetime) -> bool:
    """Tell whether a use is worth a write: the last one is kept to the minute."""
    return key.last_used_at is None or now - key.last_used_at >= _KEPT_TO


def note_use(engine: sa.Engine, key: Key, now: dt.datetime) -> None:
    """Keep that a key was used."""
    with engine.begin() as connection:  # one row of its own: it need not queue behind those who save articles
        connection.execute(sa.update(ApiKeyRow).where(col(ApiKeyRow.id) == key.id).values(last_used_at=now))


_ALL = sa.select(*sa.inspect(ApiKeyRow).columns)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(row: sa.RowMapping) -> Key:
    shown = {name: row[name] for name in ("id", "name", "created_at", "last_used_at", "revoked_at")}
    return Key(**shown, scopes=frozenset(map(Scope, row["scopes"].split())))
