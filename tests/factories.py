"""Plausible articles and meetings for tests, made from a seed: the same number gives the same record.

Texts and names are of our own making. Every value of a made meeting stands in its article's text, with its evidence.
"""

import random
from dataclasses import dataclass, field

from app.records import (
    AgendaItem,
    AgendaKind,
    Article,
    Capacity,
    Evidence,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Participant,
)

PLACES = (
    ("Dushanbe", "TJ"),
    ("Reykjavík", "IS"),
    ("São Paulo", "BR"),
    ("Kyiv", "UA"),
    ("Ōsaka", "JP"),
    ("Łódź", "PL"),
    ("Geneva", "CH"),
    ("Pristina", "XK"),
)
PEOPLE = (
    ("Zoë Çelik-Öztürk", "foreign minister", "TR"),
    ("Þórdís Jónsdóttir", "Prime Minister", "IS"),
    ("João Guimarães", "President", "BR"),
    ("Олена Коваленко", "deputy prime minister", "UA"),
    ("鈴木 一郎", "trade minister", "JP"),
    ("Małgorzata Wiśniewska", "finance minister", "PL"),
    ("Nguyễn Thị Ánh", "ambassador", "VN"),
    ("محمد الأحمد", "King", "JO"),
    ("O'Neill D'Souza", "special envoy", "IE"),
    ("Anna Muster", "State Secretary", "CH"),
)
OFFICIALS = (
    ("Ingrid Sørensen", "Secretary-General", "OSCE"),
    ("Kwame Nkansah", "Managing Director", "IMF"),
    (None, "heads of institutions", "United Nations"),
)
BODIES = (
    "Collective Security Treaty Organization",
    "OPEC",
    "European Union",
    "Economic Community of West African States",
)
ITEMS = (
    ("the delimitation of the northern border", AgendaKind.TOPIC),
    ("grain exports through the strait", AgendaKind.TOPIC),
    ("coopération énergétique", AgendaKind.TOPIC),
    ("a joint statement on water sharing", AgendaKind.DOCUMENT),
    ("a plan of consultations for the coming year", AgendaKind.DOCUMENT),
    ("to reopen both consulates", AgendaKind.DECISION),
)
DATES = (
    (None, None),
    ("1987", None),
    ("2015-04", None),
    ("2015-04-02", None),
    ("2024-02-29", "2024-03-01"),
    ("2023-12-31", None),
    ("2019-11", "2019-12"),
)


@dataclass
class _Draft:
    """A text that grows, and the evidence of the values written into it."""

    text: str = ""
    evidence: list[Evidence] = field(default_factory=list)

    def write(self, words: str, value_of: str | None = None) -> None:
        start = len(self.text)
        self.text += words
        if value_of is not None:
            self.evidence.append(Evidence(field=value_of, start=start, end=len(self.text), quote=words))


def make_article(number: int = 0, *, meetings: int = 3) -> tuple[Article, tuple[Meeting, ...]]:
    """Return an article and its meetings: the first the main one, the second its side meeting, then a background one.

    Kinds, statuses, capacities, places, date precisions and nulls all come round over the numbers. No two numbers tell
    of the same occasion: each is four years before the one before it.
    """
    dice = random.Random(number)
    text = f"Report {number}. "
    made: list[Meeting] = []
    for index in range(meetings):
        meeting, text = _make_meeting(dice, number, index, text)
        made.append(meeting)
    article = Article(
        text=text,
        id=f"made-{number}",
        title=f"Ministers confer, part {number}" if number % 4 else None,
        published=_earlier(("2015-04-03", "2024-03", None)[number % 3], number),
        publisher=("TASS", "Agence Générale", None)[number % 3],
        origin=f"made.jsonl, line {number + 1}",
    )
    return article, tuple(made)


def make_meeting(number: int = 0) -> Meeting:
    """Return one meeting that stands alone."""
    return make_article(number, meetings=1)[1][0]


def _earlier(date: str | None, number: int) -> str | None:
    return None if date is None else f"{int(date[:4]) - 4 * (number % 31)}{date[4:]}"


def _make_meeting(dice: random.Random, number: int, index: int, text: str) -> tuple[Meeting, str]:
    turn = number + index
    kind = list(MeetingKind)[turn % len(MeetingKind)]
    at_a_distance = kind is MeetingKind.CALL
    city, country = (None, None) if at_a_distance or turn % 6 == 5 else PLACES[turn % len(PLACES)]
    start, end = (_earlier(date, number) for date in DATES[turn % len(DATES)])
    body = (
        BODIES[turn % len(BODIES)]
        if kind in {MeetingKind.SUMMIT, MeetingKind.MINISTERIAL, MeetingKind.SESSION}
        else None
    )
    draft = _Draft(text)
    draft.write(kind.value, "kind")
    for value, name in ((start, "start_date"), (end, "end_date"), (city, "city"), (body, "organization")):
        if value is not None:
            draft.write(", ")
            draft.write(value, name)
    participants = _make_participants(dice, draft)
    agenda_items = _make_agenda_items(dice, draft)
    draft.write(". ")
    meeting = Meeting(
        key=f"m{index + 1}",
        title=" ".join(part for part in (body, kind.value, city and f"in {city}") if part),
        kind=kind,
        status=list(MeetingStatus)[turn % len(MeetingStatus)],
        start_date=start,
        end_date=end,
        city=city,
        country=country,
        organization=body,
        parent="m1" if index == 1 else None,
        background=index >= 2,
        participants=participants,
        agenda_items=agenda_items,
        evidence=tuple(draft.evidence),
    )
    return meeting, draft.text


def _make_participants(dice: random.Random, draft: _Draft) -> tuple[Participant, ...]:
    officials = dice.sample(OFFICIALS, dice.randint(0, 1))
    rows: list[tuple[str | None, str, str | None, str | None]] = [
        (name, role, country, None) for name, role, country in dice.sample(PEOPLE, dice.randint(2, 4))
    ]
    rows += [(None, "foreign minister", dice.choice(PLACES)[1], None)]
    rows += [(name, role, None, body) for name, role, body in officials]
    made = []
    for position, (name, role, country, body) in enumerate(rows):
        draft.write(", ")
        for value, part in ((role, "role"), (name, "name"), (body, "organization")):
            if value is not None:
                draft.write(" ")
                draft.write(value, f"participants.{position}.{part}")
        capacity = dice.choice(list(Capacity))
        made.append(Participant(name=name, role=role, country=country, organization=body, capacity=capacity))
    return tuple(made)


def _make_agenda_items(dice: random.Random, draft: _Draft) -> tuple[AgendaItem, ...]:
    made = []
    for position, (words, kind) in enumerate(dice.sample(ITEMS, dice.randint(0, 3))):
        draft.write("; ")
        draft.write(words, f"agenda_items.{position}.text")
        made.append(AgendaItem(text=words, kind=kind))
    return tuple(made)
