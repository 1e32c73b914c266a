"""``/meetings``: the records themselves."""

import uuid
from enum import StrEnum
from typing import Annotated

import orjson
from fastapi import APIRouter, Path, Query, Request, Response

from app.api.answers import (
    ListAnswer,
    ListedAgendaItemAnswer,
    ListedParticipantAnswer,
    MeetingAnswer,
    document_answer,
    list_answer,
    packed,
    record_answer,
)
from app.api.parameters import Cursor, Limit, keys_of
from app.api.problems import NOT_FOUND, missing
from app.api.store import Connection
from app.store import queries

router = APIRouter(tags=["meetings"])


class Extra(StrEnum):
    """What a meeting can be given with."""

    EVIDENCE = "evidence"


Include = Annotated[
    Extra | None,
    Query(description="`evidence` adds the words of the article behind every value.", examples=["evidence"]),
]
MeetingId = Annotated[
    uuid.UUID, Path(description="The meeting's id.", examples=["8a6e0804-2bd0-5672-b79d-d97027f9071a"])
]


@router.get("/meetings", response_model=ListAnswer[MeetingAnswer], summary="List meetings")
def list_meetings(
    request: Request, connection: Connection, limit: Limit = 20, cursor: Cursor = None, include: Include = None
) -> Response:
    """Return meetings with their participants and agenda items, the latest day first.

    Meetings without a date come last; meetings of the same day are ordered by id. Follow `next` to the end for all of
    them: none is lost or repeated while others are being added.
    """
    listing = queries.meetings()
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    if include is Extra.EVIDENCE:
        evidence = queries.evidence_of(connection, [row["id"] for row in page.rows])
        records = [orjson.dumps(orjson.loads(row["document"]) | {"evidence": evidence[row["id"]]}) for row in page.rows]
    else:
        records = [row["document"].encode() for row in page.rows]
    return list_answer(request, records, page.last)


@router.get("/meetings/{meeting_id}", response_model=MeetingAnswer, responses=NOT_FOUND, summary="Read one meeting")
def read_meeting(meeting_id: MeetingId, connection: Connection, include: Include = None) -> Response:
    """Return one meeting with its participants and agenda items, on demand with the words behind every value."""
    document = queries.meeting_document(connection, meeting_id)
    if document is None:
        missing("meeting", meeting_id, "/meetings")
    if include is Extra.EVIDENCE:
        evidence = queries.evidence_of(connection, [meeting_id])[meeting_id]
        return record_answer(orjson.loads(document) | {"evidence": evidence})
    return document_answer(document)


@router.get(
    "/meetings/{meeting_id}/participants",
    response_model=ListAnswer[ListedParticipantAnswer],
    responses=NOT_FOUND,
    summary="List a meeting's participants",
)
def list_meeting_participants(
    request: Request, meeting_id: MeetingId, connection: Connection, limit: Limit = 200, cursor: Cursor = None
) -> Response:
    """Return who takes part in one meeting, in the order of the record."""
    _must_exist(connection, meeting_id)
    listing = queries.participants(meeting_id)
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    return list_answer(request, map(packed, page.rows), page.last)


@router.get(
    "/meetings/{meeting_id}/agenda-items",
    response_model=ListAnswer[ListedAgendaItemAnswer],
    responses=NOT_FOUND,
    summary="List a meeting's agenda items",
)
def list_meeting_agenda_items(
    request: Request, meeting_id: MeetingId, connection: Connection, limit: Limit = 200, cursor: Cursor = None
) -> Response:
    """Return the topics, documents and decisions of one meeting, in the order of the record."""
    _must_exist(connection, meeting_id)
    listing = queries.agenda_items(meeting_id)
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    return list_answer(request, map(packed, page.rows), page.last)


def _must_exist(connection: Connection, meeting_id: uuid.UUID) -> None:
    if queries.meeting_document(connection, meeting_id) is None:
        missing("meeting", meeting_id, "/meetings")
