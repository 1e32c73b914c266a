"""Occasions that a reader held apart though they are one: the same people, of the same sort, at no other time or place.

A reader may tie the words of the lead to one occasion and those of the fifth paragraph to another. What each stretch
says of who, when and where shows that they are one, which the words alone did not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.extract.marks import Occasion, Reading
from app.resolve.cast import Row
from app.resolve.drafts import Draft

_COMPANY = 2  # participants that both must have: one envoy meets many people on a day
_LOOKED_AT = 24  # of the occasions of one sort, how many are compared with the next, so that time stays linear

Member = tuple[str | None, ...]


@dataclass(slots=True)
class _Group:
    """Occasions that are one, with what they say together."""

    members: list[int]
    company: frozenset[Member]
    start: str | None
    city: str | None
    country: str | None
    parent: int | None

    def takes(self, at: int, draft: Draft, company: frozenset[Member]) -> bool:
        """Tell whether the occasion with this index is this one too; a part is not its whole, nor a whole its part."""
        parent = draft.occasion.parent
        return (
            len(company & self.company) >= _COMPANY
            and (company <= self.company or self.company <= company)
            and _agree(draft.when.start, self.start)
            and draft.where.city in {None, self.city or draft.where.city}
            and draft.where.country in {None, self.country or draft.where.country}
            and parent not in self.members
            and self.parent != at
            and (parent is None or self.parent is None or parent == self.parent)
        )

    def add(self, at: int, draft: Draft, company: frozenset[Member]) -> None:
        """Take an occasion in, with what it says more precisely."""
        self.members.append(at)
        self.company |= company
        self.start = max(self.start or "", draft.when.start or "", key=len) or None
        self.city, self.country = self.city or draft.where.city, self.country or draft.where.country
        self.parent = draft.occasion.parent if self.parent is None else self.parent


def told_once(reading: Reading, drafts: Sequence[Draft]) -> Reading:
    """Return a reading in which occasions that are one are one. ``drafts`` are those of its occasions."""
    groups = _groups(drafts)
    place_of = {at: place for place, group in enumerate(groups) for at in group.members}
    parents: dict[int, int] = {}  # by place; what the first mention says goes before what later ones do
    first = [(place, group.members[0]) for place, group in enumerate(groups)]
    later = [(place, at) for place, group in enumerate(groups) for at in group.members[1:]]
    for place, at in (*first, *later):
        whole = reading[at].parent
        if whole is not None and place not in parents and not _leads_to(place_of[whole], place, parents):
            parents[place] = place_of[whole]
    return tuple(
        _joined([reading[at] for at in group.members], parents.get(place)) for place, group in enumerate(groups)
    )


def _groups(drafts: Sequence[Draft]) -> list[_Group]:
    groups: list[_Group] = []
    of_sort: dict[tuple[str, str, bool], list[_Group]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        company, told = _company(draft.rows), draft.occasion
        alike = of_sort[told.kind, told.status, told.background]
        group = next((group for group in alike[-_LOOKED_AT:] if group.takes(at, draft, company)), None)
        if group is not None:
            group.add(at, draft, company)
            continue
        group = _Group([at], company, draft.when.start, draft.where.city, draft.where.country, told.parent)
        groups.append(group)
        alike.append(group)
    return groups


def _company(rows: Sequence[Row]) -> frozenset[Member]:
    """Return who takes part: people by their names, others by state and body, whatever their office is called.

    Whom neither name nor state nor body tells, an office tells: traders are not bankers.
    """
    return frozenset(_member(row) for row in rows)


def _member(row: Row) -> Member:
    who = row.participant
    if who.name:
        return (who.name,)
    return (who.country, who.organization) if who.country or who.organization else (None, None, who.role)


def _agree(one: str | None, other: str | None) -> bool:
    """Tell whether two dates may be of one occasion: a month agrees with each of its days."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _leads_to(whole: int | None, part: int, parents: Mapping[int, int]) -> bool:
    """Tell whether what is to be the whole is the part itself, or is part of it: two that are one may say both."""
    while whole is not None and whole != part:
        whole = parents.get(whole)
    return whole is not None


def _joined(same: Sequence[Occasion], parent: int | None) -> Occasion:
    mentions = dict.fromkeys(mention for each in same for mention in each.mentions)
    marks = sorted({mark for each in same for mark in each.marks}, key=lambda mark: (mark.span, mark.label))
    return replace(same[0], mentions=tuple(mentions), marks=tuple(marks), parent=parent)
