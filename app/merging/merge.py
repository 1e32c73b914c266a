"""From the reports of one occasion to one meeting with its sources, claims and conflicts."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.merging.agenda import matters_of
from app.merging.casting import cast_of
from app.merging.choosing import Lot, Said, as_given, best_first, lots_of, published_by
from app.merging.copies import Originals
from app.merging.days import days_told
from app.merging.merged import Claim, Conflict, MergedMeeting, Quote, Source, Version
from app.merging.reports import Report
from app.merging.traits import body_of, city_key
from app.records import MeetingFacts, MeetingKind, MeetingStatus


def merged(group: Iterable[Report]) -> MergedMeeting:
    """Return what the reports of one occasion make together; the same whatever their order.

    Near-copies of an earlier article are sources only. Raises ``ValueError`` when there is no report.
    """
    reports = sorted(group, key=lambda report: report.id)
    if not reports:
        raise ValueError("an occasion has at least one report")
    sources = _sources(reports)
    copies = {source.report_id for source in sources if source.copy_of is not None}
    witnesses = best_first(report for report in reports if report.id not in copies)
    facts, fact_lots = _facts(witnesses)
    cast, matters = cast_of(witnesses), matters_of(witnesses)
    quotes = [quote for field, lot in fact_lots for quote in _quotes(field, field, lot[0])]
    conflicts = [_conflict(field, lots) for field, lots in fact_lots if len(lots) > 1]
    for number, member in enumerate(cast):
        for field, lots in member.lots:
            path = f"participants.{number}.{field}"
            if not lots:
                continue
            supporting = {each.report.id for each in lots[0].said}
            quotes += [
                quote
                for report, at in member.members
                if report.id in supporting
                for quote in _quoted(report, f"participants.{at}.{field}", path)
            ]
            if len(lots) > 1:
                conflicts.append(_conflict(path, lots))
    for number, matter in enumerate(matters):
        for report, at in matter.members:
            quotes += _quoted(report, f"agenda_items.{at}.text", f"agenda_items.{number}.text")
    return MergedMeeting(
        facts=facts,
        participants=tuple(member.participant for member in cast),
        agenda_items=tuple(matter.item for matter in matters),
        evidence=tuple(quotes) if len(witnesses) > 1 else tuple(_all_quoted(witnesses[0])),
        parent_id=_parent(witnesses, {report.id for report in reports}),
        sources=sources,
        claims=tuple(
            Claim(report.article_id, report.id, report.meeting) for report in reports if report.id not in copies
        ),
        conflicts=tuple(conflicts),
    )


def _sources(reports: Sequence[Report]) -> tuple[Source, ...]:
    """Return the articles; each is a copy of the earliest published one that it is near, if that is no copy itself."""
    originals = Originals()
    articles: dict[int, uuid.UUID] = {}
    copy_of: dict[uuid.UUID, uuid.UUID] = {}
    for report in sorted(reports, key=lambda each: (published_by(each) or _LAST, each.id)):
        original = articles.setdefault(originals.of(report.signature), report.article_id)
        if original != report.article_id:
            copy_of[report.id] = original
    return tuple(Source(report.article_id, report.id, copy_of.get(report.id)) for report in reports)


_LAST = 10**9
"""A day after all days, for articles of which nobody knows when they were published."""


_Lots = list[tuple[str, tuple[Lot[str], ...]]]


def _facts(witnesses: Sequence[Report]) -> tuple[MeetingFacts, _Lots]:
    """Return the chosen facts, and for each field the values that reports give it, the chosen ones first."""
    kinds = _lots(witnesses, "kind", same=_kinds_agree, fullness=lambda kind: -_LOOSENESS.get(kind, 0))
    starts, ends = days_told(witnesses)
    cities = _lots(witnesses, "city", same=_cities_agree)
    city = cities[0].value if cities else None
    countries = _of_the_city(cities, _lots(witnesses, "country", same=str.__eq__))
    bodies = _lots(witnesses, "organization", same=_bodies_agree, fullness=len)
    kind = MeetingKind(kinds[0].value)
    best = next(report for report in witnesses if report.meeting.kind is kind)
    facts = MeetingFacts(
        title=best.meeting.title,
        kind=kind,
        status=_status(witnesses),
        start_date=starts[0].value if starts else None,
        end_date=ends[0].value if ends else None,
        city=city,
        country=countries[0].value if countries else None,
        organization=bodies[0].value if bodies else None,
        background=all(report.meeting.background for report in witnesses),
    )
    told = [
        ("kind", kinds),
        ("start_date", starts),
        ("end_date", ends),
        ("city", cities),
        ("country", countries),
        ("organization", bodies),
    ]
    return facts, [(field, lots) for field, lots in told if lots]


def _lots(
    witnesses: Sequence[Report],
    field: str,
    *,
    same: Callable[[str, str], bool],
    fullness: Callable[[str], int] = as_given,
) -> tuple[Lot[str], ...]:
    said = [Said(str(value), report) for report in witnesses if (value := getattr(report.meeting, field)) is not None]
    return lots_of(said, same=same, fullness=fullness) if said else ()


def _of_the_city(cities: tuple[Lot[str], ...], countries: tuple[Lot[str], ...]) -> tuple[Lot[str], ...]:
    """Put the state first that is told with the chosen city."""
    told = {each.report.meeting.country for each in cities[0].said} if cities else set()
    return tuple(sorted(countries, key=lambda lot: bool(told - {None}) and lot.value not in told))


_LOOSENESS = {MeetingKind.SESSION.value: 1, MeetingKind.OTHER.value: 2}
"""Kinds that reports give loosely: a council's meeting of ministers or of heads is often called its session."""
_SESSIONS = ({"session", "ministerial"}, {"session", "summit"})


