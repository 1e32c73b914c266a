"""The next meeting of two parties, of which an article says no more than when or where it will be."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.records import MeetingKind, MeetingStatus, Participant
from app.resolve.cast import Row
from app.resolve.drafts import Draft

_THE_NEXT = re.compile(r"\b[Tt]he\snext\s(?!(?:day|week|month|year|morning|few)\b)(?:(?!(?:an?|the)\b)[\w-]+\s){0,2}$")
_BOTH = 2
_REACH = 60  # characters in which those words stand before the one for the meeting
_OF_TWO = frozenset({MeetingKind.BILATERAL, MeetingKind.NEGOTIATION})
_LEFT_OPEN = _OF_TWO | {MeetingKind.OTHER, MeetingKind.SESSION}


def with_next_meetings(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Let "the next meeting" after one of two parties be theirs too; who will come for them is not told."""
    main = next((draft for draft in drafts if not draft.occasion.background), None)
    parties = _parties(main.rows) if main is not None and main.occasion.kind in _OF_TWO else ()
    if main is None or len(parties) != _BOTH:
        return list(drafts)
    return [
        replace(draft, rows=parties, body=main.body, occasion=replace(draft.occasion, kind=main.occasion.kind))
        if draft is not main and draft.body in {None, main.body} and _is_next(text, draft)
        else draft
        for draft in drafts
    ]


def _is_next(text: str, draft: Draft) -> bool:
    told = draft.occasion
    if draft.rows or told.background or told.status is not MeetingStatus.PLANNED:
        return False
    said = (_THE_NEXT.search(text, max(0, at.start - _REACH), at.start) for at in told.mentions)
    return told.kind in _LEFT_OPEN and any(said)


def _parties(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the states and bodies of some rows, each once, with the words for them."""
    parties: dict[tuple[str | None, str | None], Row] = {}
    for row in rows:
        country = row.participant.country
        organization = None if country else row.participant.organization
        if country or organization:
            field = "country" if country else "organization"
            evidence = tuple((name, span) for name, span in row.evidence if name == field)
            party = Participant(country=country, organization=organization)
            parties.setdefault((country, organization), Row(party, evidence))
    return tuple(parties.values())
