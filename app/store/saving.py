"""Saving an article with its meetings: wholly or not at all, and nothing twice."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from app.records import Article, Meeting
from app.store import ids
from app.store.catalogue import catalogue
from app.store.documents import content_of, document_of
from app.store.engine import write_transaction
from app.store.naming import forget_unnamed, save_named
from app.store.rows import MeetingRows, rows_of
from app.store.tables import AgendaItemRow, ArticleRow, EvidenceRow, MeetingRow, ParticipantRow

_FACTS = ("title", "published", "publisher")
_CHILDREN = (ParticipantRow, AgendaItemRow, EvidenceRow)


class Outcome(StrEnum):
    """What saving an article did."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving an article did, and how much the store holds of it now."""

    outcome: Outcome
    meetings: int
    participants: int
    agenda_items: int


@dataclass(frozen=True, slots=True)
class Taken:
    """An article that was taken in."""

    article_id: uuid.UUID
    outcome: Outcome


def saved_already(engine: sa.Engine, article: Article, extractor: str) -> Saved | None:
    """Return what the store holds of the article if reading it again could change nothing, else None."""
    with engine.connect() as connection:
        known = _known(connection, ids.article_id(article.text))
        if known is None or known["extractor"] != extractor or _news(article, known):
            return None
        return _counted(connection, known["id"], Outcome.UNCHANGED)


def with_known_facts(engine: sa.Engine, article: Article) -> Article:
    """Return the article with the facts that it is silent about and the store knows of the same text from before."""
    with engine.connect() as connection:
        known = _known(connection, ids.article_id(article.text))
    if known is None:
        return article
    return article.model_copy(update={name: known[name] for name in _FACTS if getattr(article, name) is None})


def save(engine: sa.Engine, article: Article, meetings: Sequence[Meeting], extractor: str) -> Saved:
    """Save what ``extractor`` (its version) read from the article, in one transaction.

    What the store holds of the same text is replaced where it differs; ``modified_at`` moves only of what changed.
    Raises ``ValueError`` for meetings whose keys do not fit each other, ``StoreUnavailableError`` when it cannot write.
    """
    article_id = ids.article_id(article.text)
    with write_transaction(engine) as connection:
        now = _now()  # under the lock: moments follow the order of commits
        known = _known(connection, article_id)
        if known is None:
            outcome = Outcome.NEW
            _insert(connection, [_article_row(article_id, article, extractor, now)])
        else:
            news = _news(article, known)
            outcome = Outcome.UPDATED if news else Outcome.UNCHANGED
            moved = {"modified_at": now} if news else {}
            _update(connection, ArticleRow, article_id, {"extractor": extractor, **news, **moved})
            if "publisher" in news:  # meetings are found by it
                own = sa.select(col(MeetingRow.id)).where(col(MeetingRow.article_id) == article_id)
                catalogue(connection, connection.scalars(own).all())
        if _save_meetings(connection, article_id, rows_of(article_id, meetings, now)) and known is not None:
            outcome = Outcome.UPDATED
        return _counted(connection, article_id, outcome)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _known(connection: sa.Connection, article_id: uuid.UUID) -> dict[str, Any] | None:
    """Return what is stored of the article but for its text."""
    columns = [column for column in sa.inspect(ArticleRow).columns if column.name != "text"]
    row = connection.execute(sa.select(*columns).where(col(ArticleRow.id) == article_id)).one_or_none()
    return None if row is None else dict(row._mapping)  # noqa: SLF001 - public, named so that no column hides it


def _article_row(article_id: uuid.UUID, article: Article, extractor: str, now: dt.datetime) -> ArticleRow:
    return ArticleRow(
        id=article_id,
        text=article.text,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        external_id=article.id,
        origin=article.origin,
        extractor=extractor,
        created_at=now,
        modified_at=now,
    )


