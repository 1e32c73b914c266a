"""``/participants``: who took part, over all meetings."""

from fastapi import Request, Response

from app.api.lists import answer_list
from app.api.models import ListAnswer, ListedParticipantAnswer
from app.api.parameters import CURSOR, LIMIT, given, takes, text
from app.api.routes import Operation, Resource
from app.store import queries

router = Resource("participants", route_class=Operation)

_TAKES = (
    text("q", "Words that a participant has in name, role, state or body, all of them, in any spelling.", "Lavrov"),
    LIMIT,
    CURSOR,
)


@router.get(
    "/participants", response_model=ListAnswer[ListedParticipantAnswer], summary="List participants", **takes(_TAKES)
)
async def list_participants(request: Request) -> Response:
    """Return participants of all meetings, meeting by meeting in the order of the record."""
    asked = given(request, _TAKES)
    if "q" in asked:
        return await answer_list(
            request, asked, lambda store: queries.participants_about(store, asked["q"]), quick=False
        )
    return await answer_list(request, asked, lambda _: queries.participants(), quick=True)
