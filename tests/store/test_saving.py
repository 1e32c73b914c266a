"""Saving articles: wholly or not at all, and nothing twice."""

import datetime as dt
import json
import threading
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.records import Article, Meeting, Participant
from app.store import ids, saving
from app.store.engine import open_engine
from app.store.saving import Outcome, save, saved_already
from app.store.tables import ArticleRow, MeetingRow, OrganizationRow, PersonRow, metadata
from tests.factories import make_article
from tests.processes import processes
from tests.stored import MOMENTS, all_rows, without_moments


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """Give the moments at which things were saved: each save is a day after the one before."""
    moments: list[dt.datetime] = []

    def now() -> dt.datetime:
        moments.append(dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=len(moments)))
        return moments[-1]

    monkeypatch.setattr(saving, "moment", now)
    return moments


def changed(meetings: Sequence[Meeting], index: int, **values: object) -> tuple[Meeting, ...]:
    return tuple(
        meeting.model_copy(update=values) if position == index else meeting for position, meeting in enumerate(meetings)
    )


def meeting_moments(engine: sa.Engine) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    query = sa.select(col(MeetingRow.key), col(MeetingRow.created_at), col(MeetingRow.modified_at))
    with engine.connect() as connection:
        return {key: (created, modified) for key, created, modified in connection.execute(query)}


def names(engine: sa.Engine, table: type[PersonRow | OrganizationRow]) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(sa.select(col(table.name))))


def test_a_saved_meeting_has_its_rows_and_its_document(engine: sa.Engine) -> None:
    article, meetings = make_article(7)
    result = save(engine, article, meetings, "1")
    rows = all_rows(engine)
    assert (result.outcome, result.meetings) == (Outcome.NEW, 3)
    assert result.participants == len(rows["participants"]) == sum(len(m.participants) for m in meetings)
    assert result.agenda_items == len(rows["agenda_items"]) == sum(len(m.agenda_items) for m in meetings)
    assert len(rows["evidence"]) == sum(len(m.evidence) for m in meetings)
    assert rows["articles"][0]["text"] == article.text
    by_key = {row["key"]: row for row in rows["meetings"]}
    assert by_key["m2"]["parent_id"] == by_key["m1"]["id"] == ids.meeting_id(ids.article_id(article.text), "m1")
    for meeting in meetings:
        row = by_key[meeting.key]
        document = json.loads(row["document"])
        assert document["title"] == row["title"] == meeting.title
        assert [p["name"] for p in document["participants"]] == [p.name for p in meeting.participants]
        assert [dt.datetime.fromisoformat(document[name]) for name in sorted(MOMENTS)] == [
            row["created_at"],
            row["modified_at"],
        ]
    codes = {p.country for m in meetings for p in m.participants} | {m.country for m in meetings}
    assert {row["code"] for row in rows["countries"]} == codes - {None}
    assert {row["name"] for row in rows["people"]} == {p.name for m in meetings for p in m.participants} - {None}


def test_an_article_without_any_meeting_is_saved(engine: sa.Engine) -> None:
    result = save(engine, Article(text="Rain fell."), (), "1")
    assert (result.outcome, result.meetings) == (Outcome.NEW, 0)
    assert len(all_rows(engine)["articles"]) == 1


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (None, None, None, None),
        ("2015", None, "2015-01-01", "2015-12-31"),
        ("2016-02", None, "2016-02-01", "2016-02-29"),
        ("2015-04-02", "2015-04-03", "2015-04-02", "2015-04-03"),
        ("2015-04", "2015", "2015-01-01", "2015-12-31"),
    ],
)
def test_days_for_filters_are_all_that_the_dates_may_mean(
    engine: sa.Engine, start: str | None, end: str | None, first: str | None, last: str | None
) -> None:
    article, meetings = make_article(1, meetings=1)
    save(engine, article, changed(meetings, 0, start_date=start, end_date=end), "1")
    row = all_rows(engine)["meetings"][0]
    assert (row["first_day"], row["last_day"], row["sort_day"]) == (first, last, first or "")


def test_the_same_article_again_changes_nothing_not_even_a_moment(engine: sa.Engine, clock: list[dt.datetime]) -> None:
    article, meetings = make_article(3)
    first = save(engine, article, meetings, "1")
    before = all_rows(engine)
    again = save(engine, article, meetings, "1")
    assert all_rows(engine) == before
    assert len(clock) == 2
    assert (again.outcome, again.meetings, again.participants) == (Outcome.UNCHANGED, 3, first.participants)


