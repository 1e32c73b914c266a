"""Each clue to whose side somebody is on is found in words that give it, and each doubt in words that raise it."""

from collections.abc import Collection
from typing import Any
from unittest.mock import patch

import pytest

from app.extract.header import read_header
from app.records import Article
from app.resolve import resolve
from app.resolve.clues import Case, Clue, Doubt
from app.resolve.doubts import doubts_of
from app.resolve.likeliest import clues_of, likeliest_side
from app.resolve.offices import Side
from tests.resolve.readings import occasion_in


def told_of(
    who: str, text: str, *, publisher: str | None = None, title: str | None = None, **marks: str
) -> tuple[dict[str, set[Clue]], Collection[Doubt]]:
    """Return the clues to somebody's state and the doubts, in a text written in Oslo that tells of talks."""
    found: dict[str, tuple[dict[str, set[Clue]], Collection[Doubt]]] = {}

    def note(case: Case) -> Side | None:
        if case.at is not None:  # an office alone has clues too
            name = case.cast.persons[case.at].name.of(case.cast.text)
            found[name] = clues_of(case), doubts_of(case)
        return likeliest_side(case)

    article = Article(text=f"OSLO, March 5 - {text}", title=title, published="1987-03-09", publisher=publisher)
    given: dict[str, Any] = {"name": who, "place": "OSLO"} | marks
    with patch("app.resolve.guesses.likeliest_side", note):
        resolve(article, read_header(article), (occasion_in(article.text, "talks", **given),))
    return found[who]


_BA = {"role": "President", "name": "Ali Ba"}


@pytest.mark.parametrize(
    ("text", "who", "marks", "state", "expected"),
    [
        ("After talks Ali Ba spoke for Chad.", "Ali Ba", {}, "TD", {Clue.STANDS_FOR, Clue.AFTER_FREE, Clue.ONLY}),
        ("Ali Ba, head of roads (Chad), came for talks.", "Ali Ba", {"role": "head of roads"}, "TD", {Clue.BRACKETS}),
        ("The talks saw the Chadian, Ali Ba, on his feet.", "Ali Ba", {}, "TD", {Clue.APPOSED, Clue.BEFORE_FREE}),
        ("The talks began. The Danish side was headed by Per Borg.", "Per Borg", {}, "DK", {Clue.LED}),
        (
            "Chad will not pay, Finance Minister Ali Ba said after talks.", "Ali Ba", {"role": "Finance Minister"},
            "TD", {Clue.SUBJECT, Clue.BEFORE_FREE},
        ),
        (
            "President Ali Ba of Chad came for talks with his trade minister, Umar Sy.", "Umar Sy",
            {"role": "President|trade minister", "name": "Ali Ba|Umar Sy"}, "TD", {Clue.OWN, Clue.TOLD, Clue.BEFORE},
        ),
        (
            "President Ali Ba of Chad came for talks and received Per Borg.", "Per Borg",
            {"role": "President", "name": "Ali Ba|Per Borg"}, "TD", {Clue.OPPOSED, Clue.LAST_PERSON},
        ),
        (
            "President Ali Ba of Chad met Per Borg, the Danish premier, for talks. Before, Ali Ba had seen Ida Lund.",
            "Ida Lund", {"role": "President", "name": "Ali Ba|Per Borg|Ida Lund"}, "DK", {Clue.OTHER_SIDE},
        ),
        ("Mayor Luis Paz of Lima had talks.", "Luis Paz", {"role": "Mayor"}, "PE", {Clue.CITY_OF, Clue.CITY_AFTER}),
        (
            "In Valletta he had talks with Ida Borg.", "Ida Borg", {"place": "Valletta"}, "MT",
            {Clue.CITY_BEFORE, Clue.CITY_MEETS, Clue.PLACE_NAMED, Clue.PLACE_ABROAD, Clue.PLACE_FREE},
        ),
        ("The talks were in Valletta. Ida Borg came.", "Ida Borg", {"place": "Valletta"}, "MT", {Clue.CITY_PREVIOUS}),
        ("Chad was told of the talks. Ali Ba came.", "Ali Ba", {}, "TD", {Clue.PREVIOUS}),
        ("Ida Borg received envoys for talks.", "Ida Borg", {}, "NO", {Clue.PLACE_HOST, Clue.HOME, Clue.HOME_EARLY}),
        ("Ida Borg arrived for talks.", "Ida Borg", {}, "NO", {Clue.PLACE_VISITOR, Clue.PLACE}),
        ("Ambassador Ida Borg spoke at talks.", "Ida Borg", {"role": "Ambassador"}, "NO", {Clue.PLACE_ENVOY}),
        ("Ida Borg came for talks.", "Ida Borg", {"publisher": "Government of Malta"}, "MT", {Clue.HOME_OFFICIAL}),
        ("Ida Borg came for talks.", "Ida Borg", {"publisher": "TASS"}, "RU", {Clue.PUBLISHER}),
        ("Ida Borg came for talks.", "Ida Borg", {"title": "Malta hopes"}, "MT", {Clue.HEADLINE, Clue.HEADLINE_FREE}),
        ("Maltese and Danish envoys had talks. Ida Borg spoke.", "Ida Borg", {"party": "Maltese"}, "MT", {Clue.PARTY}),
    ],
)  # fmt: skip
def test_a_clue_is_found(text: str, who: str, marks: dict[str, Any], state: str, expected: set[Clue]) -> None:
    clues, _ = told_of(who, text, **marks)
    assert clues[state] >= expected


