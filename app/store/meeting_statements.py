"""The statements that list meetings: pure functions of a question's shape, each made once.

A shape says which conditions there are, never their values; SQLAlchemy then compiles a shape's statement a single time.
Lists by day that ask for a facet are read off the facet's index, whose key is the order of the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from app.store.meeting_filter import Sort, Terms
from app.store.tables import metadata

_meetings = metadata.tables["meetings"]
_cards = metadata.tables["meeting_cards"]
_facets = metadata.tables["facets"]
_fts5 = sa.table("meeting_fulltext", sa.column("rowid"), sa.column("meeting_fulltext", sa.Text))
_vectors = sa.table(
    "meeting_fulltext",
    sa.column("number"),
    *(sa.column(name, postgresql.TSVECTOR) for name in ("title", "parties", "agenda", "everything")),
)
_ID = sa.Uuid()
# As UTF-8, which it is stored as and sent as: SQLite's driver would decode it to be encoded again.
_DOCUMENT = sa.cast(_meetings.c.document, sa.LargeBinary().with_variant(sa.Text(), "postgresql")).label("document")


_set_aside = _meetings.alias("set_aside")
# In the words of the index of what is set aside, `ix_meetings_deleted`: SQLite reads all meetings for "deleted = 1".
_TOMBSTONES = sa.select(_set_aside.c.id).where(sa.text("set_aside.deleted"))


class Scope(StrEnum):
    """Where words are looked for."""

    TITLE = "title"
    NAMED = "named"  # the title, place, body, and those who take part
    EVERYTHING = "everything"
    AGENDA = "agenda"


_COLUMNS = {
    Scope.TITLE: ("title",),
    Scope.NAMED: ("title", "parties"),
    Scope.EVERYTHING: ("title", "parties", "agenda"),
    Scope.AGENDA: ("agenda",),
}
_MARKS = {"title": "t", "parties": "p", "agenda": "a"}
"""What stands before each word in SQLite's full-text index, by the part of the card that the word is in."""


@dataclass(frozen=True, slots=True)
class Search:
    """Words to be found: how many, where, and whether so few meetings have them that the index is read first."""

    name: str
    words: int
    scope: Scope
    rare: bool
    dialect: str
    beyond: Scope | None = None  # meetings where all stand in this smaller scope are left out


class Shape(NamedTuple):
    """Which conditions a question has."""

    sort: Sort
    facets: int = 0
    any_of: int = 0
    searches: tuple[Search, ...] = ()
    dated: bool | None = None
    from_day: bool = False
    to_day: bool = False
    parent_id: bool = False
    side_meetings: bool = True
    background: bool | None = None
    modified_since: bool = False
    created_since: bool = False
    tombstones: bool = False
    impossible: bool = False
    after: bool = False


def shape_of(
    terms: Terms, sort: Sort, searches: tuple[Search, ...], *, dated: bool | None = None, after: bool = False
) -> Shape:
    """Return the shape of a question in the catalogue's terms."""
    return Shape(
        sort=sort,
        facets=len(terms.facets),
        any_of=len(terms.any_of),
        searches=searches,
        dated=dated,
        from_day=terms.from_day is not None,
        to_day=terms.to_day is not None,
        parent_id=terms.parent_id is not None,
        side_meetings=terms.side_meetings,
        background=terms.background,
        modified_since=terms.modified_since is not None,
        created_since=terms.created_since is not None,
        tombstones=terms.tombstones,
        impossible=terms.impossible,
        after=after,
    )


def values_of(terms: Terms, searches: Sequence[tuple[Search, Sequence[str]]], dialect: str) -> dict[str, Any]:
    """Return the values of the statement's parameters, but for ``after_…`` and ``limit``."""
    values: dict[str, Any] = {f"facet_{n}": facet for n, facet in enumerate(terms.facets)}
    values |= {f"any_of_{n}": list(group) for n, group in enumerate(terms.any_of)}
    for search, words in searches:
        values[f"{search.name}_match"] = match(words, search.scope, dialect)
        values |= {f"{search.name}_{n}": f"% {word} %" for n, word in enumerate(words)}
    for name in ("from_day", "reach_back", "to_day", "parent_id", "modified_since", "created_since"):
        values[name] = getattr(terms, name)
    return values


