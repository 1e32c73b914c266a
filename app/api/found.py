"""Finding the meeting that a path names, or saying what became of it."""

import uuid
from typing import NoReturn

import sqlalchemy as sa
from fastapi import Request
from starlette.exceptions import HTTPException

from app.api.cursors import origin
from app.api.problems import GONE, MOVED, NOT_FOUND, MovedError, missing
from app.store import queries
from app.store.history import Fate, fate_of
from app.store.queries import MeetingDocument

NOT_HERE = NOT_FOUND | MOVED | GONE
"""What a path that names a meeting may answer instead of it."""


def meeting_named(request: Request, connection: sa.Connection, meeting_id: uuid.UUID) -> MeetingDocument:
    """Return the meeting of this id. Answers 404, 308 to the one that it became a part of, or 410."""
    one = queries.meeting_document(connection, meeting_id)
    if one is None or one.deleted:
        say_what_became_of(request, connection, meeting_id)
    return one


def say_what_became_of(request: Request, connection: sa.Connection, meeting_id: uuid.UUID) -> NoReturn:
    """Answer what became of a meeting that is not to be read now."""
    fate = fate_of(connection, meeting_id)
    if fate is None:
        missing("meeting", meeting_id, "/meetings")
    gone_or_moved(request, meeting_id, fate)


def gone_or_moved(request: Request, meeting_id: uuid.UUID, fate: Fate) -> NoReturn:
    """Answer what became of a meeting that is not to be read."""
    if fate.into_id is not None:
        path = request.url.path.replace(str(meeting_id), str(fate.into_id), 1)
        query = f"?{request.url.query}" if request.url.query else ""
        raise MovedError(f"{origin(request)}{path}{query}")
    when = "" if fate.at is None else f" on {fate.at:%Y-%m-%dT%H:%M:%SZ} by {fate.by}"
    raise HTTPException(
        410,
        f"The meeting {meeting_id} was {fate.what}{when}. /meetings/{meeting_id}/revisions tells what it said",
    )
