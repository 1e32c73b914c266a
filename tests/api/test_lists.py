import pytest
import sqlalchemy as sa

from app.store.saving import save
from tests.api.conftest import CheckedClient
from tests.factories import make_article

LISTS = ("/meetings", "/participants", "/agenda-items", "/articles")


def crawl(client: CheckedClient, url: str) -> list[str]:
    """Follow ``next`` to the end and return the ids on the way."""
    found: list[str] = []
    following: str | None = url
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [record["id"] for record in page["data"]]
        following = page["next"]
        linked = answer.links.get("next", {}).get("url")
        assert linked == following
    return found


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_database_gives_an_empty_list(client: CheckedClient, path: str) -> None:
    assert client.get(path).json() == {"data": [], "next": None}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 3, 200])
def test_following_next_gives_every_record_once(filled: CheckedClient, path: str, limit: int) -> None:
    whole = crawl(filled, f"{path}?limit=200")
    assert len(whole) > 3
    assert crawl(filled, f"{path}?limit={limit}") == whole
    assert len(set(whole)) == len(whole)


def test_meetings_come_the_latest_first_and_those_without_a_date_last(filled: CheckedClient) -> None:
    dates = [meeting["start_date"] for meeting in filled.get("/meetings?limit=200").json()["data"]]
    known = [date for date in dates if date is not None]
    assert None in dates
    assert dates[len(known) :] == [None] * (len(dates) - len(known))
    padded = [date.ljust(10, "-") if len(date) == 10 else (date + "-01-01")[:10] for date in known]
    assert padded == sorted(padded, reverse=True)


def test_a_crawl_loses_and_repeats_nothing_while_articles_are_added(filled: CheckedClient, engine: sa.Engine) -> None:
    there = set(crawl(filled, "/meetings?limit=200"))
    seen: list[str] = []
    following: str | None = "/meetings?limit=2"
    number = 100
    while following is not None:
        page = filled.get(following).json()
        seen += [meeting["id"] for meeting in page["data"]]
        following = page["next"]
        article, meetings = make_article(number)
        save(engine, article, meetings, "1")
        number += 1
        assert number < 300
    assert there <= set(seen)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("limit=200", 1),
        ("limit=200&include=evidence", 2),
        ("limit=200&include=articles,evidence,side_meetings", 4),
        ("limit=200&country=TR&kind=summit&status=held", 1),
        ("limit=200&participant=Zoe Celik-Ozturk", 2),  # who that is, and their meetings
    ],
)
def test_a_page_takes_as_many_statements_as_a_single_meeting(
    filled: CheckedClient, query: str, statements: int
) -> None:
    counted: list[str] = []

    def count(statement: str) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            counted.append(statement)

    engine = filled.app.state.engine  # type: ignore[attr-defined]
    if engine.dialect.name == "sqlite":  # some statements go to the driver past SQLAlchemy
        sa.event.listen(engine, "checkout", lambda driver, *_: driver.set_trace_callback(count))
    else:
        sa.event.listen(engine, "before_cursor_execute", lambda *event: count(event[2]))
    filled.get(f"/meetings?{query}")
    assert len([each for each in counted if "pg_current_snapshot" not in each]) == statements


def test_evidence_comes_only_when_asked_for(filled: CheckedClient) -> None:
    assert all("evidence" not in meeting for meeting in filled.get("/meetings").json()["data"])
    meetings = filled.get("/meetings?include=evidence").json()["data"]
    assert all(meeting["evidence"] for meeting in meetings)
    texts = {
        meeting["article_id"]: filled.get(f"/articles/{meeting['article_id']}").json()["text"] for meeting in meetings
    }
    for meeting in meetings:
        for words in meeting["evidence"]:
            assert texts[words["article_id"]][words["start"] : words["end"]] == words["quote"]
