"""What operations take, as rows of tables: each parameter says its name, what it means, an example and how it is read.

One function reads a request against such a table and finds every fault in it at once; the same rows are the published
documentation. A parameter that nobody declared is refused: a filter that is silently passed over would answer another
question than was asked.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request

from app.api.problems import Fault, RequestFaultyError
from app.gazetteer.load import countries
from app.records import days_of

LONGEST = 300
"""Characters of a value."""

EMPTY: Mapping[str, str] = MappingProxyType({})

# Something that may be a word: a letter or digit, or any sign beyond Latin-1. Neither NUL nor what stands for bytes
# that are no UTF-8.
_WORDS = re.compile("^[^\\u0000\\ufffd]*[0-9A-Za-z\\u00c0-\\uffef][^\\u0000\\ufffd]*$")
_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_MONTH_AND_DAY = "-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31"
PARTIAL_DATE = f"^({_YEAR}({_MONTH_AND_DAY})?|{_LEAP_YEAR}-02-29)$"
_CURSOR = re.compile("([A-Za-z0-9_-]{16,})?")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SEED_MEETING = "e03422e4-e640-56bf-b8b8-ea772c900f9d"
"""The main meeting of the seed, the same wherever it is ingested: examples that can be tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One thing that an operation takes. ``read`` raises ``ValueError`` saying what is wrong and what it takes."""

    name: str
    description: str
    example: Any
    read: Callable[[str], Any]
    schema: dict[str, Any]
    repeats: bool = False
    longest: int = LONGEST
    may_be_empty: bool = False
    published: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Make the published form."""
        schema = {"type": "array", "items": self.schema} if self.repeats else self.schema
        shown = {
            "name": self.name,
            "in": "query",
            "description": self.description,
            "schema": schema,
            "example": self.example,
        }
        object.__setattr__(self, "published", shown)


def text(name: str, description: str, example: Any, *, repeats: bool = False) -> Parameter:  # noqa: ANN401 - one text or a list
    """Take words of any script."""

    def read(value: str) -> str:
        if not _WORDS.match(value):
            raise ValueError("has no letter or digit in it; give a word or several")
        return value

    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": _WORDS.pattern}
    return Parameter(name, description, example, read, schema, repeats=repeats)


def choice(name: str, description: str, example: Any, kinds: type[StrEnum], *, repeats: bool = False) -> Parameter:  # noqa: ANN401 - as above
    """Take one of a vocabulary."""
    allowed = [kind.value for kind in kinds]

    def read(value: str) -> StrEnum:
        if value not in allowed:
            raise ValueError(f"{value!r} is not known; it takes one of {', '.join(allowed)}")
        return kinds(value)

    return Parameter(name, description, example, read, {"type": "string", "enum": allowed}, repeats=repeats)


def choices(name: str, description: str, example: str, allowed: Sequence[str]) -> Parameter:
    """Take some of a vocabulary, with commas between them."""

    def read(value: str) -> frozenset[str]:
        unknown = [each for each in value.split(",") if each not in allowed]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not known; it takes any of {', '.join(allowed)}, with commas between")
        return frozenset(value.split(","))

    one = "|".join(allowed)
    return Parameter(name, description, example, read, {"type": "string", "pattern": f"^({one})(,({one}))*$"})


def country(name: str, description: str, example: Any, *, repeats: bool = False) -> Parameter:  # noqa: ANN401 - as above
    """Take a state by its code."""
    states = countries()

    def read(value: str) -> str:
        code = value.upper()
        if code in states:
            return code
        named = next((state.code for state in states.values() if state.name.upper() == code), None)
        meant = f"; {value!r} is {named}" if named else ""
        raise ValueError(f"{value!r} is no code of a state; it takes ISO 3166-1 alpha-2, such as TJ{meant}")

    return Parameter(name, description, example, read, {"type": "string", "enum": sorted(states)}, repeats=repeats)


def day(name: str, description: str, example: str, *, last: bool) -> Parameter:
    """Take a partial date; give its first or its last day."""

    def read(value: str) -> str:
        try:
            return days_of(value)[last].isoformat()
        except ValueError as fault:
            raise ValueError(f"{fault}; it takes YYYY-MM-DD, YYYY-MM or YYYY") from fault

    return Parameter(name, description, example, read, {"type": "string", "pattern": PARTIAL_DATE})


