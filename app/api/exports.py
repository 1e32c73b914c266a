"""``/meetings.csv`` and the like: all meetings that the filters ask for in one answer, streamed page by page."""

from itertools import chain
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from app.api.answers import CACHING
from app.api.meeting_parameters import FILTERS, SORT, question_of
from app.api.parameters import given, takes
from app.api.routes import Operation
from app.export import formats
from app.export.formats import Format
from app.export.pages import pages_apart
from app.export.sheets import MEETING_COLUMNS, PARTICIPANT_COLUMNS

router = APIRouter(route_class=Operation, tags=["exports"], default_response_class=StreamingResponse)

_TAKES = (*FILTERS, SORT)
_TEXT = {"type": "string"}
_ID = "e03422e4-e640-56bf-b8b8-ea772c900f9d"
_CALENDAR = f"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Meeting Records//EN\r
BEGIN:VEVENT\r
SUMMARY:Collective Security Treaty Organization ministerial meeting\r
DTSTART;VALUE=DATE:20150402\r
DTEND;VALUE=DATE:20150403\r
DTSTAMP:20260301T120000Z\r
UID:{_ID}\r
STATUS:CONFIRMED\r
END:VEVENT\r
END:VCALENDAR\r
"""
_EVENT = {
    "@type": "Event",
    "@id": f"urn:uuid:{_ID}",
    "name": "Collective Security Treaty Organization ministerial meeting in Dushanbe",
    "startDate": "2015-04-02",
    "eventStatus": "https://schema.org/EventScheduled",
}
_GRAPH = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "@id", "name", "eventStatus"],
                "properties": {"@type": {"const": "Event"}},
            },
        },
    },
}


def _published(media_type: str, example: str | dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    content = {media_type: {"schema": schema, "example": example}}
    headers = {"Content-Disposition": {"schema": _TEXT, "description": "The file's name, for those who save it."}}
    answer = {"description": "The whole export, however long.", "content": content, "headers": headers}
    return {"responses": {200: answer}, **takes(_TAKES)}


@router.get(
    "/meetings.ndjson",
    summary="Export meetings as NDJSON",
    **_published("application/x-ndjson", f'{{"id":"{_ID}","title":"…","participants":[…]}}\n', _TEXT),
)
async def export_lines(request: Request) -> Response:
    """Return every meeting asked for, one a line, each as `/meetings` gives it.

    It takes the filters and the order of `/meetings`. Nothing is lost or repeated while others are being added; each
    record is as it was when its part of the export was read.
    """
    return await _export(request, formats.NDJSON)


@router.get(
    "/meetings.csv",
    summary="Export meetings as CSV",
    **_published("text/csv", ",".join(MEETING_COLUMNS) + "\r\n", _TEXT),
)
async def export_meeting_rows(request: Request) -> Response:
    """Return a row for each meeting asked for, under a head with the names of the columns.

    Who takes part (`people`, `states`, `bodies`) and the `agenda` are joined by `; `; `/participants.csv` has a row for
    each participant. UTF-8; a cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    return await _export(request, formats.CSV)


@router.get(
    "/participants.csv",
    summary="Export participants as CSV",
    **_published("text/csv", ",".join(PARTICIPANT_COLUMNS) + "\r\n", _TEXT),
)
async def export_participant_rows(request: Request) -> Response:
    """Return a row for each participant of the meetings asked for, with the meeting's fields as `meeting_…`.

    It takes the filters of `/meetings`: they choose meetings, and every participant of these is given.
    """
    return await _export(request, formats.PARTICIPANTS_CSV)


@router.get(
    "/meetings.ics",
    summary="Export meetings as a calendar",
    **_published("text/calendar", _CALENDAR, _TEXT),
)
async def export_calendar(request: Request) -> Response:
    """Return the meetings asked for as all-day events of iCalendar (RFC 5545), to open or to subscribe to.

    A meeting that is known by its month or year alone spans it, and its summary says so; one without a date is left
    out. `UID` is the meeting's id. Planned and postponed meetings are `TENTATIVE`, held ones `CONFIRMED`.
    """
    return await _export(request, formats.ICS)


@router.get(
    "/meetings.jsonld",
    summary="Export meetings as JSON-LD",
    **_published("application/ld+json", {"@context": "https://schema.org", "@graph": [_EVENT]}, _GRAPH),
)
async def export_linked_data(request: Request) -> Response:
    """Return the meetings asked for as a graph of schema.org events, with dates as precise as their source."""
    return await _export(request, formats.JSONLD)


async def _export(request: Request, form: Format) -> Response:
    question = question_of(given(request, _TAKES))
    pages = pages_apart(request.app.state.engine, question)
    # What is wrong with the question or the database shows on the first page, while the status can still say so.
    first = await run_in_threadpool(next, pages)
    headers = {
        "Content-Disposition": f'attachment; filename="{form.file}"',
        "Content-Type": form.media_type,
        "Cache-Control": CACHING,
    }
    if request.scope.get("head"):  # the body is thrown away: nothing more is read for it
        return StreamingResponse((), headers=headers)
    return StreamingResponse(form.make(page.documents for page in chain((first,), pages)), headers=headers)
