"""The way from a request to the store: one connection and one transaction for each request."""

from collections.abc import Iterator
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, Request


def _connection(request: Request) -> Iterator[sa.Connection]:
    engine: sa.Engine = request.app.state.engine
    with engine.connect() as connection:
        yield connection


Connection = Annotated[sa.Connection, Depends(_connection)]
