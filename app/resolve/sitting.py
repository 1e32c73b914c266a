"""Those who sit in a body that meets, where its name stands beside the meeting and not beside them."""

import re
from collections.abc import Sequence

from app.extract.marks import Span
from app.resolve.bodies import Meets
from app.resolve.cast import Row

# Delegates, producers or bankers may sit there for themselves; these are the body's own.
_OF_A_BODY = re.compile(r"(?<!former\s)\b(?:ministers|council|board|committee|(?<!chief\s)executive)$", re.IGNORECASE)


def with_body_that_meets(rows: Sequence[Row], meets: Meets | None) -> list[Row]:
    """Say of "the ministers" or "the board", whom no word gives to anybody, that they are of the body that meets."""
    return [_of_body(row, meets.name, meets.span) for row in rows] if meets is not None else list(rows)


def _of_body(row: Row, name: str, told: Span) -> Row:
    who = row.participant
    if who.name or who.country or who.organization or not _OF_A_BODY.search(who.role or ""):
        return row
    return Row(who.model_copy(update={"organization": name}), (*row.evidence, ("organization", told)))