def _news(article: Article, known: Mapping[str, Any]) -> dict[str, str]:
    """Return what the article says about itself that the stored one does not.

    The last word counts, but silence is no word: a bare text file takes nothing from the same text with a date. The
    source's own id stays what it was first, for two sources may have the same text under ids of their own.
    """
    said = {name: getattr(article, name) for name in _FACTS}
    news = {name: value for name, value in said.items() if value is not None and value != known[name]}
    if known["external_id"] is None and article.id is not None:
        news["external_id"] = article.id
    return news


def _save_meetings(connection: sa.Connection, article_id: uuid.UUID, drafted: Sequence[MeetingRows]) -> bool:
    """Bring the article's stored meetings to the drafted ones; tell whether anything changed."""
    meeting_id = col(MeetingRow.id)
    stored = {
        row.id: row
        for row in connection.execute(
            sa.select(meeting_id, col(MeetingRow.content_hash), col(MeetingRow.created_at)).where(
                col(MeetingRow.article_id) == article_id
            )
        )
    }
    vanished = stored.keys() - {rows.meeting.id for rows in drafted}
    changed = [
        rows
        for rows in drafted
        if rows.meeting.id not in stored or stored[rows.meeting.id].content_hash != rows.meeting.content_hash
    ]
    replaced = [rows.meeting.id for rows in changed if rows.meeting.id in stored]
    if not changed and not vanished:
        return False
    named_before = _named_by(connection, [*replaced, *vanished])
    save_named(connection, changed)
    for child in _CHILDREN:
        connection.execute(sa.delete(child).where(col(child.meeting_id).in_(replaced)))
    connection.execute(sa.delete(MeetingRow).where(meeting_id.in_(vanished)))
    for rows in changed:
        if rows.meeting.id in stored:
            _keep_creation(rows, stored[rows.meeting.id].created_at)
            _update(connection, MeetingRow, rows.meeting.id, rows.meeting.model_dump(exclude={"id"}))
    _insert(connection, [rows.meeting for rows in changed if rows.meeting.id not in stored])
    for kind in ("participants", "agenda_items", "evidence"):
        _insert(connection, [row for rows in changed for row in getattr(rows, kind)])
    if stored:
        forget_unnamed(connection, named_before)
    catalogue(connection, [rows.meeting.id for rows in changed])
    return True


def _keep_creation(rows: MeetingRows, created_at: dt.datetime) -> None:
    rows.meeting.created_at = created_at
    content = content_of(rows.meeting, rows.participants, rows.agenda_items)
    rows.meeting.document = document_of(content, created_at, rows.meeting.modified_at)


def _named_by(connection: sa.Connection, meetings: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return the ids of the people and bodies that the stored meetings name."""
    named = sa.union(
        sa.select(col(MeetingRow.organization_id)).where(col(MeetingRow.id).in_(meetings)),
        sa.select(col(ParticipantRow.organization_id)).where(col(ParticipantRow.meeting_id).in_(meetings)),
        sa.select(col(ParticipantRow.person_id)).where(col(ParticipantRow.meeting_id).in_(meetings)),
    )
    return {named_id for named_id in connection.scalars(named) if named_id is not None}


def _insert(connection: sa.Connection, rows: Sequence[SQLModel]) -> None:
    if rows:
        connection.execute(sa.insert(type(rows[0])), [row.model_dump() for row in rows])


def _update(
    connection: sa.Connection, table: type[ArticleRow | MeetingRow], row: uuid.UUID, values: Mapping[str, object]
) -> None:
    connection.execute(sa.update(table).where(col(table.id) == row).values(**values))


def _counted(connection: sa.Connection, article_id: uuid.UUID, outcome: Outcome) -> Saved:
    own = sa.select(col(MeetingRow.id)).where(col(MeetingRow.article_id) == article_id)
    counts = connection.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(own.subquery()).scalar_subquery(),
            *(
                sa.select(sa.func.count()).where(col(child.meeting_id).in_(own)).scalar_subquery()
                for child in (ParticipantRow, AgendaItemRow)
            ),
        )
    ).one()
    return Saved(outcome, *counts)
