import pytest

from app.extract.marks import Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.status import status_of

CANCELLED, POSTPONED, HELD = MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.HELD
PLANNED = MeetingStatus.PLANNED


@pytest.mark.parametrize(
    ("text", "judged", "status"),
    [
        ("Norway called off the talks.", HELD, CANCELLED),
        ("Norway called off a second round of talks on herring.", PLANNED, CANCELLED),
        ("The talks on herring were abruptly cancelled on Friday.", PLANNED, CANCELLED),
        ("The talks have been put off until May.", PLANNED, POSTPONED),
        ("They agreed to postpone the talks.", PLANNED, POSTPONED),
        ("After a storm closed the airport, it was decided to delay. The talks fell through.", POSTPONED, POSTPONED),
        ("The talks, it cancelled.", POSTPONED, CANCELLED),
        ("The talks were postponed and then called off by Oslo.", CANCELLED, CANCELLED),
        ("Norway called off a match. The talks went on.", HELD, HELD),
        ("Norway put off a decision on the talks.", HELD, HELD),
        ("The talks led both to put off a vote.", HELD, HELD),
    ],
)
def test_words_that_say_so_of_the_occasion_itself_settle_its_status(
    text: str, judged: MeetingStatus, status: MeetingStatus
) -> None:
    at = text.index("talks")
    occasion = Occasion((Span(at, at + 5),), MeetingKind.BILATERAL, judged, background=False, parent=None, marks=())
    assert status_of(text, occasion) is status