def test_a_known_article_need_not_be_read_again(engine: sa.Engine) -> None:
    article, meetings = make_article(3)
    assert saved_already(engine, article, "1") is None
    saved = save(engine, article, meetings, "1")
    assert saved_already(engine, article, "1") == saving.Saved(
        Outcome.UNCHANGED, saved.meetings, saved.participants, saved.agenda_items
    )


@pytest.mark.parametrize("fact", ["title", "published", "publisher"])
def test_other_facts_about_the_text_ask_for_reading_it_again(engine: sa.Engine, fact: str) -> None:
    article, meetings = make_article(3)
    save(engine, article, meetings, "1")
    assert saved_already(engine, article.model_copy(update={fact: "1999"}), "1") is None
    assert saved_already(engine, article.model_copy(update={fact: None}), "1") is not None, "silence is no word"


def test_another_version_of_the_reading_asks_for_reading_it_again(engine: sa.Engine) -> None:
    article, meetings = make_article(3)
    save(engine, article, meetings, "1")
    assert saved_already(engine, article, "2") is None
    save(engine, article, meetings, "2")
    assert saved_already(engine, article, "2") is not None


def test_a_new_version_that_reads_the_same_moves_no_moment(engine: sa.Engine, clock: list[dt.datetime]) -> None:
    article, meetings = make_article(3)
    save(engine, article, meetings, "1")
    before = all_rows(engine)
    assert save(engine, article, meetings, "2").outcome is Outcome.UNCHANGED
    after = all_rows(engine)
    assert after["articles"][0].pop("extractor") == "2"
    assert before["articles"][0].pop("extractor") == "1"
    assert after == before
    assert len(clock) == 2


def test_other_facts_move_the_article_and_not_its_meetings(engine: sa.Engine, clock: list[dt.datetime]) -> None:
    article, meetings = make_article(3)
    save(engine, article, meetings, "1")
    result = save(engine, article.model_copy(update={"publisher": "Herald"}), meetings, "1")
    assert result.outcome is Outcome.UPDATED
    row = all_rows(engine)["articles"][0]
    assert (row["publisher"], row["title"]) == ("Herald", article.title)
    assert (row["created_at"], row["modified_at"]) == (clock[0], clock[1])
    assert set(meeting_moments(engine).values()) == {(clock[0], clock[0])}


@pytest.mark.parametrize("part", ["participants", "agenda_items", "evidence", "title"])
def test_a_changed_child_moves_its_meeting_and_no_other(engine: sa.Engine, clock: list[dt.datetime], part: str) -> None:
    article, meetings = make_article(8)
    save(engine, article, meetings, "1")
    value = "Other words" if part == "title" else getattr(meetings[1], part)[1:]
    result = save(engine, article, changed(meetings, 1, **{part: value}), "2")
    assert result.outcome is Outcome.UPDATED
    assert meeting_moments(engine) == {
        "m1": (clock[0], clock[0]),
        "m2": (clock[0], clock[1]),
        "m3": (clock[0], clock[0]),
    }
    row = next(row for row in all_rows(engine)["meetings"] if row["key"] == "m2")
    document = json.loads(row["document"])
    assert document["created_at"] == "2024-01-01T00:00:00Z"
    assert document["modified_at"] == "2024-01-02T00:00:00Z"


def test_what_is_read_anew_is_as_if_it_had_been_read_so_at_once(engine: sa.Engine) -> None:
    article, meetings = make_article(5)
    other = make_article(16)[1]
    save(engine, article, meetings, "2")
    wanted = without_moments(all_rows(engine))
    save(engine, article, other[:2], "1")
    assert without_moments(all_rows(engine)) != wanted
    save(engine, article, meetings, "2")
    assert without_moments(all_rows(engine)) == wanted


def test_a_meeting_that_is_no_longer_read_vanishes_with_all_that_was_its_own(engine: sa.Engine) -> None:
    article, meetings = make_article(5)
    save(engine, article, meetings, "1")
    assert save(engine, article, (), "2").outcome is Outcome.UPDATED
    rows = all_rows(engine)
    assert {name for name, table in rows.items() if table} == {"articles"}


