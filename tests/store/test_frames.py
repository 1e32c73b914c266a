"""A meeting is never part of itself, whatever articles contradict each other in and whatever editors merge."""

import itertools
import json
import uuid

import sqlalchemy as sa

from app.records import Meeting, MeetingKind
from app.store import editing, ids
from app.store.engine import moment, write_transaction
from app.store.reports import of_records
from app.store.revisions import Change
from app.store.saving import save
from app.store.tables import metadata
from tests.occasions import Told, talks, told


def _visit(**facts: object) -> Meeting:
    return talks(key="m2", title="The visit", kind=MeetingKind.VISIT, start_date="2015-04-01", **facts)


TALKS_IN_VISIT = told(
    "Lavrov met Nalbandian on 2 April, on the second day of a visit.",
    "2015-04-02",
    "Example Wire",
    talks(parent="m2"),
    _visit(),
)
VISIT_IN_TALKS = told(
    "Lavrov's visit from 1 April was a part of the talks with Nalbandian.",
    "2015-04-03",
    "Northern Herald",
    talks(),
    _visit(parent="m1"),
)


def _ingest(engine: sa.Engine, *articles: Told) -> None:
    for article, meetings in articles:
        save(engine, article, meetings, "1")


def _frames(engine: sa.Engine) -> dict[str, str | None]:
    """Return each record's kind, and the kind of the one that it is part of."""
    with engine.connect() as connection:
        rows = connection.execute(sa.select(metadata.tables["meetings"].c.document)).scalars()
        documents = [json.loads(row) for row in rows]
    kind_of = {each["id"]: each["kind"] for each in documents}
    return {each["kind"]: each["parent_id"] and kind_of[each["parent_id"]] for each in documents}


def _empty(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


def _record(engine: sa.Engine, article: Told, key: str) -> uuid.UUID:
    own = ids.meeting_id(ids.article_id(article[0].text), key)
    with engine.connect() as connection:
        (record,) = editing.records_of(connection, [own])
    return record


def test_articles_that_contradict_each_other_make_no_circle_in_any_order(engine: sa.Engine) -> None:
    found = []
    for order in itertools.permutations((TALKS_IN_VISIT, VISIT_IN_TALKS)):
        _empty(engine)
        _ingest(engine, *order)
        found.append(_frames(engine))
    assert found[0] == found[1]
    assert found[0] in ({"bilateral": "visit", "visit": None}, {"bilateral": None, "visit": "bilateral"})


def test_what_let_go_of_a_circle_takes_hold_again_when_the_other_does_not(engine: sa.Engine) -> None:
    _ingest(engine, TALKS_IN_VISIT, VISIT_IN_TALKS)
    talks_yield = _frames(engine)["bilateral"] is None
    kept, loose = ("m2", "m1") if talks_yield else ("m1", "m2")
    framed_in, frameless_in = (VISIT_IN_TALKS, TALKS_IN_VISIT) if kept == "m2" else (TALKS_IN_VISIT, VISIT_IN_TALKS)
    with write_transaction(engine) as connection:
        stored = of_records(connection, [_record(engine, framed_in, kept)])
        framed = [each for each in stored if each.report.parent_id is not None]
        frameless = [each for each in stored if each.report.parent_id is None]
        editing.split(connection, framed, frameless, Change(moment(), "Ana"))
    meetings = metadata.tables["meetings"]
    with engine.connect() as connection:
        frame_of = {row.id: row.parent_id for row in connection.execute(sa.select(meetings.c.id, meetings.c.parent_id))}
    assert frame_of[_record(engine, frameless_in, kept)] is None
    assert frame_of[_record(engine, frameless_in, loose)] == _record(engine, frameless_in, kept)
    assert frame_of[_record(engine, framed_in, kept)] == _record(engine, framed_in, loose)


def test_a_meeting_merged_with_a_part_of_its_part_is_no_part_of_that(engine: sa.Engine) -> None:
    dinner = talks(key="m3", title="Dinner", kind=MeetingKind.OTHER, start_date="2015-04-03", parent="m1")
    _ingest(
        engine,
        told("A visit, talks on 2 April and a dinner.", "2015-04-03", None, talks(parent="m2"), _visit(), dinner),
    )
    assert _frames(engine) == {"visit": None, "bilateral": "visit", "other": "bilateral"}
    own = [ids.meeting_id(ids.article_id("A visit, talks on 2 April and a dinner."), key) for key in ("m2", "m3")]
    with write_transaction(engine) as connection:
        editing.merge(connection, own, Change(moment(), "Ana"))
    frames = _frames(engine)
    assert len(frames) == 2
    assert sorted(frame is None for frame in frames.values()) == [False, True]
