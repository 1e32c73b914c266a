"""What an occasion is about, from several reports: each matter once, two only when they are surely one."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.merging.reports import Report
from app.records import AgendaItem
from app.spelling import keys_of

_ONE_MATTER = 90.0  # of 100: the same words in another order, give or take one of many
_GLUE = frozenset({"a", "an", "the", "of", "on", "in", "and", "to", "for", "with", "their", "its", "his", "her", "our"})


@dataclass(slots=True)
class Matter:
    """The items of several reports that name one matter, as the most believed of them puts it."""

    item: AgendaItem
    members: list[tuple[Report, int]]


def matters_of(reports: Sequence[Report]) -> list[Matter]:
    """Return the agenda items of reports that stand in the order in which they are believed, each matter once.

    Items of one report are never one matter, nor are items of different kinds.
    """
    matters: list[Matter] = []
    for report in reports:
        before = list(matters)
        for at, item in enumerate(report.meeting.agenda_items):
            same = next((matter for matter in before if _is_one_matter(matter.item, item)), None)
            if same is None:
                matters.append(Matter(item, [(report, at)]))
            else:
                before.remove(same)
                same.members.append((report, at))
    return matters


def _is_one_matter(one: AgendaItem, other: AgendaItem) -> bool:
    if one.kind is not other.kind:
        return False
    a, b = (" ".join(word for word in keys_of(item.text) if word not in _GLUE) for item in (one, other))
    return a == b or (bool(a and b) and fuzz.token_sort_ratio(a, b) >= _ONE_MATTER)
