import datetime as dt

import pytest

from app.extract.dates import date_words
from app.resolve.when import certain, resolve_date
from app.resolve.writing import Writing, day_of_writing

MONDAY = Writing(dt.date(1987, 3, 9), 1987, 3)
REPORTED, PLANNED = False, True


@pytest.mark.parametrize(
    ("words", "planned", "start", "end"),
    [
        ("today", REPORTED, "1987-03-09", None),
        ("yesterday", REPORTED, "1987-03-08", None),
        ("tomorrow", PLANNED, "1987-03-10", None),
        ("on Saturday", PLANNED, "1987-03-14", None),
        ("on Saturday", REPORTED, "1987-03-07", None),
        ("on Monday", REPORTED, "1987-03-09", None),
        ("next Monday", PLANNED, "1987-03-16", None),
        ("last Monday", REPORTED, "1987-03-02", None),
        ("Monday and Tuesday", PLANNED, "1987-03-09", "1987-03-10"),
        ("Thursday next week", PLANNED, "1987-03-19", None),
        ("next week", PLANNED, "1987-03", None),
        ("next month", PLANNED, "1987-04", None),
        ("last year", REPORTED, "1986", None),
        ("last December", REPORTED, "1986-12", None),
        ("December last year", REPORTED, "1986-12", None),
        ("in July", PLANNED, "1987-07", None),
        ("in January", PLANNED, "1988-01", None),
        ("in October", REPORTED, "1986-10", None),
        ("March 12", PLANNED, "1987-03-12", None),
        ("March 2", REPORTED, "1987-03-02", None),
        ("December 28", REPORTED, "1986-12-28", None),
        ("January 5", PLANNED, "1988-01-05", None),
        ("April 27-29", PLANNED, "1987-04-27", "1987-04-29"),
        ("December 30 to January 2", PLANNED, "1987-12-30", "1988-01-02"),
        ("on the 15th", PLANNED, "1987-03-15", None),
        ("on the 5th", PLANNED, "1987-04-05", None),
        ("on the 20th", REPORTED, "1987-02-20", None),
        ("until March 20", REPORTED, None, "1987-03-20"),
        ("June 31", PLANNED, "1987-06", None),
        ("today and tomorrow", PLANNED, "1987-03-09", "1987-03-10"),
        ("in about three weeks", PLANNED, "1987", None),  # the week of March 30 is in two months
        ("in the week of March 16", PLANNED, "1987-03", None),
        ("in the week of 30 March", PLANNED, "1987", None),
    ],
)
def test_words_are_resolved_against_the_day_of_writing(
    words: str,
    planned: bool,  # noqa: FBT001 - a column of the table
    start: str | None,
    end: str | None,
) -> None:
    found = date_words(f"They meet {words}.")
    assert len(found) == 1
    when = resolve_date(found[0], MONDAY, planned=planned)
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("He arrives on Wednesday and will see the king a day later.", "1987-03-12"),
        ("He arrives on March 31 and will see the king the next day.", "1987-04-01"),
        ("On Sunday he dines with the king and three days later with his heir.", "1987-03-18"),
        ("They agreed on Thursday, two days before the council meets.", "1987-03-14"),
        ("They met on Wednesday, a day after the king had spoken.", "1987-03-10"),
        ("He comes on Tuesday, speaks the next day and dines a day later.", "1987-03-12"),
        ("They will be there from March 12 to 14. Two days later the king comes.", "1987-03-11"),  # of writing
    ],
)
def test_a_day_may_be_told_by_its_distance_from_the_day_told_before(text: str, start: str) -> None:
    assert resolve_date(date_words(text)[-1], MONDAY, planned=True).start == start


def test_a_day_counted_from_a_month_is_not_known() -> None:
    (found,) = date_words("A day later they met.")
    assert resolve_date(found, Writing(None, 1987, 3), planned=False).start is None


@pytest.mark.parametrize("words", ["on Saturday", "yesterday", "next month", "on the 15th", "March 12"])
def test_without_a_day_of_writing_nothing_is_guessed(words: str) -> None:
    (found,) = date_words(f"They meet {words}.")
    assert resolve_date(found, Writing(), planned=False).start is None


def _written(text: str, published: str | None = None) -> Writing:
    words = date_words(text)
    dateline = next(found for found in words if found.month and found.day)
    return day_of_writing(text, dateline, published, words)


def test_a_dateline_takes_the_year_that_brings_it_nearest_to_the_publication() -> None:
    assert _written("OSLO, Dec 30 - They met.", "2020-01-02").day == dt.date(2019, 12, 30)
    assert _written("OSLO, Jan 2 - They met.", "2019-12-31").day == dt.date(2020, 1, 2)


def test_an_anniversary_a_year_and_the_weekday_settle_a_dateline_without_a_year() -> None:
    text = (
        "MINSK, May 7. The ministers met on Thursday. They will mark the 70th anniversary of the victory over fascism"
        " and sign a plan for 2015."
    )
    writing = _written(text)
    assert writing.day == dt.date(2015, 5, 7)
    clues = [clue.of(text) for clue in writing.clues]
    assert any("70th anniversary" in clue for clue in clues)
    assert "Thursday" in clues


def test_a_year_that_disagrees_with_the_weekday_is_not_taken() -> None:
    assert _written("MINSK, May 7. They met on Monday to sign a plan for 2015.").day is None


def test_a_dateline_without_any_clue_to_its_year_gives_no_day() -> None:
    assert _written("MINSK, May 7. They met.").day is None


def test_without_a_dateline_the_publication_date_is_the_day_of_writing() -> None:
    assert day_of_writing("They met.", None, "2020-02-03", ()).day == dt.date(2020, 2, 3)
    assert day_of_writing("They met.", None, "2020-02", ()) == Writing(None, 2020, 2)
    assert day_of_writing("They met.", None, None, ()) == Writing()


@pytest.mark.parametrize(
    ("day", "planned", "start"),
    [
        (dt.date(2025, 2, 27), REPORTED, "2025-02"),
        (dt.date(2025, 2, 27), PLANNED, "2025"),
        (dt.date(2025, 2, 23), PLANNED, "2025"),
        (dt.date(2025, 3, 9), PLANNED, "2025-03"),
    ],
)
def test_this_week_is_what_has_passed_or_what_is_still_to_come_of_it(
    day: dt.date,
    planned: bool,  # noqa: FBT001 - a column of the table
    start: str,
) -> None:
    (found,) = date_words("The forum meets this week.")
    assert resolve_date(found, Writing(day, day.year, day.month), planned=planned).start == start


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("2015-04-02", "2015-04-09", "2015-04"),
        ("2015-04-30", "2015-05-01", "2015"),
        ("2015-04", "2015-04-09", "2015-04"),
        ("2015-12", "2016-01", None),
    ],
)
def test_only_what_two_dates_share_is_certain(one: str, other: str, common: str | None) -> None:
    assert certain(one, other) == common


def test_a_full_date_above_the_report_is_the_day_of_writing() -> None:
    text = "No: 12, 3 March 2011\n\nThe ministers met yesterday. They will meet again on 1 June 2011."
    assert day_of_writing(text, None, None, date_words(text), text.index("The")).day == dt.date(2011, 3, 3)


def test_a_full_date_in_a_report_gives_its_year_to_the_other_dates() -> None:
    text = "He will be on the coast from 7 to 9 March 2011. On March 8 he sees the mayor."
    writing = day_of_writing(text, None, None, date_words(text))
    assert writing == Writing(None, 2011, None, (date_words(text)[0].span,))
    assert resolve_date(date_words(text)[1], writing, planned=True).start == "2011-03-08"
