"""Saving an article with its meetings: wholly or not at all, and nothing twice."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.merging import signature
from app.records import Article, Meeting
from app.store import ids
from app.store.catalogue import catalogue
from app.store.engine import moment, write_transaction
from app.store.reports import keep_reports
from app.store.revisions import INGEST, Change
from app.store.rows import reports_of
from app.store.settling import settle
from app.store.tables import AgendaItemRow, ArticleRow, ParticipantRow, ReportRow
from app.store.writing import insert_rows

_FACTS = ("title", "published", "publisher")


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


def save(engine: sa.Engine, article: Article, meetings: Sequence[Meeting], extractor: str, by: str = INGEST) -> Saved:
    """Save what ``extractor`` (its version) read from the article, in one transaction; ``by`` says who brought it.

    What the store holds of the same text is replaced where it differs, and the records are made anew that the article
    reports; ``modified_at`` moves only of what changed.
    Raises ``ValueError`` for meetings whose keys do not fit each other, ``StoreUnavailableError`` when it cannot write.
    """
    article_id = ids.article_id(article.text)
    mark = signature(article.text)
    with write_transaction(engine) as connection:
        now = moment()  # under the lock: moments follow the order of commits
        known = _known(connection, article_id)
        news: dict[str, str] = {}
        if known is None:
            insert_rows(connection, [_article_row(article_id, article, mark, extractor, now)])
        else:
            news = _news(article, known)
            moved = {"modified_at": now} if news else {}
            _update(connection, article_id, {"extractor": extractor, "signature": mark, **news, **moved})
        facts = {name: news.get(name, known[name]) if known else getattr(article, name) for name in _FACTS}
        told = reports_of(article_id, meetings, facts["published"], facts["publisher"], mark)
        came = keep_reports(connection, told, article_id, now, anew=bool(news))
        records = settle(connection, came.changed, Change(now, by), fresh=came.fresh, touched=came.touched)
        if "publisher" in news:  # meetings are found by it
            catalogue(connection, _live_records(connection, article_id))
        moved_any = bool(news or came.changed or came.touched or records)
        outcome = Outcome.NEW if known is None else Outcome.UPDATED if moved_any else Outcome.UNCHANGED
        return _counted(connection, article_id, outcome)


def _known(connection: sa.Connection, article_id: uuid.UUID) -> dict[str, Any] | None:
    """Return what is stored of the article but for its text."""
    columns = [column for column in sa.inspect(ArticleRow).columns if column.name != "text"]
    row = connection.execute(sa.select(*columns).where(col(ArticleRow.id) == article_id)).one_or_none()
    return None if row is None else dict(row._mapping)  # noqa: SLF001 - public, named so that no column hides it


def _article_row(article_id: uuid.UUID, article: Article, mark: bytes, extractor: str, now: dt.datetime) -> ArticleRow:
    return ArticleRow(
        id=article_id,
        text=article.text,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        external_id=article.id,
        origin=article.origin,
        extractor=extractor,
        signature=mark,
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


def _live_records(connection: sa.Connection, article_id: uuid.UUID) -> Sequence[uuid.UUID]:
    own = sa.select(col(ReportRow.record_id)).where(col(ReportRow.article_id) == article_id, ~col(ReportRow.deleted))
    return connection.scalars(own.distinct()).all()


def _update(connection: sa.Connection, article_id: uuid.UUID, values: Mapping[str, object]) -> None:
    connection.execute(sa.update(ArticleRow).where(col(ArticleRow.id) == article_id).values(**values))


def _counted(connection: sa.Connection, article_id: uuid.UUID, outcome: Outcome) -> Saved:
    """Count the records that the article reports, and their parts."""
    own = (
        sa.select(col(ReportRow.record_id))
        .where(col(ReportRow.article_id) == article_id, ~col(ReportRow.deleted))
        .distinct()
    )
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
