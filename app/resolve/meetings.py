"""From the occasions that a reader marked to meeting records, each value with its evidence."""

import re

from app.extract.header import Header
from app.extract.marks import Reading, Span
from app.records import AgendaItem, Article, Evidence, Meeting, MeetingKind
from app.resolve.drafts import Draft, drafts_of
from app.resolve.following import with_next_meetings
from app.resolve.framing import with_frames
from app.resolve.once import told_once
from app.resolve.tidy import tidied


def resolve(article: Article, header: Header, reading: Reading) -> tuple[Meeting, ...]:
    """Return the meeting records of an article, in the order in which it tells of them."""
    text = article.text
    reading = with_frames(text, tidied(text, reading))
    drafts = drafts_of(article, header, reading)
    once = told_once(reading, drafts)
    if len(once) < len(reading):
        drafts = drafts_of(article, header, once)
    drafts = with_next_meetings(text, drafts)
    framing = {draft.occasion.parent for draft in drafts if draft.told >= 2}
    kept = [at for at, draft in enumerate(drafts) if _is_record(draft, frames=at in framing)]
    keys = {at: f"m{number}" for number, at in enumerate(kept, 1)}
    parents = (drafts[at].occasion.parent for at in kept)
    return tuple(
        _record(text, drafts[at], keys[at], None if parent is None else keys.get(parent))
        for at, parent in zip(kept, parents, strict=True)
    )


def _is_record(draft: Draft, *, frames: bool) -> bool:
    """Say whether enough is told: two of who, when, where and what; in passing a day, or being the frame of another."""
    return draft.told >= 2 or bool(draft.occasion.background and draft.told and (draft.when.start or frames))


def _record(text: str, draft: Draft, key: str, parent: str | None) -> Meeting:
    evidence: list[Evidence] = []

    def point(field: str, span: Span | None) -> None:
        if span is not None and span.end > span.start:
            evidence.append(Evidence(field=field, start=span.start, end=span.end, quote=span.of(text)))

    for mention in draft.occasion.mentions:
        point("kind", mention)
        break
    for clue in draft.when.clues if draft.when.start or draft.when.end else ():
        point("start_date" if draft.when.start else "end_date", clue)
    if draft.when.end and draft.when.clues and draft.when.start:
        point("end_date", draft.when.clues[0])
    point("city", draft.where.city_span if draft.where.city else None)
    point("country", draft.where.country_span if draft.where.country else None)
    if draft.body is not None:
        point("organization", draft.body[1])
    for number, row in enumerate(draft.rows):
        for field, span in row.evidence:
            point(f"participants.{number}.{field}", span)
    for number, (span, _) in enumerate(draft.agenda):
        point(f"agenda_items.{number}.text", span)
    return Meeting(
        key=key,
        title=_title(text, draft),
        kind=draft.occasion.kind,
        status=draft.occasion.status,
        start_date=draft.when.start,
        end_date=draft.when.end,
        city=draft.where.city,
        country=draft.where.country,
        organization=draft.body[0] if draft.body else None,
        parent=parent,
        background=draft.occasion.background,
        participants=tuple(row.participant for row in draft.rows),
        agenda_items=tuple(AgendaItem(text=span.of(text), kind=kind) for span, kind in draft.agenda),
        evidence=tuple(evidence),
    )


_TITLES = {
    MeetingKind.SUMMIT: "summit", MeetingKind.MINISTERIAL: "ministerial meeting", MeetingKind.BILATERAL: "talks",
    MeetingKind.CALL: "call", MeetingKind.VISIT: "visit", MeetingKind.NEGOTIATION: "negotiations",
    MeetingKind.SESSION: "session", MeetingKind.CONFERENCE: "conference", MeetingKind.OTHER: "meeting",
}  # fmt: skip


def _capital(words: str) -> str:
    return re.sub(r"\s+", " ", words[:1].upper() + words[1:])


def _title(text: str, draft: Draft) -> str:
    """Return a short title in the article's own names."""
    what = _TITLES[draft.occasion.kind]
    names = [row.participant.name for row in draft.rows if row.participant.name]
    if draft.body is not None:
        title = f"{draft.body[0]} {what}"
    elif draft.occasion.kind is MeetingKind.VISIT and names:
        title = f"Visit of {names[0]}"
    elif len(names) == 2:
        title = f"{what.capitalize()} between {names[0]} and {names[1]}"
    elif names:
        title = f"{what.capitalize()} with {names[0]}" + (" and others" if len(draft.rows) > 1 else "")
    else:
        title = _capital(draft.occasion.mentions[0].of(text)) if draft.occasion.mentions else what.capitalize()
    return f"{title} in {draft.where.city}" if draft.where.city else title
