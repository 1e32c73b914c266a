"""Writing on records: what editors say wins, stays, can be told and can be taken back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from httpx import Response

from app.main import create_app
from app.settings import Settings
from app.store import ids
from app.store.keys import Scope, create_key
from app.store.saving import Outcome, save
from tests import occasions
from tests.api.conftest import CheckedClient
from tests.occasions import Told

MISSING = "00000000-0000-4000-8000-000000000000"
Record = dict[str, Any]


@pytest.fixture
def editor(database_url: str, engine: sa.Engine) -> Iterator[CheckedClient]:
    """Give a client that brings a key for editing, over the occasions."""
    for article, meetings in occasions.ALL:
        save(engine, article, meetings, "1")
    app = create_app(database_url, Settings(writes_per_key="100000/minute", writes_per_address="100000/minute"))
    with CheckedClient(app, raise_server_exceptions=False) as client:
        client.headers["Authorization"] = f"Bearer {create_key(engine, 'Ana', [Scope.EDIT])}"
        yield client


def report_id(told: Told, key: str = "m1") -> str:
    return str(ids.meeting_id(ids.article_id(told[0].text), key))


TALKS = report_id(occasions.ALL[0])
LATER = report_id(occasions.ANOTHER_DAY)


def ok(answer: Response, status: int = 200) -> Record:
    assert answer.status_code == status, answer.text
    told: Record = answer.json()
    return told


def talks(client: CheckedClient, **query: str) -> Record:
    return ok(client.get(f"/meetings/{TALKS}", params=query))


def again(engine: sa.Engine) -> None:
    """Ingest everything once more, as another version of the rules reads it: the same, and then a little otherwise."""
    for article, meetings in occasions.ALL:
        save(engine, article, [meeting.model_copy(update={"title": f"{meeting.title}!"}) for meeting in meetings], "2")


def changes(client: CheckedClient, **query: str) -> list[Record]:
    found: list[Record] = []
    following: str | None = "/changes"
    while following is not None:
        page = ok(client.get(following, params=query if following == "/changes" else None))
        found += page["data"]
        following = page["next"]
    return found


def test_a_correction_wins_is_marked_and_survives_what_is_read_later(editor: CheckedClient, engine: sa.Engine) -> None:
    before = talks(editor)
    after = ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri", "organization": None, "status": "postponed"}))
    assert (after["city"], after["organization"], after["status"]) == ("Gyumri", None, "postponed")
    assert after["corrected"] == ["city", "organization", "status"]
    assert after["modified_at"] > before["modified_at"]
    assert after["participants"] == before["participants"]
    again(engine)
    latest = talks(editor)
    assert latest["title"] != before["title"], "the rest goes on being read"
    assert (latest["city"], latest["status"], latest["corrected"]) == ("Gyumri", "postponed", after["corrected"])
    assert all(words["field"] not in after["corrected"] for words in talks(editor, include="evidence")["evidence"])
    assert ok(editor.get("/meetings", params={"city": "Gyumri"}))["data"] == [latest]


def test_a_correction_is_taken_back_by_leaving_its_path_out(editor: CheckedClient) -> None:
    before = talks(editor)
    ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri", "title": "Another"}))
    left = ok(editor.patch(f"/meetings/{TALKS}", json={"corrected": ["title"]}))
    assert (left["city"], left["title"], left["corrected"]) == (before["city"], "Another", ["title"])
    last = ok(editor.patch(f"/meetings/{TALKS}", json={"corrected": []}))
    assert {**last, "modified_at": before["modified_at"]} == before


def test_participants_are_corrected_added_and_removed_for_good(editor: CheckedClient, engine: sa.Engine) -> None:
    record = talks(editor)
    lavrov = next(each for each in record["participants"] if each["name"] == "Sergey Lavrov")
    path = f"/meetings/{TALKS}/participants"
    ok(editor.patch(f"{path}/{lavrov['id']}", json={"role": "Minister of Foreign Affairs", "capacity": "guest"}))
    added = ok(editor.post(path, json={"name": "Ana Ruiz", "role": "mediator", "country": "ES"}), 201)
    other = next(each for each in added["participants"] if each["name"] == "Edvard Nalbandian")
    ok(editor.delete(f"{path}/{other['id']}"))
    for _ in range(2):
        now = talks(editor)
        named = {each["name"]: each for each in now["participants"]}
        assert named.keys() == {"Sergey Lavrov", "Ana Ruiz"}
        assert (named["Sergey Lavrov"]["role"], named["Sergey Lavrov"]["capacity"]) == (
            "Minister of Foreign Affairs",
            "guest",
        )
        at = [each["name"] for each in now["participants"]].index("Sergey Lavrov")
        assert {"participants", f"participants.{at}.role", f"participants.{at}.capacity"} <= set(now["corrected"])
        again(engine)
    found = ok(editor.get("/meetings", params={"participant": "Ana Ruiz"}))["data"]
    assert [each["id"] for each in found] == [TALKS]


def test_agenda_items_are_corrected_added_and_removed_for_good(editor: CheckedClient, engine: sa.Engine) -> None:
    path = f"/meetings/{TALKS}/agenda-items"
    one, other = talks(editor)["agenda_items"]
    ok(editor.patch(f"{path}/{one['id']}", json={"kind": "decision"}))
    ok(editor.delete(f"{path}/{other['id']}"))
    ok(editor.post(path, json={"text": "the railway", "kind": "topic"}), 201)
    for _ in range(2):
        told = {(each["text"], each["kind"]) for each in talks(editor)["agenda_items"]}
        assert told == {(one["text"], "decision"), ("the railway", "topic")}
        again(engine)


def test_a_correction_stays_with_whom_a_later_report_names(editor: CheckedClient, engine: sa.Engine) -> None:
    first = occasions.told(
        "In Bern on 5 May the Swiss foreign minister received Lavrov.",
        "2015-05-05",
        None,
        occasions.talks(
            start_date="2015-05-05", city="Bern", country="CH",
            participants=(occasions.LAVROV, {"role": "foreign minister", "country": "CH"}),
        ),
    )  # fmt: skip
    second = occasions.told(
        "Didier Burkhalter received Lavrov in Bern.",
        "2015-05-06",
        None,
        occasions.talks(
            start_date="2015-05-05", city="Bern", country="CH",
            participants=(occasions.LAVROV, {"name": "Didier Burkhalter", "role": "foreign minister", "country": "CH"}),
        ),
    )  # fmt: skip
    save(engine, *first, "1")
    own = report_id(first)
    host = next(each for each in ok(editor.get(f"/meetings/{own}"))["participants"] if each["country"] == "CH")
    ok(editor.patch(f"/meetings/{own}/participants/{host['id']}", json={"capacity": "host"}))
    save(engine, *second, "1")
    now = ok(editor.get(f"/meetings/{own}"))
    (host,) = [each for each in now["participants"] if each["country"] == "CH"]
    assert (host["name"], host["capacity"]) == ("Didier Burkhalter", "host")


def test_whoever_has_not_seen_the_last_change_writes_nothing(editor: CheckedClient) -> None:
    tag = editor.get(f"/meetings/{TALKS}").headers["etag"]
    first = editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}, headers={"If-Match": tag})
    assert first.status_code == 200
    for answer in (
        editor.patch(f"/meetings/{TALKS}", json={"city": "Sevan"}, headers={"If-Match": tag}),
        editor.delete(f"/meetings/{TALKS}", headers={"If-Match": tag}),
        editor.post(f"/meetings/{TALKS}/participants", json={"name": "Ana"}, headers={"If-Match": f'W/{tag}, "x"'}),
        editor.post(f"/meetings/{TALKS}/merge", json={"meeting_ids": [LATER]}, headers={"If-Match": tag}),
    ):
        assert answer.status_code == 412, answer.text
        assert "has changed since you read it" in answer.json()["detail"]
    assert talks(editor)["city"] == "Gyumri"
    fresh = first.headers["etag"]
    plain = {"Accept-Encoding": "identity"}
    assert fresh == editor.get(f"/meetings/{TALKS}", headers=plain).headers["etag"]
    for known in (f'"other", {fresh}', "*"):
        ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}, headers={"If-Match": known}))


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_whoever_read_a_compressed_record_may_write_with_its_tag(editor: CheckedClient, encoding: str) -> None:
    read = editor.get(f"/meetings/{TALKS}", headers={"Accept-Encoding": encoding})
    assert read.headers.get("content-encoding", "identity") == encoding
    ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}, headers={"If-Match": read.headers["etag"]}))


def test_a_deleted_meeting_is_gone_stays_gone_and_is_told_of(editor: CheckedClient, engine: sa.Engine) -> None:
    since = talks(editor)["modified_at"]
    assert editor.delete(f"/meetings/{TALKS}").status_code == 204
    again(engine)
    late = "Lavrov and Nalbandian met in Yerevan, a late report said."
    save(engine, *occasions.told(late, "2015-04-09", None, occasions.talks()), "1")
    for path in ("", "/participants", "/agenda-items"):
        answer = editor.get(f"/meetings/{TALKS}{path}")
        assert answer.status_code == 410
        assert "was deleted on" in answer.json()["detail"]
        assert "by Ana" in answer.json()["detail"]
    assert editor.patch(f"/meetings/{TALKS}", json={"city": "Sevan"}).status_code == 410
    listed = ok(editor.get("/meetings", params={"limit": "200", "count": "true"}))
    assert TALKS not in {each["id"] for each in listed["data"]}
    assert not [each for each in listed["data"] if each["start_date"] == "2015-04-02"]
    assert listed["count"] == len(listed["data"])
    for query in ({}, {"country": "AM"}, {"q": "Yerevan"}, {"fields": "title"}, {"include": "evidence"}):
        followed = ok(editor.get("/meetings", params={"modified_since": since, "limit": "200", **query}))["data"]
        (tombstone,) = [each for each in followed if each["id"] == TALKS]
        assert tombstone["deleted"] is True
    assert ok(editor.get("/coverage"))["meetings"] == listed["count"]
    for export in ("/meetings.csv", "/meetings.ndjson", "/meetings.ics", "/meetings.jsonld"):
        assert TALKS not in editor.get(export, params={"modified_since": since}).text
    last = [each for each in changes(editor) if each["meeting_id"] == TALKS][-1]
    assert (last["what"], last["by"], last["meeting"]) == ("deleted", "Ana", None)


def test_a_restored_meeting_is_back_with_what_was_read_meanwhile(editor: CheckedClient, engine: sa.Engine) -> None:
    council, aside = report_id(occasions.COUNCIL), report_id(occasions.COUNCIL, "m2")
    before = ok(editor.get(f"/meetings/{council}"))
    assert ok(editor.get(f"/meetings/{aside}"))["parent_id"] == council
    editor.delete(f"/meetings/{council}")
    assert ok(editor.get(f"/meetings/{aside}"))["parent_id"] is None
    save(
        engine,
        *occasions.told("A third report of the council.", "2015-05-13", None, occasions.COUNCIL[1][0]),
        "1",
    )
    after = ok(editor.post(f"/meetings/{council}/restore"))
    assert len(after["article_ids"]) == len(before["article_ids"]) + 1
    assert ok(editor.get(f"/meetings/{aside}"))["parent_id"] == council
    assert editor.post(f"/meetings/{council}/restore").status_code == 409
    assert editor.post(f"/meetings/{MISSING}/restore").status_code == 404
    history = ok(editor.get(f"/meetings/{council}/revisions"))["data"]
    assert [each["what"] for each in history][-2:] == ["deleted", "restored"]


def test_missed_ones_are_merged_and_stay_so_and_the_other_id_leads_there(
    editor: CheckedClient, engine: sa.Engine
) -> None:
    merged = ok(editor.post(f"/meetings/{LATER}/merge", json={"meeting_ids": [TALKS]}))
    assert merged["id"] == TALKS
    for _ in range(2):
        moved = editor.get(f"/meetings/{LATER}?fields=title")
        assert moved.status_code == 308
        assert moved.headers["location"].endswith(f"/meetings/{TALKS}?fields=title")
        assert editor.get(f"/meetings/{LATER}/participants").headers["location"].endswith(f"{TALKS}/participants")
        assert editor.patch(f"/meetings/{LATER}", json={"city": "X"}).status_code == 308
        assert str(ids.article_id(occasions.ANOTHER_DAY[0].text)) in talks(editor)["article_ids"]
        again(engine)
    for body, said in (
        ({"meeting_ids": [MISSING]}, "there is no meeting"),
        ({"meeting_ids": [LATER]}, "was merged into"),
        ({"meeting_ids": [TALKS]}, "names this meeting alone"),
        ({"meeting_ids": []}, "at least 1"),
        ({}, "is missing; give it"),
    ):
        answer = editor.post(f"/meetings/{TALKS}/merge", json=body)
        assert answer.status_code in {409, 422}
        assert said in answer.text


def test_two_meetings_of_one_article_are_one_when_an_editor_says_so(editor: CheckedClient, engine: sa.Engine) -> None:
    council, aside = report_id(occasions.COUNCIL), report_id(occasions.COUNCIL, "m2")
    ok(editor.post(f"/meetings/{council}/merge", json={"meeting_ids": [aside]}))
    again(engine)
    assert editor.get(f"/meetings/{aside}").status_code == 308
    assert ok(editor.get(f"/meetings/{council}"))["parent_id"] is None


def test_wrong_merges_are_split_and_stay_so(editor: CheckedClient, engine: sa.Engine) -> None:
    named = str(ids.article_id(occasions.NAMED[0].text))
    records = ok(editor.post(f"/meetings/{TALKS}/split", json={"article_ids": [named]}))["data"]
    own = report_id(occasions.NAMED)
    assert {TALKS, own} <= {each["id"] for each in records}
    for _ in range(2):
        assert named not in talks(editor)["article_ids"]
        assert named in ok(editor.get(f"/meetings/{own}"))["article_ids"]
        again(engine)
    assert ok(editor.get(f"/meetings/{own}/revisions"))["data"][0]["what"] == "split"
    back = ok(editor.post(f"/meetings/{TALKS}/merge", json={"meeting_ids": [each["id"] for each in records]}))
    assert named in back["article_ids"]
    for body, said in (
        ({}, "some reports must leave"),
        ({"report_ids": [MISSING]}, "none of this record's"),
        ({"article_ids": talks(editor)["article_ids"]}, "some must stay"),
    ):
        answer = editor.post(f"/meetings/{TALKS}/split", json=body)
        assert answer.status_code == 422
        assert said in answer.json()["detail"]


def test_the_history_tells_who_said_what_and_what_it_was_before(editor: CheckedClient) -> None:
    before = talks(editor)
    after = ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}))
    latest = ok(editor.get(f"/meetings/{TALKS}/revisions", params={"limit": "200"}))["data"][-1]
    assert (latest["what"], latest["by"], latest["at"]) == ("corrected", "Ana", after["modified_at"])
    assert (latest["before"], latest["after"]) == (before, after)


def test_a_record_is_told_as_of_any_moment(editor: CheckedClient) -> None:
    revisions = ok(editor.get(f"/meetings/{TALKS}/revisions", params={"limit": "200"}))["data"]
    ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}))
    editor.delete(f"/meetings/{TALKS}")
    for revision in revisions:
        assert talks(editor, as_of=revision["at"]) == revision["after"]
    assert talks(editor, as_of=revisions[0]["at"], fields="status") == {"id": TALKS, "status": "planned"}
    corrected, deleted = ok(editor.get(f"/meetings/{TALKS}/revisions", params={"limit": "200"}))["data"][-2:]
    assert talks(editor, as_of=corrected["at"])["city"] == "Gyumri"
    assert editor.get(f"/meetings/{TALKS}", params={"as_of": deleted["at"]}).status_code == 410
    assert editor.get(f"/meetings/{TALKS}", params={"as_of": "1999-01-01"}).status_code == 404
    assert editor.get(f"/meetings/{MISSING}", params={"as_of": "2030-01-01"}).status_code == 404
    both = editor.get(f"/meetings/{TALKS}", params={"as_of": "2030-01-01", "include": "evidence"})
    assert both.status_code == 409


def test_a_mirror_that_follows_the_changes_holds_what_is_there(editor: CheckedClient) -> None:
    ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}))
    ok(editor.post(f"/meetings/{TALKS}/merge", json={"meeting_ids": [LATER]}))
    editor.delete(f"/meetings/{report_id(occasions.COUNCIL)}")
    mirror: dict[str, Record] = {}
    numbers = []
    for change in changes(editor, limit="3"):
        numbers.append(change["number"])
        mirror.pop(change["meeting_id"], None)
        if change["meeting"] is not None:
            mirror[change["meeting_id"]] = change["meeting"]
    there = ok(editor.get("/meetings", params={"limit": "200"}))["data"]
    assert mirror == {each["id"]: each for each in there}
    assert numbers == sorted(set(numbers))
    last = changes(editor)[-1]
    assert changes(editor, since=last["at"])[-1]["number"] == last["number"]
    assert changes(editor, since="2999-01-01") == []


def test_a_meeting_is_put_into_another_and_never_into_itself(editor: CheckedClient) -> None:
    council = report_id(occasions.COUNCIL)
    assert ok(editor.patch(f"/meetings/{TALKS}", json={"parent_id": council}))["parent_id"] == council
    beside = ok(editor.get(f"/meetings/{council}", params={"include": "side_meetings"}))["side_meetings"]
    assert TALKS in {each["id"] for each in beside}
    for meeting, parent in ((council, TALKS), (council, council), (council, MISSING)):
        answer = editor.patch(f"/meetings/{meeting}", json={"parent_id": parent})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["parameter"] == "parent_id"
    assert ok(editor.patch(f"/meetings/{TALKS}", json={"parent_id": None}))["parent_id"] is None


@pytest.mark.parametrize(
    ("body", "parameter", "said"),
    [
        ({"kind": "party"}, "kind", "summit"),
        ({"title": None}, "title", "string"),
        ({"title": " "}, "title", "blank"),
        ({"city": "a\u0000b"}, "city", "NUL"),
        ({"country": "ZZ"}, "country", "ISO 3166-1"),
        ({"country": "Russia"}, "country", "ISO 3166-1"),
        ({"start_date": "2015-02-30"}, "start_date", "calendar"),
        ({"end_date": "2015-04-01"}, "end_date", "before `start_date`"),
        ({"start_date": None, "end_date": "2015-04-01"}, "end_date", "without a first"),
        ({"parent_id": "7"}, "parent_id", "UUID"),
        ({"colour": "blue"}, "colour", "is not known"),
        ({"participants": []}, "participants", "is not known"),
        ({"corrected": ["city"]}, "corrected", "none of what was corrected"),
        ([1], "body", "object"),
    ],
)
def test_what_is_wrong_with_a_correction_is_named_and_nothing_is_written(
    editor: CheckedClient, body: object, parameter: str, said: str
) -> None:
    before = talks(editor)
    answer = editor.patch(f"/meetings/{TALKS}", json=body)
    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == parameter
    assert said in fault["detail"]
    assert "Value error" not in fault["detail"]
    assert talks(editor) == before


def test_a_part_of_a_body_is_named_by_its_path(editor: CheckedClient) -> None:
    answer = editor.post(f"/meetings/{TALKS}/merge", json={"meeting_ids": [LATER, "7"]})
    assert [fault["parameter"] for fault in answer.json()["errors"]] == ["meeting_ids.1"]
    answer = editor.patch(f"/meetings/{TALKS}", content=b"city=X", headers={"Content-Type": "text/csv"})
    assert "send one, as application/json" in answer.json()["detail"]
    answer = editor.patch(f"/meetings/{TALKS}", content=b'{"city": X}', headers={"Content-Type": "application/json"})
    assert answer.json()["detail"] == "body: is no JSON from character 9 on; send one JSON object"


def test_days_are_checked_as_the_edit_leaves_them(editor: CheckedClient) -> None:
    path = f"/meetings/{TALKS}"
    ok(editor.patch(path, json={"start_date": "2015-05-01", "end_date": "2015-05-03"}))
    late = ok(editor.patch(path, json={"start_date": "2015-03-01", "end_date": "2015-03-02"}))
    answer = editor.patch(path, json={"corrected": ["end_date"]})
    assert answer.status_code == 422, "the first day would again be that of the articles, after the last one"
    assert "before `start_date`" in answer.json()["detail"]
    assert talks(editor) == late
    both = ok(editor.patch(path, json={"corrected": [], "end_date": "2015-04-04"}))
    assert (both["start_date"], both["end_date"], both["corrected"]) == ("2015-04-02", "2015-04-04", ["end_date"])


def test_a_record_whose_articles_tell_the_last_day_alone_is_corrected_all_the_same(
    editor: CheckedClient, engine: sa.Engine
) -> None:
    until = occasions.told(
        "Talks in Riga go on until 9 May.",
        "2016-05-07",
        "Northern Herald",
        occasions.talks(start_date=None, end_date="2016-05-09", city="Riga", country="LV"),
    )
    save(engine, *until, "1")
    assert ok(editor.patch(f"/meetings/{report_id(until)}", json={"city": "Tallinn"}))["city"] == "Tallinn"


def test_half_a_surrogate_pair_and_what_is_no_json_are_refused(editor: CheckedClient) -> None:
    for content in (b'{"city": "\\ud800"}', b'{"city": ', b"\xff"):
        headers = {"Content-Type": "application/merge-patch+json"}
        answer = editor.patch(f"/meetings/{TALKS}", content=content, headers=headers)
        assert answer.status_code in {400, 422}, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_participant_that_would_be_nobody_and_one_that_is_not_there_are_refused(editor: CheckedClient) -> None:
    path = f"/meetings/{TALKS}/participants"
    one = talks(editor)["participants"][0]
    nothing = {"name": None, "role": None, "country": None, "organization": None}
    assert editor.post(path, json={}).status_code == 422
    assert "DELETE it" in editor.patch(f"{path}/{one['id']}", json=nothing).text
    assert editor.patch(f"{path}/{MISSING}", json={"role": "x"}).status_code == 404
    assert editor.delete(f"/meetings/{TALKS}/agenda-items/{MISSING}").status_code == 404
    assert editor.patch(f"{path}/7", json={"role": "x"}).status_code == 422
    assert editor.patch(f"/meetings/{TALKS}?page=2", json={"city": "x"}).status_code == 422


def test_only_keys_for_editing_write(editor: CheckedClient, engine: sa.Engine) -> None:
    other = {"Authorization": f"Bearer {create_key(engine, 'Ben', [Scope.INGEST])}"}
    assert editor.patch(f"/meetings/{TALKS}", json={"city": "X"}, headers=other).status_code == 403
    assert editor.delete(f"/meetings/{TALKS}", headers={"Authorization": ""}).status_code == 401
    assert talks(editor)["city"] != "X"


def test_a_path_says_all_methods_that_it_takes(editor: CheckedClient) -> None:
    assert editor.put(f"/meetings/{TALKS}").headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"


def test_ingesting_again_after_all_corrections_changes_nothing(editor: CheckedClient, engine: sa.Engine) -> None:
    ok(editor.patch(f"/meetings/{TALKS}", json={"city": "Gyumri"}))
    ok(editor.post(f"/meetings/{TALKS}/participants", json={"name": "Ana Ruiz"}), 201)
    ok(editor.post(f"/meetings/{TALKS}/merge", json={"meeting_ids": [LATER]}))
    editor.delete(f"/meetings/{report_id(occasions.COUNCIL)}")
    before = json.dumps(changes(editor))
    outcomes = [save(engine, article, meetings, "1").outcome for article, meetings in occasions.ALL]
    assert set(outcomes) == {Outcome.UNCHANGED}
    assert json.dumps(changes(editor)) == before
