"""A client over a database of the test's own, which holds every answer against the published document."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response

from app.main import create_app
from app.store.saving import save
from tests.factories import make_article

_DOCUMENT: dict[str, Any] = {}
"""What every application publishes; made once, for that takes longer than most tests."""


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        {**json.loads(schema), "components": _DOCUMENT["components"]}, format_checker=jsonschema.FormatChecker()
    )


class CheckedClient(TestClient):
    """A client that refuses answers which the published document does not promise."""

    def request(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as it comes
        """Send a request and hold the answer against the document."""
        kwargs["follow_redirects"] = False
        answer: Response = super().request(*args, **kwargs)
        assert_published(self, answer)
        return answer


def assert_published(client: TestClient, answer: Response) -> None:
    """Fail when an answer is not one that ``/openapi.json`` promises."""
    if not _DOCUMENT:
        _DOCUMENT.update(client.app.openapi())  # type: ignore[attr-defined]
    kind = answer.headers.get("content-type", "")
    if kind.startswith("application/problem+json"):
        schema = json.dumps({"$ref": "#/components/schemas/Problem"})
    elif kind == "application/json" and answer.request.url.path != "/openapi.json":
        schema = _schema_of(answer)
    else:
        return
    if answer.request.method == "HEAD":
        assert answer.content == b""
        return
    _validator(schema).validate(answer.json())


def _schema_of(answer: Response) -> str:
    parts = answer.request.url.path.split("/")
    for path, operations in _DOCUMENT["paths"].items():
        pattern = path.split("/")
        same = len(pattern) == len(parts) and all(
            a == b or a.startswith("{") for a, b in zip(pattern, parts, strict=True)
        )
        if same:
            method = "get" if (asked := str(answer.request.method).lower()) == "head" else asked
            published = operations[method]["responses"][str(answer.status_code)]
            return json.dumps(published["content"]["application/json"]["schema"])
    raise AssertionError(f"{answer.request.url.path} answers but is not published")


@pytest.fixture
def client(database_url: str) -> Iterator[CheckedClient]:
    """Give a client over the test's own empty database."""
    with CheckedClient(create_app(database_url), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def filled(client: CheckedClient, engine: sa.Engine) -> CheckedClient:
    """Give a client over a database with a dozen articles and their meetings."""
    for number in range(12):
        article, meetings = make_article(number)
        save(engine, article, meetings, "1")
    return client
