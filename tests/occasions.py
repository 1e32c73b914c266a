"""Articles that tell of one occasion, and of others near it: what merging is for.

Talks in Yerevan on 2 April 2015, announced on 30 March, reported twice and copied once; talks of the same two on
another day; and a council with its side meeting, told by two articles.
"""

from typing import Any

from app.records import Article, Meeting, MeetingKind, MeetingStatus

Told = tuple[Article, tuple[Meeting, ...]]

_WORDS = (
    "The two ministers discussed trade, transit and the peace process in the region before they went on to sign a plan "
    "of consultations between their ministries for the coming two years and answered the questions of the press"
)


def told(text: str, published: str | None, publisher: str | None, *meetings: Meeting) -> Told:
    """Return an article with what was read from it; the evidence of each meeting is its first words."""
    quote = text.partition(".")[0]
    words = [{"field": "kind", "start": 0, "end": len(quote), "quote": quote}]
    with_words = tuple(Meeting.model_validate(meeting.model_dump() | {"evidence": words}) for meeting in meetings)
    return Article(text=text, published=published, publisher=publisher, origin="made.txt"), with_words


def talks(**facts: Any) -> Meeting:  # noqa: ANN401 - whatever a meeting holds
    """Return the talks in Yerevan, but for these facts."""
    plain: dict[str, Any] = {
        "key": "m1",
        "title": "Talks of the foreign ministers in Yerevan",
        "kind": MeetingKind.BILATERAL,
        "status": MeetingStatus.HELD,
        "start_date": "2015-04-02",
        "city": "Yerevan",
        "country": "AM",
        "participants": (LAVROV, NALBANDIAN),
    }
    return Meeting.model_validate(plain | facts)


LAVROV = {"name": "Sergey Lavrov", "role": "Foreign Minister", "country": "RU"}
NALBANDIAN = {"name": "Edvard Nalbandian", "role": "foreign minister", "country": "AM"}

ANNOUNCED = told(
    "MOSCOW, March 30. Foreign Minister Sergei Lavrov will travel to Yerevan on 2 April.",
    "2015-03-30",
    "Example Wire",
    talks(
        status=MeetingStatus.PLANNED,
        title="Planned talks in Yerevan",
        participants=(
            {"name": "Sergei Lavrov", "role": "Foreign Minister", "country": "RU"},
            {"role": "foreign minister", "country": "AM"},
        ),
    ),
)
UNNAMED = told(
    f"YEREVAN, April 2. Russia's Sergey Lavrov met Armenia's foreign minister. {_WORDS}.",
    "2015-04-02",
    "Northern Herald",
    talks(
        participants=(LAVROV, {"role": "foreign minister", "country": "AM"}),
        agenda_items=({"text": "trade and transit", "kind": "topic"},),
    ),
)
NAMED = told(
    "Edvard Nalbandian received his Russian counterpart Sergey Lavrov. They spoke of the peace process.",
    "2015-04-03",
    "Agence Modèle",
    talks(agenda_items=({"text": "the peace process", "kind": "topic"},)),
)
COPY = told(
    f"(Repeats) YEREVAN, April 2. Russia's Sergey Lavrov met Armenia's foreign minister. {_WORDS}.",
    "2015-04-02",
    "Harbour Times",
    talks(
        participants=(LAVROV, {"role": "foreign minister", "country": "AM"}),
        agenda_items=({"text": "trade and transit", "kind": "topic"},),
    ),
)
DISAGREES = told(
    "Negotiations of Lavrov and Nalbandian took place on Thursday.",
    "2015-04-04",
    "Eastern Post",
    talks(kind=MeetingKind.NEGOTIATION),
)
ANOTHER_DAY = told(
    "Lavrov and Nalbandian met again in Yerevan on 20 April.",
    "2015-04-21",
    "Example Wire",
    talks(start_date="2015-04-20"),
)


PLANNED = told(
    "Moscow plans talks with Yerevan in April, Lavrov said.",
    "2015-03-02",
    None,
    talks(status=MeetingStatus.PLANNED, start_date="2015-04", city=None, country=None),
)
ALSO_PLANNED = told(
    "Nalbandian expects Lavrov for talks in April.",
    "2015-03-09",
    None,
    talks(status=MeetingStatus.PLANNED, start_date="2015-04", city=None, country=None),
)
"""Each is surely of the talks that are reported later, and neither surely of the other's."""


def _council(key: str = "m1", **facts: Any) -> Meeting:  # noqa: ANN401 - as above
    plain: dict[str, Any] = {
        "key": key,
        "title": "CSTO council in Dushanbe",
        "kind": MeetingKind.MINISTERIAL,
        "status": MeetingStatus.HELD,
        "start_date": "2015-05-11",
        "city": "Dushanbe",
        "country": "TJ",
        "organization": "Collective Security Treaty Organization",
        "participants": (LAVROV, {"name": "Sirojidin Aslov", "role": "foreign minister", "country": "TJ"}),
    }
    return Meeting.model_validate(plain | facts)


def _aside(key: str = "m2") -> Meeting:
    return talks(key=key, parent="m1", start_date="2015-05-11", city="Dushanbe", country="TJ", title="Side talks")


COUNCIL = told(
    "The council met in Dushanbe on 11 May. On its sidelines two talked.",
    "2015-05-11",
    "Example Wire",
    _council(),
    _aside(),
)
COUNCIL_AGAIN = told("Dushanbe hosted the CSTO ministers. Two met apart.", "2015-05-12", None, _council(), _aside())

ALL = (ANNOUNCED, UNNAMED, NAMED, COPY, DISAGREES, ANOTHER_DAY, COUNCIL, COUNCIL_AGAIN)
