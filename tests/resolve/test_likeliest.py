"""Whose side somebody is on whom no words beside the name give a state."""

from typing import Any

import pytest

from app.extract.header import read_header
from app.records import Article, MeetingKind
from app.resolve import resolve
from app.resolve.setting import setting_of
from tests.resolve.readings import occasion_in, resolved


def states(text: str, *, name: str, place: str, role: str | None = None, party: str | None = None) -> list[str | None]:
    marks: dict[str, Any] = (
        {"name": name, "place": place} | ({"role": role} if role else {}) | ({"party": party} if party else {})
    )
    [meeting] = resolved(text, occasion_in(text, "alks", kind=MeetingKind.BILATERAL, **marks))
    return [row.country for row in meeting.participants]


@pytest.mark.parametrize(
    ("text", "name", "role", "place", "expected"),
    [
        (
            "LONDON, March 5 - Peru will not pay its banks, Finance Minister Luis Paz said after talks here.",
            "Luis Paz", "Finance Minister", "LONDON", "PE",
        ),
        (
            "OSLO, March 5 - In Valletta on Tuesday he had talks with Premier Ida Borg about fish.",
            "Ida Borg", "Premier", "OSLO", "MT",
        ),
        (
            "OSLO, March 5 - Talks were held in Rome. Mayor Luis Paz of Lima came.",
            "Luis Paz", "Mayor", "Rome", "PE",
        ),
    ],
)  # fmt: skip
def test_a_clause_before_or_after_tells_the_state(text: str, name: str, role: str, place: str, expected: str) -> None:
    assert states(text, name=name, role=role, place=place) == [expected]


def test_a_state_stands_for_those_without_an_office_too() -> None:
    text = "OSLO, March 5 - Envoys met here for talks. Malta was represented by Per Borg, Chad by Ali Ba."
    assert states(text, name="Per Borg|Ali Ba", place="OSLO") == ["MT", "TD"]


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("Ministry of Foreign Affairs of the Republic of Malta", "MT"),
        ("Presidencia de Panamá", "PA"),
        ("Malta Courier", None),
        ("Office of Works", None),
    ],
)
def test_a_publisher_that_is_an_office_of_a_state_is_at_home_there(publisher: str, home: str | None) -> None:
    article = Article(text="The Minister spoke.", title=None, published=None, publisher=publisher)
    setting = setting_of(article, read_header(article), told=0, year=None)
    assert (setting.home, setting.is_official) == (home, home is not None)


def test_the_officials_of_the_publisher_are_those_of_its_state() -> None:
    text = "Foreign Minister Ida Borg will travel to Oslo for talks."
    occasion = occasion_in(
        text, "talks", kind=MeetingKind.VISIT, name="Ida Borg", role="Foreign Minister", place="Oslo"
    )
    article = Article(text=text, title=None, published="1987-03-09", publisher="Government of Malta")
    [meeting] = resolve(article, read_header(article), (occasion,))
    assert meeting.participants[0].country == "MT"


def test_a_well_known_officeholder_has_the_state_of_the_years_of_office() -> None:
    text = "Angela Merkel met villagers today about a bridge."
    occasion = occasion_in(text, "met", name="Angela Merkel", topic="bridge", date="today")
    [known] = resolved(text, occasion, published="2017-03-09")
    [too_early] = resolved(text, occasion, published="1987-03-09")
    assert (known.participants[0].country, too_early.participants[0].country) == ("DE", None)
