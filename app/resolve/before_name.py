"""What stands before a name: "Russian Foreign Minister | Sergey Lavrov", "the chairman of the OSCE, | Ivica Dacic"."""

import re

from app.extract.marks import Span
from app.gazetteer import Find, Rank, TitleUse, title_named
from app.resolve.chains import BEFORE_OFFICE, OF, phrase_ending, title_of
from app.resolve.offices import HONOURS, Office, side

_ADJACENT = re.compile(rf"\.?[^\S\n]*\n?[^\S\n]*(?<=\s){HONOURS}$")  # never over the end of a paragraph
_TOUCHING_SIDE = re.compile(rf"\)?[^\S\n]+{HONOURS}$")
_PARTED = re.compile(rf"\)?,\s+(?:the\s)?{HONOURS}$|\)\s+{HONOURS}$")
_LISTED_LINE = re.compile(rf":\s+{HONOURS}$")
_AND_FORMER = re.compile(r"\sand\s(?:former|ex|one-?time|erstwhile)[\s-](?:(?:the\s)?[A-Z][\w.&’'-]*\s){0,3}$")
_OF_TWO = re.compile(r"\b(?:between|both)\b[^.;]*$")
_NO_ONES = frozenset({Rank.ANY, Rank.PRIVATE, Rank.SPOKESMAN})


def office_before_name(text: str, name: Span, before: list[Find], marked: frozenset[Span]) -> Office:
    """Return the office and the sides that stand before a name, of the phrases known ``before`` it, in order.

    ``marked`` are the offices that a reader marked: of two, such a one leads.
    """
    office, at, rest = _touching(text, name, before)
    if not rest:
        return office
    glue = text[rest[-1].end : at]
    if office.role is not None:
        return _with_what_leads(text, (office, at, name), rest, marked)
    # "foreign minister and current chairman of the OSCE, | Ivica Dacic"
    if _PARTED.fullmatch(glue):
        phrase = phrase_ending(text, rest)
        return Office() if _is_somebody_else(text, phrase, name) else phrase
    for phrase in (_on_a_listed_line(text, glue, rest[-1]), _ending_in_its_side(text, glue, rest)):
        if phrase.known:
            return phrase
    return _with_office_before(text, _with_side_before(text, office, at, rest), rest)


def _touching(text: str, name: Span, before: list[Find]) -> tuple[Office, int, list[Find]]:
    """Return the offices and honours that touch a name, where they begin, and the phrases before them.

    "Foreign Minister | Sergey Lavrov".
    """
    office, at, rest = Office(), name.start, list(before)
    while rest and (title := title_of(rest[-1])) is not None and _ADJACENT.fullmatch(text[rest[-1].end : at]):
        if title.use is TitleUse.GROUP and title.rank in _NO_ONES:
            break
        if text[rest[-1].end] == "." and not (title.use is TitleUse.HONOUR or title.words.endswith(".")):
            break  # "It lost its president. | Paz": the end of a sentence, where "Gen. | Paz" is an office cut short
        find = rest.pop()
        at = find.start
        if title.use is TitleUse.COUNTERPART and office.role is not None:
            continue  # "his counterpart Foreign Minister | Ana Paz"
        if title.use is not TitleUse.HONOUR:
            end = office.role_span.end if office.role_span else find.end
            office = Office(text[at:end], Span(at, end))
    return office, at, rest


def _with_what_leads(text: str, found: tuple[Office, int, Span], rest: list[Find], marked: frozenset[Span]) -> Office:
    """Return an office that touches a name with its side, or the one before it that says more.

    ``found`` are the office, where it begins, and the name.
    """
    office, at, name = found
    now = _office_now(text, at, rest)
    if now is not None:
        return _with_side_before(text, Office(now.words, Span(now.start, now.end)), now.start, rest[: rest.index(now)])
    # "the secretary-general of the OPEC, Ambassador | Sergey Lavrov": a rank before the name, the office before it
    if _PARTED.fullmatch(text[rest[-1].end : at]):
        phrase = phrase_ending(text, list(rest))
        is_meant = phrase.role_span in marked and office.role_span not in marked
        says_more = phrase.role and (phrase.country or phrase.organization) and is_rank(office.role or "")
        if (is_meant or says_more) and not _is_somebody_else(text, phrase, name):
            return phrase
    return _with_side_before(text, office, at, rest)


