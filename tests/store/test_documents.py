"""The stored JSON of a meeting."""

import datetime as dt
import json

from app.records import AgendaItem, Evidence, Meeting, MeetingKind, MeetingStatus, Participant
from app.store import ids
from app.store.documents import Origin, content_of, document_of
from app.store.rows import MeetingRows, rows_of
from tests.factories import make_article

ARTICLE = ids.article_id("x")
NOW = dt.datetime(2024, 2, 29, 12, 0, tzinfo=dt.UTC)


def rows(**facts: object) -> MeetingRows:
    plain = {"key": "m1", "title": "Talks", "kind": "bilateral", "status": "held"}
    return rows_of(ARTICLE, [Meeting.model_validate(plain | facts)], NOW)[0]


def test_a_document_holds_the_whole_record_in_a_fixed_order() -> None:
    made = rows(
        start_date="2024-02",
        city="Reykjavík",
        country="IS",
        organization="OSCE",
        participants=[{"name": "Þórdís Jónsdóttir", "role": "Prime Minister", "country": "IS", "capacity": "host"}],
        agenda_items=[{"text": "a joint statement", "kind": "document"}],
        evidence=[{"field": "city", "start": 0, "end": 9, "quote": "Reykjavík"}],
    )
    participant, item = made.participants[0], made.agenda_items[0]
    assert made.meeting.document == (
        f'{{"id":"{made.meeting.id}","article_id":"{ARTICLE}","title":"Talks","kind":"bilateral","status":"held",'
        '"start_date":"2024-02","end_date":null,"city":"Reykjavík","country":"IS","organization":"OSCE",'
        f'"organization_id":"{ids.organization_id("OSCE")}","parent_id":null,"background":false,'
        f'"participants":[{{"id":"{participant.id}","person_id":"{ids.person_id("Þórdís Jónsdóttir")}",'
        '"name":"Þórdís Jónsdóttir","role":"Prime Minister","country":"IS","organization":null,"organization_id":null,'
        f'"capacity":"host"}}],"agenda_items":[{{"id":"{item.id}","text":"a joint statement","kind":"document"}}],'
        '"created_at":"2024-02-29T12:00:00Z","modified_at":"2024-02-29T12:00:00Z",'
        f'"article_ids":["{ARTICLE}"],"conflicts":[],"corrected":[]}}'
    )


def test_children_stand_in_the_order_of_their_positions_however_they_were_loaded() -> None:
    made = rows(participants=[{"role": role} for role in "abc"], agenda_items=[{"text": text} for text in "xyz"])
    origin = Origin((ARTICLE,))
    content = content_of(made.meeting, made.participants[::-1], made.agenda_items[::-1], origin)
    assert document_of(content, NOW, NOW) == made.meeting.document


def test_the_hash_moves_with_every_value_the_record_says_and_with_its_evidence() -> None:
    full = make_article(4)[1][0]
    changes: dict[str, object] = {
        "title": "Other words",
        "kind": MeetingKind.OTHER,
        "status": MeetingStatus.POSTPONED,
        "start_date": "2001",
        "end_date": "2002",
        "city": "Bern",
        "country": "LI",
        "organization": "Benelux",
        "background": True,
        "participants": (*full.participants, Participant(role="guest")),
        "agenda_items": (*full.agenda_items, AgendaItem(text="more")),
        "evidence": (*full.evidence, Evidence(field="title", start=0, end=1, quote="R")),
        "key": "m9",
    }
    assert changes.keys() | {"parent"} == Meeting.model_fields.keys()
    versions = [full, *(full.model_copy(update={name: value}) for name, value in changes.items())]
    hashes = {rows_of(ARTICLE, [version], NOW)[0].meeting.content_hash for version in versions}
    assert len(hashes) == len(versions)


def test_the_hash_does_not_move_with_the_moment() -> None:
    later = NOW + dt.timedelta(days=1)
    article_meetings = make_article(4)[1]
    first, second = (rows_of(ARTICLE, article_meetings, moment) for moment in (NOW, later))
    assert [row.meeting.content_hash for row in first] == [row.meeting.content_hash for row in second]
    assert json.loads(second[0].meeting.document)["modified_at"] == "2024-03-01T12:00:00Z"
