"""Who somebody is: the office beside a name and the state or body that it speaks for.

English puts them in few places: before the name ("Russian Foreign Minister Sergey Lavrov", "Serbia's foreign minister
and chairman of the OSCE, Ivica Dacic"), after it ("Sirojidin Aslov, the foreign minister of Tajikistan") or
in brackets.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from app.extract.marks import Span
from app.extract.stretches import Stretches
from app.gazetteer import Body, Country, Find, Rank, Title, TitleUse, title_named


@dataclass(frozen=True, slots=True)
class Side:
    """A state or a body that somebody represents, and the words that say so."""

    country: str | None
    organization: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the article's words, the words, and the sides it speaks for. Any of them may be unknown."""

    role: str | None = None
    role_span: Span | None = None
    country: Side | None = None
    organization: Side | None = None

    @property
    def known(self) -> int:
        """How much is known: what is fuller is preferred."""
        return sum(part is not None for part in (self.role, self.country, self.organization))

    def filled(self, other: "Office") -> "Office":
        """Return this office with what it lacks taken from another mention."""
        takes_role = self.role is None
        return Office(
            other.role if takes_role else self.role,
            other.role_span if takes_role else self.role_span,
            self.country or other.country,
            self.organization or (other.organization if self.country is None or takes_role else None),
        )


def side(find: Find) -> Side | None:
    """Return the state or body that a phrase stands for, or None for an office."""
    span = Span(find.start, find.end)
    for sense in find.senses:
        if isinstance(sense.entry, Country):
            return Side(sense.entry.code, None, span)
        if isinstance(sense.entry, Body):
            return Side(None, find.words, span)
    return None


def _title(find: Find) -> Title | None:
    return next((sense.entry for sense in find.senses if isinstance(sense.entry, Title)), None)


HONOURS = (
    r"(?:(?:(?:Mr|Mrs|Ms|Mme|Dr|Prof|Hon|Rt|Amb|Eng|Gen|HE|H\.E|M)\.?"
    r"|Sir|Sheikh|Sayyid|Ratu|Alhaji|Datuk|Dato['’]?|Sri|Prince|Comrade|Maulvi|Mullah)\s+)*"
)
_ADJACENT = re.compile(rf"\.?[^\S\n]*\n?[^\S\n]*(?<=\s){HONOURS}$")  # never over the end of a paragraph
_TOUCHING_SIDE = re.compile(rf"\)?[^\S\n]+{HONOURS}$")
_PARTED = re.compile(rf"\)?,\s+(?:the\s)?{HONOURS}$|\)\s+{HONOURS}$")
_LISTED_LINE = re.compile(rf":\s+{HONOURS}$")
_BEFORE_OFFICE = re.compile(
    r"\)?(?:[\"'’]s?)?\s+(?:(?:new|newly[-\s]appointed|visiting|acting|outgoing|then|former|late|senior|top|own|current|chief|delegation|side|team)\s+){0,2}$"
)
_OF = re.compile(
    r"\)?\s+(?:of|for|to|in|from)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w’'-]+\s){0,3}(?:Republic|Kingdom|State|Sultanate|Principality|Union)\sof\s(?:the\s)?)?$"
)
_REPRESENTING = re.compile(r",?\s+(?:of|from|representing)\s+(?:the\s+)?$")
_AND = re.compile(r"\s+and\s+(?:(?:the|current|acting|also)\s+){0,2}$")
_APPOSITION = re.compile(
    r",?\s+(?:\(|who\s(?:is|was|heads|leads)\s)?(?:the\s|a\s|an\s|its\s|his\s|her\s|their\s)?"
    r"(?:(?:new|newly[-\s]appointed|visiting|acting|outgoing|then|current|chief|country['’]s)\s)?$"
)
_LEADING = re.compile(
    r"\s+(?:(?:will|is\sto)\s)?(?:leads?|led|leading|heads?|headed|heading)\s(?:an?|the)\s(?:[a-z-]+\s)?$"
)
_MINISTRY = re.compile(r"['’]?s?\s(?:[A-Z]\w+\s)?(?:Ministry|Department|Embassy|Foreign\sOffice|Government)\b")
_NEXT_NAME = re.compile(r"\.?[^\S\n](?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s)?[A-Z]\w")
_REACH_BACK = 200  # how far before a name the phrase that introduces it may begin
_REACH = 90  # how far after a name its apposition may begin to tell who it is
_NO_ONES = frozenset({Rank.ANY, Rank.PRIVATE, Rank.SPOKESMAN})


