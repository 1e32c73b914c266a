"""Everybody whom a text names, and the rows that are made of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.extract.marks import Label, Mark, Occasion, Span
from app.extract.names import Person, people
from app.extract.stretches import Stretches, spans
from app.gazetteer import Body, Find, Rank, body_named, city_named, country_named, country_of_demonym
from app.records import Participant
from app.resolve.introduced import office_of
from app.resolve.offices import Office, Side, side
from app.resolve.phrases import known_phrases, title_in
from app.resolve.sides import fill_in


@dataclass(frozen=True, slots=True)
class Row:
    """A participant and the words that its values came from, by field name."""

    participant: Participant
    evidence: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whom a text names, with what it says of each, and the phrases that are known in it."""

    text: str
    finds: Stretches[Find]
    persons: tuple[Person, ...]
    offices: tuple[Office, ...]
    mentions: Stretches[tuple[int, Span]]  # every mention of a person, with the person's index
    claimed: Stretches[Span]  # the words for offices, states and bodies that stand beside some name

    def person_of(self, mention: Span) -> int | None:
        """Return the index of the person whom a mention names, or None."""
        return next((at for at, _ in self.mentions.touching(mention)), None)


def cast_of(text: str, marks: Iterable[Mark]) -> Cast:
    """Return the persons that a text names and their offices, from all the marks of a reading."""
    marks = list(marks)
    finds = known_phrases(text, marks)
    persons = people(text, (mark.span for mark in marks if mark.label is Label.NAME))
    marked = frozenset(mark.span for mark in marks if mark.label is Label.ROLE)
    offices: list[Office] = []
    claimed: list[Span] = []
    for person in persons:
        told = [office_of(text, mention, finds, marked) for mention in person.mentions]
        office = Office()
        # The first mention introduces somebody; later ones add what it left out.
        for found in sorted(told, key=lambda each: (each.role_span not in marked, -each.known)):
            office = office.filled(found) if office.known else found
        offices.append(office)
        for each in told:
            claimed += [part.span for part in (each.country, each.organization) if part]
            claimed += [each.role_span] if each.role_span else []
    mentions = Stretches(
        [(at, mention) for at, person in enumerate(persons) for mention in person.mentions], lambda pair: pair[1]
    )
    filled = fill_in(text, persons, offices, finds)
    return Cast(text, finds, persons, tuple(filled), mentions, spans(claimed))


def persons_in(cast: Cast, occasion: Occasion) -> list[int]:
    """Return the indexes of the persons whom an occasion names, in the order of its marks."""
    found = [cast.person_of(mark.span) for mark in occasion.marks if mark.label is Label.NAME]
    return list(dict.fromkeys(at for at in found if at is not None))


_SEAT_OF_A_UNION = "Brussels"  # "talks with Brussels" are with the European Union


def side_at(cast: Cast, span: Span) -> Side | None:
    """Return the state or body that marked words name, or None; a capital stands for its state."""
    words = span.of(cast.text)
    city = city_named(words)
    if city is not None and city.capital and city.bare and city.name != _SEAT_OF_A_UNION:
        return Side(city.country, None, span)
    for find in cast.finds.touching(span):
        found = side(find)
        if found is not None:
            return found
    state = country_of_demonym(words) or country_named(words)
    if state is not None:
        return Side(state.code, None, span)
    return Side(None, words, span) if isinstance(body_named(words), Body) else None


def office_before(cast: Cast, here: dict[int, Office], counterpart: Span, but: int | None) -> tuple[str, Span] | None:
    """Return the office of the person nearest before the words "his counterpart"."""
    best: tuple[int, Office] | None = None
    for at, office in here.items():
        for mention in cast.persons[at].mentions:
            if at != but and mention.start < counterpart.start and (best is None or mention.start > best[0]):
                best = (mention.start, office)
    if best is None or best[1].role is None or best[1].role_span is None:
        return None
    return best[1].role, best[1].role_span


def rank_of(role: str | None) -> str:
    """Return what tells two offices of one side apart: the foreign minister by rank, others by their words."""
    title = title_in(role) if role else None
    if title is None:
        return ""
    # "top diplomat" and "minister of external relations" are both the foreign minister
    if title.rank is Rank.FOREIGN_MINISTER:
        return str(title.rank)
    return "prime minister" if role and role.lower() in _PREMIERS else title.singular.lower()


_PREMIERS = frozenset({"premier", "taoiseach"})  # a chancellor may be another minister


def party_of(row: Row) -> str | None:
    """Return the state or body of a row."""
    return row.participant.country or row.participant.organization


def same_body(one: str | None, other: str | None) -> bool:
    """Say whether two names are of one body, or both are absent."""
    if one is None or other is None:
        return one == other
    a, b = body_named(one), body_named(other)
    return one == other or (a is not None and a == b)


_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,8}")
_SMALL_WORDS = frozenset("a an and for in of on the to".split())


def spelt_out(text: str, acronym: str) -> Span | None:
    """Return the full name that a text gives with an acronym of its own: "Lake Fishery Board (LFB)"."""
    if not _ACRONYM.fullmatch(acronym):
        return None
    for told in re.finditer(rf"(?:\s\(|,\s){acronym}(?=[),])", text):
        words = list(re.finditer(r"[\w’'-]+", text[max(0, told.start() - 120) : told.start()]))
        letters, first = list(acronym.replace("-", "")), None
        for word in reversed(words):
            if letters and word[0][0] == letters[-1]:
                letters.pop()
                first = word
            elif word[0].lower() not in _SMALL_WORDS or not letters:
                break
        if not letters and first is not None:
            return Span(max(0, told.start() - 120) + first.start(), told.start())
    return None


def plain_name(name: str) -> str:
    """Return words of a text in one line."""
    return re.sub(r"\s+", " ", name)
