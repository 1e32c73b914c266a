"""Gold articles in the form of the annotation guide: one JSON object a line, with ``text`` and ``meetings``."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.extract.marks import Span
from app.records import AgendaKind, MeetingKind, MeetingStatus

TOLD = Path(__file__).parent / "told.jsonl"
"""The words that denote each meeting in gold that came without evidence, as offsets with the SHA-256 of the text."""


@dataclass(frozen=True, slots=True)
class GoldParticipant:
    """A row of a gold meeting's participants; each value in the article's words or None, ``country`` a code."""

    name: str | None
    role: str | None
    country: str | None
    organization: str | None


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A gold agenda item, a stretch of the article."""

    text: str
    kind: AgendaKind


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    """A gold meeting. ``parent`` is the index of another meeting of the article.

    ``told`` are the words that denote the occasion, those that say most first: the gold's evidence for ``kind``, or
    what ``TOLD`` has of the text.
    """

    title: str
    kind: MeetingKind
    status: MeetingStatus
    background: bool
    parent: int | None
    start_date: str | None
    end_date: str | None
    city: str | None
    country: str | None
    organization: str | None
    participants: tuple[GoldParticipant, ...]
    items: tuple[GoldItem, ...]
    told: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and the meetings that people found in it. ``source`` names the collection that it comes from."""

    id: str
    source: str
    title: str | None
    published: str | None
    publisher: str | None
    text: str
    meetings: tuple[GoldMeeting, ...]


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a file. Raises ``ValueError`` naming the line that is not in the guide's form."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _article(json.loads(line))
            except (KeyError, TypeError, ValueError) as fault:
                raise ValueError(f"{path}, line {number}: no gold article: {fault!r}") from fault


def _article(row: dict[str, Any]) -> GoldArticle:
    meetings = row["meetings"]
    assert isinstance(meetings, list)  # noqa: S101 - tells the type checker
    index_of = {meeting["key"]: number for number, meeting in enumerate(meetings)}
    told = _told_of_all().get(hashlib.sha256(str(row["text"]).encode("utf-8")).hexdigest(), {})
    return GoldArticle(
        id=str(row["id"]),
        source=str(row.get("source") or "gold"),
        title=row.get("title") or None,
        published=row.get("published") or None,
        publisher=row.get("publisher") or None,
        text=str(row["text"]),
        meetings=tuple(_meeting(meeting, index_of, told.get(meeting["key"], [])) for meeting in meetings),
    )


@cache
def _told_of_all() -> dict[str, dict[str, list[list[int]]]]:
    with TOLD.open(encoding="utf-8") as lines:
        return {row["sha256"]: row["told"] for row in map(json.loads, lines)}


def _meeting(row: dict[str, Any], index_of: dict[str, int], told: Sequence[Sequence[int]]) -> GoldMeeting:
    told = [(e["start"], e["end"]) for e in row.get("evidence", ()) if e["field"] == "kind"] or told
    people, items, parent = row["participants"], row["agenda_items"], row["parent"]
    assert isinstance(people, list) and isinstance(items, list)  # noqa: S101, PT018 - tells the type checker
    texts = {
        key: str(row[key]) if row[key] else None
        for key in ("start_date", "end_date", "city", "country", "organization")
    }
    return GoldMeeting(
        title=str(row["title"]),
        kind=MeetingKind(str(row["kind"])),
        status=MeetingStatus(str(row["status"])),
        background=bool(row["background"]),
        parent=index_of[str(parent)] if parent else None,
        participants=tuple(GoldParticipant(p["name"], p["role"], p["country"], p["organization"]) for p in people),
        items=tuple(GoldItem(item["text"], AgendaKind(item["kind"])) for item in items),
        told=tuple(Span(start, end) for start, end in told),
        **texts,
    )
