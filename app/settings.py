"""The only reader of the environment."""

from functools import cache
from typing import Annotated, Literal

import limits
from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _rate(given: str) -> str:
    try:
        limits.parse_many(given)
    except ValueError as fault:
        raise ValueError(f"{given!r} is no rate; it takes such as 10/second, or several: 10/second;600/hour") from fault
    return given


Rate = Annotated[str, AfterValidator(_rate)]
"""How often something may be done: ``600/minute``, or several of these with semicolons between."""


class Settings(BaseSettings):
    """What can be set from outside. Each name is also an environment variable, in capitals."""

    model_config = SettingsConfigDict(frozen=True)

    database_url: str = Field(
        default="sqlite:///data/meetings.db",
        description="Where records are kept: `sqlite:///path` or `postgresql://user:password@host/name`.",
    )
    reading_needs_key: bool = Field(
        default=False,
        description="Whether reading needs a key too, of any scope; the documentation and `/healthz` stay open.",
    )
    writes_per_key: Rate = Field(
        default="600/minute",
        description="How often a key may write: `600/minute`, or several rates: `20/second;9000/hour`.",
    )
    writes_per_address: Rate = Field(
        default="1200/minute",
        description="The same for a network address, an IPv6 one with its 64 bits of network; refused keys count too.",
    )
    extraction_seconds: float = Field(
        default=30,
        gt=0,
        description="How long the reading of one article that was sent may take before it is given up.",
    )
    extraction_workers: int = Field(
        default=1, ge=1, le=64, description="How many processes read articles that are sent; each takes some 300 MB."
    )
    fetch_urls: bool = Field(
        default=True, description="Whether an article may be sent as the URL of a page, which the service then fetches."
    )
    longest_body: int = Field(
        default=6_000_000, gt=0, description="The most bytes of a request, but for a stream of articles."
    )
    longest_stream: int = Field(default=500_000_000, gt=0, description="The most bytes of a stream of articles.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="What `serve` writes down, as JSON lines on standard error; a request is `INFO`."
    )
    stop_seconds: int = Field(
        default=30, ge=1, description="How long requests may still take when the service is told to stop."
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="The proxies that are believed when they say whose request they pass on, with commas between.",
    )


@cache
def settings() -> Settings:
    """Return the settings, read from the environment once."""
    return Settings()
