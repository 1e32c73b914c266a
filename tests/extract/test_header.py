"""The head of an article: dateline, publisher, and where the report begins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extract.header import Header, read_header
from app.records import Article

BODY = "Ministers of the two sides met for talks about fish."


def header_of(text: str, publisher: str | None = None) -> Header:
    return read_header(Article(text=text, publisher=publisher))


DATELINES = [
    ("OSLO, April 2. /TASS/. ", "OSLO", None, (None, 4, 2), "TASS"),
    ("OSLO, March 9 - ", "OSLO", None, (None, 3, 9), None),
    ("OSLO, March 9 -- ", "OSLO", None, (None, 3, 9), None),
    ("Oslo, April 17 - ", "Oslo", None, (None, 4, 17), None),
    ("Mexico city, april 24 - ", "Mexico city", None, (None, 4, 24), None),
    ("WASHINGTON (Reuters) - ", "WASHINGTON", None, None, "Reuters"),
    ("PARIS, Jan 3 (AFP) – ", "PARIS", None, (None, 1, 3), "AFP"),
    ("Paris (AFP) - ", "Paris", None, None, "AFP"),
    ("PARIS, Thursday, April 2, 2015 (AFP) - ", "PARIS", None, (2015, 4, 2), "AFP"),
    ("TEHRAN, Oct. 5 (MNA) – ", "TEHRAN", None, (None, 10, 5), "MNA"),
    ("Tehran – IRNA – ", "Tehran", None, None, "IRNA"),
    ("TEHRAN, Oct. 5 (IRNA) – ", "TEHRAN", None, (None, 10, 5), "IRNA"),
    ("DUSHANBE, 02.04.2015 (NIAT Khovar) – ", "DUSHANBE", None, (2015, 4, 2), "NIAT Khovar"),
    ("DUSHANBE, April 2, 2015, Asia-Plus -- ", "DUSHANBE", None, (2015, 4, 2), "Asia-Plus"),
    ("(Xinhua) -- ", None, None, None, "Xinhua"),
    ("April 2 (Reuters) - ", None, None, (None, 4, 2), "Reuters"),
    ("BEIJING, March 3 (Xinhua) -- ", "BEIJING", None, (None, 3, 3), "Xinhua"),
    ("UNITED NATIONS, Feb 2 - ", "UNITED NATIONS", None, (None, 2, 2), None),
    ("United Nations, New York, 2 April 2015 – ", "United Nations", "New York", (2015, 4, 2), None),
    ("(OSLO, Norway, Saturday, April 4, 2015) – ", "OSLO", "Norway", (2015, 4, 4), None),
    ("ISLAMABAD: ", "ISLAMABAD", None, None, None),
    ("NEW DELHI — ", "NEW DELHI", None, None, None),
    ("New Delhi [India], April 2 (ANI): ", "New Delhi", "India", (None, 4, 2), "ANI"),
    ("STATE DEPARTMENT — ", "STATE DEPARTMENT", None, None, None),
    ("WHITE HOUSE — ", "WHITE HOUSE", None, None, None),
    ("[Oslo] 2 April 2015 ", "Oslo", None, (2015, 4, 2), None),
    ("ANNAPOLIS, Md., March 17 - ", "ANNAPOLIS", "Md.", (None, 3, 17), None),
    ("ST. PETERSBURG, Russia (AP) — ", "ST. PETERSBURG", "Russia", None, "Associated Press"),
    ("WASHINGTON D.C. – ", "WASHINGTON D.C.", None, None, None),
    ("GAZIANTEP, TURKEY — ", "GAZIANTEP", "TURKEY", None, None),
    ("VANCOUVER, British Columbia, April 8 - ", "VANCOUVER", "British Columbia", (None, 4, 8), None),
    ("YEREVAN, APRIL 2, ARMENPRESS. ", "YEREVAN", None, (None, 4, 2), "Armenpress"),
    ("ASTANA. KAZINFORM – ", "ASTANA", None, None, "Kazinform"),
    ("MOSCOW. April 2 (Interfax) - ", "MOSCOW", None, (None, 4, 2), "Interfax"),
    ("Baku, April 2, Trend: ", "Baku", None, (None, 4, 2), "Trend"),
    ("BAKU /Trend/ - ", "BAKU", None, None, "Trend"),
    ("GENEVA (2 April 2015) – ", "GENEVA", None, (2015, 4, 2), None),
    ("Geneva, 2 April 2015. ", "Geneva", None, (2015, 4, 2), None),
    ("Cairo - 2 April 2015: ", "Cairo", None, (2015, 4, 2), None),
    ("ANKARA, 2nd April, 2015 (Anadolu Agency) – ", "ANKARA", None, (2015, 4, 2), "Anadolu Agency"),
    ("London (CNN)", "London", None, None, "CNN"),
    ("JERUSALEM (AP) _ ", "JERUSALEM", None, None, "Associated Press"),
    ("DAMASCUS, (SANA)- ", "DAMASCUS", None, None, "SANA"),
    ("SÃO PAULO, May 3 - ", "SÃO PAULO", None, (None, 5, 3), None),
    ("QWERTZBURG, May 3 - ", "QWERTZBURG", None, (None, 5, 3), None),
    ("VIENNA (Unheard-of News) — ", "VIENNA", None, None, "Unheard-of News"),
]


@pytest.mark.parametrize(("dateline", "city", "region", "date", "agency"), DATELINES)
def test_a_dateline_gives_city_region_day_and_agency_whatever_its_form(
    dateline: str, city: str | None, region: str | None, date: tuple[int | None, int, int] | None, agency: str | None
) -> None:
    text = dateline + BODY
    header = header_of(text)
    assert (header.city.of(text) if header.city else None) == city
    assert (header.region.of(text) if header.region else None) == region
    assert ((header.date.year, header.date.month, header.date.day) if header.date else None) == date
    assert header.agency == header.publisher
    if agency is None:
        assert header.agency is None
    else:
        assert header.agency is not None
        assert header.agency_span is not None
        assert agency in (header.agency, header.agency_span.of(text), header.agency.upper())
    assert text[header.body_start :] == BODY


@pytest.mark.parametrize(
    "above",
    ["Press Release\r\n\r\nOSLO, May 4 – ", "OSLO,\u00a0May\u00a04\u00a0–\u00a0", "Oslo, Norway\r\nMay 4\r\n\r\n"],
)
def test_windows_newlines_and_hard_spaces_do_not_hide_a_dateline(above: str) -> None:
    text = above + BODY + "\r\n"
    header = header_of(text)
    assert header.city is not None
    assert header.city.of(text).upper() == "OSLO"
    assert header.date is not None
    assert (header.date.month, header.date.day) == (5, 4)
    assert text[header.body_start :].startswith(BODY)


def test_a_dateline_of_several_cities_gives_them_all() -> None:
    for text in ("BRUSSELS/GENEVA, May 3 (Reuters) - " + BODY, "BRUSSELS and GENEVA, May 3 - " + BODY):
        header = header_of(text)
        assert [city.of(text) for city in header.cities] == ["BRUSSELS", "GENEVA"]
        assert header.city == header.cities[0]


def test_the_first_words_of_the_report_are_no_part_of_the_date() -> None:
    text = "LONDON, April 2 - 12 nations agreed on fish."
    header = header_of(text)
    assert header.date is not None
    assert (header.date.day, header.date.until_day, header.date.span.of(text)) == (2, None, "April 2")
    assert text[header.body_start :].startswith("12 nations")


@pytest.mark.parametrize(
    "text",
    [
        "President Aa and the president of Bb, Cc Dd, have spoken.",
        "SECRETARY SMITH: Thank you all.",
        "QUESTION: Will you meet?",
        "UPDATE 1-Ministers meet in Vienna on Monday, officials say.",
        "In London, April 2 was a rainy day.",
        "Angela Smith (CDU) - the chancellor - met him.",
        "NATO – an alliance – met on Monday.",
        "Paris Club - the creditors - met.",
        "Foreign ministers (Monday) met in Rome.",
        "The presidents of Russia, Iran and Azerbaijan – all three – met.",
        "London – the capital – hosts ministers.",
        "May 3 was the day of the talks.",
        "WE, the Member States, met.",
        "AGREED: the ministers met.",
        "Iran, Russia (and China) met.",
        "Turkey (2015) - a year.",
    ],
)
def test_the_beginning_of_a_sentence_is_no_dateline(text: str) -> None:
    header = header_of(text)
    assert (header.city, header.date, header.agency, header.body_start) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("above", "city", "day", "agency"),
    [
        ("The following is attributable to Spokesperson Jane Doe:\n\n", None, None, None),
        ("The below is attributable to Spokesperson Jane Doe:\u200e\n\n", None, None, None),
        (
            "The text of the following statement was released by the Governments of Chad and Mali.\n\nBegin Text:\n\n",
            None,
            None,
            None,
        ),
        ("For Immediate Release\nOffice of the Press Officer\nMarch 9, 2022\n\n", None, 9, None),
        ("The White House\nMarch 9, 2022\n\n", None, 9, "The White House"),
        ("Press Release\n\nOslo, Norway\n2 April 2015\n\n", "Oslo", 2, None),
        ("Ministers meet on fish\n\nOSLO, May 4 (Reuters) - ", "OSLO", 4, "Reuters"),
        ("Ministers meet on fish\nBy Jane Doe\nOSLO, May 4 (Reuters) - ", "OSLO", 4, "Reuters"),
        ("Ministers meet on fish. Salt is next.\n\nOSLO, May 4 - ", "OSLO", 4, None),
        ("Ministers meet on fish\n\n", None, None, None),
        ("\n\n  \n", None, None, None),
    ],
)
def test_what_stands_above_the_report_is_told_from_it(
    above: str, city: str | None, day: int | None, agency: str | None
) -> None:
    text = above + BODY + "\nThey will meet again.\n"
    header = header_of(text)
    assert text[header.body_start :].startswith(BODY)
    assert (header.city.of(text) if header.city else None) == city
    assert (header.date.day if header.date else None) == day
    assert header.agency == agency


@pytest.mark.parametrize(
    "text",
    [
        "Ministers of Chad and Norway met and\nAgreed on fish in the north.\nSalt comes next.",
        "Ministers met.\n" + BODY * 6 + "\nOSLO, May 4 (Reuters) - Another report.",
    ],
)
def test_a_report_without_dateline_begins_at_its_first_sentence(text: str) -> None:
    assert header_of(text).body_start == 0
    assert header_of(text).date is None


def test_the_publisher_that_came_with_an_article_goes_before_the_agency_in_it() -> None:
    header = header_of("OSLO, May 4 (Reuters) - " + BODY, publisher="The Daily Herring")
    assert (header.publisher, header.agency) == ("The Daily Herring", "Reuters")


def test_an_agency_may_sign_at_the_end() -> None:
    text = BODY + "\n" + BODY + "\nSource: IRNA\n"
    header = header_of(text)
    assert header.agency == header_of("Tehran – IRNA – " + BODY).agency
    assert header.agency_span is not None
    assert header.agency_span.of(text) == "IRNA"


def test_an_agency_that_a_headline_speaks_of_did_not_write_the_report() -> None:
    assert header_of("Xinhua opens an office in Chad\n\n" + BODY).agency is None


@settings(deadline=None)  # the first call loads the gazetteer
@given(
    st.text(max_size=300) | st.from_regex(r"\A[A-Z]{3,8}[ ,./(\[–-]{1,3}(April 2|TASS|Oslo)?[ ,./)\]–-]{1,3}.{0,20}")
)
def test_every_span_stands_in_the_text(text: str) -> None:
    header = header_of(text)
    assert 0 <= header.body_start <= len(text)
    for span in (*header.cities, header.region, header.agency_span, header.date.span if header.date else None):
        assert span is None or 0 <= span.start < span.end <= len(text)
