"""``/meetings.csv`` and the like: all meetings that the filters ask for, as of one moment, streamed page by page."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from threading import BoundedSemaphore
from typing import Any

import anyio
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from app.api.answers import CACHING, FORMAT, tag_of
from app.api.meeting_parameters import FILTERS, SORT, question_of
from app.api.parameters import given, takes
from app.api.problems import ANSWERS
from app.api.routes import Operation, Resource
from app.api.tags import known_form
from app.export import formats
from app.export.formats import Format
from app.export.pages import one_moment, pages
from app.export.sheets import MEETING_COLUMNS, PARTICIPANT_COLUMNS
from app.store.meeting_pages import Question
from app.store.versions import records_mark

router = Resource("exports", route_class=Operation, default_response_class=StreamingResponse)

MOST_AT_ONCE = 4
"""Exports that one process reads at a time: each holds one of its connections."""

LONGEST = 3600
"""Seconds that an export may take: until it ends, the database keeps what others replace meanwhile."""

_places = BoundedSemaphore(MOST_AT_ONCE)
_log = logging.getLogger(__name__)
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
    busy = "The database cannot be reached, or as many exports are under way as one process reads; see `Retry-After`."
    content = {media_type: {"schema": schema, "example": example}}
    headers = {"Content-Disposition": {"schema": _TEXT, "description": "The file's name, for those who save it."}}
    answer = {"description": "The whole export, however long.", "content": content, "headers": headers}
    return {"responses": {200: answer, 503: {**ANSWERS[503], "description": busy}}, **takes(_TAKES)}


@router.get(
    "/meetings.ndjson",
    summary="Export meetings as NDJSON",
    **_published("application/x-ndjson", f'{{"id":"{_ID}","title":"…","participants":[…]}}\n', _TEXT),
)
async def export_lines(request: Request) -> Response:
    """Return every meeting asked for, one a line, each as `/meetings` gives it.

    It takes the filters and the order of `/meetings`. All of it is as of one moment, whatever is saved meanwhile; its
    `ETag` stays the same until something is saved, so a copy can be kept up by asking with `If-None-Match`.
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
    return await run_in_threadpool(_begun, request, question, form)


def _begun(request: Request, question: Question, form: Format) -> Response:
    """Return an export whose first page is read: what is wrong shows while the status can still say so."""
    if not _places.acquire(blocking=False):
        detail = f"{MOST_AT_ONCE} exports are being read already. Try again when one of them may be done"
        raise HTTPException(503, detail, headers={"Retry-After": "60"})
    opened: ExitStack = ExitStack()
    with opened:
        opened.callback(_places.release)
        connection = opened.enter_context(one_moment(request.app.state.engine))
        revision = f"{FORMAT} {request.url.path}?{request.url.query} {records_mark(connection)}"
        tag = tag_of(revision.encode())
        headers = {"ETag": tag, "Cache-Control": CACHING}
        known = known_form(tag.encode(), request.headers.get("if-none-match", "").encode("latin-1"))
        if known is not None:
            return Response(status_code=304, headers=headers | {"ETag": known.decode()})
        headers["Content-Disposition"] = f'attachment; filename="{form.file}"'
        headers["Content-Type"] = form.media_type
        all_pages = pages(connection, question)
        first = next(all_pages)
        if request.scope.get("head"):  # its body is thrown away; a stream it is, for the tag that a stream has
            return StreamingResponse((b"",), headers=headers)
        chunks = form.make(page.documents for page in chain((first,), all_pages))
        return _Export(chunks, headers, opened.pop_all())


class _Export(StreamingResponse):
    """A stream that ends what it was read in, however it ends itself."""

    def __init__(self, chunks: Iterator[bytes], headers: dict[str, str], opened: ExitStack) -> None:
        super().__init__(chunks, headers=headers)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        try:
            with anyio.move_on_after(LONGEST) as time:
                await super().__call__(scope, receive, send)
            if time.cancelled_caught:  # the server breaks the connection off: nobody takes half for the whole
                _log.warning("%s was being read for %s seconds: broken off", scope["path"], LONGEST)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._opened.close)
