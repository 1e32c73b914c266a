"""What meetings are asked for, and its translation into the facets and words of the catalogue.

Named tuples: every page makes one of each, and a frozen dataclass of twenty fields takes five times as long to make.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa

from app.errors import MeetingRecordsError
from app.spelling import keys_of
from app.store.catalogue import phrase
from app.store.tables import metadata

_MOST_NAMED = 200

_facets = metadata.tables["facets"].c


class Sort(StrEnum):
    """The orders in which meetings can be listed. Within one day, moment or rank the id decides."""

    NEWEST = "-start_date"
    OLDEST = "start_date"
    CREATED = "created_at"
    LAST_CREATED = "-created_at"
    MODIFIED = "modified_at"
    LAST_MODIFIED = "-modified_at"
    RELEVANCE = "relevance"


class TooManyNamedError(MeetingRecordsError):
    """A name that more people or bodies share than a search can tell apart; ``where`` is the parameter."""


class MeetingFilter(NamedTuple):
    """What meetings are asked for: all that is said must hold. What is said several times must hold each time."""

    q: str = ""
    participant: tuple[str, ...] = ()  # names or person ids
    country: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()  # names, acronyms or organization ids
    capacity: tuple[str, ...] = ()
    place_country: str | None = None
    city: str | None = None
    kind: str | None = None
    status: str | None = None
    topic: str = ""
    publisher: str | None = None
    from_day: str | None = None  # ISO 8601 days; a meeting counts when it may lie between them, both included
    to_day: str | None = None
    parent_id: uuid.UUID | None = None
    side_meetings: bool = True
    background: bool | None = None  # mentioned in passing, or not; None is both
    modified_since: datetime | None = None
    created_since: datetime | None = None
    tombstones: bool = False  # records that were set aside are among them, as long as they fitted before


class Terms(NamedTuple):
    """A filter in the terms of the catalogue."""

    facets: tuple[str, ...] = ()  # every one holds
    any_of: tuple[tuple[str, ...], ...] = ()  # of each group, one holds
    words: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    from_day: str | None = None
    reach_back: str | None = None  # no meeting that begins before this day reaches from_day
    to_day: str | None = None
    parent_id: uuid.UUID | None = None
    side_meetings: bool = True
    background: bool | None = None
    modified_since: datetime | None = None
    created_since: datetime | None = None
    tombstones: bool = False
    impossible: bool = False  # it names somebody whom no meeting names


def terms_of(connection: sa.Connection, asked: MeetingFilter) -> Terms:
    """Translate a filter. Raises ``TooManyNamedError`` for a name that is too common to mean anybody."""
    # The rarest first: what is read is the first facet's index, the others are looked up for each of its rows.
    groups = [
        *(_named(connection, "participant", "person", name) for name in asked.participant),
        *(_named(connection, "organization", "organization", name) for name in asked.organization),
    ]
    facets = [group[0] for group in groups if len(group) == 1]
    texts = (("city", asked.city), ("publisher", asked.publisher), *(("role", role) for role in asked.role))
    facets += [f"{name}:{phrase(text)}" for name, text in texts if text is not None]
    facets += [f"country:{code}" for code in asked.country]
    codes = (("place", asked.place_country), ("kind", asked.kind), ("status", asked.status))
    facets += [f"{name}:{code}" for name, code in codes if code is not None]
    facets += [f"capacity:{capacity}" for capacity in asked.capacity]
    words, topic = _words(asked.q), _words(asked.topic)
    wordless = (asked.q and not words) or (asked.topic and not topic)  # as in: "—"
    return Terms(
        facets=tuple(dict.fromkeys(facets)),
        any_of=tuple(group for group in groups if len(group) > 1),
        words=words,
        topic=topic,
        from_day=asked.from_day,
        reach_back=_reach_back(connection, asked.from_day) if asked.from_day else None,
        to_day=asked.to_day,
        parent_id=asked.parent_id,
        side_meetings=asked.side_meetings,
        background=asked.background,
        modified_since=asked.modified_since,
        created_since=asked.created_since,
        tombstones=asked.tombstones,
        impossible=bool(wordless) or any(not group for group in groups),
    )


def _words(text: str) -> tuple[str, ...]:
    """Return the words to look for, each once; most questions have none, and are not to wait for it."""
    return tuple(dict.fromkeys(keys_of(text))) if text else ()


def _named(connection: sa.Connection, parameter: str, kind: str, name: str) -> tuple[str, ...]:
    """Return the facets of the people or bodies that an id or a name may mean."""
    try:
        return (f"{kind}:{uuid.UUID(name).hex}",)
    except ValueError:
        found = bodies_named(connection, name) if kind == "organization" else people_named(connection, name)
    if len(found) > _MOST_NAMED:
        problem = f"{name!r} is part of more than {_MOST_NAMED} names"
        raise TooManyNamedError(parameter, problem, "Give more of the name, or an id")
    return tuple(f"{kind}:{each.hex}" for each in found)


def people_named(connection: sa.Connection, name: str) -> list[uuid.UUID]:
    """Return the people whose names have all these words, however they are spelled; at most one more than is useful."""
    return _owners(connection, "person", keys_of(name))


def bodies_named(connection: sa.Connection, name: str) -> list[uuid.UUID]:
    """Return the bodies with exactly this name or acronym, or else those whose names have all its words."""
    words = keys_of(name)
    owners = _owners(connection, "organization", words)
    table = metadata.tables["organizations"]
    query = sa.select(table.c.id, table.c.name, table.c.acronym).where(table.c.id.in_(owners))
    rows = connection.execute(query).all()
    exact = [row.id for row in rows if words in (keys_of(row.name), keys_of(row.acronym or ""))]
    return exact or owners


def _owners(connection: sa.Connection, kind: str, words: Iterable[str]) -> list[uuid.UUID]:
    table = metadata.tables[f"{kind}_words"]
    owner = table.c[f"{kind}_id"]
    wanted = list(dict.fromkeys(words))
    query = (
        sa.select(owner)
        .where(table.c.word.in_(wanted))
        .group_by(owner)
        .having(sa.func.count() == len(wanted))
        .order_by(owner)
        .limit(_MOST_NAMED + 1)
    )
    return list(connection.scalars(query)) if wanted else []


def _reach_back(connection: sa.Connection, from_day: str) -> str:
    """Return a day before which no meeting begins that may reach ``from_day``: the longest span of years decides."""
    query = sa.select(sa.func.max(_facets.facet)).where(_facets.facet >= "years:", _facets.facet < "years;")
    longest = connection.scalar(query)
    years = int(longest.partition(":")[2]) if longest else 0
    return f"{max(int(from_day[:4]) - years, 0):04}-01-01"
