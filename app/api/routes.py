"""How the operations are routed: they read their requests themselves (``app.api.parameters``).

FastAPI would parse the query and solve an operation's dependencies once more before calling it; these have none. And
each router that is included it looks through twice for every request: so the application takes their routes over, and
what an inclusion would add to them stands in ``Resource``.
"""

from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.api.problems import ANSWERS

Answers = Mapping[int | str, dict[str, Any]]
NONE: Answers = MappingProxyType({})


class Operation(APIRoute):
    """A route whose endpoint takes the request and returns the response."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the endpoint itself."""
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint


class Resource(APIRouter):
    """The operations of one resource. Each may refuse a request or find no database, which need not be said of each."""

    def __init__(self, tag: str, *, responses: Answers = NONE, **more: Any) -> None:  # noqa: ANN401 - whatever FastAPI takes
        super().__init__(tags=[tag], responses={**ANSWERS, **responses}, **more)
