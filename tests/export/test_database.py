"""The SQLite file: plain tables whose references all lead somewhere."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from app.export.database import write_database
from tests.export.documents import document

CHILD = document(id="child", parent_id=document()["id"], participants=[], agenda_items=[])
ORPHAN = document(id="orphan", parent_id="not asked for", participants=[], agenda_items=[])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give a file of three meetings, a side meeting before its parent, one of another."""
    pages = [[orjson.dumps(CHILD), orjson.dumps(ORPHAN)], [], [orjson.dumps(document())]]
    write_database(pages, tmp_path / "out.db")
    connection = sqlite3.connect(tmp_path / "out.db")
    yield connection
    connection.close()


def test_its_tables_are_plain_and_no_reference_leads_nowhere(database: sqlite3.Connection) -> None:
    tables = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    names = ["agenda_items", "countries", "meetings", "organizations", "participants", "people"]
    assert [name for name, _ in tables] == names
    assert not any("VIRTUAL" in sql for _, sql in tables)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(database.execute("PRAGMA foreign_key_list(participants)").fetchall()) == 4


def test_it_holds_the_meetings_with_whom_and_what_they_name(database: sqlite3.Connection) -> None:
    meetings = database.execute("SELECT id, parent_id, background FROM meetings ORDER BY id").fetchall()
    assert meetings == [("child", document()["id"], 0), (document()["id"], None, 0), ("orphan", None, 0)]
    people = database.execute("SELECT name FROM people ORDER BY name").fetchall()
    assert people == [("Anna Muster",), ("Zoë Çelik",)]
    assert database.execute("SELECT code, name FROM countries ORDER BY code").fetchall() == [
        ("CH", "Switzerland"),
        ("TR", "Turkey"),
        ("XK", "Kosovo"),
    ]
    assert database.execute("SELECT id, name FROM organizations").fetchall() == [("body-OSCE", "OSCE")]
    assert database.execute("SELECT text, kind FROM agenda_items ORDER BY id").fetchall() == [
        ("grain exports", "topic"),
        ("a joint statement", "document"),
    ]
    assert database.execute("SELECT count(*) FROM participants").fetchone() == (4,)