def office_of(text: str, name: Span, finds: Stretches[Find], marked: frozenset[Span] = frozenset()) -> Office:
    """Return what stands beside one mention of a name; of two offices the one that a reader marked leads."""
    before = [find for find in finds.begun_in(name.start - _REACH_BACK, name.start) if find.end <= name.start]
    after = finds.begun_in(name.end, name.end + _REACH + 1)
    left = _on_the_left(text, name, before, marked)
    right = _on_the_right(text, name, after)
    right_leads = right.role_span in marked and left.role_span not in marked
    # "Captain | Ali Ba |, Minister of Trade": who has an office is not told by a rank
    right_leads = right_leads or (left.role is not None and _is_rank(left.role) and left.organization is None)
    if right.role and (right_leads or not left.role):
        return right.filled(left)
    return left.filled(right)


def _on_the_left(text: str, name: Span, before: list[Find], marked: frozenset[Span]) -> Office:
    office, at, rest = Office(), name.start, list(before)
    # "Foreign Minister | Sergey Lavrov": offices and honours that touch the name
    while rest:
        title = _title(rest[-1])
        if title is None or not _ADJACENT.fullmatch(text[rest[-1].end : at]):
            break
        if title.use is TitleUse.GROUP and (title.rank in _NO_ONES or text[rest[-1].end] == "."):
            break
        find = rest.pop()
        at = find.start
        if title.use is not TitleUse.HONOUR:
            start = find.start
            end = office.role_span.end if office.role_span else find.end
            office = Office(text[start:end], Span(start, end))
    if not rest:
        return office
    glue = text[rest[-1].end : at]
    if office.role is not None:
        # "the secretary-general of the OPEC, Ambassador | Sergey Lavrov": a rank before the name, the office before it
        if _PARTED.fullmatch(glue):
            phrase = _phrase_ending(text, list(rest))
            is_meant = phrase.role_span in marked and office.role_span not in marked
            if is_meant or (phrase.role and (phrase.country or phrase.organization) and _is_rank(office.role)):
                return phrase
        return _with_side_before(text, office, at, rest)
    # "foreign minister and current chairman of the OSCE, | Ivica Dacic"
    if _PARTED.fullmatch(glue):
        return _phrase_ending(text, rest)
    for phrase in (_on_a_listed_line(text, glue, rest[-1]), _ending_in_its_side(text, glue, rest)):
        if phrase.known:
            return phrase
    return _with_office_before(text, _with_side_before(text, office, at, rest), rest)


def _with_office_before(text: str, found: Office, rest: list[Find]) -> Office:
    """Add the office before a state that touches the name: "their chairman, Belgian | Paul Claes"."""
    party = found.country or found.organization
    if party is None or not rest:
        return found
    title, last = _title(rest[-1]), rest[-1]
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
    if not ends or not _OF.fullmatch(text[rest[-2].end : rest[-1].start]):
        return Office()
    return _phrase_ending(text, list(rest))


_RANKS = frozenset({Rank.MILITARY, Rank.AMBASSADOR})
_TOUCHING = frozenset({"professor", "prince", "princess", "senator", "sheikh"})


def _is_rank(role: str) -> bool:
    """Say whether words before a name are a rank or an honour that may stand beside an office."""
    title = title_named(role)
    return role.lower() in _TOUCHING or (title is not None and title.rank in _RANKS)


def _begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t*•-–")
    return not before or before.endswith("\n")


