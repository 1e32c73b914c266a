"""Articles that are read in processes of their own: they come back as rows, and none holds up or outlives the rest."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.articles.sent import Sent
from app.articles.web import Fetching, fetch
from app.errors import ArticleUnreadableError, MeetingRecordsError, ReadingFailedError, ServiceBusyError
from app.intake import Intake
from app.settings import Settings
from app.store.engine import open_engine
from app.store.saving import Outcome, Taken
from tests.stored import all_rows

TEXT = "OSLO, April 2 (Reuters) - Foreign Minister Ana Lund met her Danish counterpart Bo Holm in Oslo on Thursday.\n"
Open = Callable[..., Intake]


@pytest.fixture
def url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "meetings.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def opened(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Give what opens an intake into the test's database."""
    monkeypatch.setattr("app.intake._NICENESS", 0)
    with ExitStack() as stack:

        def open_intake(**settings: object) -> Intake:
            intake = Intake(url, Settings.model_validate(settings))
            stack.callback(intake.close)
            return intake

        yield open_intake


def sent(text: str = TEXT) -> Sent:
    return Sent("the article", "POST /articles", {"text": text})


async def settled(*taking: "asyncio.Future[Taken]") -> list[Taken | BaseException]:
    return list(await asyncio.gather(*taking, return_exceptions=True))


def test_an_article_comes_back_as_rows_and_again_unchanged(opened: Open, url: str) -> None:
    intake = opened()
    first = asyncio.run(intake.take(sent()))
    again = asyncio.run(intake.take(sent()))
    assert (first.outcome, again.outcome) == (Outcome.NEW, Outcome.UNCHANGED)
    assert first.article_id == again.article_id
    engine = open_engine(url)
    rows = all_rows(engine)
    engine.dispose()
    assert [row["id"] for row in rows["articles"]] == [first.article_id]
    assert rows["meetings"]


def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_read(opened: Open) -> None:
    intake = opened(extraction_seconds=1.5)
    long = "".join(TEXT.replace("Ana", f"Ana{number}") for number in range(4000))
    with pytest.raises(ArticleUnreadableError, match=r"reading it took longer than 1\.5 seconds"):
        asyncio.run(intake.take(sent(long)))
    assert asyncio.run(intake.take(sent("Nobody met."))).outcome is Outcome.NEW


def test_a_process_that_is_killed_costs_one_try(opened: Open) -> None:
    intake = opened()
    long = "".join(TEXT.replace("Ana", f"Ana{number}") for number in range(4000))
    asyncio.run(intake.take(sent()))

    async def take_and_kill() -> None:
        taking = asyncio.ensure_future(intake.take(sent(long)))
        await asyncio.sleep(0.3)
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)
        await taking

    with pytest.raises(ServiceBusyError, match="lost the process"):
        asyncio.run(take_and_kill())
    assert asyncio.run(intake.take(sent("Nobody met."))).outcome is Outcome.NEW


def test_a_process_that_is_killed_while_idle_is_replaced(opened: Open) -> None:
    intake = opened()
    asyncio.run(intake.take(sent()))
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    time.sleep(1)
    outcomes = []
    for number in range(2):  # the first may be the one that hears of it
        with contextlib.suppress(ServiceBusyError):
            outcomes.append(asyncio.run(intake.take(sent(f"Nobody met, {number}."))).outcome)
    assert outcomes[-1] is Outcome.NEW


def test_what_is_wrong_is_told_across_the_processes(opened: Open) -> None:
    intake = opened()
    with pytest.raises(ArticleUnreadableError, match="the article, `text`: it holds only white space") as caught:
        asyncio.run(intake.take(sent(" ")))
    assert caught.value.remedy == "Give it the article's text, or remove it"


def test_whoever_comes_when_too_many_wait_is_sent_away(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.intake._WAITING_FOR_EACH", 2)
    intake = opened()

    async def all_at_once() -> list[Taken | BaseException]:
        return await settled(*(asyncio.ensure_future(intake.take(sent(f"{number}. {TEXT}"))) for number in range(4)))

    first, second, *rest = asyncio.run(all_at_once())
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert [type(each) for each in rest] == [ServiceBusyError] * 2
    assert isinstance(asyncio.run(intake.take(sent())), Taken)


def test_a_url_is_fetched_before_it_is_read(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[dict[str, object]] = []

    def fetched(url: str, fields: dict[str, object]) -> Sent:
        said.append(fields)
        return Sent(url, url, fields, TEXT.encode())

    intake = opened()
    monkeypatch.setattr("app.intake.fetch", fetched)
    about = Sent("the article", "POST /articles", {"published": "2015-04-03"})
    assert asyncio.run(intake.take(about, "https://example.org/a")).outcome is Outcome.NEW
    assert said == [{"published": "2015-04-03"}]
    inward = Fetching(resolve=lambda _host, _port: ["127.0.0.1"])
    monkeypatch.setattr("app.intake.fetch", lambda url, fields: fetch(url, fields, inward))
    with pytest.raises(ArticleUnreadableError, match="is not on the public internet"):
        asyncio.run(intake.take(about, "https://example.org/a"))


def test_closing_does_not_wait_for_a_long_article(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.intake._LAST_SECONDS", 0.1)
    intake = opened()
    asyncio.run(intake.take(sent()))
    long = "".join(TEXT.replace("Ana", f"Ana{number}") for number in range(40_000))

    async def take_and_close() -> None:
        taking = asyncio.ensure_future(intake.take(sent(long)))
        await asyncio.sleep(0.2)
        intake.close()
        taking.cancel()

    begun = time.monotonic()
    asyncio.run(take_and_close())
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("kind", [ArticleUnreadableError, ReadingFailedError, ServiceBusyError])
def test_errors_pass_from_process_to_process_whole(kind: type[MeetingRecordsError]) -> None:
    made = kind("a", "b", "c")
    function, arguments = made.__reduce__()
    again = function(*arguments)
    assert (type(again), again.where, again.problem, again.remedy, str(again)) == (kind, "a", "b", "c", "a: b. c")
