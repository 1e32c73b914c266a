"""Every request of the cookbook is asked of the seed, and answered with something."""

import re
import shlex
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.ingest import ingest
from tests.api.conftest import CheckedClient

ROOT = Path(__file__).parents[2]
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
_CURL = re.compile(r"curl -s\S* [^|>)\n]+")
REQUESTS = [match.group().strip() for match in _CURL.finditer(COOKBOOK)]


def asked(request: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the path and the query of a curl line."""
    words = shlex.split(request)
    path = next(word.partition("8000")[2] for word in words if "localhost:8000" in word)
    given = [words[at + 1] for at, word in enumerate(words) if word in {"-d", "--data-urlencode"}]
    return path, [(name, value) for name, _, value in (each.partition("=") for each in given)]


@pytest.fixture
def seeded(client: CheckedClient, engine: sa.Engine) -> CheckedClient:
    """Give a client over what a first run ingests."""
    assert all(not isinstance(outcome, Exception) for outcome in ingest(engine, [ROOT / "seeds"]))
    return client


def test_the_cookbook_has_ten_questions_with_their_requests() -> None:
    questions = re.findall(r"^## \d+\. .*\?$", COOKBOOK, re.MULTILINE)
    assert len(questions) == 10
    assert len(REQUESTS) >= 10


def test_every_request_of_the_cookbook_is_answered_with_something(seeded: CheckedClient) -> None:
    person = ""
    for request in REQUESTS:
        path, query = asked(request)
        answer = seeded.get(path.replace("$id", person), params=query)
        assert answer.status_code == 200, (request, answer.text)
        if answer.headers["content-type"] != "application/json":
            assert answer.text.strip(), request
            continue
        told = answer.json()
        assert told.get("data", [told]), request
        if path == "/people":
            person = told["data"][0]["id"]
