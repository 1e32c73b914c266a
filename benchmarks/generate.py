"""Fill a database with meetings of a seed's making, for measuring: the same number gives the same records.

    python benchmarks/generate.py --meetings 100000 --database-url sqlite:///bench.db

Names, places and dates are spread as they are in the news: a few people, states and bodies are in many meetings, most
in few; six participants and five agenda items each; days of 1990 to 2025, some known by the month or the year alone.
"""

import argparse
import datetime as dt
import itertools
import random
import time
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.records import AgendaItem, AgendaKind, Capacity, Evidence, Meeting, MeetingKind, MeetingStatus, Participant
from app.store import ids
from app.store.catalogue import catalogue
from app.store.engine import open_engine, write_transaction
from app.store.naming import save_named
from app.store.rows import MeetingRows, rows_of
from app.store.schema import migrate
from app.store.tables import ArticleRow

_GIVEN = (
    "Sergey Ivan Olena Mehmet Ayşe João Maria Hans Ingrid Pierre Claire José Lucía Kwame Amina Chidi Nia Hiroshi Yuki "
    "Min-jun Wei Li Nguyen Linh Arjun Priya Omar Layla Yusuf Fatima Bakyt Aigul Rustam Nino Giorgi Ani Tigran "
    "Zoran Jelena "
    "Péter Zsófia Jan Agnieszka Tomáš Eva Mihai Ioana Kostas Eleni Marco Giulia Lars Astrid Seán Aoife James Grace"
).split()
_FAMILY = (
    "Morozov Antonenko Kovalchuk Demir Yıldız Almeida Pereira Schneider Vogel Lindqvist Moreau Lefèvre Herrera "
    "Castillo Mensah "
    "Okafor Banda Mwangi Tanaka Kobayashi Park Zhao Chen Tran Pham Sharma Iyer Haddad Mansour Rahimi Karimi Nurlanov "
    "Asanbekov Saidov Beridze Kapanadze Petrosyan Sargsyan Marković Nikolić Nagy Szabó Nowak Zieliński Novák "
    "Horák Popescu "
    "Ionescu Papadakis Georgiou Conti Ferrari Hansen Solberg Byrne Gallagher Whitfield Ashdown Thornbury Ellery"
).split()
_PLACES = (
    ("New York", "US"), ("Geneva", "CH"), ("Brussels", "BE"), ("Vienna", "AT"), ("Moscow", "RU"), ("Washington", "US"),
    ("Beijing", "CN"), ("London", "GB"), ("Paris", "FR"), ("Berlin", "DE"), ("Ankara", "TR"), ("Dushanbe", "TJ"),
    ("Astana", "KZ"), ("Tbilisi", "GE"), ("Yerevan", "AM"), ("Kyiv", "UA"), ("Cairo", "EG"), ("Nairobi", "KE"),
    ("Addis Ababa", "ET"), ("Abuja", "NG"), ("Accra", "GH"), ("New Delhi", "IN"), ("Jakarta", "ID"), ("Bangkok", "TH"),
    ("Hanoi", "VN"), ("Tokyo", "JP"), ("Seoul", "KR"), ("São Paulo", "BR"), ("Buenos Aires", "AR"), ("Bogotá", "CO"),
    ("Mexico City", "MX"), ("Ottawa", "CA"), ("Reykjavík", "IS"), ("Helsinki", "FI"), ("Oslo", "NO"), ("Warsaw", "PL"),
)  # fmt: skip
_ROLES = (
    "foreign minister", "Prime Minister", "President", "deputy foreign minister", "defence minister", "trade minister",
    "finance minister", "ambassador", "special envoy", "national security adviser", "energy minister",
    "permanent representative",
)  # fmt: skip
_BODIES = (
    "United Nations", "European Union", "NATO", "OSCE", "African Union", "OPEC", "ASEAN",
    "Commonwealth of Independent States",
    "World Trade Organization", "Arab League", "Collective Security Treaty Organization", "Council of Europe",
)  # fmt: skip
_VERBS = (
    "delimitation of", "cooperation on", "a ceasefire in", "investment in", "an agreement on", "monitoring of",
    "access to",
)  # fmt: skip
_MATTERS = (
    "the northern border", "grain exports", "water sharing", "energy supplies", "the peace process", "climate finance",
    "air transit", "nuclear safety", "visa rules", "fisheries", "railway links", "counter-terrorism", "refugee return",
    "customs tariffs", "arms control", "maritime security", "pipeline transit", "vaccine deliveries",
    "prisoner exchange",
)  # fmt: skip
_WHERE = (
    "between the two states",
    "in the region",
    "for the coming year",
    "under the 2009 accord",
    "after the elections",
)
_PUBLISHERS = ("Example Wire", "Agence Modèle", "Northern Herald", "Ministry Readouts", "Harbour Times", "Eastern Post")
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2025, 12, 31)
_PER_ARTICLE = 4
_AT_ONCE = 500  # articles in one transaction


