"""What the tense and the construction of a report tell of the day, where no date word does."""

import pytest

from app.extract.marks import Span
from app.resolve.tense import Told, told_by_tense
from tests.resolve.readings import occasion_in, resolved


def told(text: str, word: str, *, is_day_page: bool = False) -> Told:
    start = text.index(word)
    return told_by_tense(text, [Span(start, start + len(word))], is_day_page=is_day_page)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ola Nordby met Jan Kolar.", "met"),
        ("Ola Nordby arrived for talks with Jan Kolar.", "talks"),
        ("Ola Nordby arrived in Riga for talks with Jan Kolar.", "talks"),
        ("Ola Nordby landed at Riga airport and met Jan Kolar.", "met"),
        ("In Riga Ola Nordby met Jan Kolar.", "met"),
        ("Herring ministers gathered in Riga for a meeting on quotas.", "meeting"),
        ("Herring ministers are meeting in Riga to discuss quotas.", "meeting"),
        ("Ola Nordby and Jan Kolar took part in talks on quotas.", "talks"),
        ("Ola Nordby, speaking at a meeting of herring ministers, warned of rising quotas.", "meeting"),
        ("In a speech at the annual session Ola Nordby warned of rising quotas.", "session"),
        ("Herring ministers, meeting in Oslo, raised the quota.", "meeting"),
        ("Ministers began negotiations on herring quotas.", "negotiations"),
        ("Herring prices fell, traders said\n\nOla Nordby met Jan Kolar.", "met"),
        ("“We are friends,” Ola Nordby said as he met Jan Kolar.", "met"),
        ("Ola Nordby, who said last year that quotas must fall, met Jan Kolar.", "met"),
    ],
)
def test_a_plain_past_tense_tells_the_day(text: str, word: str) -> None:
    assert told(text, word) is Told.DAY


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ola Nordby said after talks with Jan Kolar that quotas would rise.", "talks"),
        ("The quota was raised following a meeting with Jan Kolar.", "meeting"),
        ("Ola Nordby has met Jan Kolar.", "met"),
    ],
)
def test_what_another_deed_followed_was_that_day_or_before(text: str, word: str) -> None:
    assert told(text, word) is Told.MONTH


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway agreed in talks with Peru to raise the quota.", "talks"),
        ("The quota was explained during a visit to Oslo.", "visit"),
        ("The quota was explained in a meeting with Peru.", "meeting"),
        ("Ola Nordby spoke to reporters on his return from talks in Riga.", "talks"),
        ("The accord follows months of negotiations with Peru.", "negotiations"),
        ("Ola Nordby said the two had discussed quotas in Riga.", "discussed"),
        ("The owners are negotiating a new quota.", "negotiating"),
        ("Two herring fleets were recently discussing a merger.", "discussing"),
    ],
)
def test_what_is_told_in_passing_has_no_day(text: str, word: str) -> None:
    assert told(text, word) is Told.NOTHING


def test_a_page_of_a_single_day_tells_nothing_in_passing() -> None:
    text = "Norway agrees in talks with Peru to raise the quota."
    assert told(text, "talks") is Told.NOTHING
    assert told(text, "talks", is_day_page=True) is Told.DAY


def test_without_any_word_for_it_the_report_is_of_its_day() -> None:
    assert told_by_tense("Ola Nordby and Jan Kolar.", []) is Told.DAY


@pytest.mark.parametrize(
    ("deed", "day"), [("met", "1987-03-09"), ("has met", "1987-03"), ("agreed on quotas in talks with", None)]
)
def test_a_report_of_the_day_dates_what_its_tense_tells(deed: str, day: str | None) -> None:
    text = f"OSLO, March 9 - Minister Ola Nordby {deed} Jan Kolar to discuss herring."
    (meeting,) = resolved(
        text,
        occasion_in(text, deed.split()[-2 if "talks" in deed else -1], name="Ola Nordby|Jan Kolar", topic="herring"),
    )
    assert meeting.start_date == day
