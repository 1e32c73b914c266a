"""The one way in which a list of rows is answered."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from fastapi import Request, Response

from app.api import cursors
from app.api.answers import list_answer, packed
from app.api.store import ask
from app.store.queries import Listing


async def answer_list(
    request: Request, asked: dict[str, Any], listing_of: Callable[[sa.Connection], Listing], *, quick: bool
) -> Response:
    """Return the page of a list that the parameters ask for."""

    def answer(connection: sa.Connection) -> Response:
        listing = listing_of(connection)
        after = cursors.keys_of(request, asked.get("cursor"), listing.kinds)
        page = listing.page(connection, after, asked.get("limit", 20))
        return list_answer(cursors.next_url(request, page.last), map(packed, page.rows))

    return await ask(request, answer, quick=quick)
