"""``/participants``: who took part, over all meetings."""

from fastapi import APIRouter, Request, Response

from app.api.answers import ListAnswer, ListedParticipantAnswer, list_answer, packed
from app.api.parameters import Cursor, Limit, keys_of
from app.api.store import Connection
from app.store import queries

router = APIRouter(tags=["participants"])


@router.get("/participants", response_model=ListAnswer[ListedParticipantAnswer], summary="List participants")
def list_participants(request: Request, connection: Connection, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Return participants of all meetings, meeting by meeting in the order of the record."""
    listing = queries.participants()
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    return list_answer(request, map(packed, page.rows), page.last)
