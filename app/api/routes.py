"""The route class of the operations: they read their requests themselves (``app.api.parameters``).

FastAPI would parse the query and solve an operation's dependencies once more before calling it; these have none.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class Operation(APIRoute):
    """A route whose endpoint takes the request and returns the response."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the endpoint itself."""
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint
