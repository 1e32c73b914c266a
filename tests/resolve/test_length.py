import pytest

from app.extract.marks import Span
from app.resolve.length import with_length
from app.resolve.when import When


@pytest.mark.parametrize(
    ("text", "mention", "end"),
    [
        ("He begins a four-day visit to Oslo on Monday.", "visit", "1987-03-12"),
        ("They opened a two day meeting.", "meeting", "1987-03-10"),
        ("He left on a week-long tour of the region.", "tour", "1987-03-15"),
        ("He starts a week long visit to Oslo on Monday.", "visit", "1987-03-15"),
        ("He starts a one-week visit to Oslo on Monday.", "visit", "1987-03-15"),
        ("A week after the strike he visits Oslo.", "visits", None),
        ("The talks came after a three-day strike. A visit follows.", "visit", None),
        ("A visit was announced.", "visit", None),
    ],
)
def test_an_occasion_that_lasts_some_days_ends_on_the_last_of_them(text: str, mention: str, end: str | None) -> None:
    at = text.index(mention)
    when = with_length(When("1987-03-09"), text, [Span(at, at + len(mention))])
    assert when.end == end


def test_a_length_adds_nothing_to_a_month_or_to_a_range_that_is_told() -> None:
    text, mention = "A two-day visit", [Span(10, 15)]
    assert with_length(When("1987-03"), text, mention).end is None
    assert with_length(When("1987-03-09", "1987-03-12"), text, mention).end == "1987-03-12"


def _dated(text: str, mention: str, date: str) -> When:
    at, day = text.index(mention), text.index(date)
    clue = Span(day, day + len(date))
    return with_length(When("1987-03-09", None, (clue,)), text, [Span(at, at + len(mention))], held=True)


def test_the_day_on_which_an_occasion_ended_is_its_last() -> None:
    when = _dated("Fisheries ministers ended a three-day meeting in Bergen on Monday.", "meeting", "Monday")
    assert (when.start, when.end) == ("1987-03-07", "1987-03-09")


def test_a_day_told_elsewhere_than_its_end_is_its_first() -> None:
    text = "Fisheries ministers ended a three-day meeting in Bergen. It had opened on Monday."
    when = _dated(text, "meeting", "Monday")
    assert (when.start, when.end) == ("1987-03-09", "1987-03-11")


def test_a_day_told_before_the_end_is_told_is_its_first_too() -> None:
    text = "The delegates came on Monday. Fisheries ministers ended a three-day meeting in Bergen."
    when = _dated(text, "meeting", "Monday")
    assert (when.start, when.end) == ("1987-03-09", "1987-03-11")


@pytest.mark.parametrize(
    "text",
    [
        "Delegates spoke at the close of a three-day council in Bergen on Monday.",
        "The three-day council rose in Bergen on Monday.",
    ],
)
def test_a_council_that_rose_had_its_last_day(text: str) -> None:
    when = _dated(text, "council", "Monday")
    assert (when.start, when.end) == ("1987-03-07", "1987-03-09")


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        ("The herring talks went into their third day on Monday.", "talks", ("1987-03-07", None)),
        ("They signed on Monday, the second day of his visit to Oslo.", "visit", ("1987-03-08", "1987-03-09")),
        ("They signed on Monday, on the second day of his four-day visit.", "visit", ("1987-03-08", "1987-03-11")),
        ("On Monday they met for a third day running.", "met", ("1987-03-07", "1987-03-09")),
        ("They signed on Monday after two days of herring talks.", "talks", ("1987-03-08", "1987-03-09")),
        ("Talks open on Monday in Oslo and last three days.", "Talks", ("1987-03-09", "1987-03-11")),
        ("Monday was the third and last day of the council.", "council", ("1987-03-07", "1987-03-09")),
        ("The talks, which opened on Monday, are expected to last three days.", "talks", ("1987-03-09", "1987-03-11")),
    ],
)
def test_which_of_its_days_it_is_tells_when_an_occasion_began(
    text: str, mention: str, days: tuple[str, str | None]
) -> None:
    when = _dated(text, mention, "Monday")
    assert (when.start, when.end) == days


def test_the_end_and_the_length_may_be_told_in_two_places() -> None:
    text = "They signed at the end of the council in Oslo on Monday. The three-day meeting was calm."
    at, other, day = text.index("council"), text.index("meeting"), text.index("Monday")
    mentions = [Span(at, at + 7), Span(other, other + 7)]
    when = with_length(When("1987-03-09", None, (Span(day, day + 6),)), text, mentions, held=True)
    assert (when.start, when.end) == ("1987-03-07", "1987-03-09")


@pytest.mark.parametrize(("length", "end"), [("three-day ", "1987-03-11"), ("", None)])
def test_a_first_day_begins_the_days_that_are_told_and_ends_none(length: str, end: str | None) -> None:
    text = f"On the first day of a {length}council in Bergen ministers quarrelled."
    told = Span(text.index("council"), text.index("council") + len("council"))
    when = with_length(When("1987-03-09", None, (Span(0, 2),)), text, [told], held=True, reported=True)
    assert (when.start, when.end) == ("1987-03-09", end)
