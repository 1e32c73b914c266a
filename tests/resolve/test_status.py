import pytest

from app.extract.marks import Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.status import status_of

CANCELLED, POSTPONED = MeetingStatus.CANCELLED, MeetingStatus.POSTPONED


@pytest.mark.parametrize(
    ("text", "judged", "status"),
    [
        ("Norway called off the talks.", POSTPONED, CANCELLED),
        ("The talks were cancelled on Friday.", POSTPONED, CANCELLED),
        ("The talks were put off until May.", CANCELLED, POSTPONED),
        ("The talks have been postponed.", CANCELLED, POSTPONED),
        ("The talks were first postponed and then called off.", CANCELLED, CANCELLED),
        ("The talks fell through.", POSTPONED, POSTPONED),
        ("Norway called off a match. The talks went on.", MeetingStatus.HELD, MeetingStatus.HELD),
        ("Norway postponed a match. The talks were off.", CANCELLED, CANCELLED),
    ],
)
def test_the_words_say_whether_an_occasion_was_given_up_or_put_off(
    text: str, judged: MeetingStatus, status: MeetingStatus
) -> None:
    at = text.index("talks")
    occasion = Occasion((Span(at, at + 5),), MeetingKind.BILATERAL, judged, background=False, parent=None, marks=())
    assert status_of(text, occasion) is status
