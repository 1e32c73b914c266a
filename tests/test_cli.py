"""The command line: what it prints, what it says of faults, and how it exits."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

import app.ingest
from app.records import Article, Meeting
from app.store.engine import open_engine
from app.store.keys import Scope, create_key
from app.store.schema import check_schema
from tests.command_line import Command
from tests.factories import make_article
from tests.stored import all_rows
from tests.test_ingest import read_made, write_made

GOOD = json.dumps({"text": "Report 1. Ministers met."})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a folder of one file with three made articles, which are read by what they were made with."""
    monkeypatch.setattr(app.ingest, "read_meetings", read_made)
    folder = tmp_path / "reports"
    folder.mkdir()
    write_made(folder / "made.jsonl", range(3))
    return folder


def test_migrate_makes_the_tables_and_says_where(command: Command, empty_database_url: str) -> None:
    result = command("migrate", database=empty_database_url)
    assert (result.code, result.err) == (0, "")
    assert result.out.strip().partition(": at schema ")[2].isdigit()
    engine = open_engine(empty_database_url)
    check_schema(engine)
    engine.dispose()


def test_migrate_goes_back_for_an_older_version(command: Command, database_url: str) -> None:
    assert command("migrate", "--to", "0001", database=database_url).out.endswith(": at schema 0001\n")
    fault = command("ingest", "x.txt", database=database_url).err
    assert "has schema 0001, this version needs " in fault


def test_migrate_does_not_delete_everything(command: Command, engine: sa.Engine, database_url: str) -> None:
    result = command("migrate", "--to", "base", database=database_url)
    assert result.code == 1
    assert result.err == "--to base: that would delete every record. Delete the database if you mean it\n"
    check_schema(engine)


def test_ingest_closes_with_a_table(command: Command, database_url: str, made: Path) -> None:
    first = command("ingest", made, database=database_url)
    assert (first.code, first.err) == (0, "")
    meetings = [meeting for number in range(3) for meeting in make_article(number)[1]]
    counts = {
        "meetings": len(meetings),
        "participants": sum(len(meeting.participants) for meeting in meetings),
        "agenda items": sum(len(meeting.agenda_items) for meeting in meetings),
    }
    assert first.table == {"read": 3, "new": 3, "updated": 0, "unchanged": 0, "failed": 0} | counts
    again = command("ingest", made, database=database_url)
    assert again.table == {"read": 3, "new": 0, "updated": 0, "unchanged": 3, "failed": 0} | counts


@dataclass(frozen=True)
class BadFile:
    """A file that cannot be read, and how the line about it begins."""

    name: str
    content: bytes
    words: str


BAD_FILES = [
    BadFile("empty.txt", b"", "empty.txt: "),
    BadFile("binary.txt", b"\x7fELF\0\1\2\3" * 9, "binary.txt: "),
    BadFile("latin.txt", "Außenminister trafen sich.".encode("latin-1"), "latin.txt"),
    BadFile("lines.jsonl", f"{GOOD}\n".encode() * 6 + b"{oops}\n", "lines.jsonl, line 7: invalid JSON"),
    BadFile("huge.txt", b"All work and no play. " * 2_400_000, "huge.txt: "),
]


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_a_bad_file_is_one_clear_line_and_the_others_are_ingested(
    command: Command, database_url: str, made: Path, bad: BadFile
) -> None:
    (made / bad.name).write_bytes(bad.content)
    result = command("ingest", made, database=database_url)
    assert result.code == 1
    assert result.table["failed"] == 1
    assert result.table["new"] >= 3
    (line,) = result.err.splitlines()
    assert bad.words in line
    assert ". " in line, "it says what to do"


def test_a_missing_path_is_one_clear_line_and_the_others_are_ingested(
    command: Command, database_url: str, made: Path
) -> None:
    result = command("ingest", "nowhere.txt", made, database=database_url)
    assert (result.code, result.table["failed"], result.table["new"]) == (1, 1, 3)
    assert result.err == "nowhere.txt: there is no such file or folder. Check the path\n"


def test_an_article_without_any_meeting_is_no_failure(command: Command, database_url: str, made: Path) -> None:
    (made / "rain.txt").write_text("Rain fell all day, and nobody met.")
    result = command("ingest", made / "rain.txt", database=database_url)
    assert (result.code, result.err) == (0, "")
    assert (result.table["new"], result.table["meetings"]) == (1, 0)