def match(words: Sequence[str], scope: Scope, dialect: str) -> str:
    """Return what the database's full-text search is asked for. Words are of letters and digits, nothing else."""
    if dialect == "sqlite":
        return " AND ".join(
            f"({' OR '.join(f'{_MARKS[column]}{word}' for column in _COLUMNS[scope])})" for word in words
        )
    return " & ".join(f"'{word}'" for word in words)


@lru_cache(maxsize=512)
def keys_statement(shape: Shape, *, of_rows: bool = False) -> sa.Select[Any]:
    """Select the order's keys of a page of meetings, and their ids last; ``of_rows`` when the rows are read anyway."""
    source, keys, conditions = _parts(shape, of_rows=of_rows)
    newest = _descends(shape.sort)
    query = sa.select(keys[0].label("first_key"), keys[1].label("id")).select_from(source).where(*conditions)
    if shape.after:
        bound = sa.tuple_(sa.bindparam("after_key", type_=keys[0].type), sa.bindparam("after_id", type_=_ID))
        both = sa.tuple_(*keys)
        query = query.where(both < bound if newest else both > bound)
    # What the full-text index finds is sorted; a planner that saw an index of that order would walk the whole list.
    found = any(search.rare for search in shape.searches)
    ordered = (sa.func.coalesce(keys[0], keys[0]), keys[1]) if found else keys
    order = [key.desc() if newest else key.asc() for key in ordered]
    return query.order_by(*order).limit(sa.bindparam("limit", type_=sa.Integer))


@lru_cache(maxsize=512)
def page_statement(shape: Shape) -> sa.Select[Any]:
    """Select a page of meetings: ``first_key``, ``id``, ``document``, ``content_hash``."""
    if not any(search.rare for search in shape.searches):
        return keys_statement(shape, of_rows=True).add_columns(_DOCUMENT, _meetings.c.content_hash)
    # What is sorted is the keys alone, without the documents of all that is found.
    page = keys_statement(shape).subquery("page")
    order = [key.desc() if _descends(shape.sort) else key.asc() for key in (page.c.first_key, page.c.id)]
    query = sa.select(page.c.first_key, page.c.id, _DOCUMENT, _meetings.c.content_hash)
    return query.join_from(page, _meetings, _meetings.c.id == page.c.id).order_by(*order)


def ids_statement(shape: Shape) -> sa.Select[Any]:
    """Select the ids of all meetings, in no order."""
    source, keys, conditions = _parts(shape)
    return sa.select(keys[1].label("id")).select_from(source).where(*conditions)


@lru_cache(maxsize=16)
def how_many_match(scope: Scope, dialect: str) -> sa.Select[Any]:
    """Count, up to ``limit``, the meetings that have the words of ``match`` in the scope."""
    found = found_numbers("match", scope, dialect).limit(sa.bindparam("limit", type_=sa.Integer)).subquery()
    return sa.select(sa.func.count()).select_from(found)


def _descends(sort: Sort) -> bool:
    return sort.startswith("-") or sort is Sort.RELEVANCE


def _parts(
    shape: Shape, *, of_rows: bool = False
) -> tuple[sa.FromClause, tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]], list[sa.ColumnElement[bool]]]:
    """Return what is read, the keys of the order, and the conditions."""
    by_day = shape.sort in {Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE}
    source: sa.FromClause
    if shape.facets and by_day and not any(search.rare for search in shape.searches):
        first = _facets.alias("facet_0")
        source = first.join(_meetings, _meetings.c.id == first.c.meeting_id)
        day, own_id, probed = first.c.sort_day, first.c.meeting_id, 1
        conditions = [first.c.facet == sa.bindparam("facet_0")]
    else:
        source, day, own_id, probed, conditions = _meetings, _meetings.c.sort_day, _meetings.c.id, 0, []
    for n in range(probed, shape.facets):
        conditions.append(_has_facet(n, day, own_id))
    for n in range(shape.any_of):
        group: sa.BindParameter[Any] = sa.bindparam(f"any_of_{n}", expanding=True)
        conditions.append(own_id.in_(sa.select(_facets.c.meeting_id).where(_facets.c.facet.in_(group))))
    if shape.searches:
        source = source.join(_cards, _cards.c.meeting_id == own_id)
        for search in shape.searches:
            conditions += _search_conditions(search)
    conditions += _row_conditions(shape, day)
    if not shape.tombstones:
        # There are few: where no row is read, they are looked up in a small set. SQLite makes that set anew for each
        # statement, which takes a page of twenty as long as a tenth of its rows.
        conditions.append(sa.not_(_meetings.c.deleted) if of_rows else own_id.not_in(_TOMBSTONES))
    if shape.impossible:
        conditions.append(sa.false())
    if by_day:
        return source, (day, own_id), conditions
    return source, (_meetings.c[shape.sort.lstrip("-")], own_id), conditions


