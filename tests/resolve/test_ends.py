"""The last day of an occasion that is told apart from its first."""

import pytest

from app.records import MeetingKind
from tests.resolve.readings import occasion_in, resolved


@pytest.mark.parametrize(
    ("text", "mention", "end"),
    [
        ("The herring session, which opened today, is scheduled to end on March 20.", "session", "1987-03-20"),
        ("The herring session opened today. It will end on Thursday.", "session", "1987-03-12"),
        ("Herring talks opened today. They are to run until March 20.", "talks", "1987-03-20"),
        (
            "Experts opened today in Riga and are due to end their talks on herring on Friday.",
            "talks",
            "1987-03-13",
        ),
        ("The herring council meets today (to March 11).", "council", "1987-03-11"),
        ("The herring meeting, opened today, is due to end on Thursday.", "meeting", "1987-03-12"),
        ("A herring session opened today on quotas that end on March 20.", "session", None),
        ("Herring talks opened today. The strike in the harbour will end on Thursday.", "talks", None),
        ("Herring talks opened today. We will go on with the quotas on Thursday.", "talks", None),
    ],
)
def test_a_day_by_which_an_occasion_closes_is_its_last(text: str, mention: str, end: str | None) -> None:
    occasion = occasion_in(text, mention, kind=MeetingKind.SESSION, topic="erring", date="today")
    (meeting,) = resolved(text, occasion)
    assert (meeting.start_date, meeting.end_date) == ("1987-03-09", end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Ola Nordby began a visit to Riga today. He returns on Thursday.", "1987-03-12"),
        ("Ola Nordby began a visit to Riga today. Jan Kolar acts for him until his return on Friday.", "1987-03-13"),
        ("Ola Nordby began a visit to Riga today and will see the port tomorrow before flying home.", "1987-03-10"),
        ("Ola Nordby began a visit to Riga today. Nordby will then leave for home on Thursday.", "1987-03-12"),
        ("Ola Nordby began a visit to Riga today. Kolar will leave for Oslo on Thursday.", None),
        ("Ola Nordby began a visit to Riga today. He will see the port tomorrow.", None),
    ],
)
def test_a_journey_ends_when_the_traveller_returns(text: str, end: str | None) -> None:
    visit = occasion_in(text, "visit", kind=MeetingKind.VISIT, name="Ola Nordby", date="today", place="Riga")
    (meeting,) = resolved(text, visit)
    assert (meeting.start_date, meeting.end_date) == ("1987-03-09", end)


@pytest.mark.parametrize(("sentences", "end"), [(10, "1987-03-12"), (60, None)])
def test_a_return_told_far_from_a_journey_is_another_story(sentences: int, end: str | None) -> None:
    text = "Ola Nordby began a visit to Riga today." + " The herring was late." * sentences + " He returns on Thursday."
    visit = occasion_in(text, "visit", kind=MeetingKind.VISIT, name="Ola Nordby", date="today", place="Riga")
    (meeting,) = resolved(text, visit)
    assert meeting.end_date == end
