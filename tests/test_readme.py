"""The README tells the truth: its settings, endpoints, commands, messages and answer are the product's own."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import typer.main

from app.articles import read_articles
from app.cli import app as commands
from app.errors import ArticleUnreadableError
from app.ingest import ingest
from app.main import create_app
from app.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    table = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_setting_stands_in_its_table_with_default_and_description() -> None:
    told = [
        [f"`{name.upper()}`", f"`{field.default}`", field.description] for name, field in Settings.model_fields.items()
    ]
    assert rows("Settings") == told


def test_every_endpoint_stands_in_its_table(tmp_path: Path) -> None:
    application = create_app(f"sqlite:///{tmp_path / 'meetings.db'}")
    served = set(application.openapi()["paths"]) | {"/docs", "/redoc", "/openapi.json"}
    told = {path for row in rows("Endpoints") for path in re.findall(r"`([^`]+)`", row[0])}
    assert told == served


def test_every_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[` ]* )", README)) - {"it", "the"} <= targets
    known = set(typer.main.get_group(commands).commands)
    assert set(re.findall(r"meeting-records ([a-z]+)\b", README)) <= known


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"`((?:app|tests|migrations|seeds)/[\w/.]*)`", README))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_answer_that_it_shows_is_the_seeds(engine: sa.Engine, database_url: str) -> None:
    for result in ingest(engine, [ROOT / "seeds"]):
        assert not isinstance(result, ArticleUnreadableError)
    first = asyncio.run(_get(database_url, "/meetings"))["data"][0]
    answer = iter(json.dumps(first, indent=2, ensure_ascii=False).splitlines())
    shown = README.partition("jq '.data[0]'\n")[2].partition("```")[0].splitlines()
    missing = [line for line in shown if "…" not in line and not any(line == real for real in answer)]
    assert len(shown) > 20
    assert missing == []


async def _get(database_url: str, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    application = create_app(database_url)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://test") as client:
        answer = await client.get(path)
    application.state.engine.dispose()
    return answer.json()


def test_what_it_says_of_bad_input_is_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    good = '{"text": "Ministers met."}\n'
    contents = {
        "empty.txt": b"",
        "photo.txt": b"\x89PNG\0",
        "latin.txt": "Zoë".encode("latin-1"),
        "in.jsonl": (good * 6 + '{"text": \n{}\n{"text": "a", "published": "yesterday"}\n').encode(),
        "huge.txt": b"a" * 50_000_000,
        "page.html": b"<html><body></body></html>",
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
    Path("nothing").mkdir()
    found = read_articles([*contents, "gone.txt", "nothing"])
    said = [str(fault) for fault in found if isinstance(fault, ArticleUnreadableError)]
    assert [row[1].strip("`") for row in rows("Bad input")] == said
