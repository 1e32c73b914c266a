"""The states, bodies and offices that a text names: what is known beforehand, and what a reader marked in it."""

import re
from collections.abc import Iterable

from app.extract.marks import Label, Mark, Span
from app.extract.stretches import Stretches, spans
from app.gazetteer import Body, BodyKind, EntryKind, Find, Rank, Sense, Title, TitleUse, scan, title_named

PARTY_KINDS = frozenset({EntryKind.COUNTRY, EntryKind.DEMONYM, EntryKind.PEOPLE, EntryKind.BODY, EntryKind.TITLE})
_SIDES = PARTY_KINDS - {EntryKind.TITLE}
_OF_A_STATE = frozenset(
    "the of its new interim government governments side delegation delegations team mission people republic"
    " administration authorities state".split()
)


def known_phrases(text: str, marks: Iterable[Mark] = ()) -> Stretches[Find]:
    """Return the states, peoples, bodies and offices that a text names.

    An office or a body that a reader marked counts in the words that it marked, whether or not it is known.
    """
    known = _kept_apart(scan(text, PARTY_KINDS))
    marked = list(marks)
    roles = [_office(text, span, known) for span in _outermost(marked, Label.ROLE)]
    taken = spans(Span(find.start, find.end) for find in roles)
    parties = [
        find
        for span in _outermost(marked, Label.PARTY)
        if not taken.touching(span) and (find := _party(text, span, known)) is not None
    ]
    said = _kept_apart([*roles, *parties])
    rest = [find for find in scan(text, PARTY_KINDS) if not said.touching(Span(find.start, find.end))]
    return _kept_apart([*roles, *parties, *rest])


def _kept_apart(finds: Iterable[Find]) -> Stretches[Find]:
    return Stretches(finds, lambda find: Span(find.start, find.end))


def _outermost(marks: Iterable[Mark], label: Label) -> list[Span]:
    """Return the stretches marked so, without those that lie in or over another one."""
    kept: list[Span] = []
    for span in sorted({m.span for m in marks if m.label is label}, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


_AFTER_HEAD = re.compile(r"\s(?:of|for|from|to|in|responsible)\s.*$", re.DOTALL)


def is_plural(words: str) -> bool:
    """Say whether the words of an office tell of several: "representatives from the ministries"."""
    head = _AFTER_HEAD.sub("", words)
    return head.endswith("s") and not head.endswith(("ss", "affairs", "Affairs"))


def title_in(words: str) -> Title | None:
    """Return the office that words name, or the one they begin or end with: "Special Envoy for the lakes"."""
    known = title_named(words)
    if known is not None:
        return known
    for find in scan(words, {EntryKind.TITLE}):
        entry = find.sense(EntryKind.TITLE)
        if isinstance(entry, Title) and entry.use in {TitleUse.OFFICE, TitleUse.GROUP, TitleUse.COUNTERPART}:
            return entry
    return None


def _office(text: str, span: Span, known: Stretches[Find]) -> Find:
    for find in known.touching(span):
        whole = find.start <= span.start and span.end <= find.end
        entry = find.sense(EntryKind.TITLE)
        if whole and isinstance(entry, Title) and entry.use in {TitleUse.OFFICE, TitleUse.GROUP}:
            return find
    words = span.of(text)
    title = title_in(words)
    use, rank, singular = TitleUse.OFFICE, Rank.ANY, words
    if title is not None:
        rank = title.rank
        same = title.words.lower() == words.lower()
        singular = title.singular if same else singular_of(words, title)
        use = title.use if title.use in {TitleUse.GROUP, TitleUse.COUNTERPART} else TitleUse.OFFICE
    elif words.endswith("s") and not words.endswith("ss"):
        use = TitleUse.GROUP
    entry = Title(words=words, use=use, rank=rank, singular=singular, takes_of=False)
    return Find(span.start, span.end, words, (Sense(EntryKind.TITLE, entry),))


def singular_of(words: str, title: Title) -> str:
    """Return the office of one of a group whose words hold a group noun: "heads of delegation"."""
    if title.use is not TitleUse.GROUP:
        return words
    at = words.lower().find(title.words.lower())
    return words[:at] + title.singular + words[at + len(title.words) :] if at >= 0 else words


def _party(text: str, span: Span, known: Stretches[Find]) -> Find | None:
    """Return a marked party that is not known, or of which only a part is: "Swiss Bankers' Association"."""
    for find in known.touching(span):
        if find.entry_kind not in _SIDES:
            continue
        if find.start <= span.start and span.end <= find.end:
            return None
        inside = span.start <= find.start and find.end <= span.end
        rest = text[span.start : find.start] + " " + text[find.end : span.end]
        if inside and {word.strip("'’,.()").lower() for word in rest.split()} - {"", "s"} <= _OF_A_STATE:
            return None
    words = span.of(text)
    if not words[:1].isupper() or words.lower() in _OF_A_STATE:
        return None
    entry = Body(name=words, acronyms=(), aliases=(), kind=BodyKind.SOCIETY, members=(), city=None, country=None)
    return Find(span.start, span.end, words, (Sense(EntryKind.BODY, entry),))
