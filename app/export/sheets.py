"""CSV (RFC 4180), in UTF-8: a row for each meeting, or a row for each participant with its meeting's fields.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises on CSV injection:
articles are written by anybody.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson

from app.export.pages import Documents

Meeting = dict[str, Any]
"""A meeting's document, parsed."""

MEETING_COLUMNS = (
    "id",
    "start_date",
    "end_date",
    "title",
    "kind",
    "status",
    "city",
    "country",
    "organization",
    "people",
    "states",
    "bodies",
    "agenda",
    "background",
    "parent_id",
    "article_id",
    "created_at",
    "modified_at",
)
PARTICIPANT_COLUMNS = (
    "participant_id",
    "person_id",
    "name",
    "role",
    "country",
    "organization",
    "organization_id",
    "capacity",
    "meeting_id",
    "meeting_start_date",
    "meeting_end_date",
    "meeting_title",
    "meeting_kind",
    "meeting_status",
    "meeting_city",
    "meeting_country",
    "meeting_organization",
    "meeting_background",
    "meeting_parent_id",
    "meeting_article_id",
)

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide ones count in Japanese spreadsheets


def meeting_rows(pages: Iterable[Documents]) -> Iterator[bytes]:
    """Write a head and a row for each meeting; who takes part and the agenda are joined by ``; ``."""
    return _written(MEETING_COLUMNS, pages, lambda meeting: [_row_of(meeting)])


def participant_rows(pages: Iterable[Documents]) -> Iterator[bytes]:
    """Write a head and a row for each participant, with the fields of the meeting."""
    return _written(PARTICIPANT_COLUMNS, pages, _rows_of_participants)


def _written(
    columns: Sequence[str], pages: Iterable[Documents], rows_of: Callable[[Meeting], Iterable[Meeting]]
) -> Iterator[bytes]:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(columns)
    for documents in pages:
        for document in documents:
            for row in rows_of(orjson.loads(document)):
                writer.writerow([_cell(row[column]) for column in columns])
        yield sheet.getvalue().encode()
        sheet.seek(0)
        sheet.truncate()


def _row_of(meeting: Meeting) -> Meeting:
    participants = meeting["participants"]
    return meeting | {
        "people": _joined(each["name"] for each in participants),
        "states": _joined(each["country"] for each in participants),
        "bodies": _joined(each["organization"] for each in participants),
        "agenda": _joined(each["text"] for each in meeting["agenda_items"]),
    }


def _rows_of_participants(meeting: Meeting) -> Iterator[Meeting]:
    fields = {f"meeting_{name}": value for name, value in meeting.items()}
    for participant in meeting["participants"]:
        yield fields | participant | {"participant_id": participant["id"]}


def _joined(values: Iterable[str | None]) -> str:
    """Join what is known, each once; each is made harmless, for some spreadsheets split at the semicolon."""
    return "; ".join(dict.fromkeys(str(_cell(value)) for value in values if value))


def _cell(value: Any) -> Any:  # noqa: ANN401 - a text, a truth or nothing
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if value is not None and value.startswith(_FORMULA) else value
