"""`meeting-records keys`: what it shows, and what it says of mistakes."""

from pathlib import Path

import pytest

from tests.command_line import Command


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


def test_a_key_is_shown_once_and_then_only_its_name(command: Command, url: str) -> None:
    made = command("keys", "create", "Ana", "--scope", "edit", "--scope", "ingest", database=url)
    assert made.code == 0
    assert made.out.startswith("mrk_")
    assert made.out.count("\n") == 1
    assert "it is not shown again" in made.err
    listed = command("keys", "list", database=url)
    assert "mrk_" not in listed.out
    assert listed.out.splitlines()[1].split()[:3] == ["Ana", "edit", "ingest"]
    assert command("keys", "revoke", "Ana", database=url).out == "Ana: revoked\n"
    assert listed.out.splitlines()[1].split()[-2:] == ["-", "-"]
    assert command("keys", "list", database=url).out.splitlines()[1].split()[-1].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "Ana"), "Missing option '--scope'"),
        (("create", "Ana", "--scope", "write"), "'write' is not one of 'ingest', 'edit', 'admin'"),
        (("create", "", "--scope", "edit"), "'': is no name for a key. Give 1 to 80 characters on one line"),
        (("revoke", "Ana"), "Ana: is the name of no key. `meeting-records keys list` shows those there are"),
    ],
)
def test_a_mistake_is_explained(command: Command, url: str, arguments: tuple[str, ...], said: str) -> None:
    run = command("keys", *arguments, database=url)
    assert run.code in {1, 2}
    assert said in " ".join(run.err.replace("│", " ").split())


def test_a_setting_that_is_none_is_named(command: Command, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRITES_PER_KEY", "often")
    run = command("keys", "list", database=url)
    assert run.code == 1
    assert run.err.startswith("WRITES_PER_KEY: 'often' is no rate; it takes such as 10/second")
    assert run.err.count("\n") == 1
