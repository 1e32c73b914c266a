"""Every example that the documentation shows returns something on the seed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from app.ingest import ingest
from app.main import create_app
from app.store.engine import open_engine
from tests.api.conftest import CheckedClient

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seeded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckedClient]:
    """Give a client over a database with the seed."""
    file = tmp_path_factory.mktemp("seeded") / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_engine(f"sqlite:///{file}")
    assert list(ingest(engine, [str(ROOT / "seeds")]))
    engine.dispose()
    with CheckedClient(create_app(f"sqlite:///{file}"), base_url="http://localhost:8000") as client:
        yield client


def examples(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each parameter of each operation with its example, alone, as a URL."""
    for path, operations in document["paths"].items():
        if "get" not in operations:  # what writes is tried with what it writes
            continue
        parameters = operations["get"].get("parameters", [])
        filled = path
        for parameter in parameters:
            if parameter["in"] == "path":
                filled = filled.replace(f"{{{parameter['name']}}}", parameter["example"])
        yield filled, path
        for parameter in parameters:
            if parameter["in"] == "query":
                example = parameter["example"]
                value = str(example).lower() if isinstance(example, bool) else example
                yield f"{filled}?{urlencode({parameter['name']: value}, doseq=True)}", path


def is_empty(answer: Any) -> bool:  # noqa: ANN401 - an httpx response of any content
    if not answer.headers["content-type"].startswith("application/json"):
        return len(answer.content.splitlines()) < 2 and "ndjson" not in answer.headers["content-type"]
    told = answer.json()
    return told.get("data", told) in ([], {})


def test_every_example_of_a_parameter_returns_something(seeded: CheckedClient) -> None:
    tried = list(examples(seeded.get("/openapi.json").json()))
    assert len(tried) > 80
    for url, _ in tried:
        answer = seeded.get(url)
        assert answer.status_code == 200, (url, answer.text)
        assert not is_empty(answer), url
