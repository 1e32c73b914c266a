"""Occasions that a reader held apart though they are one."""

import re
from dataclasses import replace

import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.records import MeetingKind, MeetingStatus
from tests.resolve.readings import occasion_in, resolved

_TEXT = (
    "OSLO, March 9 - Ida Holm of Norway and Luis Paz of Peru held talks in Oslo today. They spoke of herring.\n"
    "At their meeting Luis Paz told Ida Holm that quotas were too low."
)


def _later(**marks: str) -> Occasion:
    """Return the occasion that the second paragraph tells of, with the marks of that paragraph."""
    start = _TEXT.index("At their")
    told = occasion_in(
        _TEXT[start:], "meeting", kind=MeetingKind.BILATERAL, status=MeetingStatus.HELD, parent=None, **marks
    )
    spans = (Mark(Span(m.span.start + start, m.span.end + start), m.label) for m in told.marks)
    mentions = tuple(Span(m.start + start, m.end + start) for m in told.mentions)
    return Occasion(mentions, told.kind, told.status, told.background, told.parent, tuple(spans))


_FIRST = occasion_in(_TEXT, "talks", name="Ida Holm|Luis Paz", topic="herring", date="today", place="Oslo")


def test_the_same_company_at_no_other_time_or_place_is_one_occasion() -> None:
    (meeting,) = resolved(_TEXT, _FIRST, _later(name="Ida Holm|Luis Paz", topic="quotas"))
    assert [person.name for person in meeting.participants] == ["Ida Holm", "Luis Paz"]
    assert [item.text for item in meeting.agenda_items] == ["herring", "quotas"]
    assert meeting.start_date == "1987-03-09"


@pytest.mark.parametrize("name", ["Luis Paz", "Ida Holm"])
def test_one_person_may_meet_many(name: str) -> None:
    assert len(resolved(_TEXT, _FIRST, _later(name=name, topic="quotas"))) == 2


def test_a_meeting_to_come_is_not_the_one_that_was_held() -> None:
    later = _later(name="Ida Holm|Luis Paz", topic="quotas")
    planned = Occasion(later.mentions, later.kind, MeetingStatus.PLANNED, later.background, None, later.marks)
    assert len(resolved(_TEXT, _FIRST, planned)) == 2


def test_what_is_part_of_the_second_is_part_of_the_one_that_both_are() -> None:
    text = _TEXT + " On the sidelines Rosa Gil of Chile saw Luis Paz about anchovies."
    part = occasion_in(text, "saw", parent=1, topic="anchovies", name="Rosa Gil")
    part = Occasion(
        part.mentions,
        part.kind,
        part.status,
        part.background,
        1,
        (*part.marks, Mark(Span(text.rindex("Luis Paz"), text.rindex("Luis Paz") + 8), Label.NAME)),
    )
    whole, side = resolved(text, _FIRST, _later(name="Ida Holm|Luis Paz", topic="quotas"), part)
    assert side.parent == whole.key


def test_two_that_are_one_make_no_circle_of_parts() -> None:
    text = _TEXT + " On the sidelines Rosa Gil of Chile saw envoys of Mali about anchovies."
    part = occasion_in(text, "saw", parent=0, name="Rosa Gil", topic="anchovies")
    later = _later(name="Ida Holm|Luis Paz", topic="quotas")
    within = Occasion(later.mentions, later.kind, later.status, later.background, 2, later.marks)
    whole, side = resolved(text, _FIRST, within, part)
    assert (whole.parent, side.parent) == (None, whole.key)


def test_talks_without_a_day_are_one_of_two_that_have_days_and_not_both() -> None:
    text = (
        "Ida Holm of Norway and Luis Paz of Peru saw a meeting as useful. "
        "Ida Holm and Luis Paz held talks on March 2 in Oslo on herring. "
        "Ida Holm and Luis Paz conferred on March 5 in Lima on cod."
    )
    reading = [
        occasion_in(text, "meeting", topic="useful"),
        occasion_in(text, "talks", date="on March 2", place="Oslo", topic="herring"),
        occasion_in(text, "conferred", date="on March 5", place="Lima", topic="cod"),
    ]
    found = resolved(text, *(_of_both(text, occasion, nth) for nth, occasion in enumerate(reading)))
    assert [(meeting.start_date, meeting.city) for meeting in found] == [("1987-03-02", "Oslo"), ("1987-03-05", "Lima")]


def test_talks_on_two_days_in_one_city_are_two() -> None:
    text = (
        "Ida Holm of Norway and Luis Paz of Peru held talks on March 2 in Oslo on herring. "
        "Ida Holm and Luis Paz conferred on March 5 in Oslo on cod."
    )
    first = occasion_in(text, "talks", date="on March 2", place="Oslo", topic="herring")
    second = occasion_in(text, "conferred", date="on March 5", topic="cod")
    found = resolved(text, _of_both(text, first, 0), _of_both(text, second, 1))
    assert [meeting.start_date for meeting in found] == ["1987-03-02", "1987-03-05"]


def test_bankers_are_not_traders() -> None:
    text = "Ida Holm of Norway met bankers on herring today. Ida Holm later saw traders on cod."
    first = occasion_in(text, "met", name="Ida Holm", role="bankers", topic="herring", date="today")
    later = occasion_in(text, "saw", role="traders", topic="cod")
    again = text.rindex("Ida Holm")
    later = replace(later, marks=(*later.marks, Mark(Span(again, again + 8), Label.NAME)))
    assert len(resolved(text, first, later)) == 2


def test_a_part_is_not_its_whole() -> None:
    later = _later(name="Ida Holm|Luis Paz", topic="quotas")
    whole, part = resolved(_TEXT, _FIRST, replace(later, parent=0))
    assert part.parent == whole.key
    part, whole = resolved(_TEXT, replace(_FIRST, parent=1), later)
    assert part.parent == whole.key


def _of_both(text: str, occasion: Occasion, nth: int) -> Occasion:
    """Return an occasion to which both belong where they are named for the nth time."""
    named = [[found.span() for found in re.finditer(name, text)][nth] for name in ("Ida Holm", "Luis Paz")]
    return replace(occasion, marks=(*occasion.marks, *(Mark(Span(*span), Label.NAME) for span in named)))