_SPOKEN_OF = re.compile(
    r"\b(?:with|to(?!\sbecome)|by|from|between|against|meeting|met|told|meets?|called)\s"
    r"(?:an?\s|the\s|its\s|his\s|her\s|their\s)?(?:[\w’'-]+[^\S\n]){0,3}$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"(?:^|[.!?]\s|[\n\"“”]\s?)(?:Ahead|After|At|Before|By|During|Following|From|In|Meeting|On|With)\b[^.,;!?\n]*$"
)
_GOES_ON = re.compile(
    r"['’]s\b|\s(?:has|have|had|is|was|will|would|says?|said|told|tells|added|adds|noted|stressed|warned)\b"
)
_CLOSED = re.compile(r"\s?[,.;:!?)\n\"”]|\s[-–—]|$")


def _is_somebody_else(text: str, phrase: Office, name: Span) -> bool:
    """Say whether a phrase parted from a name by a comma ends what is said before: "With its president, | Paz said".

    What stands beside a name in its stead is parted from what follows too. Where the phrase does not open the sentence,
    that is often forgotten, and only a verb tells.
    """
    told = [part.span.start for part in (phrase.country, phrase.organization) if part]
    told += [phrase.role_span.start] if phrase.role_span else []
    if not told or _CLOSED.match(text, name.end):
        return False
    begins = min(told)
    if _SPOKEN_OF.search(text, max(0, begins - 80), begins) is None:
        return False
    return _GOES_ON.match(text, name.end) is not None or _FRONTED.search(text, max(0, begins - 160), begins) is not None


def _office_now(text: str, at: int, rest: list[Find]) -> Find | None:
    """Return the office that somebody holds, told before one of former days: "minister and former Acme | CEO Paz"."""
    titles = ((find, title) for find in reversed(rest) if (title := title_of(find)) is not None)
    now = next((find for find, title in titles if title.use is TitleUse.OFFICE), None)
    if now is None or not _AND_FORMER.fullmatch(text[now.end : at]):
        return None
    is_another = any(side(find) for find in rest if find.start > now.start)  # "and former Norwegian | premier Paz"
    return None if is_another or _OF_TWO.search(text, max(0, now.start - 60), now.start) else now


def _with_office_before(text: str, found: Office, rest: list[Find]) -> Office:
    """Add the office before a state that touches the name: "their chairman, Belgian | Paul Claes"."""
    party = found.country or found.organization
    if party is None or not rest:
        return found
    title, last = title_of(rest[-1]), rest[-1]
    if title is None or title.use is not TitleUse.OFFICE or text[last.end : party.span.start] not in {", ", ", the "}:
        return found
    return Office(last.words, Span(last.start, last.end), found.country, found.organization)


def _on_a_listed_line(text: str, glue: str, party: Find) -> Office:
    """Read the state that begins a line of a list: "Chad: H.E. Mr. | Ali Ba"."""
    state = side(party)
    if state is None or not _LISTED_LINE.fullmatch(glue) or not _begins_line(text, party.start):
        return Office()
    return Office(None, None, state if state.country else None, state if state.organization else None)


def _ending_in_its_side(text: str, glue: str, rest: list[Find]) -> Office:
    """Read an office that ends in its state or its place before the name: "President of Chad | Ali Ba"."""
    ends = len(rest) > 1 and side(rest[-1]) is not None and _TOUCHING_SIDE.fullmatch(glue)
    if not ends or not OF.fullmatch(text[rest[-2].end : rest[-1].start]):
        return Office()
    return phrase_ending(text, list(rest))


_RANKS = frozenset({Rank.MILITARY, Rank.AMBASSADOR})
_TOUCHING = frozenset({"professor", "prince", "princess", "senator", "sheikh"})


def is_rank(role: str) -> bool:
    """Say whether words before a name are a rank or an honour that may stand beside an office."""
    title = title_named(role)
    return role.lower() in _TOUCHING or (title is not None and title.rank in _RANKS)


def _begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t*•-–")
    return not before or before.endswith("\n")


def _with_side_before(text: str, office: Office, at: int, rest: list[Find]) -> Office:
    """Add the state or body right before an office or a name: "Russian |", "Serbia's |", "EU |"."""
    country = organization = None
    while rest and BEFORE_OFFICE.fullmatch(text[rest[-1].end : at]):
        found = side(rest[-1])
        if found is None:
            # "the U.S. president's | special envoy"
            if title_of(rest[-1]) is None or text[rest[-1].end : rest[-1].end + 2] not in {"'s", "’s"}:
                break
        elif found.country and country is None:
            country = found
        elif found.organization and organization is None:
            organization = found
        at = rest.pop().start
    return Office(office.role, office.role_span, country, organization)
