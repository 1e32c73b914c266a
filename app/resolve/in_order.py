"""Sides and names told in one order: "the Chadian and Malian ministers, A and B", "leaders of C and D, A and B".

The first state is that of the first name, the second that of the second: no word beside a name says so.
"""

import re
from collections.abc import Sequence

from app.extract.marks import Span
from app.gazetteer import EntryKind, Find, Title, TitleUse
from app.resolve.cast import Cast
from app.resolve.offices import HONOURS, Office, Side, side

_REACH = 160  # characters in which a list of sides or of names goes on
_NEXT = re.compile(rf"(?:,\s(?:and\s)?|\sand\s)(?:(?:of|from)\s)?(?:the\s)?{HONOURS}$")
_BEFORE = re.compile(r"(?:['’]s?)?\s(?:(?:new|visiting|acting|outgoing|then|former|late|senior|top)\s)?$")
_OF = re.compile(r"\s(?:of|from|for)\s(?:the\s)?$")
_NAMES_FOLLOW = re.compile(rf"(?:['’]s?)?(?:,|:|\s[-–—]{{1,2}})?\s(?:namely\s)?{HONOURS}$")
_LEAST = 2  # sides and names of which one may speak of an order


def offices_in_order(cast: Cast, role: Find) -> dict[int, Office]:
    """Return the offices of those who are named right after an office of several, with as many sides before them."""
    title = role.sense(EntryKind.TITLE)
    if not isinstance(title, Title) or title.use is not TitleUse.GROUP:
        return {}
    for sides, names_from in ((_sides_before(cast, role), role.end), _sides_after(cast, role)):
        names = _names_after(cast, names_from)
        if len(sides) == len(names) >= _LEAST:
            told = Span(role.start, role.end)
            return {at: _office(role.words, told, each) for at, each in zip(names, sides, strict=True)}
    return {}


def _office(words: str, told: Span, of: Side) -> Office:
    return Office(words, told, of if of.country else None, None if of.country else of)


def _sides_before(cast: Cast, role: Find) -> list[Side]:
    sides: list[Side] = []
    edge, glue = role.start, _BEFORE
    for find in reversed(cast.finds.begun_in(role.start - _REACH, role.start)):
        found = side(find)
        if found is None or find.end > edge or not glue.fullmatch(cast.text[find.end : edge]):
            break
        sides.insert(0, found)
        edge, glue = find.start, _NEXT
    return sides


def _sides_after(cast: Cast, role: Find) -> tuple[list[Side], int]:
    sides: list[Side] = []
    edge, glue = role.end, _OF
    for find in cast.finds.begun_in(role.end, role.end + _REACH):
        found = side(find)
        if found is None or not glue.fullmatch(cast.text[edge : find.start]):
            break
        sides.append(found)
        edge, glue = find.end, _NEXT
    return sides, edge


def _names_after(cast: Cast, start: int) -> Sequence[int]:
    names: list[int] = []
    edge, glue = start, _NAMES_FOLLOW
    for at, mention in cast.mentions.begun_in(start, start + _REACH):
        if not glue.fullmatch(cast.text[edge : mention.start]):
            break
        names.append(at)
        edge, glue = mention.end, _NEXT
    return names
