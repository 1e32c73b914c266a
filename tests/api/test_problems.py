import pytest

from tests.api.conftest import CheckedClient

LISTS = ("/meetings", "/participants", "/agenda-items", "/articles")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("colour=blue", "colour", "no parameter of this name"),
        ("limit=0", "limit", "from 1 to 200"),
        ("limit=201", "limit", "from 1 to 200"),
        ("limit=many", "limit", "whole number"),
        ("limit=2&limit=3", "limit", "more than once"),
        ("cursor=abc", "cursor", "no cursor"),
        ("cursor=%00", "cursor", "NUL"),
        ("cursor=W10", "cursor", "no cursor"),
        ("cursor=" + "a" * 2000, "cursor", "at most 1000"),
        ("%00=1", "\x00", "no parameter of this name"),
    ],
)
def test_a_faulty_parameter_is_named_with_what_it_takes(
    client: CheckedClient, path: str, query: str, parameter: str, said: str
) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    fault = next(each for each in answer.json()["errors"] if each["parameter"] == parameter)
    assert said in fault["detail"]


def test_an_unknown_parameter_is_told_which_there_are(client: CheckedClient) -> None:
    fault = client.get("/meetings?page=2").json()["errors"][0]
    assert "It takes background, capacity, city" in fault["detail"]


def test_a_cursor_of_another_question_is_refused(filled: CheckedClient) -> None:
    cursor = filled.get("/participants?limit=1").json()["next"].partition("cursor=")[2]
    answer = filled.get(f"/agenda-items?limit=1&cursor={cursor}")
    assert answer.status_code == 409
    assert "belongs to another" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/meetings", "/articles", "/participants"])
def test_a_cursor_with_any_letter_changed_never_breaks_the_server(filled: CheckedClient, path: str) -> None:
    cursor = filled.get(f"{path}?limit=1").json()["next"].partition("cursor=")[2]
    for at in range(0, len(cursor), 3):
        changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        assert filled.get(f"{path}?limit=1&cursor={changed}").status_code in {409, 422}


def test_an_id_that_is_none_is_refused(client: CheckedClient) -> None:
    answer = client.get("/meetings/7")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "meeting_id"


def test_an_unknown_path_and_a_wrong_method_are_problems_too(client: CheckedClient) -> None:
    unknown = client.get("/meeting")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    assert "/docs" in unknown.json()["detail"]
    wrong = client.post("/meetings")
    assert (wrong.status_code, wrong.headers["content-type"]) == (405, "application/problem+json")
    assert wrong.headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_unexpected_error_shows_no_trace(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("app.store.queries.meeting_document", break_down)
    answer = client.get("/meetings/00000000-0000-4000-8000-000000000000")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_without_tables_answers_503_and_when_to_try_again(empty_database_url: str) -> None:
    from app.main import create_app  # noqa: PLC0415 - kept beside its one use

    with CheckedClient(create_app(empty_database_url), raise_server_exceptions=False) as client:
        answer = client.get("/meetings")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert client.get("/healthz").status_code == 200