def test_people_and_bodies_that_others_still_name_stay(engine: sa.Engine) -> None:
    shared = Participant(name="Ana Ruiz", organization="Society of Lighthouse Keepers")
    for number in (1, 2):
        article, meetings = make_article(number)
        save(engine, article, changed(meetings, 0, participants=(shared,)), "1")
    save(engine, make_article(1)[0], (), "2")
    assert "Ana Ruiz" in names(engine, PersonRow)
    assert "Society of Lighthouse Keepers" in names(engine, OrganizationRow)


@pytest.mark.parametrize("order", [("JOAO SILVA", "João Silva"), ("João Silva", "JOAO SILVA")])
def test_of_two_spellings_the_same_is_kept_whatever_comes_first(engine: sa.Engine, order: tuple[str, str]) -> None:
    for number, name in enumerate(order):
        article, meetings = make_article(number, meetings=1)
        save(engine, article, changed(meetings, 0, participants=(Participant(name=name),)), "1")
    assert names(engine, PersonRow) == {"João Silva"}


def test_a_known_body_is_one_row_with_its_full_name_and_acronym(engine: sa.Engine) -> None:
    article, meetings = make_article(0, meetings=1)
    both = (Participant(organization="OSCE"), Participant(organization="the OSCE"))
    save(engine, article, changed(meetings, 0, organization=None, participants=both), "1")
    (row,) = all_rows(engine)["organizations"]
    assert (row["name"], row["acronym"]) == ("Organization for Security and Co-operation in Europe", "OSCE")


def test_a_state_that_nobody_knows_has_its_code_for_a_name(engine: sa.Engine) -> None:
    article, meetings = make_article(0, meetings=1)
    save(engine, article, changed(meetings, 0, country="QX", participants=(Participant(country="TJ"),)), "1")
    assert {row["code"]: row["name"] for row in all_rows(engine)["countries"]} == {"QX": "QX", "TJ": "Tajikistan"}


def test_parts_may_come_before_the_meeting_that_they_are_part_of(engine: sa.Engine) -> None:
    article, meetings = make_article(5)
    save(engine, article, meetings[::-1], "1")
    assert {row["key"] for row in all_rows(engine)["meetings"]} == {"m1", "m2", "m3"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"key": "m1"}, r"two meetings of one article have the same key"),
        ({"parent": "m9"}, r"part of \['m9'\], which the article does not have"),
    ],
)
def test_meetings_that_do_not_fit_each_other_are_refused_and_leave_nothing(
    engine: sa.Engine, facts: dict[str, str], words: str
) -> None:
    article, meetings = make_article(5)
    with pytest.raises(ValueError, match=words):
        save(engine, article, changed(meetings, 1, **facts), "1")
    assert not any(all_rows(engine).values())


def test_a_fault_in_the_middle_leaves_nothing(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    article, meetings = make_article(5)

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(saving, "_counted", fail)  # the last thing that saving does
    with pytest.raises(RuntimeError, match="the power went"):
        save(engine, article, meetings, "1")
    assert not any(all_rows(engine).values())


def test_writing_an_article_takes_the_same_statements_however_many_meetings_it_has(engine: sa.Engine) -> None:
    statements: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *event: statements.append(event[2]))
    counts = []
    save(engine, *make_article(0, meetings=9), "1")  # with others beside, their reports are asked for
    for number, meetings in ((1, 9), (2, 27)):
        statements.clear()
        save(engine, *make_article(number, meetings=meetings), "1")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def _save_all(url: str, numbers: Sequence[int]) -> None:
    engine = open_engine(url)
    for number in numbers:
        save(engine, *make_article(number), "1")
    engine.dispose()


def test_three_ingests_of_the_same_articles_and_readers_at_once_do_not_collide(
    engine: sa.Engine, database_url: str
) -> None:
    numbers = list(range(12))
    orders = (numbers, numbers[::-1], numbers[6:] + numbers[:6])
    writers = [processes.Process(target=_save_all, args=(database_url, order)) for order in orders]
    faults: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                with engine.connect() as connection:
                    connection.execute(sa.select(col(ArticleRow.id))).all()
        except BaseException as fault:  # noqa: BLE001 - a thread's faults would be lost
            faults.append(fault)

    reader = threading.Thread(target=read)
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    over.set()
    reader.join(10)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert faults == []
    found = without_moments(all_rows(engine))
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
    _save_all(database_url, numbers)
    assert without_moments(all_rows(engine)) == found
