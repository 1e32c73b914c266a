"""Whether two reports tell of one occasion: what rules it out, what must agree, and how strongly it does.

Two reports are one occasion's only when their days meet, nothing of kind, place, body or people speaks against it, and
who meets agrees: the closer the days, the less of it is needed. A surname alone decides nothing, nor does the likeness
of two texts. The same two people on another day are another occasion, and so are a body's yearly sessions.
"""

from dataclasses import dataclass
from enum import Enum

from app.merging.comparing import Comparison, Days, Meets, Place, are_copies, compared
from app.merging.reports import Report
from app.merging.traits import Subject, Traits, subject_of
from app.records import MeetingKind


class Verdict(Enum):
    """What a comparison of two reports says."""

    SAME = "same"
    OPEN = "open"  # nothing speaks against it, but too little for it: only a third report can join them
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and how much agrees: of pairs that are the same, those that agree in more are joined first."""

    verdict: Verdict
    score: int = 0


_APART = Judgement(Verdict.APART)


def judged(one: Report, other: Report) -> Judgement:
    """Say whether two reports tell of one occasion. The order of the two does not matter."""
    return Judge().judged(subject_of(one), subject_of(other))


class Judge:
    """Judges pairs out of many reports. What reports of one form say of those of another is worked out once."""

    def __init__(self) -> None:
        self._forms: dict[tuple[Traits, Traits | None], int] = {}
        self._form_of: dict[Subject, int] = {}
        self._found: dict[tuple[int, int], tuple[Judgement, bool]] = {}

    def judged(self, one: Subject, other: Subject) -> Judgement:
        """Say whether two reports tell of one occasion. Near-copies agree when the facts alone leave it open."""
        if one.report.article_id == other.report.article_id:
            return _APART
        judgement, as_copies = self._by_facts(one, other)
        if judgement.verdict is Verdict.APART or not (judgement.verdict is Verdict.SAME or as_copies):
            return judgement
        if not are_copies(one, other):
            return judgement
        return Judgement(Verdict.SAME, judgement.score + _OF_COPIES)

    def _by_facts(self, one: Subject, other: Subject) -> tuple[Judgement, bool]:
        """Return what the facts say, with the score in any case, and whether near-copies of these facts are one."""
        pair = self._form(one), self._form(other)
        if pair not in self._found:
            self._found[pair] = self._found[pair[1], pair[0]] = _by_facts(one, other)
        return self._found[pair]

    def _form(self, subject: Subject) -> int:
        if subject not in self._form_of:
            form = subject.traits, subject.frame
            self._form_of[subject] = self._forms.setdefault(form, len(self._forms))
        return self._form_of[subject]


def _by_facts(one: Subject, other: Subject) -> tuple[Judgement, bool]:
    found = compared(one, other)
    if found is None or _speaks_against(found):
        return _APART, False
    verdict = Verdict.SAME if _speaks_for(found) else Verdict.OPEN
    return Judgement(verdict, _score(found)), _agree_as_copies(found)


def may_join(one: Report, other: Report) -> bool:
    """Say whether ``groups`` may join two reports for their own sake, without a third one and without an editor.

    Reports that no chain of such pairs and of decisions connects never influence each other's groups.
    """
    return judged(one, other).verdict is Verdict.SAME


def _speaks_against(found: Comparison) -> bool:
    if not found.kinds_agree or found.frames is Meets.OTHER or found.others:
        return True
    if found.body is Meets.OTHER and found.people < 2:
        return True
    return found.place is Place.OTHER_CITY and not (found.days is Days.EXACT and _meet_surely(found))


def _meet_surely(found: Comparison) -> bool:
    """Say whether who meets agrees so well that one report must be wrong about another question."""
    return found.people >= 2 or (found.body is Meets.SAME and found.same_kind)


def _speaks_for(found: Comparison) -> bool:
    if found.one.kind is found.other.kind is MeetingKind.VISIT:
        return _is_one_visit(found)
    return _are_one_talks(found) if found.is_talks else _is_one_gathering(found)


def _agree_as_copies(found: Comparison) -> bool:
    """Judge reports of near-copies: the same text tells of the same occasions; which of them, the facts say."""
    if not found.same_kind or found.days is Days.YEAR:
        return False
    return found.people > 0 or found.sides >= 2 or found.body is Meets.SAME


def _is_one_visit(found: Comparison) -> bool:
    """Judge two visits: a visitor whom both name, and the place or the hosts."""
    there = found.place in {Place.CITY, Place.STATE} or found.people >= 2 or found.sides >= 2
    match found.days:
        case Days.EXACT | Days.NEIGHBOURS:
            return found.people >= 1 and there
        case Days.MONTH:
            return found.people >= 1 and there
        case Days.NEAR:
            return found.people >= 1 and there and found.place is not Place.UNKNOWN
        case _:
            return False


def _are_one_talks(found: Comparison) -> bool:
    """Judge talks of two sides: two people whom both name, or one and the other side; or offices of the same sides."""
    two_sides = found.sides >= 2 and found.same_sides
    named = found.people >= 2 or (found.people >= 1 and two_sides)
    by_office = two_sides and found.same_offices
    here = found.place is Place.CITY
    match found.days:
        case Days.EXACT:
            return named or by_office or (two_sides and (here or found.frames is Meets.SAME))
        case Days.MONTH:
            return (named and (here or found.announces)) or (by_office and here and found.announces)
        case Days.NEAR:
            return found.people >= 2 or (named and here)
        case _:
            return False


def _is_one_gathering(found: Comparison) -> bool:
    """Judge meetings of a body or of three and more sides."""
    many = found.people >= 2 or found.sides >= 3
    here = found.place is Place.CITY
    in_state = here or found.place is Place.STATE
    if found.body is Meets.SAME:
        match found.days:
            case Days.EXACT:
                return True
            case Days.NEIGHBOURS:
                return in_state or many
            case Days.MONTH:
                # a standing organ sits at its seat month after month
                sits = MeetingKind.SESSION in {found.one.kind, found.other.kind}
                return many or (found.announces and found.same_kind) or (here and not sits)
            case Days.NEAR:
                return found.same_kind and (here or found.people >= 2)
            case Days.YEAR:
                return found.same_kind and found.one.kind is MeetingKind.SUMMIT and in_state
            case _:
                return False
    match found.days:
        case Days.EXACT:
            if found.body is Meets.RELATED:
                return many or in_state
            return many or (found.same_kind and here and found.sides >= 2 and found.same_sides)
        case Days.NEIGHBOURS | Days.MONTH | Days.NEAR:
            return found.people >= 2 and here
        case _:
            return False


_CLOSE = {Days.EXACT: 8, Days.NEIGHBOURS: 5, Days.MONTH: 4, Days.NEAR: 4, Days.YEAR: 1, Days.UNKNOWN: 0}
_HERE = {Place.CITY: 3, Place.STATE: 1}
_BODY = {Meets.SAME: 4, Meets.RELATED: 2}


_OF_COPIES = 4


def _score(found: Comparison) -> int:
    """Return how much agrees: days first, then people, body, place, sides, offices, kind and frame."""
    return (
        _CLOSE.get(found.days, 0)
        + 3 * min(found.people, 3)
        + _BODY.get(found.body, 0)
        + _HERE.get(found.place, 0)
        + min(found.sides, 3)
        + found.same_offices
        + found.same_kind
        + (found.frames is Meets.SAME)
        - 3 * found.undated
    )
