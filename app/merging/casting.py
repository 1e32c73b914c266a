"""Who takes part, from several reports: one row for each person or delegation, the fuller name and office winning."""

import uuid
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.gazetteer import TitleUse
from app.merging.choosing import Lot, Said, lots_of
from app.merging.names import words_of_name
from app.merging.offices import office, offices_differ, same_office
from app.merging.people import same_person
from app.merging.reports import Report
from app.merging.traits import Person, body_of, person_of, side_of
from app.records import Capacity, Participant

Value = TypeVar("Value", bound=Hashable)


_Tellers = dict[Value, set[uuid.UUID]]
"""What is told, and the reports that tell it."""


@dataclass(slots=True)
class Row:
    """The participants of several reports that are one person or delegation, each with its position in its report."""

    members: list[tuple[Report, int]] = field(default_factory=list)
    reports: set[uuid.UUID] = field(default_factory=set)
    people: _Tellers[Person] = field(default_factory=dict)
    sides: _Tellers[str | None] = field(default_factory=dict)
    roles: _Tellers[str] = field(default_factory=dict)

    def add(self, report: Report, at: int) -> None:
        """Let the report's participant at this position be one of the row."""
        who = report.meeting.participants[at]
        self.members.append((report, at))
        self.reports.add(report.id)
        self.sides.setdefault(side_of(who), set()).add(report.id)
        if who.name:
            self.people.setdefault(person_of(who), set()).add(report.id)
        if who.role:
            self.roles.setdefault(who.role, set()).add(report.id)

    def is_there_for(self, side: str | None, besides: Report | None = None) -> bool:
        """Say whether a report gives the row this side, one other than ``besides``."""
        return bool(self.sides.get(side, set()) - ({besides.id} if besides else set()))


def rows_of(reports: Sequence[Report]) -> list[Row]:
    """Return who takes part, in the order in which the reports, the most believed first, name them.

    Two named people of one report are never one. Named people are matched first; an office without a name then joins
    the person who by another report holds it, a state or body without a person whoever by another report is there for
    it.
    """
    told = [(report, at) for report in reports for at in range(len(report.meeting.participants))]
    rows: list[Row] = []
    for tells, is_one in ((_names, _is_person), (_gives_office, _holds_office), (_is_bare, _is_there)):
        for report, at in told:
            who = report.meeting.participants[at]
            if tells(who):
                row = next((row for row in rows if is_one(row, who, report, rows)), None)
                if row is None:
                    rows.append(row := Row())
                row.add(report, at)
    place = {report.id: number for number, report in enumerate(reports)}
    for row in rows:
        row.members.sort(key=lambda member: (place[member[0].id], member[1]))
    return sorted(rows, key=lambda row: (place[row.members[0][0].id], row.members[0][1]))


def _names(who: Participant) -> bool:
    return who.name is not None


def _gives_office(who: Participant) -> bool:
    return who.name is None and who.role is not None


def _is_bare(who: Participant) -> bool:
    return who.name is None and who.role is None


def _is_person(row: Row, who: Participant, report: Report, _: list[Row]) -> bool:
    if report.id in row.reports or not row.people:
        return False
    person = person_of(who)
    return all(same_person(person, other) or _same_full_name(person, other) for other in row.people)


def _same_full_name(one: Person, other: Person) -> bool:
    """Say whether two people have one full name: at one occasion they are one, and one report has the state wrong."""
    return min(len(one.words), len(other.words)) >= 2 and one.words == other.words


def _holds_office(row: Row, who: Participant, report: Report, rows: list[Row]) -> bool:
    """Say whether an office without a name is the row's: the same side's, and the same in other words.

    It is also the only person's of that side, if no report says what that person's office is.
    """
    side = side_of(who)
    if not row.is_there_for(side, besides=report):
        return False
    if side is None and row.people:
        return False  # "the prime minister" of a report that does not say whose
    title = office(who.role)
    if row.people and (title is None or title.use is TitleUse.GROUP):
        return False  # ministers are more than one
    if row.people and not row.roles:
        return sum(1 for each in rows if each.people and each.is_there_for(side)) == 1
    return any(same_office(who.role, role) for role, tellers in row.roles.items() if tellers - {report.id})


def _is_there(row: Row, who: Participant, report: Report, _: list[Row]) -> bool:
    side = side_of(who)
    return side is not None and row.is_there_for(side, besides=report)


@dataclass(frozen=True, slots=True)
class CastMember:
    """A merged participant, the lots of values of each field, the chosen one first, and who tells of them where."""

    participant: Participant
    lots: tuple[tuple[str, tuple[Lot[str], ...]], ...]
    members: tuple[tuple[Report, int], ...]


def cast_of(reports: Sequence[Report]) -> tuple[CastMember, ...]:
    """Return the merged participants of reports that stand in the order in which they are believed."""
    return tuple(_member(row) for row in rows_of(reports))


def _member(row: Row) -> CastMember:
    lots = {
        "name": _lots(row, lambda who: who.name, same=lambda *_: True, fullness=lambda name: len(words_of_name(name))),
        "role": _lots(row, lambda who: who.role, same=_roles_agree, fullness=_tells_office),
        "country": _lots(row, lambda who: who.country, same=str.__eq__),
        "organization": _lots(row, lambda who: who.organization, same=_one_body, fullness=len),
        "capacity": _lots(row, _told_capacity, same=str.__eq__),
    }
    chosen = {name: found[0].value for name, found in lots.items() if found}
    return CastMember(Participant.model_validate(chosen), tuple(lots.items()), tuple(row.members))


def _lots(
    row: Row,
    value_of: Callable[[Participant], str | None],
    *,
    same: Callable[[str, str], bool],
    fullness: Callable[[str], int] = lambda _: 0,
) -> tuple[Lot[str], ...]:
    said = [
        Said(value, report)
        for report, at in row.members
        if (value := value_of(report.meeting.participants[at])) is not None
    ]
    return lots_of(said, same=same, fullness=fullness)


def _told_capacity(who: Participant) -> str | None:
    """Return a capacity that was told: that somebody takes part contradicts no other."""
    return who.capacity.value if who.capacity is not Capacity.PARTICIPANT else None


def _one_body(one: str, other: str) -> bool:
    return bool(body_of(one)[1] & body_of(other)[1])


def _roles_agree(one: str, other: str) -> bool:
    return not offices_differ(one, other)


def _tells_office(role: str) -> int:
    """Put an office before words for several ("counterparts") and words that are none."""
    title = office(role)
    return int(title is not None and title.use is TitleUse.OFFICE)
