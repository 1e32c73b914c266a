"""``/agenda-items``: topics, documents and decisions, over all meetings."""

from fastapi import Request, Response

from app.api.lists import answer_list
from app.api.models import ListAnswer, ListedAgendaItemAnswer
from app.api.parameters import CURSOR, LIMIT, given, takes, text
from app.api.routes import Operation, Resource
from app.store import queries

router = Resource("agenda items", route_class=Operation)

_TAKES = (text("q", "Words that an agenda item has, all of them, in any spelling.", "foreign policy"), LIMIT, CURSOR)


@router.get(
    "/agenda-items", response_model=ListAnswer[ListedAgendaItemAnswer], summary="List agenda items", **takes(_TAKES)
)
async def list_agenda_items(request: Request) -> Response:
    """Return agenda items of all meetings, meeting by meeting in the order of the record."""
    asked = given(request, _TAKES)
    if "q" in asked:
        return await answer_list(
            request, asked, lambda store: queries.agenda_items_about(store, asked["q"]), quick=False
        )
    return await answer_list(request, asked, lambda _: queries.agenda_items(), quick=True)
