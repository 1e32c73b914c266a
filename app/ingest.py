"""From article files to rows: read each article, find its meetings, save both. One transaction an article."""

import traceback
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa

from app.articles import read_articles
from app.errors import ArticleUnreadableError, MeetingRecordsError, ReadingFailedError
from app.reading import EXTRACTOR, read_meetings, with_publisher
from app.records import Article, Meeting
from app.store.revisions import INGEST
from app.store.saving import Saved, save, saved_already, with_known_facts


def ingest(engine: sa.Engine, paths: Sequence[Path | str]) -> Iterator[Saved | ArticleUnreadableError]:
    """Ingest the articles behind the paths one by one; yield what became of each, an error in the place of a bad one.

    A kill at any moment leaves whole articles or none. Raises ``StoreUnavailableError`` when the database is at fault;
    what was yielded before is saved.
    """
    for article in read_articles(paths):
        if isinstance(article, ArticleUnreadableError):
            yield article
            continue
        try:
            outcome: Saved | ArticleUnreadableError = ingest_article(engine, article)
        except ArticleUnreadableError as fault:
            outcome = fault
        yield outcome


def ingest_article(
    engine: sa.Engine, article: Article, within: AbstractContextManager[object] | None = None, by: str = INGEST
) -> Saved:
    """Save the article with its meetings; read it only if nobody has, or if it or the way of reading has changed.

    Reading happens ``within`` a limit, if one is given; saving is not cut short. ``by`` is whom the history names.
    """
    with _faults_named(article):
        unchanged = saved_already(engine, article, EXTRACTOR)
        if unchanged is not None:
            return unchanged
        article = with_known_facts(engine, article)  # a day known from another source settles "on Thursday"
        with within or nullcontext():
            article, meetings = with_publisher(article), read_meetings(article)
        return save(engine, article, meetings, EXTRACTOR, by)


def extract(
    paths: Sequence[Path | str],
) -> Iterator[tuple[Article, tuple[Meeting, ...]] | ArticleUnreadableError]:
    """Read the articles behind the paths; yield each with its meetings, an error in the place of a bad one."""
    for article in read_articles(paths):
        if isinstance(article, ArticleUnreadableError):
            yield article
            continue
        try:
            with _faults_named(article):
                meetings = read_meetings(article)
        except ArticleUnreadableError as fault:
            yield fault
        else:
            yield article, meetings


@contextmanager
def _faults_named(article: Article) -> Iterator[None]:
    """Let no text end a batch, whatever it brings to light: a fault of ours names the article and is its own."""
    try:
        yield
    except MeetingRecordsError:
        raise
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        raise ReadingFailedError(
            article.origin,
            f"a fault of this program ({where}: {fault!r})",
            "Report it with the article; the others are not touched by it",
        ) from fault
