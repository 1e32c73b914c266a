"""The settings."""

import pytest

from app.settings import Settings, settings


def test_records_are_kept_in_a_file_beside_the_command_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Settings().database_url == "sqlite:///data/meetings.db"


@pytest.mark.parametrize("name", ["DATABASE_URL", "database_url"])
def test_a_setting_is_an_environment_variable(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv(name, "postgresql://host/name")
    assert Settings().database_url == "postgresql://host/name"


def test_settings_are_read_once_and_cannot_be_changed() -> None:
    assert settings() is settings()
    with pytest.raises(ValueError, match="frozen"):
        settings().database_url = "sqlite:///other.db"  # type: ignore[misc]  # it is what must not work
