"""The fields of an article in JSON: its text, and what is said of it."""

import datetime as dt
import re
from typing import Any

from app.articles.plain_text import checked_text
from app.errors import ArticleUnreadableError
from app.records import Article, days_of

LONGEST_ID = 500  # characters: the id is indexed, and an index has room for no more on every database
FORM = '{"text": "…", "id": "…", "title": "…", "published": "2015-04-02", "publisher": "…"}'
FACTS = ("id", "title", "published", "publisher")
"""What may be said of an article beside its text."""

_MOMENT = re.compile(r"\d{4}-?\d\d-?\d\d(?:\D.*)?")
"""What begins with a day of the calendar; ISO 8601 counts weeks too, and a week is no day."""


def article_of(fields: dict[str, Any], where: str, origin: str) -> Article:
    """Return the article that the fields hold; fields that we do not know are passed over.

    Raises ``ArticleUnreadableError`` for a missing text and for fields of another kind or form.
    """
    if "text" not in fields:
        raise ArticleUnreadableError(where, "there is no `text`", f"Give {FORM}")
    text = string(fields, "text", where)
    if text is None:
        raise ArticleUnreadableError(where, "`text` is null", "Give it the article's text")
    return Article(text=checked_text(text, f"{where}, `text`"), origin=origin, **facts_of(fields, where))


def facts_of(fields: dict[str, Any], where: str) -> dict[str, str | None]:
    """Return what the fields say of an article, by the names of ``Article``; None for what they are silent about."""
    return {
        "id": _id(fields, where),
        "title": string(fields, "title", where) or None,
        "published": _published(fields, where),
        "publisher": string(fields, "publisher", where) or None,
    }


def _id(fields: dict[str, Any], where: str) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    given = string(fields, "id", where)
    if given is not None and len(given) > LONGEST_ID:
        raise ArticleUnreadableError(
            where, f"`id` has {len(given)} characters", f"Give one of at most {LONGEST_ID}, or none"
        )
    return given or None


def _published(fields: dict[str, Any], where: str) -> str | None:
    """Return the day, month or year of publication; of a moment ("2015-04-02T10:00:00Z") its day, in its own zone."""
    given = string(fields, "published", where)
    if not given:
        return None
    try:
        if _MOMENT.fullmatch(given):
            return dt.datetime.fromisoformat(given).date().isoformat()
        days_of(given)
    except ValueError as fault:
        raise ArticleUnreadableError(
            where,
            f"`published` is no date: {given[:40]!r}",
            "Give YYYY-MM-DD, YYYY-MM or YYYY, or leave it out",
        ) from fault
    return given


def string(fields: dict[str, Any], name: str, where: str) -> str | None:
    """Return a field that is text; None where there is none. Raises ``ArticleUnreadableError`` for another kind."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleUnreadableError(where, f"`{name}` is {named(value)}, no string", "Give it as a string")
    if "\0" in value:
        raise ArticleUnreadableError(
            where,
            f"`{name}` holds a NUL character at offset {value.index(chr(0))}",
            "Take it out; no database keeps it",
        )
    return value


def named(value: object) -> str:
    """Name the kind of a JSON value, with its article."""
    match value:
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case dict():
            return "an object"
        case _:
            return "null"
