"""What is found out of each occasion that a reader marked, before it becomes a record."""

from dataclasses import dataclass, replace

from app.extract.dates import date_words
from app.extract.header import Header
from app.extract.marks import Label, Occasion, Reading, Span
from app.extract.signs import signs
from app.gazetteer import TriggerUse, at_the_time, body_named
from app.records import Article, MeetingKind, MeetingStatus
from app.resolve.agenda import Item, agenda_of
from app.resolve.bodies import body_of
from app.resolve.capacities import with_capacities
from app.resolve.capacity import sentence_around
from app.resolve.cast import Cast, Row, cast_of
from app.resolve.dated import Dates, is_day_page, when_of
from app.resolve.kinds import kind_of
from app.resolve.setting import setting_of
from app.resolve.sides import Setting
from app.resolve.sitting import with_body_that_meets
from app.resolve.status import status_of
from app.resolve.when import When, certain
from app.resolve.where import NOWHERE, Where, of_its_time, where
from app.resolve.who import participants, without_repeats
from app.resolve.writing import day_of_writing


@dataclass(frozen=True, slots=True)
class Draft:
    """What was resolved of one occasion, before it becomes a record."""

    occasion: Occasion
    when: When
    where: Where
    rows: tuple[Row, ...]
    body: tuple[str, Span] | None
    agenda: tuple[Item, ...]
    unmarked: int = 0  # of when and where, how many no mark tells

    @property
    def told(self) -> int:
        """How many of who, when, where and what about the article gives; what no mark tells makes no record."""
        place = self.where.city or self.where.country
        return sum(map(bool, (self.rows or self.body, self.when.start, place, self.agenda))) - self.unmarked


def drafts_of(article: Article, header: Header, reading: Reading) -> list[Draft]:
    """Return what is found out of each occasion of a reading, in its order."""
    text = article.text
    words = date_words(text)
    writing = day_of_writing(text, header.date, article.published, words, header.body_start)
    main = next((at for at, occasion in enumerate(reading) if not occasion.background), None)
    told = min(mention.start for mention in reading[main].mentions) if main is not None else 0
    cast = cast_of(text, (mark for occasion in reading for mark in occasion.marks))
    setting = setting_of(article, header, told, writing.year)
    day_page = is_day_page(header.publisher)
    dates = Dates(words, writing, header.date, header.date is not None or day_page, day_page)
    told_in = frozenset(
        sentence_around(text, mention)
        for occasion in reading
        if not occasion.background
        for mention in occasion.mentions
    )
    drafts = [
        _draft(
            cast,
            _with_title(article, occasion) if at == main else occasion,
            header,
            dates,
            setting,
            others=tuple(mention for other in reading if other is not occasion for mention in other.mentions),
            told_in=told_in,
            visiting=occasion.parent is not None and reading[occasion.parent].kind is MeetingKind.VISIT,
            is_main=at == main,
        )
        for at, occasion in enumerate(reading)
    ]
    drafts = [_on_one_of_the_days(text, draft, drafts) for draft in drafts]
    drafts = [_with_parents_facts(draft, drafts) for draft in drafts]
    if main is not None:
        drafts = [_in_the_same_place(draft, drafts[main]) for draft in drafts]
        drafts = [_as_one_of_a_series(text, draft, drafts[main]) for draft in drafts]
    return drafts


def _of_its_time(row: Row, year: int | None) -> Row:
    """Return a row with the state that its party belonged to at the time."""
    code = row.participant.country
    if code is None or year is None:
        return row
    return Row(row.participant.model_copy(update={"country": at_the_time(code, year)}), row.evidence)


def _with_title(article: Article, occasion: Occasion) -> Occasion:
    """Let the headline say what sort of occasion it is when the report's own words leave it open."""
    if article.title is None or occasion.kind is not MeetingKind.OTHER:
        return occasion
    kinds = [trigger.kind for _, trigger in signs(article.title) if trigger.use is TriggerUse.OCCASION and trigger.kind]
    return replace(occasion, kind=kinds[0]) if kinds else occasion


