"""Whether two offices are one: the foreign minister under any name, ministers by their field, others by their rank."""

from functools import lru_cache

from app.gazetteer import Rank, Title, TitleUse, title_named
from app.records import Participant
from app.spelling import keys_of

_TELL_NOTHING = frozenset({Rank.ANY, Rank.OFFICIAL, Rank.PRIVATE, Rank.SPOKESMAN})
"""Ranks of which it says nothing about an occasion's other reports that somebody of them is there."""
_NO_FIELD = frozenset(keys_of("minister secretary of for the and state affairs federal union chancellor"))
_FIELDS = {
    name: fields[0]
    for fields in (
        keys_of("agriculture agricultural farm farming"),
        keys_of("finance treasury exchequer"),
        keys_of("defence defense"),
        keys_of("trade commerce"),
        keys_of("oil petroleum"),
        keys_of("interior home"),
    )
    for name in fields
}
"""Fields of government under the first of their names: farm ministers and agriculture ministers are the same."""


@lru_cache(maxsize=65536)
def office(role: str | None) -> Title | None:
    """Return the office of a participant's words, by the whole of them or by their end ("Russian foreign minister")."""
    words = role.split() if role else []
    for start in range(min(len(words), 4)):
        found = title_named(" ".join(words[start:]))
        if found is not None:
            return found
    return None


def office_key(role: str | None) -> str | None:
    """Return an office in the form in which reports are compared: a minister's field, another's rank.

    None for words that are no office, for ministers of any field and for offices that may stand beside any other.
    """
    title = office(role)
    if title is None or title.rank in _TELL_NOTHING:
        return None
    if title.rank is not Rank.MINISTER:
        return str(title.rank)
    fields = sorted({_FIELDS.get(word, word) for word in keys_of(title.singular)} - _NO_FIELD)
    return " ".join(fields) or None


def same_office(one: str | None, other: str | None) -> bool:
    """Say whether two roles are surely one office: the same words, the same field, or two names of a foreign minister.

    A president and a prime minister are both heads, and two offices.
    """
    if one is None or other is None:
        return False
    a, b = office(one), office(other)
    groups = [title is not None and title.use is TitleUse.GROUP for title in (a, b)]
    if keys_of(one) == keys_of(other):
        return groups[0] == groups[1]  # ministers are no minister
    if a is None or b is None or any(groups) or a.rank is not b.rank:
        return False
    if a.singular == b.singular:
        return True
    return a.rank in {Rank.MINISTER, Rank.FOREIGN_MINISTER} and office_key(one) == office_key(other) is not None


def offices_differ(one: str, other: str) -> bool:
    """Say whether two roles are surely two offices."""
    a, b = office(one), office(other)
    if a is None or b is None or same_office(one, other) or {a.rank, b.rank} & _TELL_NOTHING:
        return False
    return a.rank is not b.rank or a.rank in {Rank.HEAD, Rank.MINISTER}


def only_speaks(who: Participant) -> bool:
    """Say whether somebody tells the press of the occasion, which does not tell who met."""
    title = office(who.role)
    return title is not None and title.rank is Rank.SPOKESMAN
