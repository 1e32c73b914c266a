"""Each data file as records, read once."""

from enum import StrEnum
from functools import cache
from typing import TypeVar

from app.gazetteer.entries import (
    Agency,
    Body,
    BodyKind,
    City,
    Country,
    Furniture,
    Rank,
    ShortForm,
    Title,
    TitleUse,
    Trigger,
    TriggerUse,
    Venue,
)
from app.gazetteer.files import Row, rows_of
from app.records import MeetingKind, MeetingStatus

Choice = TypeVar("Choice", bound=StrEnum)


def _choice(row: Row, column: str, choices: type[Choice]) -> Choice:
    value = row.text(column)
    try:
        return choices(value)
    except ValueError as fault:
        raise row.fault(f"column {column} holds {value!r}; it takes {', '.join(choices)}") from fault


def _optional_choice(row: Row, column: str, choices: type[Choice]) -> Choice | None:
    return _choice(row, column, choices) if row.optional(column) else None


@cache
def countries() -> dict[str, Country]:
    """Return all states and territories by code."""
    return {
        row.text("code"): Country(
            code=row.text("code"),
            name=row.text("name"),
            official=row.optional("official"),
            aliases=row.list("aliases"),
            adjectives=row.list("adjectives"),
            people=row.list("people"),
            capitals=row.list("capitals"),
            since=row.number("since"),
            until=row.number("until"),
        )
        for row in rows_of("countries.csv")
    }


@cache
def cities() -> tuple[City, ...]:
    """Return all cities and meeting places, those most likely meant first among namesakes."""
    return tuple(
        City(
            name=row.text("name"),
            country=row.text("country"),
            population=row.number("population") or 0,
            aliases=row.list("aliases"),
            capital=row.optional("mark") == "capital",
            bare=row.optional("mark") != "ambiguous",
        )
        for name in ("places.csv", "cities.csv")
        for row in rows_of(name)
    )


@cache
def venues() -> tuple[Venue, ...]:
    """Return all venues."""
    return tuple(
        Venue(
            name=row.text("name"),
            city=row.optional("city"),
            country=row.text("country"),
            aliases=row.list("aliases"),
            speaks_for=row.optional("speaks_for"),
        )
        for row in rows_of("venues.csv")
    )


@cache
def bodies() -> tuple[Body, ...]:
    """Return all bodies, those most likely meant first among namesakes."""
    return tuple(
        Body(
            name=row.text("name"),
            acronyms=row.list("acronyms"),
            aliases=row.list("aliases"),
            kind=_choice(row, "kind", BodyKind),
            members=tuple((row.optional("members") or "").split()),
            city=row.optional("city"),
            country=row.optional("country"),
        )
        for row in rows_of("bodies.csv")
    )


@cache
def titles() -> tuple[Title, ...]:
    """Return all offices, prefixes, honours and group nouns."""
    return tuple(
        Title(
            words=row.text("words"),
            use=_choice(row, "use", TitleUse),
            rank=_choice(row, "rank", Rank),
            singular=row.optional("singular") or row.text("words"),
            takes_of=row.flag("takes_of"),
        )
        for row in rows_of("titles.csv")
    )


@cache
def short_forms() -> tuple[ShortForm, ...]:
    """Return what the short forms of readouts stand for."""
    return tuple(
        ShortForm(
            words=row.text("words"),
            country=row.optional("country"),
            office=row.text("office"),
            rank=_choice(row, "rank", Rank),
        )
        for row in rows_of("short_forms.csv")
    )


@cache
def triggers() -> tuple[Trigger, ...]:
    """Return all phrases that tell of an occasion, its status or its agenda."""
    return tuple(
        Trigger(
            forms=row.list("forms"),
            use=_choice(row, "use", TriggerUse),
            kind=_optional_choice(row, "kind", MeetingKind),
            status=_optional_choice(row, "status", MeetingStatus),
        )
        for row in rows_of("triggers.csv")
    )


@cache
def agencies() -> tuple[Agency, ...]:
    """Return all agencies, publishers and press offices."""
    return tuple(
        Agency(
            name=row.text("name"),
            marks=row.list("marks"),
            city=row.optional("city"),
            country=row.optional("country"),
            official=row.flag("official"),
        )
        for row in rows_of("agencies.csv")
    )


@cache
def furniture() -> tuple[Furniture, ...]:
    """Return the patterns of page furniture."""
    return tuple(
        Furniture(pattern=row.text("pattern"), example=row.text("example"), ends_article=row.flag("ends_article"))
        for row in rows_of("furniture.csv")
    )
