"""CSV: what a row holds, and that no cell is a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
import pytest

from app.export.pages import Documents
from app.export.sheets import MEETING_COLUMNS, PARTICIPANT_COLUMNS, meeting_rows, participant_rows
from tests.export.documents import document

Sheet = Callable[[Iterable[Documents]], Iterator[bytes]]


def read(sheet: Sheet, *meetings: dict[str, Any]) -> list[dict[str, str]]:
    text = b"".join(sheet([[orjson.dumps(meeting)] for meeting in meetings])).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_meeting_is_one_row_with_people_states_bodies_and_agenda_joined() -> None:
    rows = read(meeting_rows, document(), document(id="other"))
    assert [row["id"] for row in rows] == ["e03422e4-e640-56bf-b8b8-ea772c900f9d", "other"]
    told = {name: rows[0][name] for name in ("people", "states", "bodies", "agenda", "end_date", "background")}
    assert told == {
        "people": "Zoë Çelik; Anna Muster",
        "states": "TR; CH",
        "bodies": "OSCE",
        "agenda": "grain exports; a joint statement",
        "end_date": "",
        "background": "false",
    }


def test_a_participant_is_one_row_with_its_meetings_fields() -> None:
    rows = read(participant_rows, document())
    assert [
        (row["name"], row["role"], row["country"], row["meeting_title"], row["meeting_country"]) for row in rows
    ] == [
        ("Zoë Çelik", "foreign minister", "TR", "Talks in Geneva", "XK"),
        ("Anna Muster", "State Secretary", "CH", "Talks in Geneva", "XK"),
        ("", "observers", "TR", "Talks in Geneva", "XK"),
        ("", "officials", "", "Talks in Geneva", "XK"),
    ]


def test_a_meeting_without_participants_has_no_row_among_them() -> None:
    assert read(participant_rows, document(participants=[])) == []


@pytest.mark.parametrize("sheet", [meeting_rows, participant_rows])
def test_without_meetings_there_is_the_head_alone(sheet: Sheet) -> None:
    columns = MEETING_COLUMNS if sheet is meeting_rows else PARTICIPANT_COLUMNS
    assert b"".join(sheet([[]])) == ",".join(columns).encode() + b"\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_begins_as_a_formula(sign: str) -> None:
    words = sign + 'cmd|"/c calc"!A1'
    item = {"id": "i", "text": words, "kind": "topic"}
    people = [document()["participants"][0] | {"name": name} for name in ("Zoë", words)]
    hostile = document(title=words, city=words, agenda_items=[item], participants=people)
    (row,) = read(meeting_rows, hostile)
    assert [row["title"], row["city"], row["agenda"], row["people"]] == ["'" + words] * 3 + [f"Zoë; '{words}"]
    assert read(participant_rows, hostile)[1]["name"] == "'" + words


def test_commas_quotes_and_line_breaks_stay_within_their_cell() -> None:
    title = 'Talks, "frank",\r\nand; long'
    (row,) = read(meeting_rows, document(title=title))
    assert row["title"] == title
