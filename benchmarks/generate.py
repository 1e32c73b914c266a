"""Fill a database with meetings of a seed's making, for measuring: the same number gives the same records.

    python benchmarks/generate.py --meetings 100000 --database-url sqlite:///bench.db

Names, places and dates are spread as they are in the news: a few people, states and bodies are in many meetings, most
in few; six participants and five agenda items each; days of 1990 to 2025, some known by the month or the year alone.
"""

import argparse
import datetime as dt
import itertools
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace as Row
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from app.merging import signature
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
from app.store import ids, rows
from app.store.catalogue import catalogue
from app.store.engine import open_engine, write_lock, write_transaction
from app.store.faults import name_of
from app.store.naming import save_named
from app.store.reports import key_digests, rows_of_reports
from app.store.revisions import INGEST, What
from app.store.schema import migrate
from app.store.tables import (
    AgendaItemRow,
    ArticleRow,
    EvidenceRow,
    MeetingRow,
    ParticipantRow,
    ReportKeyRow,
    ReportRow,
    RevisionRow,
)

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
_KINDS, _STATUSES, _AGENDA_KINDS = list(MeetingKind), list(MeetingStatus), list(AgendaKind)
_BEGUN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2025, 12, 31)
EXTRACTOR = "generated"
_PER_ARTICLE = 4
_AT_ONCE = 2000  # meetings, of whole articles
_CHILDREN = ((ParticipantRow, "participants"), (AgendaItemRow, "agenda_items"), (EvidenceRow, "evidence"))


def _few_often(dice: random.Random, many: int) -> int:
    """Return a number below ``many``: 0 most often, each later one more rarely."""
    return min(int(many ** dice.random()) - 1, many - 1)


def _day(dice: random.Random) -> str | None:
    day = _FIRST + dt.timedelta(days=dice.randrange((_LAST - _FIRST).days))
    return dice.choices((day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], None), (86, 7, 4, 3))[0]


@cache
def _people(seed: int) -> list[tuple[str, str, str]]:
    """Return everybody there is: name, office, country."""
    dice = random.Random(seed)  # noqa: S311 - as below
    names = [f"{given} {family}" for given, family in itertools.product(_GIVEN, _FAMILY)]
    dice.shuffle(names)
    return [(name, dice.choice(_ROLES), _PLACES[_few_often(dice, len(_PLACES))][1]) for name in names]


