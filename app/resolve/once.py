"""Occasions that a reader held apart though they are one: the same people, of the same sort, at no other time or place.

A reader may tie the words of the lead to one occasion and those of the fifth paragraph to another. What each stretch
says of who, when and where shows that they are one, which the words alone did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.extract.marks import Occasion, Reading
from app.resolve.drafts import Draft

_COMPANY = 2  # participants that both must have: one envoy meets many people on a day


def told_once(reading: Reading, drafts: Sequence[Draft]) -> Reading:
    """Return a reading in which occasions that are one are one. ``drafts`` are those of its occasions."""
    first_of: list[int] = []  # of each occasion, the one that it is
    for at, draft in enumerate(drafts):
        earlier = (k for k in range(at) if first_of[k] == k and _are_one(drafts[k], draft))
        first_of.append(next(earlier, at))
    kept = [at for at, first in enumerate(first_of) if first == at]
    place_of = {at: place for place, at in enumerate(kept)}
    joined: list[Occasion] = []
    parents: dict[int, int] = {}  # by place
    for place, at in enumerate(kept):
        same = [occasion for k, occasion in enumerate(reading) if first_of[k] == at]
        told = (place_of[first_of[each.parent]] for each in same if each.parent is not None)
        parent = next((whole for whole in told if not _leads_to(whole, place, parents)), None)
        if parent is not None:
            parents[place] = parent
        joined.append(_joined(same, parent))
    return tuple(joined)


def _leads_to(whole: int | None, part: int, parents: Mapping[int, int]) -> bool:
    """Tell whether what is to be the whole is the part itself, or is part of it: two that are one may say both."""
    while whole is not None and whole != part:
        whole = parents.get(whole)
    return whole is not None


def _are_one(one: Draft, other: Draft) -> bool:
    a, b = one.occasion, other.occasion
    if (a.kind, a.status, a.background) != (b.kind, b.status, b.background):
        return False
    first, second = _company(one), _company(other)
    return (
        len(first & second) >= _COMPANY
        and (first <= second or second <= first)
        and _agree(one.when.start, other.when.start)
        and _agree(one.where.city, other.where.city)
        and _agree(one.where.country, other.where.country)
    )


def _company(draft: Draft) -> set[tuple[str | None, ...]]:
    """Return who takes part: people by their names, others by state and body, whatever their office is called."""
    who = (row.participant for row in draft.rows)
    return {(each.name,) if each.name else (each.country, each.organization) for each in who}


def _agree(one: str | None, other: str | None) -> bool:
    """Tell whether two values may be of one occasion: a month agrees with each of its days."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _joined(same: Sequence[Occasion], parent: int | None) -> Occasion:
    mentions = dict.fromkeys(mention for each in same for mention in each.mentions)
    marks = sorted({mark for each in same for mark in each.marks}, key=lambda mark: (mark.span, mark.label))
    return replace(same[0], mentions=tuple(mentions), marks=tuple(marks), parent=parent)
