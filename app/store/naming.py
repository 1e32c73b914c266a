"""The states, bodies and people that meetings name: one row each, whoever names them first and however often."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col

from app.gazetteer.lookup import body_named, country
from app.store.rows import MeetingRows
from app.store.tables import (
    CountryRow,
    MeetingRow,
    OrganizationRow,
    OrganizationWordRow,
    ParticipantRow,
    PersonRow,
    PersonWordRow,
)


def save_named(connection: sa.Connection, meetings: Sequence[MeetingRows]) -> None:
    """Make the rows that the meetings refer to.

    What the gazetteer knows has its names from there. Of several spellings of another name the last by code point is
    kept (``João`` over ``JOAO``), so that the order in which articles come does not matter.
    """
    parties: list[MeetingRow | ParticipantRow] = [rows.meeting for rows in meetings]
    parties.extend(participant for rows in meetings for participant in rows.participants)
    people = {(row.person_id, row.name) for rows in meetings for row in rows.participants if row.name is not None}
    codes = {row.country for row in parties if row.country is not None}
    bodies = {row.organization: row.organization_id for row in parties if row.organization is not None}
    known = {name: body for name in bodies if (body := body_named(name))}
    _save(connection, CountryRow, [{"code": code, "name": _state_name(code)} for code in codes], sure=True)
    _save(connection, PersonRow, [{"id": person, "name": name} for person, name in people])
    _save(
        connection,
        OrganizationRow,
        [
            {"id": bodies[name], "name": body.name, "acronym": body.acronyms[0] if body.acronyms else None}
            for name, body in known.items()
        ],
        sure=True,
    )
    _save(connection, OrganizationRow, [{"id": bodies[name], "name": name} for name in bodies if name not in known])


def forget_unnamed(connection: sa.Connection, named_before: Collection[uuid.UUID]) -> None:
    """Remove the people and bodies among these, and the states, that nothing names any longer."""
    person, body, state = col(PersonRow.id), col(OrganizationRow.id), col(CountryRow.code)
    takes_part = sa.exists().where(col(ParticipantRow.person_id) == person)
    connection.execute(sa.delete(PersonRow).where(person.in_(named_before), ~takes_part))
    is_represented = sa.exists().where(col(ParticipantRow.organization_id) == body)
    meets = sa.exists().where(col(MeetingRow.organization_id) == body)
    connection.execute(sa.delete(OrganizationRow).where(body.in_(named_before), ~is_represented, ~meets))
    for words, owner, of in (
        (PersonWordRow, col(PersonWordRow.person_id), person),
        (OrganizationWordRow, col(OrganizationWordRow.organization_id), body),
    ):  # nothing cascades while a schema is being changed
        connection.execute(sa.delete(words).where(owner.in_(named_before), owner.not_in(sa.select(of))))
    sends = sa.exists().where(col(ParticipantRow.country) == state)
    receives = sa.exists().where(col(MeetingRow.country) == state)
    connection.execute(sa.delete(CountryRow).where(~sends, ~receives))  # there are few: no need to say which


def _state_name(code: str) -> str:
    state = country(code)
    return state.name if state else code


def _save(connection: sa.Connection, table: type[SQLModel], rows: list[dict[str, Any]], *, sure: bool = False) -> None:
    if not rows:
        return
    insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    columns = sa.inspect(table).columns
    keys = [column.name for column in sa.inspect(table).primary_key]
    new = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    differs = sa.or_(*(value.is_distinct_from(columns[name]) for name, value in new.items()))
    replaces = differs if sure else new["name"] > columns["name"]
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=new, where=replaces), rows)
