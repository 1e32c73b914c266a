"""The formats that are streams of bytes: how each is made, its media type and its file's name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.export.calendar import calendar
from app.export.lines import lines
from app.export.linked_data import linked_data
from app.export.pages import Documents
from app.export.sheets import meeting_rows, participant_rows


@dataclass(frozen=True, slots=True)
class Format:
    """How an export is made of its pages."""

    make: Callable[[Iterable[Documents]], Iterator[bytes]]
    media_type: str
    file: str


_CSV = "text/csv; charset=utf-8; header=present"

NDJSON = Format(lines, "application/x-ndjson", "meetings.ndjson")
CSV = Format(meeting_rows, _CSV, "meetings.csv")
PARTICIPANTS_CSV = Format(participant_rows, _CSV, "participants.csv")
ICS = Format(calendar, "text/calendar; charset=utf-8", "meetings.ics")
JSONLD = Format(linked_data, "application/ld+json", "meetings.jsonld")

STREAMS = {"ndjson": NDJSON, "csv": CSV, "participants-csv": PARTICIPANTS_CSV, "ics": ICS, "jsonld": JSONLD}
"""By the names that the command line knows them by."""