def _meeting(dice: random.Random, people: list[tuple[str, str, str]], key: int) -> Meeting:
    kind = _KINDS[_few_often(dice, len(_KINDS))]
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
            kind=dice.choices(_AGENDA_KINDS, (70, 20, 10))[0],
        )
        for _ in range(5)
    ]
    start = _day(dice)
    called = kind is MeetingKind.CALL
    return Meeting(
        key=f"m{key}",
        title=f"{body or participants[0].name} {kind} {'' if called else f'in {city}'}".strip(),
        kind=kind,
        status=dice.choices(_STATUSES, (20, 74, 3, 3))[0],
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


def made_articles(chunk: int, size: int, seed: int = 1) -> Iterator[tuple[Article, tuple[Meeting, ...], dt.datetime]]:
    """Yield a chunk's articles, their meetings (``size`` altogether) and when they count as saved."""
    dice = random.Random(f"{seed}/{chunk}")  # noqa: S311 - it makes examples, not secrets
    people = _people(seed)
    for place in range(0, size, _PER_ARTICLE):
        meetings = tuple(_meeting(dice, people, key + 1) for key in range(min(_PER_ARTICLE, size - place)))
        number = (chunk * _AT_ONCE + place) // _PER_ARTICLE
        article = Article(
            text=f"Generated report {number}.\n" + "\n".join(meeting.title for meeting in meetings),
            id=f"generated-{number}",
            title=f"Generated report {number}",
            publisher=_PUBLISHERS[_few_often(dice, len(_PUBLISHERS))],
            origin="benchmarks/generate.py",
        )
        yield article, meetings, _BEGUN + dt.timedelta(seconds=number)


def _article_row(article: Article, now: dt.datetime) -> Row:
    return Row(
        id=ids.article_id(article.text),
        text=article.text,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        external_id=article.id,
        origin=article.origin,
        extractor=EXTRACTOR,
        signature=signature(article.text),
        created_at=now,
        modified_at=now,
    )


@contextmanager
def _lean() -> Iterator[None]:
    """Let the product's own code make plain objects: the books that a table's class keeps for sessions take longest."""
    kept = {name: getattr(rows, name) for name in ("MeetingRow", "ParticipantRow", "AgendaItemRow", "EvidenceRow")}
    vars(rows).update(dict.fromkeys(kept, Row))
    try:
        yield
    finally:
        vars(rows).update(kept)


def _insert(connection: sa.Connection, table: type[SQLModel], made: Sequence[object]) -> None:
    if made:
        connection.execute(sa.insert(table), [vars(row) for row in made])


@contextmanager
def _in_bulk(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection to write millions of rows to, in one transaction.

    On SQLite what follows from the rows is made once, at the end: indexes, facets and the full-text index are then
    filled in their own order instead of a page here and a page there. There is no journal: a run that breaks off leaves
    a file of no use. PostgreSQL keeps its own up as it goes.
    """
    if engine.dialect.name != "sqlite":
        with write_transaction(engine) as connection:
            yield connection
            connection.exec_driver_sql(
                "SELECT setval(pg_get_serial_sequence('reports', 'number'), max(number)) FROM reports"
            )
        return
    with engine.connect() as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000"):  # two gigabytes
            connection.connection.execute(f"PRAGMA {pragma}")
        with write_lock(connection):
            later = connection.exec_driver_sql(
                "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
            ).all()
            for kind, name, _ in later:
                connection.exec_driver_sql(f"DROP {kind} {name}")
            yield connection
            connection.exec_driver_sql(
                "INSERT INTO facets (facet, sort_day, meeting_id) SELECT value, sort_day, meeting_id"
                " FROM meeting_cards, json_each(meeting_cards.facets) ORDER BY 1, 2, 3"
            )
            connection.exec_driver_sql("INSERT INTO meeting_fulltext (meeting_fulltext) VALUES ('rebuild')")
            for _, _, made_by in later:
                connection.exec_driver_sql(made_by)
        connection.connection.execute("PRAGMA journal_mode = WAL")
        connection.detach()  # its settings are nobody else's


def generate(database_url: str, count: int, seed: int = 1) -> None:
    """Migrate an empty database and fill it with ``count`` meetings."""
    engine = open_engine(database_url)
    try:
        migrate(engine)
        with engine.connect() as connection:
            if connection.execute(sa.select(col(ArticleRow.id)).limit(1)).first():
                sys.exit(f"{name_of(engine.url)} holds articles already: give an empty database")
        with _lean(), _in_bulk(engine) as connection:
            for begun in range(0, count, _AT_ONCE):
                _fill(connection, begun + 1, made_articles(begun // _AT_ONCE, min(_AT_ONCE, count - begun), seed))
    finally:
        engine.dispose()


def _fill(
    connection: sa.Connection, begun: int, made: Iterable[tuple[Article, tuple[Meeting, ...], dt.datetime]]
) -> None:
    """Write articles and their meetings, each a record that nobody else reports; their reports count from ``begun``."""
    articles: list[Row] = []
    meetings: list[rows.MeetingRows] = []
    reports: list[dict[str, Any]] = []
    keys: list[dict[str, int]] = []
    for article, told, now in made:
        articles.append(_article_row(article, now))
        meetings.extend(rows.rows_of(articles[-1].id, told, now))
        own = rows.reports_of(articles[-1].id, told, publisher=article.publisher, signature=articles[-1].signature)
        for report, row in zip(own, rows_of_reports(own, now), strict=True):
            reports.append(row | {"number": begun + len(reports)})
            keys.extend({"key": key, "number": reports[-1]["number"]} for key in key_digests(report))
    save_named(connection, meetings)
    _insert(connection, ArticleRow, articles)
    _insert(connection, MeetingRow, [each.meeting for each in meetings])
    for table, name in _CHILDREN:
        _insert(connection, table, [row for each in meetings for row in getattr(each, name)])
    connection.execute(sa.insert(ReportRow), reports)
    connection.execute(sa.insert(ReportKeyRow), keys)
    connection.execute(
        sa.insert(RevisionRow),
        [
            {"record_id": row["id"], "at": row["created_at"], "by": INGEST, "what": What.CREATED.value}
            for row in reports
        ],
    )
    catalogue(connection, [each.meeting.id for each in meetings])


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
