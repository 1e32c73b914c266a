from typing import Any

import pytest

from app.extract.dates import Unit, date_words

FORMS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("They met on April 2 in Osh.", "April 2", {"month": 4, "day": 2}),
    ("They met on 2 April 2015 in Osh.", "2 April 2015", {"year": 2015, "month": 4, "day": 2}),
    ("The talks of May 9-10 ended.", "May 9-10", {"month": 5, "day": 9, "until_month": 5, "until_day": 10}),
    (
        "It lasts from 30 May to 2 June 2016.",
        "30 May to 2 June 2016",
        {"month": 5, "day": 30, "until_month": 6, "until_day": 2, "year": 2016},
    ),
    ("On Thursday, April 2, 2015 they met.", "Thursday, April 2, 2015", {"weekday": 3, "day": 2, "year": 2015}),
    ("Talks go on until March 20.", "until March 20", {"open_end": True, "month": 3, "day": 20}),
    ("They meet in early June.", "early June", {"month": 6, "vague": True, "day": None}),
    ("They met last October.", "last October", {"month": 10, "side": -1}),
    ("They met in December last year.", "December last year", {"month": 12, "unit": Unit.YEAR, "shift": -1}),
    ("They meet next Monday.", "next Monday", {"weekday": 0, "side": 1}),
    ("They met Monday and Tuesday.", "Monday and Tuesday", {"weekday": 0, "until_weekday": 1}),
    ("They met yesterday.", "yesterday", {"unit": Unit.DAY, "shift": -1}),
    ("They met two weeks ago.", "two weeks ago", {"unit": Unit.WEEK, "shift": -2}),
    ("They will meet next month.", "next month", {"unit": Unit.MONTH, "shift": 1}),
    ("They will meet on the 15th.", "the 15th", {"day": 15, "month": None}),
    ("The ministers met on 02.04.2015.", "02.04.2015", {"year": 2015, "month": 4, "day": 2}),
    ("They will meet later in the day.", "later in the day", {"same_day": True}),
    ("A list of statements in 2015.", "2015", {"year": 2015}),
    ("They are in town today and tomorrow.", "today and tomorrow", {"unit": Unit.DAY, "shift": 0, "until_shift": 1}),
    ("He toured it during the week of March 14.", "week of March 14", {"unit": Unit.WEEK, "month": 3, "day": 14}),
    ("FRIDAY, APRIL 3", "FRIDAY, APRIL 3", {"weekday": 4, "month": 4, "day": 3}),
    ("He comes by the end of the month.", "the end of the month", {"unit": Unit.MONTH, "shift": 0, "vague": True}),
    ("They will meet again in the autumn.", "in the autumn", {"unit": Unit.YEAR, "shift": 0, "vague": True}),
    ("He left last evening.", "last evening", {"unit": Unit.DAY, "shift": -1}),
    ("It skips the 2026 Baltic summit.", "2026", {"year": 2026}),
    ("They will meet in early 2023.", "2023", {"year": 2023, "month": None}),
    ("They met in mid-2019.", "2019", {"year": 2019, "month": None}),
    ("A pact of spring 2024 ended it.", "2024", {"year": 2024, "month": None}),
    ("They met fifteen years ago.", "fifteen years ago", {"unit": Unit.YEAR, "shift": -15}),
    ("They meet on May 3, 4 and 5 in Osh.", "May 3, 4 and 5", {"day": 3, "until_day": 5, "until_month": 5}),
    ("They meet on 3, 4 and 5 May 2016.", "3, 4 and 5 May 2016", {"day": 3, "until_day": 5, "year": 2016}),
    ("On May 3, 2016 and later they met.", "May 3, 2016", {"day": 3, "until_day": None, "year": 2016}),
    ("They met on May 3, 9-11 a.m.", "May 3", {"day": 3, "until_day": None}),
    (
        "They met on January 3, 12 and 20, 2016.",
        "January 3, 12 and 20, 2016",
        {"day": 3, "until_day": None, "year": 2016},
    ),
    ("They met on Thursday, May 3, 4 and 5.", "Thursday, May 3, 4 and 5", {"weekday": 3, "day": 3, "until_day": 5}),
    ("They met on the 3rd, 4th and 5th of May.", "3rd, 4th and 5th of May", {"day": 3, "until_day": 5, "month": 5}),
    ("They met on May 3, 4 and 5 last year.", "May 3, 4 and 5 last year", {"unit": Unit.YEAR, "shift": -1}),
    ("They met in the spring 2016.", "2016", {"year": 2016}),
    ("They met in late spring 2016.", "2016", {"year": 2016}),
    ("It was 2016's first of 2016's meetings.", "2016", {"year": 2016}),
    ("They met at COP 23, 6 to 17 November 2017.", "6 to 17 November 2017", {"day": 6, "until_day": 17}),
    ("They met at COP 23, 6 and 7 June 2017.", "6 and 7 June 2017", {"day": 6, "until_day": 7}),
    ("On May 3, 4 and 5 percent was asked.", "May 3", {"day": 3, "until_day": None}),
)


@pytest.mark.parametrize(("sentence", "words", "says"), FORMS)
def test_date_words_are_found_with_what_they_say(sentence: str, words: str, says: dict[str, Any]) -> None:
    found = date_words(sentence)
    assert [each.span.of(sentence) for each in found] == [words]
    assert {name: getattr(found[0], name) for name in says} == says


@pytest.mark.parametrize(
    "sentence",
    [
        "The parties may meet again.",
        "They marched on the capital.",
        "The second session opened on the fifth floor.",
        "THE COUNCIL MAY MEET IN SECRET",
        "Exports rose 2.5 percent.",
        "On the 70th anniversary they met.",
        "They traded in the late 1980's.",
        "Shares may fall 2000 points.",
        "They came late 2000 GMT.",
        "A hundred and twenty years ago it burnt.",
        "Twenty-five years ago it burnt.",
        "Twenty five years ago it burnt.",
    ],
)
def test_what_is_no_date_is_left_alone(sentence: str) -> None:
    assert date_words(sentence) == ()
