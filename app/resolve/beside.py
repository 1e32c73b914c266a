"""What stands beside the words for somebody without a name: the side of an office, the office of a side."""

import re

from app.extract.marks import Span
from app.gazetteer import EntryKind, Find, Rank, Title, TitleUse
from app.resolve.cast import Cast
from app.resolve.offices import Side, side
from app.resolve.sides import parties_of_role

_REACH = 160  # characters in which a list of parties goes on
_OF = re.compile(r"\s(?:of|from|representing)\s(?:the\s)?(?:[a-z]+\sof\s(?:the\s)?)?$")
_BEFORE = re.compile(
    r"(?:['’]s)?\s(?:(?!(?:by|for|from|his|her|in|its|of|that|their|to|when|where|which|while|who|with)\b)[a-z-]+\s){0,2}$"
)
# "senior | Malian | officials", "members of the | Chadian | parliament"
_OF_THE = re.compile(
    r"^(?:[Ll]eading\s)?(?:(?!\w+ing\b)[A-Z]?[a-z-]+\s){0,2}$|\b(?:of|from)\s(?:the\s)?(?:[a-z]+\sof\s(?:the\s)?)?$"
)
_NEXT_PARTY = re.compile(r"(?:,|,?\s(?:and|or))\s(?:the\s)?$")
_OF_LIST = re.compile(r"\s(?:of|from)\s(?:the\s)?$")
_HOLDERS = frozenset({Rank.HEAD, Rank.FOREIGN_MINISTER, Rank.MINISTER, Rank.AMBASSADOR, Rank.BODY_HEAD, Rank.MILITARY})


def side_beside(cast: Cast, role: Span) -> Side | None:
    """Return the side that an office without a name speaks for: "delegation of the | Slovak | parliament".

    It may be told within the words of the office, right after or right before them.
    """
    text = cast.text
    inside = [
        found
        for found in parties_of_role(role.of(text), role.start)
        if _OF_THE.search(text[role.start : found.span.start])
    ]
    after = next(iter(cast.finds.begun_in(role.end, role.end + 60)), None)
    if after is not None and _OF.fullmatch(text[role.end : after.start]) and not _goes_on(cast, after):
        inside += [found] if (found := side(after)) else []
    before = [find for find in cast.finds.begun_in(role.start - 60, role.start) if find.end <= role.start]
    if before and _BEFORE.fullmatch(text[before[-1].end : role.start]) and (found := side(before[-1])):
        inside.append(found)
    return next((found for found in inside if found.country), inside[0] if inside else None)


def _goes_on(cast: Cast, party: Find) -> bool:
    """Say whether a list of parties goes on after one: what is told of all is not this one's alone."""
    following = next(iter(cast.finds.begun_in(party.end, party.end + _REACH)), None)
    if following is None or side(following) is None:
        return False
    return _NEXT_PARTY.fullmatch(cast.text[party.end : following.start]) is not None


def _is_shared(find: Find) -> bool:
    title = find.sense(EntryKind.TITLE)
    if not isinstance(title, Title):
        return False
    return title.use is TitleUse.COUNTERPART or (title.use is TitleUse.GROUP and title.rank in _HOLDERS)


def office_beside(cast: Cast, party: Span) -> Span | None:
    """Return the office that is told of a party in a list: "the ministers of Chad and | Mali", "| Malian colleague"."""
    text = cast.text
    edge = party.start
    for find in reversed(cast.finds.begun_in(party.start - _REACH, party.start)):
        if find.end > edge:
            continue
        glue = text[find.end : edge]
        if _is_shared(find) and _OF_LIST.fullmatch(glue):
            return Span(find.start, find.end)
        if side(find) is None or not _NEXT_PARTY.fullmatch(glue):
            break
        edge = find.start
    edge = party.end
    for find in cast.finds.begun_in(party.end, party.end + _REACH):
        glue = text[edge : find.start]
        if _is_shared(find) and glue == " ":
            named = cast.mentions.begun_in(find.end, find.end + 3)
            return None if named else Span(find.start, find.end)
        if find.entry_kind is not EntryKind.DEMONYM or not _NEXT_PARTY.fullmatch(glue):
            break
        edge = find.end
    return None
