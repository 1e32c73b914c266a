"""Several reports, one record: the same records whatever the order in which the articles come."""

import json
import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from app.merging import Judgement
from app.merging.matching import Judge
from app.merging.traits import Subject
from app.records import MeetingStatus
from app.store import ids, queries
from app.store.history import fate_of, revisions_of, state_at
from app.store.revisions import What
from app.store.saving import Outcome, save
from app.store.tables import metadata
from tests import occasions
from tests.occasions import Told
from tests.stored import all_rows, without_moments


def ingest(engine: sa.Engine, told: Iterable[Told]) -> None:
    for article, meetings in told:
        save(engine, article, meetings, "1")


def documents(engine: sa.Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(metadata.tables["meetings"].c.document)).scalars()
        return [json.loads(row) for row in rows]


def the_talks(engine: sa.Engine) -> dict[str, Any]:
    (one,) = [each for each in documents(engine) if each["start_date"] == "2015-04-02"]
    return one


def empty(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


def article_id(told: Told) -> str:
    return str(ids.article_id(told[0].text))


def report_id(told: Told, key: str = "m1") -> str:
    return str(ids.meeting_id(ids.article_id(told[0].text), key))


def whoever_leads(engine: sa.Engine) -> list[dict[str, Any]]:
    """Return the records without what depends on which article came first: the ids made of it, and moments."""
    found = documents(engine)
    names = {each["id"]: [*sorted(each["article_ids"]), each["title"]] for each in found}
    kept = []
    for each in found:
        told = {
            name: value for name, value in each.items() if name not in {"id", "article_id", "created_at", "modified_at"}
        }
        told["parent_id"] = names.get(each["parent_id"])
        for part in ("participants", "agenda_items"):
            told[part] = [{name: value for name, value in row.items() if name != "id"} for row in each[part]]
        kept.append(told)
    return sorted(kept, key=lambda each: json.dumps(each, sort_keys=True))


def evidence(engine: sa.Engine) -> list[tuple[Any, ...]]:
    table = metadata.tables["evidence"].c
    with engine.connect() as connection:
        rows = connection.execute(sa.select(table.article_id, table.field, table.start, table.end, table.quote))
        return sorted((str(row[0]), *row[1:]) for row in rows)


def test_a_second_report_joins_the_record_and_names_whom_the_first_did_not(engine: sa.Engine) -> None:
    ingest(engine, [occasions.UNNAMED])
    first = the_talks(engine)
    assert [each["name"] for each in first["participants"]] == ["Sergey Lavrov", None]
    ingest(engine, [occasions.NAMED])
    second = the_talks(engine)
    assert {each["name"] for each in second["participants"]} == {"Sergey Lavrov", "Edvard Nalbandian"}
    assert second["id"] == first["id"] == report_id(occasions.UNNAMED)
    assert second["article_ids"] == [article_id(occasions.UNNAMED), article_id(occasions.NAMED)]
    assert {each["text"] for each in second["agenda_items"]} == {"trade and transit", "the peace process"}
    assert second["modified_at"] > first["modified_at"]
    assert second["created_at"] == first["created_at"]


def test_the_same_two_on_another_day_are_another_record(engine: sa.Engine) -> None:
    ingest(engine, [occasions.NAMED, occasions.ANOTHER_DAY])
    assert len(documents(engine)) == 2


def test_any_order_of_ingest_gives_the_same_records(engine: sa.Engine) -> None:
    ingest(engine, occasions.ALL)
    wanted, words = whoever_leads(engine), evidence(engine)
    assert len(wanted) == 4
    dice = random.Random(7)
    orders: list[Sequence[Told]] = [
        occasions.ALL[::-1],
        *(dice.sample(occasions.ALL, len(occasions.ALL)) for _ in range(5)),
    ]
    for order in orders:
        empty(engine)
        ingest(engine, order)
        assert whoever_leads(engine) == wanted
        assert evidence(engine) == words
        led = {report_id(told) for told in order if told in occasions.ALL}
        assert {each["id"] for each in documents(engine) if each["parent_id"] is None} <= led


def test_ingesting_all_again_changes_nothing(engine: sa.Engine) -> None:
    ingest(engine, occasions.ALL)
    before = all_rows(engine)
    outcomes = [save(engine, article, meetings, "1").outcome for article, meetings in occasions.ALL[::-1]]
    assert set(outcomes) == {Outcome.UNCHANGED}
    assert all_rows(engine) == before


def test_a_near_copy_adds_a_source_and_no_claim(engine: sa.Engine) -> None:
    ingest(engine, [occasions.UNNAMED, occasions.COPY])
    record = the_talks(engine)
    assert set(record["article_ids"]) == {article_id(occasions.UNNAMED), article_id(occasions.COPY)}
    with engine.connect() as connection:
        own = ids.meeting_id(ids.article_id(occasions.UNNAMED[0].text), "m1")
        claims = queries.claims_of(connection, [own])[own]
    assert [str(each["article_id"]) for each in claims] in (
        [article_id(occasions.UNNAMED)],
        [article_id(occasions.COPY)],
    )


def test_where_articles_disagree_the_record_says_so_with_each_articles_value(engine: sa.Engine) -> None:
    ingest(engine, [occasions.NAMED, occasions.UNNAMED, occasions.DISAGREES])
    record = the_talks(engine)
    (conflict,) = [each for each in record["conflicts"] if each["field"] == "kind"]
    assert conflict["chosen"] == record["kind"] == "bilateral"
    values = {each["value"]: set(each["article_ids"]) for each in conflict["values"]}
    assert values == {
        "bilateral": {article_id(occasions.NAMED), article_id(occasions.UNNAMED)},
        "negotiation": {article_id(occasions.DISAGREES)},
    }


def test_an_announcement_and_the_report_are_one_record_whose_history_shows_both(engine: sa.Engine) -> None:
    ingest(engine, [occasions.ANNOUNCED, occasions.NAMED])
    record = the_talks(engine)
    assert record["status"] == MeetingStatus.HELD
    with engine.connect() as connection:
        own = ids.meeting_id(ids.article_id(occasions.ANNOUNCED[0].text), "m1")
        first, second = revisions_of(own).page(connection, None, 10).rows
        claims = queries.claims_of(connection, [own])[own]
    assert (first["what"], second["what"]) == (What.CREATED, What.CHANGED)
    assert json.loads(first["after"])["status"] == json.loads(second["before"])["status"] == "planned"
    assert json.loads(second["after"]) == record
    assert [each["status"] for each in claims] == ["planned", "held"]


def test_a_side_meeting_told_twice_is_one_and_part_of_the_one_council(engine: sa.Engine) -> None:
    ingest(engine, [occasions.COUNCIL, occasions.COUNCIL_AGAIN])
    council, aside = sorted(documents(engine), key=lambda each: each["parent_id"] is not None)
    assert aside["parent_id"] == council["id"]
    assert len(aside["article_ids"]) == len(council["article_ids"]) == 2


def test_evidence_points_into_its_own_article(engine: sa.Engine) -> None:
    ingest(engine, occasions.ALL)
    texts = {article_id(told): told[0].text for told in occasions.ALL}
    found = evidence(engine)
    assert len({row[0] for row in found}) > 4
    for article, _, start, end, quote in found:
        assert texts[article][start:end] == quote


def test_a_report_that_brings_two_records_together_leaves_the_elder_and_a_way_to_it(engine: sa.Engine) -> None:
    first, second = occasions.PLANNED, occasions.ALSO_PLANNED
    ingest(engine, [first, second])
    assert len(documents(engine)) == 2
    with engine.connect() as connection:
        apart_at = connection.execute(sa.select(sa.func.max(metadata.tables["revisions"].c.at))).scalar_one()
    ingest(engine, [occasions.NAMED])
    (record,) = documents(engine)
    assert record["id"] == report_id(first)
    with engine.connect() as connection:
        gone = ids.meeting_id(ids.article_id(second[0].text), "m1")
        fate = fate_of(connection, gone)
        before = state_at(connection, gone, apart_at)
    assert fate is not None
    assert (fate.what, str(fate.into_id)) == (What.MERGED, record["id"])
    assert before is not None
    assert json.loads(before.document or "")["id"] == str(gone)


def test_an_article_that_is_read_otherwise_leaves_the_record_as_if_it_had_always_been(engine: sa.Engine) -> None:
    ingest(engine, [occasions.UNNAMED])
    wanted = without_moments(all_rows(engine))
    ingest(engine, [occasions.NAMED])
    save(engine, occasions.NAMED[0], (), "2")
    now = without_moments(all_rows(engine))
    assert {name: rows for name, rows in now.items() if name != "articles"} == {
        name: rows for name, rows in wanted.items() if name != "articles"
    }


def test_when_the_first_report_is_withdrawn_the_next_one_leads_and_the_old_id_leads_there(engine: sa.Engine) -> None:
    ingest(engine, [occasions.UNNAMED, occasions.NAMED])
    save(engine, occasions.UNNAMED[0], (), "2")
    assert the_talks(engine)["id"] == report_id(occasions.NAMED)
    with engine.connect() as connection:
        fate = fate_of(connection, ids.meeting_id(ids.article_id(occasions.UNNAMED[0].text), "m1"))
    assert fate is not None
    assert str(fate.into_id) == report_id(occasions.NAMED)


def test_only_reports_that_share_a_key_are_compared(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(engine, occasions.ALL[:-1])
    compared: list[Subject] = []
    real = Judge.judged

    def counted(judge: Judge, one: Subject, other: Subject) -> Judgement:
        compared.append(one)
        return real(judge, one, other)

    monkeypatch.setattr(Judge, "judged", counted)
    ingest(engine, [occasions.told("Long ago.", "1999-01-02", None, occasions.talks(start_date="1999-01-01"))])
    assert compared == []
    ingest(engine, occasions.ALL[-1:])
    assert compared
