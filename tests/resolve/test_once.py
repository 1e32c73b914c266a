"""Occasions that a reader held apart though they are one."""

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
    assert (whole.parent, side.parent) == (side.key, None)
