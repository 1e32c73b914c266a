"""Fill a database with meetings of a seed's making, for measuring: the same number gives the same records.

    python benchmarks/generate.py --meetings 100000 --database-url sqlite:///bench.db

Names, places and dates are spread as they are in the news: a few people, states and bodies are in many meetings, most
in few; six participants and five agenda items each; days of 1990 to 2025, some known by the month or the year alone.
The first 100,000 are made one by one, by the product's own code. More of them are the same under other ids and in other
years: writing them down takes a fraction of the time that making them does.
"""

import argparse
import datetime as dt
import itertools
import random
import re
import sys
import time
import uuid
from collections.abc import Callable, Iterator
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
    MeetingCardRow,
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
_AT_ONCE = 2000  # meetings, of whole articles: a chunk
_MADE = 50  # chunks that are made, the rest repeats them
_CHILDREN = ((ParticipantRow, "participants"), (AgendaItemRow, "agenda_items"), (EvidenceRow, "evidence"))

_Tables = dict[type[SQLModel], list[dict[str, Any]]]


def _few_often(dice: random.Random, many: int) -> int:
    """Return a number below ``many``: 0 most often, each later one more rarely."""
    return min(int(many ** dice.random()) - 1, many - 1)


def _day(dice: random.Random) -> str | None:
    day = _FIRST + dt.timedelta(days=dice.randrange((_LAST - _FIRST).days))
    return dice.choices((day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], None), (86, 7, 4, 3))[0]


@cache
def _people(seed: int) -> list[tuple[str, str, str]]:
    """Return everybody there is: name, office, country."""
    dice = random.Random(seed)
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
    dice = random.Random(f"{seed}/{chunk}")
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


def _write(connection: sa.Connection, tables: _Tables) -> None:
    for table, told in tables.items():
        if told:
            connection.execute(sa.insert(table), told)


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
                " AND name <> 'ix_reports_record_id'"  # the catalogue asks for publishers by it
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
        chunks, rest = divmod(count, _AT_ONCE)
        with _lean(), _in_bulk(engine) as connection:
            for chunk in range(min(chunks, _MADE)):
                tables = _fill(connection, chunk, _AT_ONCE, seed)
                for later in range(1, -(-(chunks - chunk) // _MADE)):
                    _write(connection, _again(tables, later))
            if rest:
                _fill(connection, chunks, rest, seed)
    finally:
        engine.dispose()


def _fill(connection: sa.Connection, chunk: int, size: int, seed: int) -> _Tables:
    """Write a chunk's articles and their meetings, each a record that nobody else reports; return what was written."""
    articles: list[Row] = []
    meetings: list[rows.MeetingRows] = []
    reports: list[dict[str, Any]] = []
    keys: list[dict[str, Any]] = []
    for article, told, now in made_articles(chunk, size, seed):
        articles.append(_article_row(article, now))
        meetings.extend(rows.rows_of(articles[-1].id, told, now))
        own = rows.reports_of(articles[-1].id, told, publisher=article.publisher, signature=articles[-1].signature)
        for report, row in zip(own, rows_of_reports(own, now), strict=True):
            reports.append(row | {"number": chunk * _AT_ONCE + len(reports) + 1})
            keys.extend({"key": key, "number": reports[-1]["number"]} for key in key_digests(report))
    save_named(connection, meetings)
    tables: _Tables = {
        ArticleRow: [vars(row) for row in articles],
        MeetingRow: [vars(each.meeting) for each in meetings],
        **{table: [vars(row) for each in meetings for row in getattr(each, name)] for table, name in _CHILDREN},
        ReportRow: reports,
        ReportKeyRow: keys,
        RevisionRow: [
            {"record_id": row["id"], "at": row["created_at"], "by": INGEST, "what": What.CREATED.value}
            for row in reports
        ],
    }
    _write(connection, tables)
    made = [each.meeting.id for each in meetings]
    catalogue(connection, made)
    cards = sa.select(*(column for column in sa.inspect(MeetingCardRow).columns if column.name != "number"))
    found: list[dict[str, Any]] = []
    for start in range(0, len(made), 500):
        some = cards.where(col(MeetingCardRow.meeting_id).in_(made[start : start + 500]))
        found += [dict(row) for row in connection.execute(some).mappings()]
    return tables | {MeetingCardRow: found}


_IDS = ("id", "article_id", "meeting_id", "record_id", "parent_id")  # people and bodies keep theirs
_DAYS = ("start_date", "first_day", "last_day", "sort_day")
_ID_WRITTEN = re.compile(r'(?<!person_id":")(?<!organization_id":")\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b')
_DAY_WRITTEN = re.compile(r'(?<="start_date":")\d{4}')


def _again(tables: _Tables, turn: int) -> _Tables:
    """Return a chunk's rows as of other meetings, the ``turn``-th time: other ids, other years, all else alike."""

    def year(written: str) -> str:
        # By fours, so that the 29th of February stays a day.
        return str(_FIRST.year + (int(written) - _FIRST.year + 4 * turn) % (_LAST.year - _FIRST.year + 1))

    def text(written: str) -> str:
        moved = _ID_WRITTEN.sub(lambda found: found[0][:-2] + f"{int(found[0][-2:], 16) ^ turn:02x}", written)
        return _DAY_WRITTEN.sub(lambda found: year(found[0]), moved)

    other: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(_IDS, lambda own: uuid.UUID(int=own.int ^ turn)),
        **dict.fromkeys(_DAYS, lambda day: year(day[:4]) + day[4:]),
        **dict.fromkeys(("document", "meeting"), text),
        "content_hash": lambda own: f"{own[:-2]}{int(own[-2:], 16) ^ turn:02x}",
        "key": lambda own: own ^ turn if isinstance(own, int) else own,  # a digest, or what an article calls a meeting
        "number": lambda own: own + turn * _MADE * _AT_ONCE,
        "external_id": lambda own: f"{own}-{turn}",
    }
    return {table: _changed(told, other) for table, told in tables.items() if told}


def _changed(told: list[dict[str, Any]], other: dict[str, Callable[[Any], Any]]) -> list[dict[str, Any]]:
    names = [name for name in other if name in told[0]]
    changed = [row.copy() for row in told]
    for row in changed:
        for name in names:
            if row[name]:
                row[name] = other[name](row[name])
    return changed


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
