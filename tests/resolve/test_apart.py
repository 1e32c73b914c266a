"""Offices told apart from the names of those who hold them."""

import pytest

from app.extract.marks import Label
from tests.resolve.casts import who

NAME, ROLE, PARTY = Label.NAME, Label.ROLE, Label.PARTY


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ida Holm of Norway met Peru's envoy Luis Paz. The Norwegian prime minister was glad.", "Ida Holm"),
        ("Ida Holm of Norway met the Norwegian prime minister.", None),
        ("Ida Holm of Norway told the Norwegian prime minister to go.", None),
        ("Ida Holm of Norway met reporters as prime minister.", "Ida Holm"),
        ("Ida Holm of Norway spoke on her first day as prime minister.", "Ida Holm"),
        ("The Norwegian prime minister received Ida Holm of Norway.", None),
        ("Ida Holm and Ali Ba of Norway spoke on Monday. The Norwegian prime minister was glad.", "Ali Ba"),
        (
            "Ida Holm, of Norway, sat with Ali Ba, of Norway, and Per Vik. The prime minister of Norway came.",
            "Per Vik",
        ),
    ],
)
def test_an_office_told_apart_is_that_of_one_of_its_state_who_is_not_said_to_meet_him(
    text: str, holder: str | None
) -> None:
    names = [(name, NAME) for name in ("Ida Holm", "Ali Ba", "Per Vik", "Luis Paz") if name in text]
    rows = who(text, *names, ("prime minister", ROLE))
    assert [row[0] for row in rows if row[1] == "prime minister"] == [holder]


def test_an_office_in_another_sentence_is_that_of_the_only_one_of_its_state_who_has_none() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The Norwegian prime minister was glad."
    rows = who(text, ("Ida Holm", NAME), ("prime minister", ROLE))
    assert rows == [("Ida Holm", "prime minister", "NO", None)]


def test_offices_told_apart_of_two_of_one_state_are_nobodys() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The prime minister of Norway was glad."
    rows = who(text + " So was the foreign minister of Norway.", ("Ida Holm", NAME), ("prime minister", ROLE),
               ("foreign minister", ROLE))  # fmt: skip
    assert rows[0][1] is None


def test_an_office_told_apart_of_a_state_of_two_who_have_none_is_neithers() -> None:
    text = (
        "Ida Holm of Norway saw Ali Ba of Norway."
        + " It was late in the day." * 8
        + " The Norwegian prime minister was glad."
    )
    rows = who(text, ("Ida Holm", NAME), ("Ali Ba", NAME), ("prime minister", ROLE))
    assert [row[0] for row in rows if row[1]] == [None]


def test_an_ambassador_told_apart_is_somebody_else() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The Norwegian ambassador was glad."
    assert len(who(text, ("Ida Holm", NAME), ("ambassador", ROLE))) == 2


@pytest.mark.parametrize(
    ("text", "role", "count"),
    [
        ("Irish Prime Minister Ida Holm met Luis Paz of Peru. Then Ireland's Taoiseach left.", "Taoiseach", 2),
        ("Irish Prime Minister Ida Holm met Luis Paz of Peru. Then Ireland's premier left.", "premier", 2),
        ("British Prime Minister Ida Holm met Luis Paz of Peru. Then Britain's chancellor left.", "chancellor", 3),
        ("Canadian Prime Minister Ida Holm met Luis Paz of Peru. Then Canadian premiers left.", "premiers", 3),
    ],
)
def test_one_prime_minister_is_told_by_several_words(text: str, role: str, count: int) -> None:
    assert len(who(text, ("Ida Holm", NAME), ("Luis Paz", NAME), (role, ROLE))) == count


@pytest.mark.parametrize("words", ["cabinet", "opposition", "negotiating team", "other senior staff"])
def test_what_is_many_is_nobodys_office(words: str) -> None:
    rows = who(f"Ida Holm of Norway sat. Her {words} left.", ("Ida Holm", NAME), (words, ROLE))
    assert rows[0] == ("Ida Holm", None, "NO", None)


def test_an_office_is_told_of_nobody_of_another_state() -> None:
    text = "Norwegian envoy Ida Holm saw Luis Paz of Peru. The Norwegian prime minister was glad."
    rows = who(text, ("Ida Holm", NAME), ("Luis Paz", NAME), ("prime minister", ROLE))
    assert [row[:2] for row in rows] == [("Ida Holm", "envoy"), ("Luis Paz", None), (None, "prime minister")]


def test_a_crowd_is_not_the_one_of_its_state_who_is_named() -> None:
    text = "Norwegian Foreign Minister Ida Holm met farmers from Norway."
    rows = who(text, ("Ida Holm", NAME), ("farmers", ROLE), ("Norway", PARTY))
    assert rows[1:] == [(None, "farmers", "NO", None)]
