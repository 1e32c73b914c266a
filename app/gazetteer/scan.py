"""Find every known phrase of a text."""

from collections.abc import Collection
from functools import partial

from app.gazetteer.entries import City, EntryKind, Find, Sense
from app.gazetteer.index import counts_as, index
from app.gazetteer.words import Word, joined, words_of


def _chain(text: str, words: list[Word], at: int, longest: int) -> int:
    """Return how many words from ``at`` on may belong to one name, at most ``longest``."""
    count = 1
    while count < longest and at + count < len(words) and joined(text, words[at + count - 1], words[at + count]):
        count += 1
    return count


def _usable(senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Leave out cities whose bare name must not be taken for them."""
    return tuple(sense for sense in senses if not (isinstance(sense.entry, City) and not sense.entry.bare))


def scan(text: str, kinds: Collection[EntryKind] | None = None) -> list[Find]:
    """Return all known phrases of a text, longest first at each word, without overlaps, in order.

    ``kinds`` narrows the search: only these senses are seen, so a phrase hidden in a longer one of another kind is
    found too. Only a mask ("Latin America") always hides what is inside it.
    A possessive "'s" is not part of the match. Cities that share their name with a common word are left out; ask
    ``city_named`` for them. Takes time linear in the text.
    """
    wanted = None if kinds is None else frozenset(kinds)
    known = index()
    words = words_of(text)
    finds: list[Find] = []
    at = 0
    while at < len(words):
        step = 1
        lengths = known.lengths.get(words[at].fold)
        if lengths:
            reach = _chain(text, words, at, lengths[0])
            for count in lengths:
                if count > reach:
                    continue
                last = words[at + count - 1]
                written = text[words[at].start : last.end]
                after = text[last.end : last.end + 1]
                key = " ".join(word.fold for word in words[at : at + count])
                counts = partial(_counts, written, after)
                if any(map(counts, known.masks.get(key, ()))):
                    step = count
                    break
                senses = _usable(known.senses(key, counts, wanted))
                if senses:
                    finds.append(Find(words[at].start, last.end, written, senses))
                    step = count
                    break
        at += step
    return finds


def _counts(words: str, after: str, written: str) -> bool:
    return counts_as(words, written, after)
