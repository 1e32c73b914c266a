"""Every filter against the records themselves: what a filter returns is what it should, on both databases."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest

from app.records import days_of
from app.spelling import keys_of
from tests.api.conftest import CheckedClient
from tests.api.test_lists import crawl

Meeting = dict[str, Any]
Holds = Callable[[Meeting], bool]
Query = dict[str, str] | list[tuple[str, str]]


def everything(client: CheckedClient) -> list[Meeting]:
    """Return every meeting there is."""
    found: list[Meeting] = []
    following: str | None = "/meetings?limit=200"
    while following:
        page = client.get(following).json()
        found += page["data"]
        following = page["next"]
    return found


def some(meeting: Meeting, **wanted: object) -> bool:
    """Tell whether one participant has all these values."""
    return any(all(row[name] == value for name, value in wanted.items()) for row in meeting["participants"])


def days(meeting: Meeting) -> tuple[str, str] | None:
    dates = [date for date in (meeting["start_date"], meeting["end_date"]) if date]
    if not dates:
        return None
    return days_of(dates[0])[0].isoformat(), days_of(dates[-1])[1].isoformat()


def overlaps(meeting: Meeting, first: str, last: str) -> bool:
    own = days(meeting)
    return own is not None and own[0] <= last and own[1] >= first


def texts(meeting: Meeting) -> set[str]:
    parts = [meeting["title"], meeting["city"] or "", meeting["organization"] or ""]
    parts += [item["text"] for item in meeting["agenda_items"]]
    parts += [row[name] or "" for row in meeting["participants"] for name in ("name", "role", "organization")]
    return {word for part in parts for word in keys_of(part)}


FILTERS: Sequence[tuple[Query, Holds]] = [
    ({"kind": "summit"}, lambda m: m["kind"] == "summit"),
    ({"background": "true"}, lambda m: bool(m["background"])),
    ({"background": "false"}, lambda m: not m["background"]),
    ({"status": "cancelled"}, lambda m: m["status"] == "cancelled"),
    ({"city": "sao PAULO"}, lambda m: m["city"] == "São Paulo"),
    ({"city": "Lódz"}, lambda m: m["city"] == "Łódź"),
    ({"place_country": "is"}, lambda m: m["country"] == "IS"),
    ({"country": "TR"}, lambda m: some(m, country="TR")),
    ([("country", "TR"), ("country", "JP")], lambda m: some(m, country="TR") and some(m, country="JP")),
    ({"role": "foreign minister"}, lambda m: some(m, role="foreign minister")),
    ({"role": "Ministers"}, lambda m: any("inister" in (row["role"] or "") for row in m["participants"])),
    ({"role": "minister foreign"}, lambda _: False),
    ({"capacity": "mediator"}, lambda m: some(m, capacity="mediator")),
    ({"participant": "Zoe Celik Ozturk"}, lambda m: some(m, name="Zoë Çelik-Öztürk")),
    ({"participant": "Olena Kovalenko"}, lambda m: some(m, name="Олена Коваленко")),
    ({"participant": "kovalenko"}, lambda m: some(m, name="Олена Коваленко")),
    ({"participant": "Dsouza, O’Neill"}, lambda m: some(m, name="O'Neill D'Souza")),
    ({"participant": "Nobody Ofthisname"}, lambda _: False),
    (
        [("participant", "Zoë Çelik-Öztürk"), ("participant", "Nguyen Thi Anh")],
        lambda m: some(m, name="Zoë Çelik-Öztürk") and some(m, name="Nguyễn Thị Ánh"),
    ),
    (
        {"organization": "OSCE"},
        lambda m: some(m, organization="OSCE") or m["organization"] == "OSCE",
    ),
    (
        {"organization": "Organization for Security and Co-operation in Europe"},
        lambda m: some(m, organization="OSCE"),
    ),
    ({"organization": "CSTO"}, lambda m: m["organization"] == "Collective Security Treaty Organization"),
    (
        {"topic": "cooperation energetique"},
        lambda m: any(item["text"] == "coopération énergétique" for item in m["agenda_items"]),
    ),
    ({"topic": "Zoe"}, lambda _: False),
    ({"q": "cooperation energetique"}, lambda m: {"coperation", "energetikue"} <= texts(m)),
    ({"q": "water"}, lambda m: "vater" in texts(m)),
    ({"q": "Reykjavik"}, lambda m: "reikiavik" in texts(m)),
    ({"q": "Iceland"}, lambda m: m["country"] == "IS" or some(m, country="IS")),
    ({"from": "2015-04-02", "to": "2015-04-02"}, lambda m: overlaps(m, "2015-04-02", "2015-04-02")),
    ({"from": "2015-04"}, lambda m: overlaps(m, "2015-04-01", "9999-12-31")),
    ({"to": "1987"}, lambda m: overlaps(m, "0001-01-01", "1987-12-31")),
    ({"from": "2019-12-15", "to": "2023"}, lambda m: overlaps(m, "2019-12-15", "2023-12-31")),
    ({"side_meetings": "false"}, lambda m: m["parent_id"] is None),
    ({"publisher": "agence generale"}, lambda _: True),
    ({"modified_since": "2001-01-01"}, lambda _: True),
    ({"modified_since": "2999-01-01T00:00:00+02:00"}, lambda _: False),
    ({"created_since": "2999-01-01"}, lambda _: False),
    (
        [("country", "TR"), ("q", "minister"), ("status", "held"), ("from", "2010")],
        lambda m: (
            some(m, country="TR")
            and "minister" in texts(m)
            and m["status"] == "held"
            and overlaps(m, "2010-01-01", "9999-12-31")
        ),
    ),
]
ORDERS = ("-start_date", "start_date", "created_at", "-created_at", "modified_at", "-modified_at")


@pytest.mark.parametrize(("query", "holds"), FILTERS, ids=lambda value: urlencode(value) if not callable(value) else "")
def test_a_filter_returns_what_fits_it_and_nothing_else(filled: CheckedClient, query: Query, holds: Holds) -> None:
    wanted = {meeting["id"] for meeting in everything(filled) if holds(meeting)}
    if "publisher" in query:
        ids = {each["id"] for each in filled.get("/articles?limit=200&publisher=Agence Générale").json()["data"]}
        assert ids
        wanted = {meeting["id"] for meeting in everything(filled) if meeting["article_id"] in ids}
    asked = urlencode(query)
    found = crawl(filled, f"/meetings?{asked}&limit=3")
    assert set(found) == wanted
    assert len(found) == len(set(found))
    assert filled.get(f"/meetings?{asked}&count=true").json()["count"] == len(wanted)
    for order in ORDERS:
        assert set(crawl(filled, f"/meetings?{asked}&sort={order}&limit=7")) == wanted


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_kept_over_its_pages(filled: CheckedClient, order: str) -> None:
    by_id = {meeting["id"]: meeting for meeting in everything(filled)}
    found = [by_id[each] for each in crawl(filled, f"/meetings?sort={order}&limit=3")]
    name = order.lstrip("-")
    if name == "start_date":
        keys = [days(meeting) for meeting in found]
        dated = [key[0] for key in keys if key is not None]
        assert None in keys
        assert keys[len(dated) :] == [None] * (len(keys) - len(dated))
    else:
        dated = [meeting[name] for meeting in found]
    assert dated == sorted(dated, reverse=order.startswith("-"))
    assert len(found) == len(by_id)


def test_meetings_mentioned_in_passing_are_left_out_only_when_that_is_asked(filled: CheckedClient) -> None:
    told = {query: crawl(filled, f"/meetings?{query}") for query in ("", "background=true", "background=false")}
    assert told["background=true"]
    assert set(told[""]) == {*told["background=true"], *told["background=false"]}
    assert len(told[""]) == len(told["background=true"]) + len(told["background=false"])


def test_the_side_meetings_of_a_meeting_are_found_and_included(filled: CheckedClient) -> None:
    side = next(meeting for meeting in everything(filled) if meeting["parent_id"])
    found = filled.get(f"/meetings?parent_id={side['parent_id']}").json()["data"]
    assert side["id"] in {meeting["id"] for meeting in found}
    told = filled.get(f"/meetings/{side['parent_id']}?include=side_meetings,articles").json()
    assert [meeting for meeting in told["side_meetings"] if meeting["id"] == side["id"]] == [side]
    assert [article["id"] for article in told["articles"]] == [told["article_id"]]


def test_a_search_gives_what_has_the_words_in_the_title_before_what_has_them_elsewhere(filled: CheckedClient) -> None:
    found = filled.get("/meetings?q=iceland&limit=200").json()["data"]
    in_title = [meeting["country"] == "IS" for meeting in found]
    assert True in in_title
    assert False in in_title
    assert in_title == sorted(in_title, reverse=True)


def test_a_common_word_is_found_by_walking_the_list_as_by_the_index(
    filled: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = ("q=minister", "q=foreign minister", "topic=water", "q=minister&topic=water&country=TR", "q=iceland")
    by_index = [crawl(filled, f"/meetings?{query}&limit=4") for query in queries]
    monkeypatch.setattr("app.store.meeting_pages.RARE", 0)
    assert [crawl(filled, f"/meetings?{query}&limit=4") for query in queries] == by_index
    assert all(by_index)


def test_only_the_fields_asked_for_are_given(filled: CheckedClient) -> None:
    for meeting in filled.get("/meetings?fields=title,start_date&include=evidence").json()["data"]:
        assert list(meeting) == ["id", "title", "start_date", "evidence"]
    meeting_id = filled.get("/meetings?limit=1&fields=title").json()["data"][0]["id"]
    assert list(filled.get(f"/meetings/{meeting_id}?fields=kind").json()) == ["id", "kind"]


def test_lists_of_rows_are_searched_word_by_word(filled: CheckedClient) -> None:
    items = filled.get("/agenda-items?q=strait grain&limit=200").json()["data"]
    assert {item["text"] for item in items} == {"grain exports through the strait"}
    rows = filled.get("/participants?q=Iceland&limit=200").json()["data"]
    assert {row["country"] for row in rows} == {"IS"}
    assert len(crawl(filled, "/participants?q=Iceland&limit=1")) == len(rows)
    people = filled.get("/people?q=OLENA").json()["data"]
    assert [person["name"] for person in people] == ["Олена Коваленко"]
    bodies = filled.get("/organizations?q=csto").json()["data"]
    assert [body["name"] for body in bodies] == ["Collective Security Treaty Organization"]


def test_a_person_is_told_with_their_posts_and_whom_they_met(filled: CheckedClient) -> None:
    person = filled.get("/people?q=Zoe Celik").json()["data"][0]
    told = filled.get(f"/people/{person['id']}").json()
    meetings = [m for m in everything(filled) if some(m, person_id=person["id"])]
    assert told["meetings"] == len(meetings)
    assert told["posts"][0]["role"] == "foreign minister"
    names = [row["name"] for m in meetings for row in m["participants"] if row["name"] not in {None, person["name"]}]
    assert told["met"][0]["meetings"] == max(names.count(name) for name in names)
    assert person["id"] in told["meetings_url"]


def test_the_figures_add_up(filled: CheckedClient) -> None:
    meetings = everything(filled)
    coverage = filled.get("/coverage").json()
    assert coverage["articles"] == 12
    assert coverage["meetings"] + coverage["background_meetings"] == len(meetings)
    assert coverage["background_meetings"] == sum(meeting["background"] for meeting in meetings)
    stats = filled.get("/stats").json()
    assert stats["meetings"] == len(meetings)
    assert sum(month["meetings"] for month in stats["months"]) == sum(days(m) is not None for m in meetings)
    pair = stats["country_pairs"][0]
    first, second = pair["countries"]
    assert pair["meetings"] == sum(some(m, country=first) and some(m, country=second) for m in meetings)
    assert filled.get("/stats?participant=Nobody").json()["meetings"] == 0
