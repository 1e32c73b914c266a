from tests.api.conftest import CheckedClient

MISSING = "00000000-0000-4000-8000-000000000000"


def test_a_meeting_reads_the_same_alone_as_in_the_list(filled: CheckedClient) -> None:
    for meeting in filled.get("/meetings?limit=200").json()["data"]:
        assert filled.get(f"/meetings/{meeting['id']}").json() == meeting


def test_a_meetings_participants_and_agenda_items_stand_alone_as_in_the_record(filled: CheckedClient) -> None:
    for meeting in filled.get("/meetings?limit=20").json()["data"]:
        for path, part in (("participants", "participants"), ("agenda-items", "agenda_items")):
            rows = filled.get(f"/meetings/{meeting['id']}/{path}").json()["data"]
            assert [{name: value for name, value in row.items() if name != "meeting_id"} for row in rows] == [
                {name: row[name] for name in rows[0] if name != "meeting_id"} for row in meeting[part]
            ]
            assert all(row["meeting_id"] == meeting["id"] for row in rows)


def test_a_meeting_with_evidence_is_the_same_meeting_with_its_words(filled: CheckedClient) -> None:
    meeting = filled.get("/meetings?limit=1").json()["data"][0]
    told = filled.get(f"/meetings/{meeting['id']}?include=evidence").json()
    words = told.pop("evidence")
    assert told == meeting
    assert {each["field"] for each in words} >= {"kind"}


def test_an_article_gives_its_text_and_its_meetings(filled: CheckedClient) -> None:
    listed = filled.get("/articles?limit=1").json()["data"][0]
    assert "text" not in listed
    article = filled.get(f"/articles/{listed['id']}").json()
    assert article["text"].startswith("Report ")
    assert {name: article[name] for name in listed} == listed
    for meeting_id in article["meeting_ids"]:
        assert filled.get(f"/meetings/{meeting_id}").json()["article_id"] == article["id"]


def test_what_is_not_there_is_said_with_where_to_look(client: CheckedClient) -> None:
    for path, listing in (
        (f"/meetings/{MISSING}", "/meetings"),
        (f"/meetings/{MISSING}/participants", "/meetings"),
        (f"/meetings/{MISSING}/agenda-items", "/meetings"),
        (f"/articles/{MISSING}", "/articles"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert MISSING in answer.json()["detail"]
        assert f"{listing} lists" in answer.json()["detail"]
        assert answer.json()["instance"] == path
