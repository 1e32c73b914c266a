"""Pairs of reports that are one occasion's, and pairs that are not, each with the reason."""

import pytest

from app.merging import Report, Verdict, groups, judged
from tests.merging.telling import told

RUIZ = "Ana Ruiz/Foreign Minister/ES"
QUISPE = "Luis Quispe/Foreign Minister/PE"
BOTH = f"{RUIZ}; {QUISPE}"
PLANNED, BEFORE = "planned", "2031-04-30"

ONE = [
    ("the same two people on the same day", told("a", people=BOTH), told("b", people=BOTH)),
    (
        "names that two agencies transliterate in their own ways",
        told("a", people="Sergei Makei/Foreign Minister/BY; Viktor Yanukovich/President/UA"),
        told("b", people="Sergey Makey/Foreign Minister/BY; Victor Yanukovych/President/UA"),
    ),
    (
        "an office without a name, and who holds it",
        told("a", people=f"{RUIZ}; -/foreign minister/PE", city="Lima", country="PE"),
        told("b", people=BOTH, city="Lima", country="PE"),
    ),
    (
        "two ministers by office alone, on one day",
        told("a", people="-/foreign minister/ES; -/foreign minister/PE"),
        told("b", people=BOTH),
    ),
    (
        "each of two named by the one report that leaves the other without a name",
        told("a", people=f"{RUIZ}; -/foreign minister/PE"),
        told("b", people=f"-/foreign minister/ES; {QUISPE}"),
    ),
    (
        "two announcements, the later one closer",
        told("a", day="2031-05", people=BOTH, status=PLANNED, published=BEFORE),
        told("b", people=BOTH, status=PLANNED, published="2031-05-03", city="Lima", country="PE"),
    ),
    (
        "an announcement and the report of the day",
        told("a", people=BOTH, city="Lima", country="PE", status=PLANNED, published=BEFORE),
        told("b", people=BOTH, city="Lima", country="PE"),
    ),
    (
        "an announcement that gives the month, and the report of the day",
        told("a", day="2031-05", people=BOTH, city="Lima", country="PE", status=PLANNED, published=BEFORE),
        told("b", people=BOTH, city="Lima", country="PE"),
    ),
    (
        "a readout without a date on the day of the report",
        told("a", day=None, people=BOTH, published="2031-05-07"),
        told("b", people=BOTH),
    ),
    (
        "a body's meeting of the day under its acronym and its name",
        told("a", "ministerial", body="CSTO", city="Dushanbe", country="TJ"),
        told("b", "ministerial", body="Collective Security Treaty Organization", city="Dushanbe", country="TJ"),
    ),
    (
        "a summit of two days, told on each of them",
        told("a", "summit", body="European Union", city="Brussels", country="BE", day="2031-05-06"),
        told(
            "b",
            "summit",
            body="European Union",
            city="Brussels",
            country="BE",
            day="2031-05-07",
            published="2031-05-07",
        ),
    ),
    (
        "a range of days and a day in it",
        told(
            "a",
            "summit",
            body="NATO",
            day="2031-05-05",
            until="2031-05-07",
            city="Madrid",
            country="ES",
            status=PLANNED,
            published=BEFORE,
        ),
        told("b", "summit", body="NATO", day="2031-05-06", city="Madrid", country="ES"),
    ),
    (
        "a city under its old and its new spelling",
        told("a", people=BOTH, city="Kiev", country="UA"),
        told("b", people=BOTH, city="Kyiv", country="UA"),
    ),
    (
        "a visit by the visitor and the place",
        told("a", "visit", people=RUIZ, country="PE", city="Lima"),
        told("b", "visit", people="Ruiz/Foreign Minister/ES; -/President/PE", country="PE"),
    ),
    (
        "a summit that an earlier report announces for the year",
        told(
            "a",
            "summit",
            day="2031",
            body="Summit of the Americas",
            city="Lima",
            country="PE",
            status=PLANNED,
            published=BEFORE,
        ),
        told("b", "summit", body="Summit of the Americas", city="Lima", country="PE"),
    ),
    (
        "somebody who speaks to the press beside the two who met",
        told("a", "call", people=f"Tom Gray/spokesperson/ES; {BOTH}"),
        told("b", "call", people=BOTH),
    ),
]
TWO = [
    ("the same two people on another day", told("a", people=BOTH), told("b", people=BOTH, day="2031-05-07")),
    (
        "the same two people in another month, told by the month",
        told("a", day="2031-04", people=BOTH),
        told("b", people=BOTH),
    ),
    ("a surname alone", told("a", people="Ruiz; Quispe"), told("b", people="Carlos Ruiz; Maria Quispe")),
    (
        "one person's two calls of a day",
        told("a", "call", people=f"{RUIZ}; Luis Quispe/Foreign Minister/PE; -/-/CL"),
        told("b", "call", people=f"{RUIZ}; Eva Soto/Foreign Minister/CL; -/-/PE"),
    ),
    (
        "one person's talks of a day with two of another state, one report leaving out whose",
        told("a", people=f"{RUIZ}; {QUISPE}"),
        told("b", people=f"{RUIZ}; Eva Soto/Vice President/-; -/-/PE"),
    ),
    (
        "a readout without a date and talks of some day of the year",
        told("a", day="2031", people=BOTH, published=None),
        told("b", day=None, people=BOTH),
    ),
    (
        "a readout without a date and talks of some day of the month",
        told("a", day="2031-05", people=BOTH, published="2031-06-20"),
        told("b", day=None, people=BOTH),
    ),
    ("a call and talks in person", told("a", "call", people=BOTH), told("b", people=BOTH, city="Lima", country="PE")),
    (
        "a summit and talks on its sidelines",
        told("a", "summit", body="NATO", city="Madrid", country="ES", people=BOTH),
        told("b", people=BOTH, city="Madrid", country="ES"),
    ),
    (
        "a body's sessions of two years",
        told("a", "session", body="NATO", day="2030-05-06", city="Brussels", country="BE", published="2030-05-06"),
        told("b", "session", body="NATO", city="Brussels", country="BE"),
    ),
    (
        "a body's sessions of two years, told by the year",
        told("a", "summit", body="NATO", day="2030", city="Brussels", country="BE", published="2030-05-06"),
        told("b", "summit", body="NATO", day="2031", city="Brussels", country="BE"),
    ),
    (
        "the next meeting that an article of the day after plans for the month",
        told("a", day="2031-05", people=BOTH, status="planned", published="2031-05-09"),
        told("b", people=BOTH),
    ),
    (
        "the presidents and the foreign ministers of two states on one day",
        told("a", people="-/President/ES; -/President/PE", city="Lima", country="PE"),
        told("b", people=BOTH, city="Lima", country="PE"),
    ),
    (
        "ministers of two portfolios of one body",
        told("a", "ministerial", body="European Union", people="-/finance ministers/European Union"),
        told("b", "ministerial", body="European Union", people="-/foreign ministers/European Union"),
    ),
    (
        "two bodies of a day in one city",
        told("a", "session", body="OPEC", city="Vienna", country="AT"),
        told("b", "session", body="OSCE", city="Vienna", country="AT"),
    ),
    (
        "two states' capitals on one day",
        told("a", people=BOTH, city="Lima", country="PE"),
        told("b", people=BOTH, city="Madrid", country="ES"),
    ),
    (
        "two rounds of three that share two",
        told("a", "summit", people="Ana Ruiz/-/ES; Luis Quispe/-/PE; Eva Soto/-/CL"),
        told("b", "summit", people="Ana Ruiz/-/ES; Luis Quispe/-/PE; Juan Paz/-/BO"),
    ),
    (
        "brothers in two offices",
        told("a", people=f"Lech Nowak/President/PL; {RUIZ}"),
        told("b", people=f"Marek Nowak/Prime Minister/PL; {RUIZ}"),
    ),
    (
        "two readouts without dates, days apart",
        told("a", "call", day=None, people=BOTH, published="2031-05-06"),
        told("b", "call", day=None, people=BOTH, published="2031-05-09"),
    ),
    (
        "a mention in passing that gives no day",
        told("a", day=None, people=BOTH, background=True),
        told("b", people=BOTH),
    ),
    (
        "talks on the sidelines of two bodies' meetings",
        told("a", people=BOTH, frame=told("a", "summit", body="OPEC", key="m2")),
        told("b", people=BOTH, frame=told("b", "summit", body="NATO", key="m2")),
    ),
    ("two meetings of one article", told("a", people=BOTH), told("a", people=BOTH, key="m2")),
    (
        "the same words about other days, a month apart",
        told("a", "call", day=None, people=BOTH, text="the two spoke by phone " * 9, published="2031-03-06"),
        told("b", "call", day=None, people=BOTH, text="the two spoke by phone " * 9),
    ),
]


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in ONE], ids=[pair[0] for pair in ONE])
def test_one_occasion_is_one_record(one: Report, other: Report) -> None:
    assert judged(one, other).verdict is Verdict.SAME
    assert judged(other, one) == judged(one, other)
    assert len(groups([one, other])) == 1


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in TWO], ids=[pair[0] for pair in TWO])
def test_two_occasions_stay_two_records(one: Report, other: Report) -> None:
    assert judged(one, other).verdict is not Verdict.SAME
    assert judged(other, one) == judged(one, other)
    assert len(groups([one, other])) == 2
