"""The calendar: read back with a calendar library, and by the letter of RFC 5545."""

import datetime as dt
from typing import Any

import icalendar
import orjson
import pytest

from app.export.calendar import calendar
from tests.export.documents import document


def written(*meetings: dict[str, Any]) -> bytes:
    return b"".join(calendar([[orjson.dumps(meeting)] for meeting in meetings]))


def event(**changes: Any) -> icalendar.Event:  # noqa: ANN401 - whatever JSON holds
    (found,) = icalendar.Calendar.from_ical(written(document(**changes))).events
    return found


@pytest.mark.parametrize(
    ("start", "end", "first", "day_after", "said"),
    [
        ("2015-04-02", None, dt.date(2015, 4, 2), dt.date(2015, 4, 3), ""),
        ("2024-02-29", "2024-03-01", dt.date(2024, 2, 29), dt.date(2024, 3, 2), ""),
        ("2015-12-31", None, dt.date(2015, 12, 31), dt.date(2016, 1, 1), ""),
        ("2015-04", None, dt.date(2015, 4, 1), dt.date(2015, 5, 1), " (some day in 2015-04)"),
        ("1987", None, dt.date(1987, 1, 1), dt.date(1988, 1, 1), " (some day in 1987)"),
        ("2019-11", "2019-12", dt.date(2019, 11, 1), dt.date(2020, 1, 1), " (some day in 2019-11 to 2019-12)"),
        ("2019-11-30", "2019-11-02", dt.date(2019, 11, 30), dt.date(2019, 12, 1), ""),
    ],
)
def test_an_event_covers_the_days_that_its_dates_may_mean_and_ends_the_day_after(
    start: str, end: str | None, first: dt.date, day_after: dt.date, said: str
) -> None:
    found = event(start_date=start, end_date=end)
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (first, day_after)
    assert found["summary"] == "Talks in Geneva" + said


def test_the_last_day_of_all_has_no_day_after() -> None:
    found = event(start_date="9999-12-31")
    assert found.decoded("dtstart") == dt.date(9999, 12, 31)
    assert "dtend" not in found


def test_a_meeting_without_a_date_is_left_out() -> None:
    loaded = icalendar.Calendar.from_ical(written(document(start_date=None), document(id="dated")))
    assert [found["uid"] for found in loaded.events] == ["dated"]


@pytest.mark.parametrize(
    ("status", "shown"),
    [("planned", "TENTATIVE"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")],
)
def test_the_status_is_one_of_a_calendars_and_the_reported_one_is_told(status: str, shown: str) -> None:
    found = event(status=status)
    assert found["status"] == shown
    assert str(found["description"]).startswith(f"Reported as {status}.")


def test_an_event_is_known_by_the_meetings_id_and_dated_by_its_last_change() -> None:
    found = event(parent_id="the-parent")
    assert found["uid"] == document()["id"]
    assert found.decoded("dtstamp") == dt.datetime(2026, 3, 2, 13, 30, tzinfo=dt.UTC)
    assert (found["related-to"], found["related-to"].params["RELTYPE"]) == ("the-parent", "PARENT")
    assert found["location"] == "Pristina, Kosovo"


def test_texts_survive_escaping_and_folding_whatever_they_hold() -> None:
    title = "Талкс; 鈴木, «a\\n» " * 20 + "end"
    content = written(document(title=title))
    assert icalendar.Calendar.from_ical(content).events[0]["summary"] == title
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines)  # no character is cut in two


def test_control_characters_and_line_breaks_cannot_begin_a_line_of_their_own() -> None:
    content = written(document(title="Talks\r\nEND:VEVENT\x00\x0b\x85\rBEGIN:VALARM\u2028x"))
    assert icalendar.Calendar.from_ical(content).events[0]["summary"] == "Talks END:VEVENT BEGIN:VALARM x"


def test_no_meeting_at_all_is_still_a_calendar() -> None:
    content = b"".join(calendar([[]]))
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"\r\nEND:VCALENDAR\r\n")
    assert icalendar.Calendar.from_ical(content)["version"] == "2.0"
