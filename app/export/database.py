"""A SQLite file of plain tables with foreign keys, for Datasette and whatever else opens one."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from app.export.pages import Documents
from app.gazetteer.lookup import country

_SCHEMA = """
CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE organizations (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE meetings (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, start_date TEXT, end_date TEXT,
    city TEXT, country TEXT REFERENCES countries (code), organization TEXT,
    organization_id TEXT REFERENCES organizations (id), parent_id TEXT REFERENCES meetings (id),
    background INTEGER NOT NULL, article_id TEXT NOT NULL, created_at TEXT NOT NULL, modified_at TEXT NOT NULL
);
CREATE TABLE participants (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES meetings (id), person_id TEXT REFERENCES people (id),
    name TEXT, role TEXT, country TEXT REFERENCES countries (code), organization TEXT,
    organization_id TEXT REFERENCES organizations (id), capacity TEXT NOT NULL
);
CREATE TABLE agenda_items (
    id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES meetings (id), text TEXT NOT NULL, kind TEXT NOT NULL
);
"""
_AT_THE_END = """
-- A side meeting may be asked for without the meeting that it belongs to: no reference leads nowhere.
UPDATE meetings SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM meetings);
CREATE INDEX meetings_start_date ON meetings (start_date);
CREATE INDEX meetings_parent_id ON meetings (parent_id);
CREATE INDEX participants_meeting_id ON participants (meeting_id);
CREATE INDEX participants_person_id ON participants (person_id);
CREATE INDEX agenda_items_meeting_id ON agenda_items (meeting_id);
"""
_MEETING = (
    *("id", "title", "kind", "status", "start_date", "end_date", "city", "country", "organization"),
    *("organization_id", "parent_id", "background", "article_id", "created_at", "modified_at"),
)
_PARTICIPANT = ("id", "person_id", "name", "role", "country", "organization", "organization_id", "capacity")
_ITEM = ("id", "text", "kind")


def write_database(pages: Iterable[Documents], file: Path) -> None:
    """Write meetings and whom and what they name into a file that is not there yet.

    A person or body is listed under the name of the first meeting that names it. Raises ``sqlite3.Error``.
    """
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(_SCHEMA)
        for documents in pages:
            meetings = [orjson.loads(document) for document in documents]
            _insert(database, "meetings", _MEETING, meetings)
            for meeting in meetings:
                participants, own = meeting["participants"], {"meeting_id": meeting["id"]}
                _insert(database, "participants", (*own, *_PARTICIPANT), (each | own for each in participants))
                _insert(database, "agenda_items", (*own, *_ITEM), (each | own for each in meeting["agenda_items"]))
                for table, columns, rows in (
                    ("countries", ("code", "name"), _countries([meeting, *participants])),
                    ("people", ("id", "name"), _named(participants, "person_id", "name")),
                    (
                        "organizations",
                        ("id", "name"),
                        _named([meeting, *participants], "organization_id", "organization"),
                    ),
                ):
                    _insert(database, table, columns, rows)
        database.executescript(_AT_THE_END)


def _insert(database: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    # The names are those above. What is there stays: a meeting that changes between two pages is not given twice.
    statement = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - see above
    database.executemany(statement, ([row[column] for column in columns] for row in rows))


def _named(records: Iterable[dict[str, Any]], own_id: str, name: str) -> Iterator[dict[str, Any]]:
    return ({"id": each[own_id], "name": each[name]} for each in records if each[own_id] is not None)


def _countries(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for code in {each["country"] for each in records} - {None}:
        state = country(code)
        yield {"code": code, "name": state.name if state else code}