def _kinds_agree(one: str, other: str) -> bool:
    return one == other or MeetingKind.OTHER in {one, other} or {one, other} in _SESSIONS


def _cities_agree(one: str, other: str) -> bool:
    return city_key(one, None) == city_key(other, None)


def _bodies_agree(one: str, other: str) -> bool:
    return bool(body_of(one)[1] & body_of(other)[1])


def _status(witnesses: Sequence[Report]) -> MeetingStatus:
    """Return the status: it follows time.

    The latest report decides between held, cancelled and postponed, also between these two and planned. What was held
    is never planned again. A mention in passing counts when it alone says that the occasion was held, or when there is
    no other report.
    """
    reports = [report for report in witnesses if not report.meeting.background] or list(witnesses)
    if all(report.meeting.status is MeetingStatus.PLANNED for report in reports):
        reports = [*reports, *(each for each in witnesses if each.meeting.status is MeetingStatus.HELD)]
    held = [report for report in reports if report.meeting.status is MeetingStatus.HELD]
    off = [report for report in reports if report.meeting.status in _CALLED_OFF]
    planned = [report for report in reports if report.meeting.status is MeetingStatus.PLANNED]
    latest = max(held + off or planned, key=lambda each: (published_by(each), _FINALITY[each.meeting.status], each.id))
    if latest.meeting.status in _CALLED_OFF and not held:
        again = [report for report in planned if published_by(report) > published_by(latest)]
        return MeetingStatus.PLANNED if again else latest.meeting.status
    return latest.meeting.status


_CALLED_OFF = frozenset({MeetingStatus.CANCELLED, MeetingStatus.POSTPONED})
_FINALITY = {MeetingStatus.PLANNED: 0, MeetingStatus.POSTPONED: 1, MeetingStatus.CANCELLED: 2, MeetingStatus.HELD: 3}


def _parent(witnesses: Sequence[Report], own: set[uuid.UUID]) -> uuid.UUID | None:
    parents = (report.parent_id for report in witnesses)
    return next((parent for parent in parents if parent is not None and parent not in own), None)


def _conflict(field: str, lots: Sequence[Lot[str]]) -> Conflict:
    return Conflict(field, tuple(Version(lot.value, lot.articles) for lot in lots))


def _quotes(field: str, path: str, lot: Lot[str]) -> Iterator[Quote]:
    for each in lot.said:
        yield from _quoted(each.report, field, path)


def _all_quoted(report: Report) -> Iterator[Quote]:
    """Yield all words of the only report, in its own order: its fields are those of the merged meeting."""
    for words in report.meeting.evidence:
        yield Quote(words.field, report.article_id, report.id, words.start, words.end, words.quote)


def _quoted(report: Report, field: str, path: str) -> Iterator[Quote]:
    """Yield the words of a report behind one of its fields, as evidence of the merged meeting's field ``path``."""
    for words in report.meeting.evidence:
        if words.field == field:
            yield Quote(path, report.article_id, report.id, words.start, words.end, words.quote)
