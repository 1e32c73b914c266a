"""`meeting-records` run in the test's own process: the fixture, and what it gives."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import cli
from app.settings import settings


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def table(self) -> dict[str, int]:
        """The closing table."""
        rows = (line.rsplit(maxsplit=1) for line in self.out.splitlines())
        return {name.strip(): int(number) for name, number in rows}


Command = Callable[..., Run]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run `meeting-records` in this process, as the console script does."""

    def run(*arguments: str | Path, database: str = "sqlite:///nowhere/meetings.db") -> Run:
        monkeypatch.setenv("DATABASE_URL", database)
        monkeypatch.setattr(sys, "argv", ["meeting-records", *map(str, arguments)])
        settings.cache_clear()
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        settings.cache_clear()
        code = exit_.value.code
        assert isinstance(code, int)
        return Run(code, *capfd.readouterr())

    return run
