"""``/changes`` and a meeting's revisions: what changed, when, through whom, and what was said before and after."""

from collections.abc import Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from fastapi import Request, Response

from app.api import cursors
from app.api.answers import list_answer, packed
from app.api.models import ChangeAnswer, ListAnswer, RevisionAnswer
from app.api.parameters import CURSOR, LIMIT, given, identifier, moment, takes
from app.api.problems import NOT_FOUND, missing
from app.api.routes import Operation, Resource
from app.api.store import ask
from app.store.history import changes, fate_of, revisions_of
from app.store.queries import Listing

router = Resource("history", route_class=Operation)

_CHANGES = (
    moment("since", "Changes at this moment or later; all that there are unless given.", "2015-01-01T00:00:00Z"),
    LIMIT,
    CURSOR,
)
_REVISIONS = (identifier("meeting_id", "The meeting's id.", in_path=True), LIMIT, CURSOR)


@router.get("/changes", response_model=ListAnswer[ChangeAnswer], summary="List changes", **takes(_CHANGES))
async def list_changes(request: Request) -> Response:
    """Return every change of every record in the order in which they were made, with what the record said after it.

    Whoever follows `next` to the end and later asks for `since`, the latest `at` that they saw, misses nothing: new
    records, changed ones, those that were deleted or restored, merged into others (`merged_into`), split off again, and
    those that their article, read anew, no longer reports (`withdrawn`).
    """
    asked = given(request, _CHANGES)
    return await _answer(request, asked, changes(asked.get("since")), _change)


@router.get(
    "/meetings/{meeting_id}/revisions",
    response_model=ListAnswer[RevisionAnswer],
    responses=NOT_FOUND,
    summary="List a meeting's revisions",
    **takes(_REVISIONS),
)
async def list_revisions(request: Request) -> Response:
    """Return every change of one record, the first one first, with what it said before and after.

    A record that is gone, or became a part of another, still has its revisions.
    """
    asked = given(request, _REVISIONS)
    return await _answer(request, asked, revisions_of(asked["meeting_id"]), _revision)


async def _answer(request: Request, asked: dict[str, Any], listing: Listing, shape: Any) -> Response:  # noqa: ANN401 - any shape
    after = cursors.keys_of(request, asked.get("cursor"), listing.kinds)

    def answer(connection: sa.Connection) -> Response:
        page = listing.page(connection, after, asked.get("limit", 20))
        if not page.rows and "meeting_id" in asked and fate_of(connection, asked["meeting_id"]) is None:
            missing("meeting", asked["meeting_id"], "/meetings")
        return list_answer(cursors.next_url(request, page.last), [packed(shape(row)) for row in page.rows])

    return await ask(request, answer, quick=True)


def _change(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "meeting_id": row["record_id"],
        "what": row["what"],
        "at": row["at"],
        "by": row["by"],
        "merged_into": row["into_id"],
        "meeting": _document(row["after"]),
    }


def _revision(row: Mapping[str, Any]) -> dict[str, Any]:
    told = _change(row)
    return told | {"before": _document(row["before"]), "after": told.pop("meeting")}


def _document(text: str | None) -> orjson.Fragment | None:
    return None if text is None else orjson.Fragment(text)
