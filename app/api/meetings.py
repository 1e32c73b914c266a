"""``/meetings``: the records themselves."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from fastapi import Request, Response

from app.api import cursors
from app.api.answers import json_answer, list_answer, packed
from app.api.found import NOT_HERE, gone_or_moved, meeting_named, say_what_became_of
from app.api.meeting_parameters import EXTRAS, INCLUDE, LIST, field_choice, question_of, with_tombstones
from app.api.models import (
    ListAnswer,
    ListedAgendaItemAnswer,
    ListedParticipantAnswer,
    MeetingAnswer,
    SelectedMeetingAnswer,
    TombstoneAnswer,
)
from app.api.parameters import CURSOR, LIMIT, given, identifier, moment, takes
from app.api.problems import conflict, missing
from app.api.routes import Operation, Resource
from app.api.store import ask
from app.store import queries
from app.store.history import state_at
from app.store.meeting_filter import Sort
from app.store.meeting_pages import meeting_count, meeting_page, phases_of

router = Resource("meetings", route_class=Operation)

_FIELDS = field_choice(tuple(name for name in MeetingAnswer.model_fields if name not in EXTRAS))
_ID = identifier("meeting_id", "The meeting's id.", in_path=True)
_MANY = (*LIST, _FIELDS)
_AS_OF = moment("as_of", "What the record said at this moment.", "2030-01-01T00:00:00Z")
_ONE = (_ID, INCLUDE, _FIELDS, _AS_OF)
_PART = (_ID, LIMIT, CURSOR)


@router.get(
    "/meetings",
    response_model=ListAnswer[MeetingAnswer | TombstoneAnswer] | ListAnswer[SelectedMeetingAnswer],
    summary="List meetings",
    **takes(_MANY),
)
async def list_meetings(request: Request) -> Response:
    """Return meetings with their participants and agenda items, the latest day first.

    All filters can be combined: what is returned fits every one. Meetings without a date come last; meetings of the
    same day are ordered by id. Follow `next` to the end for all of them: none is lost or repeated while others are
    being added. Meetings that an article only mentions in passing are among them; `background=false` leaves them out.
    """
    asked = given(request, _MANY)
    question = with_tombstones(question_of(asked))
    after = cursors.keys_of(request, asked.get("cursor"), (int, _kind_of(question.sort), uuid.UUID))
    limit, include = asked.get("limit", 20), asked.get("include", frozenset())

    def answer(connection: sa.Connection) -> Response:
        if include or asked.get("count") or phases_of(question.sort) > 1:
            connection.begin()  # several statements that must agree
        page = meeting_page(connection, question, after, limit)
        records = shown(connection, page.ids if include else (), page.documents, include, asked.get("fields"))
        count = meeting_count(connection, question.filter) if asked.get("count") else None
        # What is included changes without the record.
        revision = None if include else page.revision
        return list_answer(cursors.next_url(request, page.last), records, count, revision)

    searches = (
        question.filter.q or question.filter.topic
    )  # the full-text index counts no steps: a budget cannot stop it
    return await ask(request, answer, quick=not searches and not asked.get("count"))


@router.get(
    "/meetings/{meeting_id}",
    response_model=MeetingAnswer | SelectedMeetingAnswer,
    responses=NOT_HERE,
    summary="Read one meeting",
    **takes(_ONE),
)
async def read_meeting(request: Request) -> Response:
    """Return one meeting with its participants and agenda items, on demand with the words behind every value."""
    asked = given(request, _ONE)
    meeting_id = asked["meeting_id"]
    if "as_of" in asked and "include" in asked:
        conflict("include", "adds what is known now, and `as_of` asks for what was said then; give one of the two")

    def answer(connection: sa.Connection) -> Response:
        include, fields = asked.get("include", ()), asked.get("fields")
        if "as_of" in asked:
            document = _document_at(request, connection, meeting_id, asked["as_of"])
            return json_answer(shown(connection, (), [document.encode()], (), fields)[0])
        one = meeting_named(request, connection, meeting_id)
        # What is included has moments of its own: the record's says nothing of them.
        return json_answer(
            shown(connection, [meeting_id], [one.document.encode()], include, fields)[0],
            None if include else one.modified_at,
        )

    return await ask(request, answer, quick=True)


@router.get(
    "/meetings/{meeting_id}/participants",
    response_model=ListAnswer[ListedParticipantAnswer],
    responses=NOT_HERE,
    summary="List a meeting's participants",
    **takes(_PART),
)
async def list_meeting_participants(request: Request) -> Response:
    """Return who takes part in one meeting, in the order of the record."""
    asked = given(request, _PART)
    return await _part(request, asked, queries.participants(asked["meeting_id"]))


@router.get(
    "/meetings/{meeting_id}/agenda-items",
    response_model=ListAnswer[ListedAgendaItemAnswer],
    responses=NOT_HERE,
    summary="List a meeting's agenda items",
    **takes(_PART),
)
async def list_meeting_agenda_items(request: Request) -> Response:
    """Return the topics, documents and decisions of one meeting, in the order of the record."""
    asked = given(request, _PART)
    return await _part(request, asked, queries.agenda_items(asked["meeting_id"]))


async def _part(request: Request, asked: dict[str, Any], listing: queries.Listing) -> Response:
    after = cursors.keys_of(request, asked.get("cursor"), listing.kinds)

    def answer(connection: sa.Connection) -> Response:
        meeting_named(request, connection, asked["meeting_id"])
        page = listing.page(connection, after, asked.get("limit", 20))
        return list_answer(cursors.next_url(request, page.last), map(packed, page.rows))

    return await ask(request, answer, quick=True)


def _document_at(request: Request, connection: sa.Connection, meeting_id: uuid.UUID, moment: dt.datetime) -> str:
    state = state_at(connection, meeting_id, moment)
    if state is None:
        if queries.meeting_document(connection, meeting_id) is None:
            say_what_became_of(request, connection, meeting_id)
        missing("meeting", f"{meeting_id} as of {moment.isoformat()}", f"/meetings/{meeting_id}/revisions")
    if state.document is None:
        gone_or_moved(request, meeting_id, state.fate)
    return state.document


def _kind_of(sort: Sort) -> type:
    return dt.datetime if sort.endswith("_at") else str


def shown(
    connection: sa.Connection,
    ids: Sequence[uuid.UUID],
    documents: Sequence[bytes],
    include: Collection[str],
    fields: Collection[str] | None,
) -> list[bytes]:
    """Return the stored documents with what is to be added to them, and without the fields that nobody asked for."""
    records = list(documents)
    if fields is not None:
        wanted = {"id", "deleted", *fields}
        records = [
            orjson.dumps({name: value for name, value in orjson.loads(record).items() if name in wanted})
            for record in records
        ]
    if "evidence" in include:
        records = _with(records, ids, "evidence", queries.evidence_of(connection, ids))
    if "claims" in include:
        records = _with(records, ids, "claims", queries.claims_of(connection, ids))
    if "articles" in include:
        records = _with(records, ids, "articles", queries.articles_of(connection, ids))
    if "side_meetings" in include:
        children = queries.side_meetings_of(connection, ids)
        fragments = {each: [orjson.Fragment(document) for document in children[each]] for each in ids}
        records = _with(records, ids, "side_meetings", fragments)
    return records


def _with(
    records: Sequence[bytes], ids: Sequence[uuid.UUID], name: str, extras: dict[uuid.UUID, list[Any]]
) -> list[bytes]:
    """Add a key to the end of each record, which is not parsed for it."""
    return [
        b'%b,"%b":%b}' % (record[:-1], name.encode(), orjson.dumps(extras[each], option=orjson.OPT_UTC_Z))
        for each, record in zip(ids, records, strict=True)
    ]
