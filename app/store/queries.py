"""Reading the other lists and single records: participants, agenda items, articles, people, bodies and states.

Every list has a total order and is paged by key: a page begins after the keys of the last row before it, so rows that
are added meanwhile make nothing appear twice or get lost.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa

from app.spelling import keys_of
from app.store.catalogue import phrase
from app.store.meeting_pages import RARE
from app.store.meeting_statements import Scope, found_numbers, how_many_match, match
from app.store.tables import UtcDateTime, metadata

Key = tuple[Any, ...]
Row = sa.RowMapping

_meetings = metadata.tables["meetings"].c
_cards = metadata.tables["meeting_cards"].c
_articles = metadata.tables["articles"].c
_participants = metadata.tables["participants"].c
_agenda_items = metadata.tables["agenda_items"].c
_evidence = metadata.tables["evidence"].c
_reports = metadata.tables["reports"].c
_people = metadata.tables["people"].c
_organizations = metadata.tables["organizations"].c
_countries = metadata.tables["countries"].c


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, and the keys of its last row when more rows follow."""

    rows: Sequence[Row]
    last: Key | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be paged: what it selects, the columns it is ordered by, and their direction.

    ``keeps`` looks at each row once more where SQL alone cannot tell.
    """

    select: sa.Select[Any]
    order: tuple[sa.ColumnElement[Any], ...]
    newest_first: bool = False
    keeps: Callable[[Row], bool] | None = None

    @property
    def kinds(self) -> tuple[type, ...]:
        """Return the Python types of a row's keys."""
        types = (column.type for column in self.order)
        return tuple(datetime if isinstance(of, UtcDateTime) else of.python_type for of in types)

    def page(self, connection: sa.Connection, after: Key | None, limit: int) -> Page:
        """Return at most ``limit`` rows that follow the keys ``after``, from the beginning if that is None."""
        rows: list[Row] = []
        at_once = limit + 1 if self.keeps is None else 5 * (limit + 1)
        while len(rows) <= limit:
            read = connection.execute(self._following(after).limit(at_once)).mappings().all()
            rows += read if self.keeps is None else filter(self.keeps, read)
            if len(read) < at_once:
                break
            after = self._keys(read[-1])
        return Page(rows[:limit], self._keys(rows[limit - 1]) if len(rows) > limit else None)

    def _following(self, after: Key | None) -> sa.Select[Any]:
        query = self.select.add_columns(*(column.label(f"key_{n}") for n, column in enumerate(self.order)))
        if after is not None:
            keys = sa.tuple_(*self.order)
            bound = sa.tuple_(*(sa.literal(value, of.type) for value, of in zip(after, self.order, strict=True)))
            query = query.where(keys < bound if self.newest_first else keys > bound)
        return query.order_by(*(column.desc() if self.newest_first else column for column in self.order))

    def _keys(self, row: Row) -> Key:
        return tuple(row[f"key_{n}"] for n in range(len(self.order)))


_PARTICIPANT = (
    _participants.id,
    _participants.meeting_id,
    _participants.person_id,
    _participants.name,
    _participants.role,
    _participants.country,
    _participants.organization,
    _participants.organization_id,
    _participants.capacity,
)
_AGENDA_ITEM = (_agenda_items.id, _agenda_items.meeting_id, _agenda_items.text, _agenda_items.kind)


def participants(meeting_id: uuid.UUID | None = None) -> Listing:
    """List participants, of one meeting or of all, meeting by meeting in the order of the record."""
    query = sa.select(*_PARTICIPANT)
    if meeting_id is not None:
        query = query.where(_participants.meeting_id == meeting_id)
    return Listing(query, (_participants.meeting_id, _participants.position))


def agenda_items(meeting_id: uuid.UUID | None = None) -> Listing:
    """List agenda items, of one meeting or of all, meeting by meeting in the order of the record."""
    query = sa.select(*_AGENDA_ITEM)
    if meeting_id is not None:
        query = query.where(_agenda_items.meeting_id == meeting_id)
    return Listing(query, (_agenda_items.meeting_id, _agenda_items.position))


def participants_about(connection: sa.Connection, q: str) -> Listing:
    """List participants with all these words in name, role, state or body, in any spelling."""
    states = {row.code: row.name for row in connection.execute(sa.select(_countries.code, _countries.name))}

    def texts(row: Row) -> tuple[str | None, ...]:
        return (
            row["name"],
            row["role"],
            states.get(row["country"]),
            row["organization"],
            row["key_body"],
            row["key_acronym"],
        )

    listing = participants()
    query = listing.select.add_columns(
        _organizations.name.label("key_body"), _organizations.acronym.label("key_acronym")
    ).join_from(
        metadata.tables["participants"],
        metadata.tables["organizations"],
        _organizations.id == _participants.organization_id,
        isouter=True,
    )
    return _about(connection, Listing(query, listing.order), q, Scope.NAMED, texts)


