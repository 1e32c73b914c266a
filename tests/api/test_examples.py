"""Every example that the documentation shows returns something on the seed."""

import re
import shlex
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
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text()


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


def requests_of(page: str) -> list[str]:
    """Return the URL of each curl line, put together as curl does it."""
    urls = []
    for line in re.findall(r"^curl .*$", page, flags=re.MULTILINE):
        words = shlex.split(line.partition(" | ")[0])
        data = [words[at + 1].partition("=")[::2] for at, word in enumerate(words) if word == "--data-urlencode"]
        url = next(word for word in words if word.startswith("localhost:8000"))
        urls.append("http://" + url + (f"?{urlencode(data)}" if data else ""))
    return urls


@pytest.mark.parametrize("url", requests_of(COOKBOOK))
def test_a_request_of_the_cookbook_returns_something(seeded: CheckedClient, url: str) -> None:
    answer = seeded.get(url)
    assert answer.status_code == 200, answer.text
    assert not is_empty(answer)


def test_the_cookbook_answers_ten_questions_each_with_a_request() -> None:
    sections = COOKBOOK.split("\n## ")[1:]
    assert [section.partition(".")[0] for section in sections] == [str(number) for number in range(1, 11)]
    assert all(requests_of(section) for section in sections)
