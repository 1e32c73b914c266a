"""The catalogue: a card for each meeting, of the words and facets that it is found by.

Whoever changes a meeting's rows or reports, the publisher of an article or the names of what is referred to writes the
card anew, in the same transaction.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col

from app.spelling import keys_of
from app.store.tables import (
    AgendaItemRow,
    ArticleRow,
    CountryRow,
    MeetingCardRow,
    MeetingRow,
    OrganizationRow,
    OrganizationWordRow,
    ParticipantRow,
    PersonWordRow,
    ReportRow,
)

_AT_ONCE = 500
_LONGEST_ROLE = 6  # words of a role whose phrases are facets

Row = sa.RowMapping


def catalogue(connection: sa.Connection, meeting_ids: Collection[uuid.UUID]) -> None:
    """Write the cards of these meetings anew, from their rows."""
    wanted = list(meeting_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        meetings, participants, items, published = (
            connection.execute(query.where(key.in_(some))).mappings().all()
            for query, key in (_MEETINGS, _PARTICIPANTS, _ITEMS, _PUBLISHERS)
        )
        parties_of: dict[uuid.UUID, list[Row]] = defaultdict(list)
        for row in participants:
            parties_of[row["meeting_id"]].append(row)
        agenda_of: dict[uuid.UUID, list[str]] = defaultdict(list)
        for row in items:
            agenda_of[row["meeting_id"]].append(row["text"])
        publishers_of: dict[uuid.UUID, list[str]] = defaultdict(list)
        for row in published:
            publishers_of[row["record_id"]].append(row["publisher"])
        connection.execute(sa.delete(MeetingCardRow).where(col(MeetingCardRow.meeting_id).in_(some)))
        cards = [_card(row, parties_of[row["id"]], agenda_of[row["id"]], publishers_of[row["id"]]) for row in meetings]
        if cards:
            connection.execute(sa.insert(MeetingCardRow), cards)
        people = ((row["person_id"], row["name"]) for row in participants if row["person_id"])
        _add_words(connection, PersonWordRow, "person_id", people)
        bodies = (
            (row["organization_id"], name)
            for row in (*meetings, *participants)
            if row["organization_id"]
            for name in (row["organization"], row["body"], row["acronym"])
            if name
        )
        _add_words(connection, OrganizationWordRow, "organization_id", bodies)


def catalogue_missing(connection: sa.Connection) -> None:
    """Write a card for every meeting that has none, as after the migration that brought the catalogue."""
    has_card = sa.exists().where(col(MeetingCardRow.meeting_id) == col(MeetingRow.id))
    catalogue(connection, connection.scalars(sa.select(col(MeetingRow.id)).where(~has_card)).all())


_STATE = (CountryRow, col(CountryRow.code))
_BODY = (OrganizationRow, col(OrganizationRow.id))
_MEETINGS = (
    sa.select(
        *(col(getattr(MeetingRow, name)) for name in ("id", "title", "kind", "status", "first_day", "last_day")),
        *(col(getattr(MeetingRow, name)) for name in ("sort_day", "city", "country", "organization")),
        col(MeetingRow.organization_id),
        col(CountryRow.name).label("state"),
        col(OrganizationRow.name).label("body"),
        col(OrganizationRow.acronym),
    )
    .outerjoin(_STATE[0], _STATE[1] == col(MeetingRow.country))
    .outerjoin(_BODY[0], _BODY[1] == col(MeetingRow.organization_id)),
    col(MeetingRow.id),
)
_PARTICIPANTS = (
    sa.select(
        *(col(getattr(ParticipantRow, name)) for name in ("meeting_id", "name", "role", "country", "organization")),
        *(col(getattr(ParticipantRow, name)) for name in ("capacity", "person_id", "organization_id")),
        col(CountryRow.name).label("state"),
        col(OrganizationRow.name).label("body"),
        col(OrganizationRow.acronym),
    )
    .outerjoin(_STATE[0], _STATE[1] == col(ParticipantRow.country))
    .outerjoin(_BODY[0], _BODY[1] == col(ParticipantRow.organization_id)),
    col(ParticipantRow.meeting_id),
)
_PUBLISHERS = (
    sa.select(col(ReportRow.record_id), col(ArticleRow.publisher))
    .join(ArticleRow, col(ArticleRow.id) == col(ReportRow.article_id))
    .where(col(ArticleRow.publisher).is_not(None))
    .distinct(),
    col(ReportRow.record_id),
)
_ITEMS = (sa.select(col(AgendaItemRow.meeting_id), col(AgendaItemRow.text)), col(AgendaItemRow.meeting_id))


def _card(meeting: Row, participants: list[Row], agenda: list[str], publishers: list[str]) -> dict[str, Any]:
    titles = [meeting[name] for name in ("title", "organization", "body", "acronym", "city", "state")]
    names = ("name", "role", "state", "organization", "body", "acronym")
    return {
        "meeting_id": meeting["id"],
        "sort_day": meeting["sort_day"],
        "title": _words(titles),
        "parties": _words(row[name] for row in participants for name in names),
        "agenda": _words(agenda),
        "facets": orjson.dumps(sorted(set(_facets(meeting, participants, publishers)))).decode(),
    }


def _words(texts: Iterable[str | None]) -> str:
    """Return the different words of the texts, each between two spaces: a whole word is found as a substring."""
    words = dict.fromkeys(word for text in texts if text for word in keys_of(text))
    return f" {' '.join(words)} "


def phrase(text: str) -> str:
    """Return a text as facets hold it."""
    return " ".join(keys_of(text))


def _facets(meeting: Row, participants: list[Row], publishers: list[str]) -> Iterator[str]:
    yield f"kind:{meeting['kind']}"
    yield f"status:{meeting['status']}"
    if meeting["city"]:
        yield f"city:{phrase(meeting['city'])}"
    for publisher in publishers:
        yield f"publisher:{phrase(publisher)}"
    if meeting["country"]:
        yield f"place:{meeting['country']}"
    if meeting["first_day"] and meeting["first_day"][:4] != meeting["last_day"][:4]:
        # Lets a search by dates know how far before its first day a meeting may begin that reaches into it.
        yield f"years:{int(meeting['last_day'][:4]) - int(meeting['first_day'][:4]):04}"
    for row in (meeting, *participants):
        if row["organization_id"]:
            yield f"organization:{row['organization_id'].hex}"
    for row in participants:
        yield f"capacity:{row['capacity']}"
        if row["country"]:
            yield f"country:{row['country']}"
        if row["person_id"]:
            yield f"person:{row['person_id'].hex}"
        words = keys_of(row["role"] or "")[:_LONGEST_ROLE]
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                yield f"role:{' '.join(words[start:end])}"


def _add_words(
    connection: sa.Connection, table: type[SQLModel], key: str, names: Iterable[tuple[uuid.UUID, str]]
) -> None:
    rows = [{"word": word, key: owner} for owner, word in {(o, w) for o, name in names for w in keys_of(name)}]
    if rows:
        insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
        connection.execute(insert.on_conflict_do_nothing(), rows)
