"""Who takes part, from several reports: one row for each person or delegation, the fuller name and office winning."""

from collections.abc import Callable, Iterator, Sequence
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

Value = TypeVar("Value", bound=str)


@dataclass(slots=True)
class Row:
    """The participants of several reports that are one person or delegation, each with its position in its report."""

    members: list[tuple[Report, int]] = field(default_factory=list)

    @property
    def participants(self) -> Iterator[Participant]:
        """The reports' own rows."""
        return (report.meeting.participants[at] for report, at in self.members)

    @property
    def people(self) -> list[Person]:
        """Those of them who are named."""
        return [person_of(who) for who in self.participants if who.name]

    def is_there_for(self, side: str | None) -> bool:
        """Say whether a report gives the row this side."""
        return any(side_of(who) == side for who in self.participants)

    def as_others_tell(self, report: Report) -> "Row":
        """Return the row without what this report says."""
        return Row([member for member in self.members if member[0].id != report.id])

    def is_told_by(self, report: Report) -> bool:
        """Say whether the row holds a participant of this report already."""
        return any(each.id == report.id for each, _ in self.members)


def rows_of(reports: Sequence[Report]) -> list[Row]:
    """Return who takes part, in the order in which the reports, the most believed first, name them.

    Two named people of one report are never one. Named people are matched first; an office without a name then joins
    the person who by another report holds it, a state or body without a person whoever by another report is there for
    it.
    """
    told = [(report, at) for report in reports for at in range(len(report.meeting.participants))]
    named = [(report, at) for report, at in told if report.meeting.participants[at].name]
    nameless = [(report, at) for report, at in told if not report.meeting.participants[at].name]
    with_office = [each for each in nameless if each[0].meeting.participants[each[1]].role]
    bare = [each for each in nameless if not each[0].meeting.participants[each[1]].role]
    rows: list[Row] = []
    for report, at in named:
        who = report.meeting.participants[at]
        row = next((row for row in rows if not row.is_told_by(report) and _is_person(row, who)), None)
        _add(rows, row, report, at)
    for members, joins in ((with_office, _holds_office), (bare, _is_there)):
        for report, at in members:
            who = report.meeting.participants[at]
            row = next((row for row in rows if joins(row.as_others_tell(report), who, rows)), None)
            _add(rows, row, report, at)
    place = {report.id: number for number, report in enumerate(reports)}
    for row in rows:
        row.members.sort(key=lambda member: (place[member[0].id], member[1]))
    return sorted(rows, key=lambda row: (place[row.members[0][0].id], row.members[0][1]))


def _add(rows: list[Row], row: Row | None, report: Report, at: int) -> None:
    if row is None:
        rows.append(row := Row())
    row.members.append((report, at))


def _is_person(row: Row, who: Participant) -> bool:
    person = person_of(who)
    return bool(row.people) and all(
        same_person(person, other) or _same_full_name(person, other) for other in row.people
    )


def _same_full_name(one: Person, other: Person) -> bool:
    """Say whether two people have one full name: at one occasion they are one, and one report has the state wrong."""
    return min(len(one.words), len(other.words)) >= 2 and one.words == other.words


def _holds_office(row: Row, who: Participant, rows: list[Row]) -> bool:
    """Say whether an office without a name is the row's: the same side's, and the same in other words.

    It is also the only person's of that side, if no report says what that person's office is.
    """
    side = side_of(who)
    if not row.is_there_for(side):
        return False
    if side is None and row.people:
        return False  # "the prime minister" of a report that does not say whose
    title = office(who.role)
    if row.people and (title is None or title.use is TitleUse.GROUP):
        return False  # ministers are more than one
    roles = [other.role for other in row.participants if other.role]
    if row.people and not roles:
        return sum(1 for each in rows if each.people and each.is_there_for(side)) == 1
    return any(same_office(who.role, role) for role in roles)


def _is_there(row: Row, who: Participant, _: list[Row]) -> bool:
    side = side_of(who)
    return side is not None and row.is_there_for(side)


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
