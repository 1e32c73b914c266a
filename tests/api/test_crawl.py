"""A crawl along ``next`` over many meetings, while another thread saves articles all the time.

A thousand, for the suite is run often; with ``CRAWLED_MEETINGS=10000`` in the environment as many as that.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from app.main import create_app
from app.records import Article, Meeting, MeetingKind, MeetingStatus
from app.store.engine import open_engine
from app.store.ids import article_id, meeting_id
from app.store.saving import save
from tests.factories import DATES, make_article

_ARTICLES = 10
_MEETINGS = int(os.environ.get("CRAWLED_MEETINGS", "1000")) // _ARTICLES  # of each


@pytest.fixture
def there(engine: sa.Engine) -> set[str]:
    """Save the meetings; give their ids."""
    ids: set[str] = set()
    for number in range(_ARTICLES):
        article = Article(text=f"A year's calendar, part {number}.", origin="calendar.txt")
        dates = [*(date for date, _ in DATES), *(f"2016-{month:02}-15" for month in range(1, 13))]
        meetings = [
            Meeting(
                key=f"m{n}",
                title=f"Talks {n} of part {number}",
                kind=MeetingKind.BILATERAL,
                status=MeetingStatus.HELD,
                start_date=dates[n % len(dates)],
            )
            for n in range(_MEETINGS)
        ]
        save(engine, article, meetings, "1")
        ids |= {str(meeting_id(article_id(article.text), meeting.key)) for meeting in meetings}
    return ids


@contextmanager
def ingesting(database_url: str) -> Iterator[Callable[[], None]]:
    """Save articles in another thread, new ones and such as change what is there; give what waits for one more."""
    over, saved = threading.Event(), threading.Condition()

    def save_on() -> None:
        engine = open_engine(database_url)
        number = 0
        while not over.is_set():
            article, meetings = make_article(number // 2)
            save(engine, article, meetings[: 3 - number % 2], "1")  # every second one takes a meeting away
            number += 1
            with saved:
                saved.notify_all()
        engine.dispose()

    def wait_for_one_more() -> None:
        with saved:
            assert saved.wait(timeout=60)

    writer = threading.Thread(target=save_on)
    writer.start()
    try:
        yield wait_for_one_more
    finally:
        over.set()
        writer.join()


def test_a_crawl_loses_and_repeats_no_meeting_while_articles_are_ingested(there: set[str], database_url: str) -> None:
    with TestClient(create_app(database_url)) as client, ingesting(database_url) as wait_for_one_more:
        limit = min(200, len(there) // 20)
        for sort in ("-start_date", "start_date", "created_at", "-created_at"):
            seen: list[str] = []
            following: str | None = f"/meetings?limit={limit}&sort={sort}"
            while following is not None:
                answer = client.get(following)
                assert answer.status_code == 200, answer.text
                seen += [meeting["id"] for meeting in answer.json()["data"]]
                following = answer.json()["next"]
                wait_for_one_more()
                assert len(seen) < 2 * len(there)  # it comes to an end
            found = [each for each in seen if each in there]
            assert len(found) == len(there)
            assert set(found) == there
            if "start_date" in sort:  # what vanishes and is saved again counts as created anew
                assert len(seen) == len(set(seen))