def agenda_items_about(connection: sa.Connection, q: str) -> Listing:
    """List agenda items with all these words, in any spelling."""
    return _about(connection, agenda_items(), q, Scope.AGENDA, lambda row: (row["text"],))


def _about(
    connection: sa.Connection, listing: Listing, q: str, scope: Scope, texts: Callable[[Row], tuple[str | None, ...]]
) -> Listing:
    """Narrow a list to the rows with all words: by the meetings that have them, then by each row's own words."""
    words = frozenset(keys_of(q))
    if not words:
        return Listing(listing.select.where(sa.false()), listing.order)
    asked, dialect = match(sorted(words), scope, connection.dialect.name), connection.dialect.name
    few = connection.execute(how_many_match(scope, dialect), {"match": asked, "limit": RARE}).scalar_one() < RARE
    query = listing.select
    if few:
        numbers = found_numbers("match", scope, dialect).params(match=asked)
        query = query.where(listing.order[0].in_(sa.select(_cards.meeting_id).where(_cards.number.in_(numbers))))

    def has_them(row: Row) -> bool:
        return words <= {word for text in texts(row) if text for word in keys_of(text)}

    return Listing(query, listing.order, keeps=has_them)


_ARTICLE = tuple(
    _articles[name]
    for name in ("id", "external_id", "title", "published", "publisher", "origin", "created_at", "modified_at")
)


def articles(publisher: str | None = None, modified_since: datetime | None = None) -> Listing:
    """List articles without their texts, the one ingested last first."""
    query = sa.select(*_ARTICLE)
    if modified_since is not None:
        query = query.where(_articles.modified_at >= modified_since)
    keeps = None
    if publisher is not None:
        wanted = phrase(publisher)
        query = query.where(_articles.publisher.is_not(None))

        def keeps(row: Row) -> bool:
            return phrase(row["publisher"]) == wanted

    return Listing(query, (_articles.created_at, _articles.id), newest_first=True, keeps=keeps)


def people(q: str | None = None) -> Listing:
    """List people by name, those whose names have all these words in any spelling."""
    met = sa.select(sa.func.count(_participants.meeting_id.distinct())).where(_participants.person_id == _people.id)
    query = sa.select(_people.id, _people.name, met.scalar_subquery().label("meetings"))
    return Listing(_named(query, _people.id, "person", q), (_people.name, _people.id))


def organizations(q: str | None = None) -> Listing:
    """List bodies by name, those whose names or acronyms have all these words in any spelling."""
    query = sa.select(_organizations.id, _organizations.name, _organizations.acronym)
    return Listing(_named(query, _organizations.id, "organization", q), (_organizations.name, _organizations.id))


def _named(query: sa.Select[Any], own_id: sa.ColumnElement[Any], kind: str, q: str | None) -> sa.Select[Any]:
    if q is None:
        return query
    table = metadata.tables[f"{kind}_words"]
    owner, words = table.c[f"{kind}_id"], sorted(set(keys_of(q)))
    having_all = sa.select(owner).where(table.c.word.in_(words)).group_by(owner).having(sa.func.count() == len(words))
    return query.where(own_id.in_(having_all))


def countries() -> Listing:
    """List the states that some record names, by code."""
    return Listing(sa.select(_countries.code, _countries.name), (_countries.code,))


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """A meeting's record as JSON, and when it last changed."""

    document: str
    modified_at: datetime
    deleted: bool


def meeting_document(connection: sa.Connection, meeting_id: uuid.UUID) -> MeetingDocument | None:
    """Return a meeting's record, or what stands in its place when it is set aside; None when none has this id."""
    row = connection.execute(_ONE_MEETING, {"meeting_id": meeting_id}).one_or_none()
    return None if row is None else MeetingDocument(row.document, row.modified_at, row.deleted)


_ONE_MEETING = sa.select(_meetings.document, _meetings.modified_at, _meetings.deleted).where(
    _meetings.id == sa.bindparam("meeting_id", type_=_meetings.id.type)
)


