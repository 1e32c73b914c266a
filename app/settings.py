"""The only reader of the environment."""

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside. Each name is also an environment variable, in capitals."""

    model_config = SettingsConfigDict(frozen=True)

    database_url: str = Field(
        default="sqlite:///data/meetings.db",
        description="Where records are kept: `sqlite:///path` or `postgresql://user:password@host/name`.",
    )


@cache
def settings() -> Settings:
    """Return the settings, read from the environment once."""
    return Settings()