def _draft(
    cast: Cast,
    occasion: Occasion,
    header: Header,
    dates: Dates,
    setting: Setting,
    *,
    others: tuple[Span, ...],
    told_in: frozenset[Span],
    visiting: bool,
    is_main: bool,
) -> Draft:
    text = cast.text
    place = where(text, occasion, header, is_main=is_main)
    found = participants(cast, occasion, replace(setting, place=place.country))
    meets = body_of(cast, occasion, found)
    kind = kind_of(text, occasion, found, meets.name if meets else None)
    occasion = replace(occasion, kind=kind, status=status_of(text, occasion))
    place = where(text, occasion, header, is_main=is_main)  # a call, as it turns out, has none
    meets = body_of(cast, occasion, found)  # of the kind that it turns out to be
    body = (meets.name, meets.span) if meets else None
    rows = tuple(_without_members(with_body_that_meets(found, meets), body))
    rows = with_capacities(
        cast, occasion, rows, body[0] if body else None, place.country, visiting=visiting, told_in=told_in
    )
    when = when_of(text, occasion, dates, others, is_main=is_main)
    year = int(when.start[:4]) if when.start else dates.writing.year
    labels = {mark.label for mark in occasion.marks}
    reported = is_main and occasion.status is MeetingStatus.HELD
    unmarked = [
        when.start and Label.DATE not in labels and not reported,
        place != NOWHERE and Label.PLACE not in labels and not is_main,
    ]
    return Draft(
        occasion=occasion,
        when=when,
        where=of_its_time(place, year),
        rows=tuple(without_repeats([_of_its_time(row, year) for row in rows])),
        body=body,
        agenda=agenda_of(text, occasion),
        unmarked=sum(map(bool, unmarked)),
    )


def _with_parents_facts(draft: Draft, drafts: list[Draft]) -> Draft:
    """Give talks on the sidelines the place of what they are part of, when they have no own one."""
    parent = draft.occasion.parent
    if parent is None or draft.occasion.kind is MeetingKind.CALL:
        return draft
    frame = drafts[parent]
    if draft.where is NOWHERE or not (draft.where.city or draft.where.country):
        draft = replace(draft, where=frame.where)
    if draft.when.start is None and frame.when.start:
        # During a visit of several days a meeting is on one of them.
        start = certain(frame.when.start, frame.when.end) if frame.when.end else frame.when.start
        draft = replace(draft, when=When(start, None, frame.when.clues if start else ()))
    return draft


def _on_one_of_the_days(text: str, draft: Draft, drafts: list[Draft]) -> Draft:
    """Let talks on a journey be on one of its days when the words for the journey's days are all that dates them."""
    if draft.occasion.kind is MeetingKind.VISIT or draft.when.start is None or draft.when.end is None:
        return draft
    clue = draft.when.clues[0]
    for journey in (other for other in drafts if other.occasion.kind is MeetingKind.VISIT):
        days = journey.when
        told = [sentence_around(text, mention) for mention in journey.occasion.mentions]
        if days.start and days.end and days.clues[0] == clue and any(it.start <= clue.start < it.end for it in told):
            start = certain(days.start, days.end)
            return replace(draft, when=When(start, None, days.clues if start else ()))
    return draft


def _in_the_same_place(draft: Draft, main: Draft) -> Draft:
    """Let somebody whom the report finds in a place be there for all that is told of the same days."""
    elsewhere = draft.occasion.kind in {MeetingKind.CALL, MeetingKind.VISIT}
    if draft is main or draft.where != NOWHERE or draft.occasion.background or elsewhere:
        return draft
    start, first = draft.when.start, main.when.start
    if start is None or first is None or main.occasion.kind is MeetingKind.CALL:
        return draft
    last = main.when.end or first
    people = {row.participant.name for row in draft.rows} & {row.participant.name for row in main.rows} - {None}
    return replace(draft, where=main.where) if people and first <= start <= last else draft


def _as_one_of_a_series(text: str, draft: Draft, main: Draft) -> Draft:
    """Let "their last meeting" be a meeting of the body whose meeting the article reports."""
    if not draft.occasion.background or draft.body is not None or draft.rows or main.body is None:
        return draft
    said = {mention.of(text).lower().split()[-1] for mention in draft.occasion.mentions}
    same = {mention.of(text).lower().split()[-1] for mention in main.occasion.mentions}
    if not said & same:
        return draft
    return replace(draft, body=main.body, occasion=replace(draft.occasion, kind=main.occasion.kind))


def _without_members(rows: list[Row], body: tuple[str, Span] | None) -> list[Row]:
    """Leave out the row for all members of the body that meets when the article lists them one by one."""
    if body is None:
        return rows
    known = body_named(body[0])
    states = {row.participant.country for row in rows if row.participant.country}

    def is_whole(row: Row) -> bool:
        name = row.participant.organization
        return (
            row.participant.name is None
            and name is not None
            and (name == body[0] or (known is not None and body_named(name) == known))
        )

    def is_group(row: Row) -> bool:
        who = row.participant
        return who.name is None and not who.country and not who.organization

    if len(states) >= 3:
        return [row for row in rows if not is_whole(row) and not is_group(row)]
    return rows
