"""Who somebody is: the office beside a name and the state or body that it speaks for.

English puts them in few places: before the name ("Russian Foreign Minister Sergey Lavrov", "Serbia's foreign minister
and chairman of the OSCE, Ivica Dacic"), after it ("Sirojidin Aslov, the foreign minister of Tajikistan") or
in brackets.
"""

from app.extract.marks import Span
from app.extract.stretches import Stretches
from app.gazetteer import Find
from app.resolve.after_name import office_after_name
from app.resolve.before_name import is_rank, office_before_name
from app.resolve.offices import Office

_REACH_BACK = 200  # how far before a name the phrase that introduces it may begin
_REACH = 90  # how far after a name its apposition may begin to tell who it is


def office_of(text: str, name: Span, finds: Stretches[Find], marked: frozenset[Span] = frozenset()) -> Office:
    """Return what stands beside one mention of a name; of two offices the one that a reader marked leads."""
    before = [find for find in finds.begun_in(name.start - _REACH_BACK, name.start) if find.end <= name.start]
    after = finds.begun_in(name.end, name.end + _REACH + 1)
    left = office_before_name(text, name, before, marked)
    right = office_after_name(text, name, after)
    right_leads = right.role_span in marked and left.role_span not in marked
    # "Captain | Ali Ba |, Minister of Trade": who has an office is not told by a rank
    right_leads = right_leads or (left.role is not None and is_rank(left.role) and left.organization is None)
    if right.role and (right_leads or not left.role):
        return right.filled(left)
    return left.filled(right)
