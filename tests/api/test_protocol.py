from typing import Any

import pytest

from tests.api.conftest import CheckedClient

PATHS = ("/meetings", "/participants", "/agenda-items", "/articles", "/healthz", "/docs", "/redoc", "/openapi.json")


@pytest.mark.parametrize("path", PATHS)
def test_head_gives_the_headers_of_get_without_a_body(filled: CheckedClient, path: str) -> None:
    got, headed = filled.get(path), filled.head(path)
    assert headed.status_code == got.status_code == 200
    assert headed.content == b""
    assert headed.headers["content-length"] == got.headers["content-length"]
    assert headed.headers["content-type"] == got.headers["content-type"]


def test_the_root_leads_to_the_docs(client: CheckedClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/docs"


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
def test_the_docs_load_nothing_from_elsewhere(client: CheckedClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert "//" not in answer.text.replace("<!-- ", "").split("<body>")[0].replace("</", "")
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js", "favicon.png"):
        assert client.get(f"/assets/{asset}").status_code == 200


def test_any_site_may_read(client: CheckedClient) -> None:
    answer = client.get("/meetings", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"ETag", "Link"} <= set(answer.headers["access-control-expose-headers"].split(", "))


def test_every_operation_parameter_and_field_is_described_with_an_example(client: CheckedClient) -> None:
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation.get("parameters", []):
                assert parameter["description"], (path, parameter["name"])
                assert "examples" in parameter["schema"] or "example" in parameter, (path, parameter["name"])
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, shape in schema.get("properties", {}).items():
            assert shape.get("description"), (name, field)
            assert _has_example(shape), (name, field)


def _has_example(shape: dict[str, Any]) -> bool:
    """Say whether a field has an example of its own or is made of records whose fields have."""
    if shape.get("examples"):
        return True
    items = shape.get("items", {})
    parts = [shape, items, *shape.get("anyOf", []), *items.get("anyOf", [])]
    parts += [part.get("items", {}) for part in shape.get("anyOf", [])]
    return any(part.get("$ref", "").startswith("#/components/schemas/") for part in parts)


def test_no_published_error_shape_is_one_that_is_never_answered(client: CheckedClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert "Problem" in schemas
    assert not {"HTTPValidationError", "ValidationError"} & set(schemas)
