"""iCalendar (RFC 5545): each meeting an all-day event.

An event covers every day that the dates may mean, so a meeting that is known by its month or year alone stands on no
false day: it spans the month or year and its summary says so. A meeting without a date is no event and is left out.
No event makes anybody busy: these are other people's meetings.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from icalendar import Calendar, Event

from app.export.pages import Documents
from app.gazetteer.lookup import country
from app.records import days_of

_STATUS = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "TENTATIVE"}
"""A postponed meeting is still to come; that it was postponed stands in the description."""

_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")  # RFC 5545 has no place for control characters


def calendar(pages: Iterable[Documents]) -> Iterator[bytes]:
    """Write a calendar, an event at a time; ``UID`` is the meeting's id, ``DTSTAMP`` when its record last changed."""
    head, end = _frame()
    yield head
    for documents in pages:
        meetings = map(orjson.loads, documents)
        yield b"".join(event_of(meeting).to_ical() for meeting in meetings if meeting["start_date"])
    yield end


def _frame() -> tuple[bytes, bytes]:
    frame = Calendar()
    frame.add("prodid", "-//Meeting Records//EN")
    frame.add("version", "2.0")
    frame.add("calscale", "GREGORIAN")
    frame.add("x-wr-calname", "Meeting Records")
    frame.add("x-wr-caldesc", "Meetings known by month or year alone span it; those without a date are left out.")
    end = b"END:VCALENDAR\r\n"
    return frame.to_ical().removesuffix(end), end


def event_of(meeting: dict[str, Any]) -> Event:
    """Return a dated meeting as an event."""
    dates = [date for date in (meeting["start_date"], meeting["end_date"]) if date]
    first, last = days_of(dates[0])
    last = max(last, days_of(dates[-1])[1])
    vague = next((date for date in dates if len(date) < len("2015-04-02")), None)
    event = Event()
    event.add("uid", meeting["id"])
    event.add("dtstamp", dt.datetime.fromisoformat(meeting["modified_at"]))
    event.add("created", dt.datetime.fromisoformat(meeting["created_at"]))
    event.add("last-modified", dt.datetime.fromisoformat(meeting["modified_at"]))
    event.add("dtstart", first)
    if last < dt.date.max:  # the end is the day after the last one, and the calendar ends with the year 9999
        event.add("dtend", last + dt.timedelta(days=1))
    title = _text(meeting["title"])
    event.add("summary", f"{title} (some day in {' to '.join(dates)})" if vague else title)
    state = country(meeting["country"]) if meeting["country"] else None
    place = ", ".join(part for part in (meeting["city"], state.name if state else meeting["country"]) if part)
    if place:
        event.add("location", _text(place))
    event.add("description", "\n".join(_about(meeting)))
    event.add("categories", [meeting["kind"]])
    event.add("status", _STATUS[meeting["status"]])
    event.add("transp", "TRANSPARENT")
    if meeting["parent_id"]:
        event.add("related-to", meeting["parent_id"], parameters={"RELTYPE": "PARENT"})
    return event


def _about(meeting: dict[str, Any]) -> Iterator[str]:
    yield f"Reported as {meeting['status']}."
    for participant in meeting["participants"]:
        stands_for = (participant[name] for name in ("name", "role", "country", "organization"))
        yield "Participant: " + _text(", ".join(part for part in stands_for if part))
    for item in meeting["agenda_items"]:
        yield f"{item['kind'].capitalize()}: {_text(item['text'])}"


def _text(words: str) -> str:
    return _NO_TEXT.sub(" ", words)