def evidence_of(connection: sa.Connection, meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return the evidence of each of these meetings, in the order of the record."""
    found: dict[uuid.UUID, list[dict[str, Any]]] = {meeting_id: [] for meeting_id in meeting_ids}
    columns = tuple(_evidence[name] for name in ("meeting_id", "field", "start", "end", "quote", "article_id"))
    query = sa.select(*columns).where(_evidence.meeting_id.in_(meeting_ids))
    for row in connection.execute(query.order_by(_evidence.meeting_id, _evidence.position)).mappings():
        found[row["meeting_id"]].append({name: value for name, value in row.items() if name != "meeting_id"})
    return found


def articles_of(connection: sa.Connection, meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return the articles of each of these meetings, without their texts, by day of publication and then id."""
    pairs = sa.select(_reports.record_id, _reports.article_id).where(_reports.record_id.in_(meeting_ids)).distinct()
    told = pairs.subquery()
    query = sa.select(told.c.record_id.label("meeting_id"), *_ARTICLE).join_from(
        told, metadata.tables["articles"], _articles.id == told.c.article_id
    )
    return _by_meeting(connection, query.order_by(*_PUBLICATION), meeting_ids)


_UNKNOWN_DAY = "9999"  # articles whose day nobody knows come last
_PUBLICATION = (sa.func.coalesce(_articles.published, _UNKNOWN_DAY), _articles.id)


def claims_of(connection: sa.Connection, meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return what each article says by itself of each of these meetings, in the order of ``articles_of``.

    A near-copy of another article says nothing by itself.
    """
    found: dict[uuid.UUID, list[dict[str, Any]]] = {meeting_id: [] for meeting_id in meeting_ids}
    query = (
        sa.select(
            *(_reports[name] for name in ("record_id", "id", "article_id", "meeting")),
            *(_articles[name] for name in ("published", "publisher")),
        )
        .join_from(metadata.tables["reports"], metadata.tables["articles"], _articles.id == _reports.article_id)
        .where(_reports.record_id.in_(meeting_ids), sa.not_(_reports.is_copy))
    )
    for row in connection.execute(query.order_by(*_PUBLICATION, _reports.position)).mappings():
        said = {name: value for name, value in orjson.loads(row["meeting"]).items() if name not in {"key", "parent"}}
        own = {name: row[name] for name in ("id", "article_id", "published", "publisher")}
        found[row["record_id"]].append(own | said)
    return found


def side_meetings_of(connection: sa.Connection, meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return the documents of the meetings that are part of each of these, in the order of their days."""
    found: dict[uuid.UUID, list[str]] = {meeting_id: [] for meeting_id in meeting_ids}
    # What is set aside has no parent.
    query = sa.select(_meetings.parent_id, _meetings.document).where(_meetings.parent_id.in_(meeting_ids))
    for parent, document in connection.execute(query.order_by(_meetings.sort_day, _meetings.id)).all():
        found[parent].append(document)
    return found


def _by_meeting(
    connection: sa.Connection, query: sa.Select[Any], meeting_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[dict[str, Any]]]:
    found: dict[uuid.UUID, list[dict[str, Any]]] = {meeting_id: [] for meeting_id in meeting_ids}
    for row in connection.execute(query).mappings():
        found[row["meeting_id"]].append({name: value for name, value in row.items() if name != "meeting_id"})
    return found


def article(connection: sa.Connection, article_id: uuid.UUID) -> dict[str, Any] | None:
    """Return an article with its text and the ids of its meetings, or None when there is none of this id."""
    query = sa.select(*_ARTICLE, _articles.text).where(_articles.id == article_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    own = sa.select(_reports.record_id).where(_reports.article_id == article_id, sa.not_(_reports.deleted))
    told = dict.fromkeys(connection.scalars(own.order_by(_reports.position)))
    return dict(row) | {"meeting_ids": list(told)}


def person(connection: sa.Connection, person_id: uuid.UUID, most: int = 10) -> dict[str, Any] | None:
    """Return a person: what they stood for, when, and with whom most often; None when there is none of this id."""
    row = connection.execute(people().select.where(_people.id == person_id)).mappings().one_or_none()
    if row is None:
        return None
    own = metadata.tables["participants"].alias("own").c
    other = metadata.tables["participants"].alias("other").c
    often = sa.func.count(other.meeting_id.distinct())
    met = (
        sa.select(_people.id, _people.name, often.label("meetings"))
        .join_from(own.id.table, other.id.table, other.meeting_id == own.meeting_id)
        .join(metadata.tables["people"], _people.id == other.person_id)
        .where(own.person_id == person_id, other.person_id != person_id)
        .group_by(_people.id, _people.name)
        .order_by(often.desc(), _people.name, _people.id)
        .limit(most)
    )
    posts = (
        sa.select(
            *(own[name].label(name) for name in ("role", "country", "organization")),
            sa.func.count(own.meeting_id.distinct()).label("meetings"),
        )
        .where(own.person_id == person_id)
        .group_by(own.role, own.country, own.organization)
        .order_by(sa.desc("meetings"), sa.func.coalesce(own.role, ""), sa.func.coalesce(own.country, ""))
        .limit(most)
    )
    days = sa.select(sa.func.min(_meetings.first_day), sa.func.max(_meetings.last_day)).where(
        _meetings.id.in_(sa.select(own.meeting_id).where(own.person_id == person_id))
    )
    first, last = connection.execute(days).one()
    return dict(row) | {
        "first_day": first,
        "last_day": last,
        "posts": [dict(post) for post in connection.execute(posts).mappings()],
        "met": [dict(each) for each in connection.execute(met).mappings()],
    }