def moment(name: str, description: str, example: str) -> Parameter:
    """Take a moment; a bare date is its midnight in UTC."""

    def read(value: str) -> dt.datetime:
        problem = f"{value!r} is no moment; it takes ISO 8601 with a zone, such as 2026-03-01T12:00:00Z, or a date"
        try:
            if _DAY.fullmatch(value):
                return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
            # An unescaped + of a zone arrives as a space.
            found = dt.datetime.fromisoformat(re.sub(r" (?=\d\d:?\d\d$)", "+", value))
        except ValueError as fault:
            raise ValueError(problem) from fault
        if found.tzinfo is None:
            raise ValueError(problem)
        try:
            return found.astimezone(dt.UTC)
        except OverflowError:  # the first or the last hours that there are, further east or west
            return found.replace(tzinfo=dt.UTC)

    forms = [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
    return Parameter(name, description, example, read, {"anyOf": forms})


def identifier(name: str, description: str, example: str = SEED_MEETING, *, in_path: bool = False) -> Parameter:
    """Take a UUID."""

    def read(value: str) -> uuid.UUID:
        try:
            return uuid.UUID(value)
        except ValueError as fault:
            raise ValueError(f"{value!r} is no id; it takes a UUID such as {SEED_MEETING}") from fault

    parameter = Parameter(name, description, example, read, {"type": "string", "format": "uuid"})
    if in_path:
        parameter.published.update({"in": "path", "required": True})
    return parameter


def flag(name: str, description: str, *, example: bool) -> Parameter:
    """Take true or false."""

    def read(value: str) -> bool:
        if value not in {"true", "false"}:
            raise ValueError(f"{value!r} is neither; it takes true or false")
        return value == "true"

    return Parameter(name, description, example, read, {"type": "boolean"})


def whole_number(name: str, description: str, example: int, low: int, high: int) -> Parameter:
    """Take a whole number between two others, both included."""

    def read(value: str) -> int:
        number = int(value) if _WHOLE_NUMBER.fullmatch(value) else None
        if number is None or not low <= number <= high:
            raise ValueError(f"{value!r} is out of range; it takes a whole number from {low} to {high}")
        return number

    return Parameter(name, description, example, read, {"type": "integer", "minimum": low, "maximum": high})


def _cursor(value: str) -> str:
    if not _CURSOR.fullmatch(value):
        raise ValueError("is no cursor; it takes what the `next` of a page gives, or nothing to begin anew")
    return value


LIMIT = whole_number("limit", "How many to return, 1 to 200; 20 unless given.", 20, 1, 200)
CURSOR = Parameter(
    "cursor",
    "Where the page begins, as the `next` of the page before gives it, never made by hand; empty for the first page.",
    "",
    _cursor,
    {"type": "string", "maxLength": 1000, "pattern": "^([A-Za-z0-9_-]{16,})?$"},
    longest=1000,
    may_be_empty=True,
)


def in_path(parameter: Parameter) -> bool:
    """Tell whether a parameter is a part of the path."""
    return bool(parameter.published["in"] == "path")


def takes(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return what publishes the parameters of an operation."""
    return {"openapi_extra": {"parameters": [parameter.published for parameter in parameters]}}


def given(request: Request, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Read what a request gives, by name; what repeats as a tuple. Refuses it with all its faults at once."""
    query = request.scope["query_string"].decode("latin-1")
    return read_all(request.scope["path"], query, parameters, request.path_params)


def read_all(
    path: str, query: str, parameters: Sequence[Parameter], path_parameters: Mapping[str, str] = EMPTY
) -> dict[str, Any]:
    """Read a query string against a table. Raises ``RequestFaultyError``."""
    known = _by_name(tuple(parameters))
    faults: list[Fault] = []
    found: dict[str, Any] = {}
    pairs = [*path_parameters.items(), *(parse_qsl(query, keep_blank_values=True) if query else ())]
    for name, value in pairs:
        parameter = known.get(name)
        if parameter is None:
            faults.append(Fault(parameter=name[:100], detail=_unknown(path, parameters)))
        elif name in found and not parameter.repeats:
            faults.append(Fault(parameter=name, detail="is given more than once; give it once"))
        else:
            try:
                read = parameter.read(_plain(value, parameter))
            except ValueError as fault:
                faults.append(Fault(parameter=name, detail=str(fault)))
                read = None
            found[name] = (*found.get(name, ()), read) if parameter.repeats else read
    if faults:
        raise RequestFaultyError(faults[:20])
    return found


@lru_cache(maxsize=256)
def _by_name(parameters: tuple[Parameter, ...]) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


def _unknown(path: str, parameters: Sequence[Parameter]) -> str:
    names = sorted(parameter.name for parameter in parameters if not in_path(parameter))
    takes_them = f"It takes {', '.join(names)}" if names else "It takes none"
    return f"{path} has no parameter of this name. {takes_them}"


def _plain(value: str, parameter: Parameter) -> str:
    """Return a value that is text. Raises ``ValueError`` for one that is not."""
    if not value and not parameter.may_be_empty:
        raise ValueError("is empty; give a value or leave the parameter out")
    if len(value) > parameter.longest:
        raise ValueError(f"has {len(value)} characters; it takes at most {parameter.longest}")
    if "\x00" in value:
        raise ValueError("holds a NUL character; it takes text")
    if "\ufffd" in value:
        raise ValueError("is no UTF-8; encode it as UTF-8 before percent-encoding it")
    return value
