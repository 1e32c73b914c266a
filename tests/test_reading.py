"""From a text to its records: the seed's facts, and sentences of our own for every rule family."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading import read_meetings, with_publisher
from app.records import Article, Meeting

SEED = Path(__file__).parents[1] / "seeds" / "000_e327e6ef1451133b.txt"


def read(text: str, published: str | None = None, publisher: str | None = None) -> tuple[Meeting, ...]:
    return read_meetings(Article(text=text, published=published, publisher=publisher))


@pytest.fixture(scope="module")
def seed() -> tuple[Meeting, ...]:
    return read(SEED.read_text(encoding="utf-8"))


def test_the_seeds_main_meeting_has_its_date_place_body_and_kind(seed: tuple[Meeting, ...]) -> None:
    main = seed[0]
    assert (main.kind, main.status, main.background) == ("ministerial", "held", False)
    assert (main.start_date, main.end_date, main.city, main.country) == ("2015-04-02", None, "Dushanbe", "TJ")
    assert main.organization == "Collective Security Treaty Organization"
    clues = [each.quote for each in main.evidence if each.field == "start_date"]
    assert any("70th anniversary" in clue for clue in clues)


def test_the_seeds_participants_are_each_one_row(seed: tuple[Meeting, ...]) -> None:
    rows = {
        (who.name, (who.role or "").lower(), who.country, who.organization, who.capacity.value)
        for who in seed[0].participants
    }
    assert rows == {
        ("Sirojidin Aslov", "foreign minister", "TJ", None, "chair"),
        ("Sergey Lavrov", "foreign minister", "RU", None, "participant"),
        (None, "foreign minister", "AM", None, "participant"),
        (None, "foreign minister", "BY", None, "participant"),
        (None, "foreign minister", "KZ", None, "participant"),
        (None, "foreign minister", "KG", None, "participant"),
        (
            "Ivica Dacic",
            "foreign minister",
            "RS",
            "Organization for Security and Co-operation in Europe",
            "guest",
        ),
        (None, "heads", None, "United Nations", "guest"),
        (None, "heads", None, "Organization for Security and Co-operation in Europe", "guest"),
    }


def test_the_seeds_agenda_has_three_topics_and_three_documents(seed: tuple[Meeting, ...]) -> None:
    assert [item.kind.value for item in seed[0].agenda_items] == ["topic"] * 3 + ["document"] * 3
    documents = [item.text for item in seed[0].agenda_items if item.kind == "document"]
    assert [text.split()[1] for text in documents] == ["statement", "plan", "list"]


def test_the_seeds_side_meeting_and_last_years_meeting_are_records_of_their_own(seed: tuple[Meeting, ...]) -> None:
    talks = next(meeting for meeting in seed if meeting.parent is not None)
    assert (talks.parent, talks.kind, talks.status) == (seed[0].key, "bilateral", "planned")
    assert (talks.start_date, talks.city, talks.country) == ("2015-04-02", "Dushanbe", "TJ")
    assert {(who.name, who.capacity.value) for who in talks.participants} == {
        ("Sergey Lavrov", "participant"),
        ("Sirojidin Aslov", "participant"),
    }
    assert [item.text.split()[:3] for item in talks.agenda_items] == [["further", "deepening", "strategic"]]
    earlier = next(meeting for meeting in seed if meeting.background)
    assert (earlier.start_date, earlier.kind, earlier.organization) == ("2014-12", "ministerial", seed[0].organization)


def test_the_seeds_publisher_stands_in_its_header() -> None:
    assert with_publisher(Article(text=SEED.read_text(encoding="utf-8"))).publisher == "TASS"


BILATERAL = (
    "OSLO, March 3 (Reuters) - Norwegian Foreign Minister Ida Holm met Finnish Foreign Minister Pekka Laine in Oslo on"
    " Tuesday. They discussed herring quotas."
)


def test_a_report_of_two_ministers_is_one_bilateral_meeting() -> None:
    (meeting,) = read(BILATERAL, "2020-03-03")
    assert (meeting.kind, meeting.status, meeting.start_date) == ("bilateral", "held", "2020-03-03")
    assert (meeting.city, meeting.country) == ("Oslo", "NO")
    assert [(who.name, who.country) for who in meeting.participants] == [("Ida Holm", "NO"), ("Pekka Laine", "FI")]
    assert [item.text for item in meeting.agenda_items] == ["herring quotas"]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norwegian Foreign Minister Ida Holm met Finnish Foreign Minister Pekka Laine in Oslo on Tuesday.", "held"),
        (
            "Norwegian Foreign Minister Ida Holm will meet Finnish Foreign Minister Pekka Laine in Oslo on Friday.",
            "planned",
        ),
        (
            "Foreign Ministers Ida Holm of Norway and Pekka Laine of Finland are expected to meet in Oslo on Friday.",
            "planned",
        ),
        ("Norway and Finland called off talks in Oslo on Friday over herring.", "cancelled"),
        ("Norway and Finland postponed talks in Oslo on Friday over herring.", "postponed"),
    ],
)
def test_status_is_what_the_sentence_reports(sentence: str, status: str) -> None:
    meetings = read(f"OSLO, March 3 (Reuters) - {sentence}", "2020-03-03")
    assert [meeting.status.value for meeting in meetings] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The minister told a press conference on Tuesday that exports rose.",
        "The company held its annual general meeting of shareholders in Oslo on Tuesday.",
        "Norway ruled out a meeting with Finland on Tuesday.",
        "Factories must meet demand in Oslo by Friday.",
        "Prices rose in Oslo on Tuesday.",
        "",
    ],
)
def test_there_is_no_meeting_where_there_is_none(text: str) -> None:
    assert read(text, "2020-03-03") == ()


def test_a_call_has_no_place() -> None:
    (meeting,) = read(
        "President Ida Holm of Norway spoke by phone with President Pekka Laine of Finland on Tuesday.", "2020-03-03"
    )
    assert (meeting.kind, meeting.city, meeting.country) == ("call", None, None)


def test_the_publication_date_is_never_a_guess() -> None:
    (meeting,) = read(
        "Norwegian Foreign Minister Ida Holm met Finnish Foreign Minister Pekka Laine in Oslo.", "2020-03-03"
    )
    assert meeting.start_date is None


def test_every_value_points_at_its_words() -> None:
    text = BILATERAL
    for meeting in read(text, "2020-03-03"):
        told = {each.field for each in meeting.evidence}
        assert {"start_date", "city", "participants.0.name", "participants.0.role", "agenda_items.0.text"} <= told
        assert all(text[each.start : each.end] == each.quote for each in meeting.evidence)


def test_reading_again_gives_the_same_records() -> None:
    assert read(BILATERAL, "2020-03-03") == read(BILATERAL, "2020-03-03")


def test_page_furniture_gives_nothing() -> None:
    with_furniture = f"{BILATERAL}\nNo comments :\nPost a Comment\n"
    assert read(with_furniture, "2020-03-03") == read(BILATERAL, "2020-03-03")


_WORDS = st.sampled_from(
    'Ida Holm Norwegian Foreign Minister met talks in Oslo on Friday , . will discuss the \n " ( ) ’s and with summit'
    " of CSTO April 31 2015 \u00e9 \U0001f600 ministers from Armenia , Belarus said agreed to sign a treaty".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_no_text_breaks_reading_and_all_evidence_is_true(words: list[str]) -> None:
    text = " ".join(words)
    for meeting in read(text, "2020-03-03"):
        assert all(text[each.start : each.end] == each.quote for each in meeting.evidence)
