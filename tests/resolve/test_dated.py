from app.extract.header import read_header
from app.records import Article, MeetingKind, MeetingStatus
from app.resolve import resolve
from tests.resolve.readings import occasion_in, resolved


def test_the_only_date_in_the_sentence_that_tells_of_an_occasion_is_its_date() -> None:
    text = "Minister Ola Nordby met Prime Minister Jan Kolar on Saturday to discuss herring."
    (meeting,) = resolved(text, occasion_in(text, "met", name="Ola Nordby|Jan Kolar", topic="herring"))
    assert meeting.start_date == "1987-03-07"


def test_a_date_that_only_dates_what_was_said_is_not_the_occasions() -> None:
    text = "Minister Ola Nordby said on Saturday he would meet Prime Minister Jan Kolar to discuss herring."
    occasion = occasion_in(text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", topic="herring")
    (meeting,) = resolved(text, occasion)
    assert meeting.start_date is None


def test_two_dates_in_a_sentence_leave_the_date_open_when_neither_is_marked() -> None:
    text = "After a call on Friday Minister Ola Nordby met Prime Minister Jan Kolar on Saturday to discuss herring."
    (meeting,) = resolved(text, occasion_in(text, "met", name="Ola Nordby|Jan Kolar", topic="herring"))
    assert meeting.start_date is None


def test_a_more_precise_date_of_another_sentence_counts_only_within_the_one_told_here() -> None:
    text = "Ola Nordby will meet Jan Kolar next month. The budget is due on March 12. He comes on April 6."
    meet = occasion_in(
        text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", date="next month|March 12"
    )
    assert resolved(text, meet)[0].start_date == "1987-04"
    meet = occasion_in(
        text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", date="next month|April 6"
    )
    assert resolved(text, meet)[0].start_date == "1987-04-06"


def test_a_report_of_the_day_does_not_date_what_was_held_into_the_future() -> None:
    text = "OSLO, March 9 - Ola Nordby met Jan Kolar about quotas that end on June 30."
    (meeting,) = resolved(text, occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="June 30"))
    assert meeting.start_date == "1987-03-09"


def test_talks_dated_by_the_days_of_a_journey_are_on_one_of_them() -> None:
    text = "Ola Nordby will travel to Riga from March 10-12 and hold talks with Jan Kolar."
    visit = occasion_in(
        text, "travel", kind=MeetingKind.VISIT, status=MeetingStatus.PLANNED, name="Ola Nordby", date="March 10-12"
    )
    talks = occasion_in(
        text, "talks", status=MeetingStatus.PLANNED, parent=0, name="Ola Nordby|Jan Kolar", date="March 10-12"
    )
    days = [(meeting.start_date, meeting.end_date) for meeting in resolved(text, visit, talks)]
    assert days == [("1987-03-10", "1987-03-12"), ("1987-03", None)]


def test_talks_during_a_journey_are_part_of_it() -> None:
    text = "Ola Nordby will travel to Riga on March 10. During his visit he will meet Jan Kolar to discuss herring."
    visit = occasion_in(
        text, "travel", kind=MeetingKind.VISIT, status=MeetingStatus.PLANNED, name="Ola Nordby", date="March 10"
    )
    meet = occasion_in(text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", topic="herring")
    first, second = resolved(text, visit, meet)
    assert second.parent == first.key


def test_every_occasion_of_a_page_of_a_single_day_is_of_that_day() -> None:
    text = "Ola Nordby meets Jan Kolar on herring.\nThe Baltic Council convenes in Riga on cod."
    meets = occasion_in(text, "meets", name="Ola Nordby|Jan Kolar", topic="herring")
    convenes = occasion_in(text, "convenes", kind=MeetingKind.SESSION, body="Baltic Council", topic="cod")
    article = Article(text=text, title=None, published="1987-03-09", publisher="Current events")
    days = [meeting.start_date for meeting in resolve(article, read_header(article), (meets, convenes))]
    assert days == ["1987-03-09", "1987-03-09"]
