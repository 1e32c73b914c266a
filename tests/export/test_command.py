"""`meeting-records export`: what the API gives as a file, whole or not at all."""

import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pyarrow import parquet

from app import cli
from app.export import formats, pages
from app.export.formats import STREAMS, Format
from app.export.pages import Documents
from app.main import create_app
from app.settings import settings
from app.store.meeting_filter import MeetingFilter, Sort
from app.store.meeting_pages import Question
from app.store.saving import save
from tests.factories import make_article

_QUESTION = Question(MeetingFilter(), Sort.NEWEST)
Export = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def export(
    engine: sa.Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Export:
    """Run the command over six articles, in pages of two meetings; give exit code, output and complaint."""
    for number in range(6):
        save(engine, *make_article(number), "1")
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    monkeypatch.setenv("DATABASE_URL", database_url)

    def run(*arguments: str | Path) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["meeting-records", "export", *map(str, arguments)])
        settings.cache_clear()
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        settings.cache_clear()
        out, err = capfdbinary.readouterr()
        code = exit_.value.code
        return code if isinstance(code, int) else 0, out, err.decode()

    return run


@pytest.mark.parametrize("name", STREAMS)
def test_the_command_gives_what_the_api_gives(export: Export, database_url: str, name: str, tmp_path: Path) -> None:
    filters = ["country=TR", "sort=start_date"]
    with TestClient(create_app(database_url)) as client:
        wanted = client.get(f"/{STREAMS[name].file}?{'&'.join(filters)}").content
    assert wanted.count(b"\n") > 2
    assert export("--format", name, *filters) == (0, wanted, "")
    file = tmp_path / "out"
    assert export("--format", name, "--output", file, *filters) == (0, b"", "")
    assert file.read_bytes() == wanted


def test_sqlite_takes_the_same_filters(export: Export, tmp_path: Path) -> None:
    _, lines, _ = export("--format", "ndjson", "status=held")
    file = tmp_path / "out.db"
    assert export("--format", "sqlite", "--output", file, "status=held") == (0, b"", "")
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*), min(status), max(status) FROM meetings").fetchone() == (
        lines.count(b"\n"),
        "held",
        "held",
    )
    connection.close()


def test_parquet_holds_the_records_of_the_api(export: Export, tmp_path: Path) -> None:
    _, lines, _ = export("--format", "ndjson", "country=TR")
    file = tmp_path / "out.parquet"
    assert export("--format", "parquet", "--output", file, "country=TR") == (0, b"", "")
    rows = parquet.read_table(file).to_pylist()
    for row in rows:
        row |= {name: row[name].isoformat().replace("+00:00", "Z") for name in ("created_at", "modified_at")}
    assert len(rows) > 2
    assert rows == [orjson.loads(line) for line in lines.splitlines()]


def test_parquet_without_its_library_says_how_to_install_it(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    code, out, err = export("--format", "parquet", "--output", tmp_path / "out.parquet")
    assert (code, out, err.count("\n")) == (1, b"", 1)
    assert "pip install pyarrow" in err
    assert list(tmp_path.glob("*.parquet")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv", "contry=TR"], "contry"),
        (["--format", "csv", "from=2015-13"], "2015-13"),
        (["--format", "csv", "sort=relevance"], "relevance"),
        (["--format", "sqlite"], "--output"),
        (["--format", "parquet"], "--output"),
        (["--format", "xlsx"], "xlsx"),
    ],
)
def test_what_it_does_not_take_is_refused_by_name(export: Export, arguments: list[str], said: str) -> None:
    code, out, err = export(*arguments)
    assert (code, out) == (2, b"")
    assert said in err


@pytest.mark.parametrize("name", ["csv", "sqlite"])
def test_a_file_that_cannot_be_written_is_one_clear_line(export: Export, tmp_path: Path, name: str) -> None:
    missing = tmp_path / "missing" / "out"
    code, _, err = export("--format", name, "--output", missing)
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith(f"{missing}: cannot be written")
    assert export("--format", name, "--output", tmp_path)[2].startswith(f"{tmp_path}: is a folder")


def test_an_export_that_breaks_off_leaves_the_file_before_it_and_nothing_beside(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(documents: Iterable[Documents]) -> Iterator[bytes]:
        yield b"half"
        next(iter(documents))
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(STREAMS, "csv", Format(breaking, formats.CSV.media_type, formats.CSV.file))
    folder = tmp_path / "exports"
    folder.mkdir()
    file = folder / "out.csv"
    file.write_text("the export before")
    code, _, err = export("--format", "csv", "--output", file)
    assert code == 1
    assert "No space left on device" in err
    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [("out.csv", "the export before")]


def everything(engine: sa.Engine) -> list[uuid.UUID]:
    with pages.one_moment(engine) as connection:
        return [each for page in pages.pages(connection, _QUESTION) for each in page.ids]


def test_an_export_is_of_one_moment_although_others_save_meanwhile(export: Export, engine: sa.Engine) -> None:
    assert export("--format", "ndjson")[0] == 0
    before = everything(engine)
    with pages.one_moment(engine) as connection:
        stream = pages.pages(connection, _QUESTION)
        seen = list(next(stream).ids)
        save(engine, *make_article(77), "1")
        for page in stream:
            seen += page.ids
    assert seen == before
    assert len(everything(engine)) > len(before)
