"""``/agenda-items``: topics, documents and decisions, over all meetings."""

from fastapi import APIRouter, Request, Response

from app.api.answers import ListAnswer, ListedAgendaItemAnswer, list_answer, packed
from app.api.parameters import Cursor, Limit, keys_of
from app.api.store import Connection
from app.store import queries

router = APIRouter(tags=["agenda items"])


@router.get("/agenda-items", response_model=ListAnswer[ListedAgendaItemAnswer], summary="List agenda items")
def list_agenda_items(request: Request, connection: Connection, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Return agenda items of all meetings, meeting by meeting in the order of the record."""
    listing = queries.agenda_items()
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    return list_answer(request, map(packed, page.rows), page.last)