def _with_side_before(text: str, office: Office, at: int, rest: list[Find]) -> Office:
    """Add the state or body right before an office or a name: "Russian |", "Serbia's |", "EU |"."""
    country = organization = None
    while rest and _BEFORE_OFFICE.fullmatch(text[rest[-1].end : at]):
        found = side(rest[-1])
        if found is None:
            # "the U.S. president's | special envoy"
            if _title(rest[-1]) is None or text[rest[-1].end : rest[-1].end + 2] not in {"'s", "’s"}:
                break
        elif found.country and country is None:
            country = found
        elif found.organization and organization is None:
            organization = found
        at = rest.pop().start
    return Office(office.role, office.role_span, country, organization)


def _phrase_ending(text: str, rest: list[Find]) -> Office:
    """Read an apposition that stands before its name, from its end backwards."""
    chain = [rest.pop()]
    while rest:
        glue = text[rest[-1].end : chain[-1].start]
        linked = _OF.fullmatch(glue) or _AND.fullmatch(glue) or _BEFORE_OFFICE.fullmatch(glue) or glue == " ("
        if not linked:
            break
        chain.append(rest.pop())
    chain.reverse()
    # "the President's envoy, | Sergey Lavrov" is no president
    return _office_in(text, [find for find in chain if _title(find) is None or not _POSSESSIVE.match(text, find.end)])


def _on_the_right(text: str, name: Span, after: list[Find]) -> Office:
    if not after:
        return Office()
    first = after[0]
    glue = text[name.end : first.start]
    found = side(first)
    if found is not None and _stands_for(text, glue, first):
        return Office(None, None, found if found.country else None, found if found.organization else None)
    if not _APPOSITION.fullmatch(glue) or not (glue.startswith(",") or "who" in glue or "(" in glue):
        return Office()
    chain = [first]
    if _title(first) is not None and _POSSESSIVE.match(text, first.end):
        chain = []  # "Ali Ba, the President's envoy"
    for here, there in pairwise(after):
        glue = text[here.end : there.start]
        if not (_OF.fullmatch(glue) or _AND.fullmatch(glue) or _BEFORE_OFFICE.fullmatch(glue)):
            break
        if text[there.end : there.end + 1] == ":":
            break  # the next line of a list
        chain.append(there)
    if chain and _title(chain[-1]) is not None and _NEXT_NAME.match(text, chain[-1].end):
        return Office()  # the office of somebody else, who is named next
    return _office_in(text, chain)


def _stands_for(text: str, glue: str, party: Find) -> bool:
    """Say whether a state or body after a name is the one that its bearer stands for: "of Chad", "(Chad)"."""
    closing = text[party.end : party.end + 1]
    if _REPRESENTING.fullmatch(glue) or _LEADING.fullmatch(glue):
        return True
    if glue == " (":
        return closing == ")"
    return glue in {", ", ", the "} and (
        (closing == "," and _title(party) is None) or _MINISTRY.match(text, party.end) is not None
    )


_POSSESSIVE = re.compile(r"['’]s\b")
_HELD = frozenset({TitleUse.OFFICE, TitleUse.COUNTERPART})


_POSTED_IN = re.compile(r"\)?\s+in\s")
_SENT_TO = re.compile(r"\)?\s+(?:to|for)\s")
_SENT = frozenset({Rank.AMBASSADOR, Rank.ENVOY})


def _office_in(text: str, chain: list[Find]) -> Office:
    """Read a chain of offices and sides as one person's office: the first office leads, each side is kept.

    Where somebody is posted is no side: "the bank's director in Chad", "ambassador to Chad".
    """
    role, role_span, country, organization = None, None, None, None
    sent, end = False, None
    for find in chain:
        title, found = _title(find), side(find)
        glue = text[end : find.start] if end is not None else ""
        end = find.end
        sent = sent or (title is not None and title.rank in _SENT)
        if role and found is not None and (_POSTED_IN.match(glue) or (sent and _SENT_TO.match(glue))):
            continue
        if found is not None:
            country = country or (found if found.country else None)
            organization = organization or (found if found.organization else None)
        elif title is not None and title.use in _HELD and role is None:
            role, role_span = find.words, Span(find.start, find.end)
    if role is None:
        return Office()
    return Office(role, role_span, country, organization)