def _has_facet(n: int, day: sa.ColumnElement[Any], own_id: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    other = _facets.alias(f"facet_{n}")
    same = (other.c.facet == sa.bindparam(f"facet_{n}"), other.c.sort_day == day, other.c.meeting_id == own_id)
    return sa.exists().where(*same)


def _row_conditions(shape: Shape, day: sa.ColumnElement[Any]) -> list[sa.ColumnElement[bool]]:
    columns = _meetings.c
    conditions: list[sa.ColumnElement[bool]] = []
    if shape.dated is not None:
        conditions.append(day > "" if shape.dated else day == "")
    if shape.from_day:
        conditions += [day >= sa.bindparam("reach_back"), columns.last_day >= sa.bindparam("from_day")]
    if shape.to_day:
        conditions += [day > "", day <= sa.bindparam("to_day")]
    if shape.parent_id:
        conditions.append(columns.parent_id == sa.bindparam("parent_id", type_=_ID))
    if not shape.side_meetings:
        # `IS NULL` in a form that no planner answers from the index of parents: most meetings have none.
        conditions.append(sa.func.coalesce(columns.parent_id, columns.id) == columns.id)
    if shape.background is not None:
        conditions.append(columns.background == (sa.true() if shape.background else sa.false()))
    for asked, name in ((shape.modified_since, "modified"), (shape.created_since, "created")):
        if asked:
            column = columns[f"{name}_at"]
            conditions.append(column >= sa.bindparam(f"{name}_since", type_=column.type))
    return conditions


def _search_conditions(search: Search) -> list[sa.ColumnElement[bool]]:
    """Look words up in the index when few meetings have them, else in the card of each meeting that is passed.

    An index gives all its matches at once and unordered: of a frequent word that is slower than to walk the list until
    the page is full.
    """
    conditions: list[sa.ColumnElement[bool]]
    if search.rare:
        conditions = [_cards.c.number.in_(found_numbers(f"{search.name}_match", search.scope, search.dialect))]
    else:
        conditions = [_stands(search, n, search.scope) for n in range(search.words)]
    if search.beyond is not None:
        conditions.append(sa.not_(sa.and_(*(_stands(search, n, search.beyond) for n in range(search.words)))))
    return conditions


def found_numbers(name: str, scope: Scope, dialect: str) -> sa.Select[Any]:
    """Select the numbers of the cards that the database's full-text search finds."""
    if dialect == "sqlite":
        return sa.select(_fts5.c.rowid).where(_fts5.c.meeting_fulltext.match(sa.bindparam(name)))
    query = sa.cast(sa.bindparam(name), postgresql.TSQUERY)
    if scope is not Scope.NAMED:
        return sa.select(_vectors.c.number).where(_vectors.c[scope.value].bool_op("@@")(query))
    named = _vectors.c.title.op("||")(_vectors.c.parties)  # has no index: the one of everything narrows it
    return sa.select(_vectors.c.number).where(
        _vectors.c.everything.bool_op("@@")(query), named.bool_op("@@", precedence=4)(query)
    )


def _stands(search: Search, n: int, scope: Scope) -> sa.ColumnElement[bool]:
    word: sa.BindParameter[Any] = sa.bindparam(f"{search.name}_{n}")
    return sa.or_(*(_cards.c[column].like(word) for column in _COLUMNS[scope]))
