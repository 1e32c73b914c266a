from app.extract.header import read_header
from app.extract.marks import Label, Mark, Occasion, Span
from app.records import Article, Meeting, MeetingKind, MeetingStatus
from app.resolve import resolve


def _occasion(
    text: str,
    mention: str,
    *,
    kind: MeetingKind = MeetingKind.BILATERAL,
    status: MeetingStatus = MeetingStatus.HELD,
    parent: int | None = None,
    **marks: str,
) -> Occasion:
    at = text.index(mention)
    found = []
    for label, words in marks.items():
        for word in words.split("|"):
            start = text.index(word)
            found.append(Mark(Span(start, start + len(word)), Label(label)))
    return Occasion((Span(at, at + len(mention)),), kind, status, background=False, parent=parent, marks=tuple(found))


def _resolved(text: str, *reading: Occasion, published: str | None = "1987-03-09") -> tuple[Meeting, ...]:
    article = Article(text=text, title=None, published=published, publisher=None)
    return resolve(article, read_header(article), reading)


def test_the_only_date_in_the_sentence_that_tells_of_an_occasion_is_its_date() -> None:
    text = "Minister Ola Nordby met Prime Minister Jan Kolar on Saturday to discuss herring."
    (meeting,) = _resolved(text, _occasion(text, "met", name="Ola Nordby|Jan Kolar", topic="herring"))
    assert meeting.start_date == "1987-03-07"


def test_a_date_that_only_dates_what_was_said_is_not_the_occasions() -> None:
    text = "Minister Ola Nordby said on Saturday he would meet Prime Minister Jan Kolar to discuss herring."
    occasion = _occasion(text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", topic="herring")
    (meeting,) = _resolved(text, occasion)
    assert meeting.start_date is None


def test_two_dates_in_a_sentence_leave_the_date_open_when_neither_is_marked() -> None:
    text = "After a call on Friday Minister Ola Nordby met Prime Minister Jan Kolar on Saturday to discuss herring."
    (meeting,) = _resolved(text, _occasion(text, "met", name="Ola Nordby|Jan Kolar", topic="herring"))
    assert meeting.start_date is None


def test_a_more_precise_date_of_another_sentence_counts_only_within_the_one_told_here() -> None:
    text = "Ola Nordby will meet Jan Kolar next month. The budget is due on March 12. He comes on April 6."
    meet = _occasion(
        text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", date="next month|March 12"
    )
    assert _resolved(text, meet)[0].start_date == "1987-04"
    meet = _occasion(text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", date="next month|April 6")
    assert _resolved(text, meet)[0].start_date == "1987-04-06"


def test_a_report_of_the_day_does_not_date_what_was_held_into_the_future() -> None:
    text = "OSLO, March 9 - Ola Nordby met Jan Kolar about quotas that end on June 30."
    (meeting,) = _resolved(text, _occasion(text, "met", name="Ola Nordby|Jan Kolar", date="June 30"))
    assert meeting.start_date == "1987-03-09"


def test_talks_dated_by_the_days_of_a_journey_are_on_one_of_them() -> None:
    text = "Ola Nordby will travel to Riga from March 10-12 and hold talks with Jan Kolar."
    visit = _occasion(
        text, "travel", kind=MeetingKind.VISIT, status=MeetingStatus.PLANNED, name="Ola Nordby", date="March 10-12"
    )
    talks = _occasion(
        text, "talks", status=MeetingStatus.PLANNED, parent=0, name="Ola Nordby|Jan Kolar", date="March 10-12"
    )
    days = [(meeting.start_date, meeting.end_date) for meeting in _resolved(text, visit, talks)]
    assert days == [("1987-03-10", "1987-03-12"), ("1987-03", None)]


def test_talks_during_a_journey_are_part_of_it() -> None:
    text = "Ola Nordby will travel to Riga on March 10. During his visit he will meet Jan Kolar to discuss herring."
    visit = _occasion(
        text, "travel", kind=MeetingKind.VISIT, status=MeetingStatus.PLANNED, name="Ola Nordby", date="March 10"
    )
    meet = _occasion(text, "meet", status=MeetingStatus.PLANNED, name="Ola Nordby|Jan Kolar", topic="herring")
    first, second = _resolved(text, visit, meet)
    assert second.parent == first.key