@pytest.mark.parametrize(
    ("text", "who", "marks", "state", "absent"),
    [
        # Before the first sentence nothing is told: the dateline's city is where the report was written.
        ("Ida Borg came for talks.", "Ida Borg", {}, "NO", {Clue.CITY_PREVIOUS, Clue.PREVIOUS}),
        ("Chad was told of the talks by Ali Ba.", "Ali Ba", {}, "TD", {Clue.PREVIOUS}),
        # Others stand between the state and the name.
        ("Chad sent Umar Sy and Ali Ba to the talks.", "Ali Ba", {"name": "Umar Sy|Ali Ba"}, "TD", {Clue.BEFORE_FREE}),
        ("Ida Borg came to the talks.", "Ida Borg", {}, "NO", {Clue.PLACE_HOST, Clue.PLACE_ABROAD, Clue.HOME_OFFICIAL}),
    ],
)
def test_a_clue_is_not_found_elsewhere(
    text: str, who: str, marks: dict[str, Any], state: str, absent: set[Clue]
) -> None:
    clues, _ = told_of(who, text, **marks)
    assert not clues.get(state, set()) & absent


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Ida Borg came for talks.", None, Doubt.NO_OFFICE),
        ("Finance minister Ida Borg came for talks.", "Finance minister", Doubt.OF_A_STATE),
        ("Senator Ida Borg came for talks.", "Senator", Doubt.LAWMAKER),
        ("Mayor Ida Borg came for talks.", "Mayor", Doubt.LOCAL),
        ("General Ida Borg came for talks.", "General", Doubt.MILITARY),
        ("Secretary-General Ida Borg came for talks.", "Secretary-General", Doubt.BODY_HEAD),
        ("Mediator Ida Borg came for talks.", "Mediator", Doubt.MEDIATOR),
        ("Ida Borg, speaker of the senate, came for talks.", "speaker of the senate", Doubt.STATE_WORDS),
        ("OPEC was told of talks by secretary Ida Borg.", "secretary", Doubt.BODY_LAST),
        ("At talks secretary Ida Borg of OPEC spoke.", "secretary", None),
        ("Ida Borg came for talks.", None, Doubt.ALL_BODIES),
    ],
)  # fmt: skip
def test_a_doubt_is_raised(text: str, role: str | None, expected: Doubt | None) -> None:
    marks = {"role": role} if role else {}
    if expected is None:  # the body beside the name is whom this one stands for: there is nothing to weigh
        with pytest.raises(KeyError):
            told_of("Ida Borg", text, **marks)
        return
    _, doubts = told_of("Ida Borg", text, **marks)
    assert {expected, Doubt.ALWAYS} <= set(doubts)