def _few_often(dice: random.Random, many: int) -> int:
    """Return a number below ``many``: 0 most often, each later one more rarely."""
    return min(int(many ** dice.random()) - 1, many - 1)


def _day(dice: random.Random) -> str | None:
    day = _FIRST + dt.timedelta(days=dice.randrange((_LAST - _FIRST).days))
    return dice.choices((day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], None), (86, 7, 4, 3))[0]


def _people(dice: random.Random) -> list[tuple[str, str, str]]:
    """Return everybody there is: name, office, country."""
    names = [f"{given} {family}" for given, family in itertools.product(_GIVEN, _FAMILY)]
    dice.shuffle(names)
    return [(name, dice.choice(_ROLES), _PLACES[_few_often(dice, len(_PLACES))][1]) for name in names]


def _meeting(dice: random.Random, people: list[tuple[str, str, str]], key: int) -> Meeting:
    kind = list(MeetingKind)[_few_often(dice, len(MeetingKind))]
    city, country = _PLACES[_few_often(dice, len(_PLACES))]
    body = _BODIES[_few_often(dice, len(_BODIES))] if dice.random() < 0.4 else None
    chosen = {_few_often(dice, len(people)) for _ in range(8)}
    while len(chosen) < 6:
        chosen.add(dice.randrange(len(people)))
    participants = [
        Participant(
            name=people[number][0],
            role=people[number][1],
            country=people[number][2],
            capacity=Capacity.HOST if position == 0 else Capacity.PARTICIPANT,
        )
        for position, number in enumerate(sorted(chosen)[:6])
    ]
    items = [
        AgendaItem(
            text=f"{dice.choice(_VERBS)} {dice.choice(_MATTERS)} {dice.choice(_WHERE)}",
            kind=dice.choices(list(AgendaKind), (70, 20, 10))[0],
        )
        for _ in range(5)
    ]
    start = _day(dice)
    called = kind is MeetingKind.CALL
    return Meeting(
        key=f"m{key}",
        title=f"{body or participants[0].name} {kind} {'' if called else f'in {city}'}".strip(),
        kind=kind,
        status=dice.choices(list(MeetingStatus), (20, 74, 3, 3))[0],
        start_date=start,
        city=None if called else city,
        country=None if called else country,
        organization=body,
        parent="m1" if key > 1 and dice.random() < 0.3 else None,
        background=key == _PER_ARTICLE and dice.random() < 0.5,
        participants=tuple(participants),
        agenda_items=tuple(items),
        evidence=(Evidence(field="kind", start=0, end=len(kind), quote=kind),),
    )


def _articles(count: int, seed: int) -> Iterator[tuple[ArticleRow, tuple[MeetingRows, ...]]]:
    dice = random.Random(seed)  # noqa: S311 - it makes examples, not secrets
    people = _people(dice)
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number in range(-(-count // _PER_ARTICLE)):
        size = min(_PER_ARTICLE, count - number * _PER_ARTICLE)
        meetings = [_meeting(dice, people, key + 1) for key in range(size)]
        text = f"Generated report {number}.\n" + "\n".join(meeting.title for meeting in meetings)
        now = begun + dt.timedelta(seconds=number)
        article = ArticleRow(
            id=ids.article_id(text),
            text=text,
            title=f"Generated report {number}",
            published=None,
            publisher=_PUBLISHERS[_few_often(dice, len(_PUBLISHERS))],
            external_id=f"generated-{number}",
            origin="benchmarks/generate.py",
            extractor="generated",
            created_at=now,
            modified_at=now,
        )
        yield article, rows_of(article.id, meetings, now)


def _insert(connection: sa.Connection, rows: list[SQLModel]) -> None:
    if rows:
        connection.execute(sa.insert(type(rows[0])), [row.model_dump() for row in rows])


def generate(database_url: str, count: int, seed: int = 1) -> None:
    """Migrate the database and add ``count`` meetings to it."""
    engine = open_engine(database_url)
    migrate(engine)
    articles = _articles(count, seed)
    while some := list(itertools.islice(articles, _AT_ONCE)):
        meetings = [rows for _, made in some for rows in made]
        with write_transaction(engine) as connection:
            save_named(connection, meetings)
            _insert(connection, [article for article, _ in some])
            _insert(connection, [rows.meeting for rows in meetings])
            for kind in ("participants", "agenda_items", "evidence"):
                _insert(connection, [row for rows in meetings for row in getattr(rows, kind)])
            catalogue(connection, [rows.meeting.id for rows in meetings])
    engine.dispose()


def main() -> None:
    """Read the arguments and generate."""
    parser = argparse.ArgumentParser(description="Fill a database with generated meetings.")
    parser.add_argument("--meetings", type=int, required=True, help="how many meetings")
    parser.add_argument("--database-url", required=True, help="sqlite:///path or postgresql://user:password@host/name")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other meetings")
    given = parser.parse_args()
    begun = time.monotonic()
    generate(given.database_url, given.meetings, given.seed)
    print(f"{given.meetings} meetings in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
