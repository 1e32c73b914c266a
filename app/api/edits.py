"""An edit of a record: by whom, sure that the editor has seen what is changed, and in one transaction."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, Header, Request, Response

from app.api.access import WRITE_ANSWERS, requires
from app.api.answers import json_answer, tag_of
from app.api.found import NOT_HERE, meeting_named
from app.api.parameters import given, identifier
from app.api.problems import BODY_ANSWERS, PRECONDITION, precondition_failed
from app.api.tags import is_current
from app.store import editing, queries
from app.store.engine import moment, write_transaction
from app.store.keys import Key, Scope
from app.store.queries import MeetingDocument
from app.store.revisions import Change

EDIT_ANSWERS = {**NOT_HERE, **BODY_ANSWERS, **PRECONDITION, **WRITE_ANSWERS}
"""What an edit can be answered with, beside success."""

Editor = Annotated[Key, Depends(requires(Scope.EDIT))]
IfMatch = Annotated[
    str | None,
    Header(
        description="The `ETag` that `GET /meetings/{meeting_id}` gave, without `include`, `fields` or `as_of`. When "
        "the record has changed since, nothing is written and the answer is 412.",
        examples=["*"],
    ),
]
MERGE_PATCH = "application/merge-patch+json"
MEETING_ID = identifier("meeting_id", "The meeting's id.", in_path=True)


@dataclass(frozen=True, slots=True)
class Edit:
    """A record that is being edited: in whose transaction, as it was, and by whom."""

    connection: sa.Connection
    record_id: uuid.UUID
    was: MeetingDocument
    change: Change


@contextmanager
def editing_record(
    request: Request,
    key: Key,
    if_match: str | None,
    *more: Any,  # noqa: ANN401 - parameters
) -> Iterator[tuple[Edit, dict[str, Any]]]:
    """Give the record that the path names, in a write transaction, once it is sure that the editor has seen it."""
    asked = given(request, (MEETING_ID, *more))
    engine: sa.Engine = request.app.state.engine
    with write_transaction(engine) as connection:
        was = meeting_named(request, connection, asked["meeting_id"])
        tag = tag_of(was.document.encode()).encode()
        if if_match is not None and not is_current(tag, if_match.encode("latin-1")):
            precondition_failed(asked["meeting_id"])
        change = Change(moment(), key.name, corrects=True)
        yield Edit(connection, asked["meeting_id"], was, change), asked


def record_now(connection: sa.Connection, record_id: uuid.UUID, status: int = 200) -> Response:
    """Return the record as it is now, wherever it went."""
    (own,) = editing.records_of(connection, [record_id])
    now = queries.meeting_document(connection, own)
    assert now is not None  # noqa: S101 - every report is a part of a record; this tells the type checker
    answer = json_answer(now.document.encode(), now.modified_at)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