def test_an_article_that_brings_a_fault_to_light_is_named_and_the_others_are_ingested(
    command: Command, engine: sa.Engine, database_url: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(article: Article) -> tuple[Meeting, ...]:
        if article.id == "made-1":
            raise IndexError("surprise\nof two lines")
        return read_made(article)

    monkeypatch.setattr(app.ingest, "read_meetings", read)
    result = command("ingest", made, database=database_url)
    assert (result.code, result.table["new"], result.table["failed"]) == (1, 2, 1)
    (line,) = result.err.splitlines()
    assert "made.jsonl, line 2: a fault of this program" in line
    assert {row["external_id"] for row in all_rows(engine)["articles"]} == {"made-0", "made-2"}


def test_a_name_full_of_control_signs_stays_on_one_line(command: Command, database_url: str, made: Path) -> None:
    (made / "a\n\x1b[31mb.txt").write_bytes(b"")
    (line,) = command("ingest", made, database=database_url).err.splitlines()
    assert "a\ufffd\ufffd[31mb.txt: " in line


@pytest.mark.parametrize("arguments", [("ingest", "x.txt"), ("serve",)])
def test_a_database_that_is_not_migrated_says_so(
    command: Command, empty_database_url: str, arguments: tuple[str, ...]
) -> None:
    result = command(*arguments, database=empty_database_url)
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert line.endswith(". Run `meeting-records migrate`")


@pytest.mark.parametrize("arguments", [("ingest", "x.txt"), ("serve",), ("migrate",)])
def test_a_database_of_a_newer_version_says_so(
    command: Command, engine: sa.Engine, database_url: str, arguments: tuple[str, ...]
) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'from_2031'")
    result = command(*arguments, database=database_url)
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert "has schema from_2031, newer than this version of meeting-records knows" in line
    assert "Install the newer version" in line


def test_a_database_that_may_not_be_written_says_so_and_shows_what_was_done(
    command: Command, engine: sa.Engine, database_url: str, made: Path
) -> None:
    if engine.dialect.name == "sqlite":
        path = database_url.removeprefix("sqlite:///")
        read_only = f"sqlite:///file:{path}?mode=ro&uri=true"
    else:
        read_only = database_url
        with engine.begin() as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    result = command("ingest", made, database=read_only)
    assert (result.code, result.table["new"]) == (1, 0)
    (line,) = result.err.splitlines()
    assert "is not writable. Ask its owner for the right to write" in line


def test_a_postgresql_server_that_is_not_there_says_so(command: Command) -> None:
    result = command("ingest", "x.txt", database="postgresql://ana:hush@127.0.0.1:1/meetings")
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert line.startswith("postgresql://ana:***@127.0.0.1:1/meetings: is not reachable: ")


@pytest.mark.parametrize(
    "arguments", [("ingest",), ("extract",), ("serve", "--port", "70000"), ("frobnicate",), ("migrate", "--frob")]
)
def test_wrong_usage_exits_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    result = command(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Usage: meeting-records" in result.err


def test_the_version_is_told(command: Command) -> None:
    result = command("--version")
    assert result.code == 0
    assert result.out.startswith("meeting-records ")


def test_a_fault_of_our_own_shows_no_stack_trace(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> sa.Engine:
        raise ZeroDivisionError("at noon")

    monkeypatch.setattr("app.commands.database.open_engine", fail)
    result = command("migrate")
    assert result.code == 1
    (line,) = result.err.splitlines()
    assert line.startswith("test_cli.py, line ")
    assert line.endswith("a fault of this program: ZeroDivisionError('at noon'). Report it with this line")


@pytest.mark.usefixtures("made")
def test_extract_writes_a_line_for_each_article_in_the_form_of_the_guide(command: Command, tmp_path: Path) -> None:
    file = write_made(tmp_path / "in.jsonl", [4, 5])
    result = command("extract", file)
    assert (result.code, result.err) == (0, "")
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert [line["id"] for line in lines] == ["made-4", "made-5"]
    article, meetings = make_article(4)
    assert [Meeting.model_validate(meeting) for meeting in lines[0]["meetings"]] == list(meetings)
    for words in lines[0]["meetings"][0]["evidence"]:
        assert article.text[words["start"] : words["end"]] == words["quote"]
    assert set(lines[0]["meetings"][0]) == {
        *("key", "title", "kind", "status", "start_date", "end_date", "city", "country", "organization", "parent"),
        *("background", "participants", "agenda_items", "evidence"),
    }


@pytest.mark.usefixtures("made")
def test_extract_names_an_article_without_an_id_by_its_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Report 4. Ministers met.")
    (tmp_path / "page.html").write_text("<html><body><article><p>Report 5. Ministers met at noon.</p></article></html>")
    result = command("extract", tmp_path / "report.txt", tmp_path / "page.html")
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["report.txt", "page.html"]


@pytest.mark.usefixtures("made")
def test_extract_goes_on_after_a_bad_line(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(f'{GOOD}\n{{"text": 7}}\n{GOOD}\n')
    result = command("extract", file)
    assert result.code == 1
    assert len(result.out.splitlines()) == 2
    (line,) = result.err.splitlines()
    assert "in.jsonl, line 2: `text` is a number, no string" in line


@pytest.mark.usefixtures("made")
def test_extract_reads_standard_input(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{GOOD}\n{GOOD}\n".encode())))
    result = command("extract", "-")
    assert result.code == 0
    assert len(result.out.splitlines()) == 2


@contextmanager
def started(
    *arguments: str, database_url: str = "sqlite:///nowhere.db", read: str = ""
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command as a process of its own; ``read`` is what reading an article does there."""
    script = f"import time\nimport app.ingest\n{read}\nimport app.cli\napp.cli.main()"
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", script, *arguments],
        env=os.environ | {"DATABASE_URL": database_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def test_an_interruption_is_quiet(tmp_path: Path) -> None:
    slow = "app.ingest.read_meetings = lambda article: (print('reading', flush=True), time.sleep(60))"
    with started("extract", str(write_made(tmp_path / "made.jsonl", [1])), read=slow) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"reading\n"
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=30) == (b"", b"")
        assert child.returncode == 130


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    nothing = "app.ingest.read_meetings = lambda article: ()"
    with started("extract", str(write_made(tmp_path / "made.jsonl", range(2))), read=nothing) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(30) == 1


@pytest.mark.enable_socket
def test_a_port_in_use_is_one_clear_line(command: Command, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = command("serve", "--port", str(port), database=database_url)
    assert result.code == 1
    words = f"127.0.0.1, port {port}: the port is in use. Stop the program that has it, or give another --port\n"
    assert result.err == words


@pytest.mark.enable_socket
def test_a_host_that_is_not_ours_is_one_clear_line(command: Command, sqlite_template: Path) -> None:
    result = command("serve", "--host", "192.0.2.1", database=f"sqlite:///{sqlite_template}")
    assert result.code == 1
    assert result.err == "192.0.2.1, port 8000: this machine does not have the address. Give another --host\n"


@pytest.mark.enable_socket
def test_serve_answers_until_it_is_told_to_stop(database_url: str) -> None:
    with started("serve", "--port", "0", database_url=database_url) as child:
        assert child.stdout is not None
        first = child.stdout.readline().decode()
        port = re.fullmatch(r"http://127\.0\.0\.1:(\d+) \(documentation at /docs; Ctrl-C stops it\)\n", first)
        assert port, first
        with socket.create_connection(("127.0.0.1", int(port[1])), timeout=30) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK")
        child.send_signal(signal.SIGINT)
        _, rest = child.communicate(timeout=30)
        assert b"Traceback" not in rest
        assert child.returncode == 130


@pytest.mark.enable_socket
def test_a_stop_lets_requests_finish(database_url: str, engine: sa.Engine) -> None:
    key = create_key(engine, "Ana", [Scope.INGEST])
    text = GOOD.encode()
    with started("serve", "--port", "0", database_url=database_url) as child:
        assert child.stdout is not None
        port = int(child.stdout.readline().decode().partition(" ")[0].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = b""
            while not answer.endswith(b'{"status":"ok"}'):  # head and body may come apart
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 OK")
            head = f"POST /articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
            head += f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
            connection.sendall(head.encode() + text[:-1])
            time.sleep(0.5)  # the request has begun, and its first article starts the process that reads: it is slow
            child.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(text[-1:])
            assert connection.recv(4096).startswith(b"HTTP/1.1 201 Created")
        with pytest.raises(ConnectionError):
            socket.create_connection(("127.0.0.1", port), timeout=30)
        _, logged = child.communicate(timeout=60)
        assert b"Traceback" not in logged
        requests = [line for line in map(json.loads, logged.splitlines()) if line["event"] == "request"]
        assert [(line["path"], line["status"], line.get("key")) for line in requests] == [
            ("/healthz", 200, None),
            ("/articles", 201, "Ana"),
        ]
        assert key.encode() not in logged
    assert len(all_rows(engine)["articles"]) == 1
