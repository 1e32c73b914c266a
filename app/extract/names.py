"""Names of persons in a text: which capitalised words name somebody, and which mentions name the same one."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.extract.marks import Span
from app.extract.stretches import Stretches

_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a text: the fullest form of the name and every mention of it."""

    name: Span
    mentions: tuple[Span, ...]


def surname(name: str) -> str:
    """Return the word of a name that later mentions use, without suffixes: "Joseph R. Biden, Jr." gives "Biden"."""
    return _bare(name).split()[-1]


def _bare(name: str) -> str:
    """Return a name without a suffix and without a possessive ending."""
    return re.sub(r",?\s(?:Jr|Sr)\.?$|\s(?:II|III|IV|V|VI)$", "", _POSSESSIVE.sub("", name)) or name


def people(text: str, names: Iterable[Span]) -> tuple[Person, ...]:
    """Group names by surname and first name; each person's mentions are all later ones too, in the order of the text.

    A surname alone joins the only person that has it; with two of the same surname it joins the one named last before.
    """
    groups: list[list[Span]] = []
    forms: list[set[str]] = []  # the different names in each group
    with_word: dict[str, set[int]] = defaultdict(set)  # a word of a name -> the groups whose names have it
    for span in sorted(set(names), key=lambda span: (span.start, -span.end)):
        name = span.of(text)
        nearby = sorted(set().union(*(with_word[word] for word in _bare(name).lower().split())), reverse=True)
        at = next((at for at in nearby if any(_same_person(form, name) for form in forms[at])), None)
        if at is None:
            at = len(groups)
            groups.append([])
            forms.append(set())
        for word in _bare(name).lower().split():
            with_word[word].add(at)
        groups[at].append(span)
        forms[at].add(name)
    return _with_later_mentions(text, groups)


def _same_person(one: str, other: str) -> bool:
    a, b = _bare(one).lower().split(), _bare(other).lower().split()
    if min(len(a), len(b)) > 1 and (set(a) <= set(b) or set(b) <= set(a)):
        return True  # "Perez de Cuellar" for "Javier Perez de Cuellar"
    if a[-1] != b[-1]:
        # Where the family name stands first, it alone is the later mention: "Chung" for "Chung Eui-yong".
        return (len(a) == 1 and a[0] == b[0]) or (len(b) == 1 and b[0] == a[0])
    return len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0]


_TOKEN = re.compile(r"\w+(?:[-’'ʼ]\w+)*")


def _with_later_mentions(text: str, groups: list[list[Span]]) -> tuple[Person, ...]:
    """Add to each person the other places where the surname stands; of two people with one, the last named before."""
    fullest = [
        max(group, key=lambda span: (len(span.of(text).split()), span.end - span.start, -span.start))
        for group in groups
    ]
    named = Stretches([(at, span) for at, group in enumerate(groups) for span in group], lambda pair: pair[1])
    bearers: dict[str, list[int]] = defaultdict(list)
    for at, span in enumerate(fullest):
        bearers[surname(span.of(text))].append(at)
    mentions = [set(group) for group in groups]
    last_named: dict[str, int] = {}
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if word not in bearers:
            continue
        span = Span(match.start(), match.start() + len(word))
        whole = named.touching(span)
        if whole:
            last_named[word] = whole[0][0]
        else:
            at = last_named.get(word, bearers[word][0])
            mentions[at].add(_whole(text, span, fullest[at].of(text)))
    return tuple(Person(name, tuple(sorted(own))) for name, own in zip(fullest, mentions, strict=True))


def _whole(text: str, surname_at: Span, name: str) -> Span:
    """Return where a surname stands with the first names before it, if they are those of the name."""
    start = surname_at.end - len(name)
    return Span(start, surname_at.end) if start >= 0 and text.startswith(name, start) else surname_at
