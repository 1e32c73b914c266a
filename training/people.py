"""Where a gold meeting's participants stand: names, the offices beside them, and the states or bodies beside those."""

from collections.abc import Iterator, Sequence

from app.extract.marks import Label, Mark, Span
from training.ground import Ground, Tally, gap, overlap, within
from training.places import PersonPlaces, Places
from training.surfaces import closest_window, places_of

_BESIDE = 48  # characters within which a state stands beside the name or office that it belongs to
_LISTED = 90  # characters between parties of one list
_OFFICE = 160  # characters between a name and an office that is told of it elsewhere
_APART = 220  # characters beyond which an unnamed office and a state are not one party
_COUNTERPARTS = ("counterparts", "counterpart", "colleagues", "colleague")
_LINKING = frozenset({"of", "for", "and", "the"})


def people_marks(ground: Ground, places: Places, anchors: Sequence[Span], tally: Tally) -> Iterator[Mark]:
    """Yield the marks of all participants; ``anchors`` are the words that denote the meeting."""
    for person in places.people:
        if person.person.name:
            yield from _named(ground, person, tally)
    names = [span for person in places.people for span in person.name.all]
    unnamed = [person for person in places.people if not person.person.name]
    for person in unnamed:
        listed = [other.parties for other in unnamed if other is not person]
        yield from _unnamed(ground, person, listed, anchors, names, tally)


def _named(ground: Ground, person: PersonPlaces, tally: Tally) -> Iterator[Mark]:
    mentions = person.name.all
    tally.count("name", found=bool(mentions))
    yield from (Mark(span, Label.NAME) for span in mentions)
    offices = _offices(ground.text, person) if person.person.role else set()
    if person.person.role:
        tally.count("role named", found=bool(offices))
    yield from (Mark(span, Label.ROLE) for span in offices)
    if person.person.country or person.person.organization:
        beside = _beside(ground, person.parties, [*mentions, *offices])
        free = {span for span in beside if not any(overlap(span, mention) for mention in mentions)}
        tally.count("party named", found=bool(free))
        yield from (Mark(span, Label.PARTY) for span in free)


def _offices(text: str, person: PersonPlaces) -> set[Span]:
    """Return the words for a named person's office: those that touch a mention, else the nearest."""
    mentions = person.name.full or person.name.part
    found = {span for span in person.roles if any(gap(span, m) <= 3 for m in person.name.all)}
    if not found and mentions:
        standing = [span for word in _COUNTERPARTS if word != "colleagues" for span in places_of(text, word)]
        found = {span for span in standing if any(gap(span, m) <= 30 for m in mentions)}
    if not found and person.roles and mentions:
        nearest = min(person.roles, key=lambda span: min(gap(span, m) for m in mentions))
        if min(gap(nearest, m) for m in mentions) <= _OFFICE:
            found.add(nearest)
    for mention in person.name.all:
        title = _title_before(text, mention, person.person.role or "")
        if title is not None and not any(gap(title, office) == 0 for office in found):
            found.add(title)
    return found


def _title_before(text: str, name: Span, role: str) -> Span | None:
    """Return the words right before a name that are part of its office: "Secretary" of "Secretary of State"."""
    wanted = {word.lower() for word in role.split()} | _LINKING
    start = name.start
    words = text[max(0, name.start - 80) : name.start].removesuffix(" ").split(" ")
    for word in reversed(words):
        if not word or word.lower() not in wanted:
            break
        start -= len(word) + 1
    while start < name.start and text[start : name.start].split(" ", maxsplit=1)[0].lower() in _LINKING:
        start += len(text[start : name.start].split(" ", maxsplit=1)[0]) + 1
    return Span(start, name.start - 1) if start < name.start - 1 else None


def _beside(ground: Ground, parties: Sequence[Span], held: Sequence[Span]) -> set[Span]:
    """Return the words for a named person's state or body that stand in one phrase with a name or an office.

    A state farther off in the sentence is no mark of theirs: learnt from, it would make parties of places.
    """
    return {
        party
        for party in parties
        if any(
            gap(party, h) <= _BESIDE and not ground.sentences_apart(party, h) and _one_phrase(ground.text, party, h)
            for h in held
        )
    }


_PHRASE_ENDS = frozenset({"and", "with", "to", "in", "on", "met", "said", "that", "by", "at", "from", "for", ";"})


def _one_phrase(text: str, one: Span, other: Span) -> bool:
    """Say whether only words of one noun phrase stand between two stretches."""
    first, second = sorted((one, other))
    between = text[first.end : second.start].replace(",", " , ")
    return not {word.lower() for word in between.split()} & _PHRASE_ENDS


def _unnamed(
    ground: Ground,
    person: PersonPlaces,
    listed: Sequence[Sequence[Span]],
    anchors: Sequence[Span],
    names: Sequence[Span],
    tally: Tally,
) -> Iterator[Mark]:  # fmt: skip
    """Yield the office and the party of a row without a name: the pair that stands together, near the occasion."""
    role, party = _best_pair(ground, person, listed, anchors, names)
    if role is not None and party is not None:
        if ground.sentences_apart(role, party) > 1:
            # They do not stand together: the one nearer to the occasion is sure, the other is not.
            role_is_far, party_is_far = (ground.cost(span, anchors) > 3 for span in (role, party))
            role, party = None if role_is_far else role, None if party_is_far else party
        elif gap(role, party) > _APART and not _in_list(party, listed):
            party = None
    if person.person.role:
        tally.count("role unnamed", found=role is not None)
        if role is not None:
            yield Mark(role, Label.ROLE)
    if person.person.country or person.person.organization:
        tally.count("party unnamed", found=party is not None)
        if party is not None and not (role is not None and within(party, [role])):
            yield Mark(party, Label.PARTY)


def _in_list(party: Span, listed: Sequence[Sequence[Span]]) -> int:
    """Return with how many of the other rows' parties a party stands in one list."""
    return sum(any(gap(party, span) <= _LISTED for span in group) for group in listed)


def _best_pair(
    ground: Ground,
    person: PersonPlaces,
    listed: Sequence[Sequence[Span]],
    anchors: Sequence[Span],
    names: Sequence[Span],
) -> tuple[Span | None, Span | None]:
    offices = person.roles
    counterparts: list[Span] = []
    if person.person.role:
        close = None if offices else closest_window(ground.text, person.person.role, least=0.66)
        offices = [close] if close else offices
        counterparts = [span for word in _COUNTERPARTS[:3] for span in places_of(ground.text, word)]
    free = [span for span in offices if not any(gap(span, name) <= 2 for name in names)] or offices
    best: tuple[float, Span | None, Span | None] | None = None
    for role in [*free, *counterparts] or [None]:
        for party in ground.in_body(person.parties) or [None]:
            spans = [span for span in (role, party) if span is not None]
            cost = sum(ground.cost(span, anchors) for span in spans) / max(1, len(spans))
            if role is not None and party is not None:
                cost += 0.5 if overlap(role, party) else 0.0
                cost += gap(role, party) / 120 + ground.sentences_apart(role, party)
            cost += 0.4 if role in counterparts else 0.0
            if party is not None:
                cost -= min(1.2, 0.3 * _in_list(party, listed))
            if best is None or cost < best[0]:
                best = (cost, role, party)
    return best[1:] if best else (None, None)
