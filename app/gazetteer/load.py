"""Each data file as records, read once."""

from collections.abc import Iterator
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
    Officeholder,
    Organ,
    Rank,
    ShortForm,
    Title,
    TitleUse,
    Trigger,
    TriggerUse,
    Venue,
)
from app.gazetteer.files import Row, lines_of, row_at, rows_of
from app.records import MeetingKind

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
            before=row.optional("before"),
        )
        for row in rows_of("countries.csv")
    }


_PLACES, _CITIES = "places.csv", "cities.csv"


@cache
def _places() -> tuple[City, ...]:
    return tuple(_city(row) for row in rows_of(_PLACES))


@cache
def _city_lines() -> tuple[str, ...]:
    return lines_of(_CITIES)


def city_spellings() -> Iterator[tuple[str, int]]:
    """Yield each spelling of each city and the city's number, those most likely meant first among namesakes.

    cities.csv is read only as far as the name, which is never quoted and has no aliases: a text names few of its
    25,000 lines, and reading all would take longer than reading everything else.
    """
    number = -1
    for number, city in enumerate(_places()):
        yield city.name, number
        for alias in city.aliases:
            yield alias, number
    for line_number, line in enumerate(_city_lines(), start=number + 1):
        yield line.partition(",")[0], line_number


@cache
def city_at(number: int) -> City:
    """Return the city of this number."""
    places = _places()
    if number < len(places):
        return places[number]
    return _city(row_at(_CITIES, number - len(places)))


def _city(row: Row) -> City:
    marks = row.list("mark")
    if not {"capital", "ambiguous"}.issuperset(marks):
        raise row.fault(f"column mark holds {'; '.join(marks)!r}; it takes capital, ambiguous, both or nothing")
    return City(
        name=row.text("name"),
        country=row.text("country"),
        population=row.number("population") or 0,
        aliases=row.list("aliases"),
        capital="capital" in marks,
        bare="ambiguous" not in marks,
    )


@cache
def cities() -> tuple[City, ...]:
    """Return all cities and meeting places, those most likely meant first among namesakes. Takes a moment."""
    return (*_places(), *(_city(row) for row in rows_of(_CITIES)))


@cache
def capitals() -> dict[str, City]:
    """Return the seat of government of each state that has one, by country code."""
    found: dict[str, City] = {}
    marked = (number for number, line in enumerate(_city_lines(), len(_places())) if line.endswith(",capital"))
    for city in (*_places(), *map(city_at, marked)):
        if city.capital:
            found.setdefault(city.country, city)
    return found


@cache
def masks() -> tuple[str, ...]:
    """Return the phrases that hide a name inside them: "Latin America" is not the United States."""
    return tuple(row.text("words") for row in rows_of("masks.csv"))


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


def _portfolio_titles() -> Iterator[Title]:
    """Yield the offices that each field of government makes: "finance minister", "ministers for finance"."""
    for row in rows_of("portfolios.csv"):
        field, rank = row.text("words"), _choice(row, "rank", Rank)
        forms = (f"{field} minister", f"minister of {field}", f"minister for {field}", f"secretary of {field}")
        groups = (f"{field} ministers", f"ministers of {field}", f"ministers for {field}", f"{field} secretaries")
        for singular, plural in zip(forms, groups, strict=True):
            yield Title(singular, TitleUse.OFFICE, rank, singular, takes_of=False)
            yield Title(plural, TitleUse.GROUP, rank, singular, takes_of=False)
        for words in (f"{field} commissioner", f"commissioner for {field}"):
            yield Title(words, TitleUse.OFFICE, Rank.BODY_HEAD, words, takes_of=False)


@cache
def titles() -> tuple[Title, ...]:
    """Return all offices, prefixes, honours and group nouns; those with a line of their own come first."""
    own = tuple(
        Title(
            words=row.text("words"),
            use=_choice(row, "use", TitleUse),
            rank=_choice(row, "rank", Rank),
            singular=row.optional("singular") or row.text("words"),
            takes_of=row.flag("takes_of"),
        )
        for row in rows_of("titles.csv")
    )
    known = {title.words for title in own}
    return (*own, *(title for title in _portfolio_titles() if title.words not in known))


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
def organs() -> tuple[Organ, ...]:
    """Return the offices, ministries and agencies that only one state has."""
    return tuple(Organ(words=row.text("words"), country=row.text("country")) for row in rows_of("organs.csv"))


@cache
def officeholders() -> tuple[Officeholder, ...]:
    """Return the well-known holders of offices of state."""
    return tuple(
        Officeholder(
            name=row.text("name"),
            country=row.text("country"),
            since=row.number("from") or 0,
            until=row.number("to"),
        )
        for row in rows_of("officeholders.csv")
    )


@cache
def triggers() -> tuple[Trigger, ...]:
    """Return all phrases by which a text shows that it may tell of an occasion."""
    return tuple(
        Trigger(
            forms=row.list("forms"),
            use=_choice(row, "use", TriggerUse),
            kind=_optional_choice(row, "kind", MeetingKind),
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
