"""Articles that are sent to the service: fetched if need be, then read and saved in processes of their own.

Reading a text takes a processor for as long as it takes, and a text can be made to take long. In a process of its own
it holds up no request, and it can be ended: the kernel does that when its time is up, whatever it is at. What is being
saved is never cut short.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from types import TracebackType

import sqlalchemy as sa
from pebble import ProcessExpired, ProcessPool

from app.articles.sent import Sent, read_sent
from app.articles.web import fetch
from app.errors import ArticleUnreadableError, ServiceBusyError, WorkerLostError
from app.records import Article
from app.settings import Settings
from app.store import ids
from app.store.engine import open_engine
from app.store.revisions import INGEST
from app.store.saving import Taken

_WAITING_FOR_EACH = 16
"""Articles that may wait for each process. Who comes after them is sent away, to come again."""

_LAST_SECONDS = 5
_FETCHED_AT_ONCE = 8
_NICENESS = 10  # whoever reads records goes before whoever reads texts
_LIVES_FOR = 2000  # articles, then a process gives its memory back


class Intake:
    """Takes articles in. One for an application; its processes start with the first article.

    ``noted`` hears what became of each: an ``Outcome``, or ``failed``.
    """

    def __init__(self, database_url: str, settings: Settings, noted: Callable[[str], object] = str) -> None:
        self._database_url = database_url
        self._seconds = settings.extraction_seconds
        self._most = settings.extraction_workers * _WAITING_FOR_EACH
        self._inside = 0
        self._noted = noted
        self._fetching = ThreadPoolExecutor(_FETCHED_AT_ONCE, "fetch")
        self._workers = settings.extraction_workers
        self._reading = self._pool()

    def _pool(self) -> ProcessPool:
        return ProcessPool(
            self._workers,
            max_tasks=_LIVES_FOR,
            initializer=_get_ready,
            initargs=(_NICENESS,),
            context=multiprocessing.get_context("forkserver"),
        )

    async def take(self, sent: Sent, url: str | None = None) -> Taken:
        """Take in an article, or the one at a URL with what was sent about it.

        Raises ``ArticleUnreadableError`` for what is no article, or takes too long to read, ``ServiceBusyError`` when
        too many are waiting, ``WorkerLostError`` when what read it is gone, ``StoreUnavailableError``.
        """
        if self._inside >= self._most:
            raise ServiceBusyError("intake", "has as many articles waiting as it takes", "Send this one again later")
        self._inside += 1
        # What is under way goes on when the sender leaves: it would only have to be done again.
        task = asyncio.ensure_future(self._take(sent, url))
        task.add_done_callback(self._is_out)
        return await asyncio.shield(task)

    def close(self) -> None:
        """End the processes, each after the article that it is at if that takes no longer than a few seconds."""
        self._fetching.shutdown(wait=False, cancel_futures=True)
        self._reading.close()  # type: ignore[no-untyped-call]
        try:
            self._reading.join(_LAST_SECONDS)
        except TimeoutError:  # an article is saved whole or not at all: nothing is lost but the reading
            self._reading.stop()  # type: ignore[no-untyped-call]
            self._reading.join()

    async def _take(self, sent: Sent, url: str | None) -> Taken:
        if url is not None:
            fetched = await asyncio.wrap_future(self._fetching.submit(fetch, url, sent.fields))
            sent = replace(fetched, by=sent.by)
        if not self._reading.active:  # it broke: a process died while it had nothing to do
            self._reading = self._pool()
        reading = self._reading.schedule(_take, args=(sent, self._database_url, self._seconds))
        try:
            taken: Taken = await asyncio.wrap_future(reading)
        except BrokenProcessPool as fault:
            raise ServiceBusyError("intake", "lost the processes that read articles", "Send it again") from fault
        except ProcessExpired as fault:
            if fault.exitcode == -signal.SIGALRM:
                problem = f"reading it took longer than {self._seconds:g} seconds"
                raise ArticleUnreadableError(sent.where, problem, "Send it in parts, each an article") from fault
            raise WorkerLostError("intake", "lost the process that read the article", "Send it again") from fault
        return taken

    def _is_out(self, task: "asyncio.Future[Taken]") -> None:
        self._inside -= 1
        fault = None if task.cancelled() else task.exception()  # asked for here, for whoever left will not
        self._noted("failed" if fault or task.cancelled() else task.result().outcome)


class TimeLimit:
    """Ends the process when what is done within takes longer. For the main thread of a process that may be ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        """Start the clock. Nothing of ours runs at the end of it: a loop inside a library would not let it."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock."""
        signal.setitimer(signal.ITIMER_REAL, 0)


def _get_ready(niceness: int) -> None:
    """Load the reader and all that is known beforehand; no article is to wait for it on its own time."""
    from app.reading import read_meetings  # noqa: PLC0415 - the reader is for these processes alone

    os.nice(niceness)
    read_meetings(Article(text="OSLO, April 2 (Reuters) - Foreign ministers met in Oslo on Thursday."))


def _take(sent: Sent, database_url: str, seconds: float) -> Taken:
    from app.ingest import ingest_article  # noqa: PLC0415 - as above

    limit = TimeLimit(seconds)
    with limit:
        article = read_sent(sent)
    saved = ingest_article(_engine(database_url), article, limit, sent.by or INGEST)
    return Taken(ids.article_id(article.text), saved.outcome)


@cache
def _engine(database_url: str) -> sa.Engine:
    return open_engine(database_url)
