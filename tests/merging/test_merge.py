import pytest

from app.merging import Conflict, Version, merged
from app.records import MeetingKind, MeetingStatus
from tests.merging.telling import article, told

STORY = " ".join(f"The ministers agreed on point {number} of paper {number * 7}." for number in range(40))
RUIZ = "Ana Ruiz/Foreign Minister/ES"
QUISPE = "Luis Quispe/Foreign Minister/PE"


def test_one_report_is_merged_to_itself() -> None:
    report = told(people=f"{RUIZ}; -/officials/PE; -/-/PE", topics="fish; ships", city="Lima", country="PE")
    found = merged([report])
    meeting = report.meeting
    assert found.facts.model_dump() == {name: getattr(meeting, name) for name in type(found.facts).model_fields}
    assert found.participants == meeting.participants
    assert found.agenda_items == meeting.agenda_items
    assert {(quote.field, quote.quote) for quote in found.evidence} == {(e.field, e.quote) for e in meeting.evidence}
    assert found.conflicts == ()
    assert [claim.meeting for claim in found.claims] == [meeting]


def test_no_report_is_no_occasion() -> None:
    with pytest.raises(ValueError, match="at least one report"):
        merged([])


@pytest.mark.parametrize("role", ["-", "top diplomat"])
def test_the_fuller_name_wins_over_an_office_without_one(role: str) -> None:
    first = told("a", people=f"{RUIZ}; -/foreign minister/AM")
    second = told("b", people=f"Edvard Nalbandian/{role}/AM; Ruiz/-/ES", published="2031-05-07")
    found = merged([first, second])
    assert {(who.name, who.country) for who in found.participants} == {("Edvard Nalbandian", "AM"), ("Ana Ruiz", "ES")}
    assert all(who.role for who in found.participants)
    assert found.conflicts == ()


def test_an_office_is_not_given_to_one_of_two_people_of_its_side() -> None:
    first = told("a", people="-/foreign minister/AM")
    second = told("b", people="Edvard Nalbandian/-/AM; Anahit Hakobyan/-/AM", published="2031-05-07")
    assert [who.role for who in merged([first, second]).participants] == [None, None, "foreign minister"]


def test_one_person_across_transliterations_is_one_row_without_conflict() -> None:
    found = merged(
        [
            told("a", people="Vladimir Makei/Foreign Minister/BY; Sergei Lavrov/Foreign Minister/RU"),
            told(
                "b",
                people="Vladimir Makey/foreign minister/BY; Sergey Viktorovich Lavrov/Minister of Foreign Affairs/RU",
            ),
        ]
    )
    assert len(found.participants) == 2
    assert "Sergey Viktorovich Lavrov" in {who.name for who in found.participants}
    assert found.conflicts == ()


def test_a_state_without_a_person_is_whoever_is_there_for_it() -> None:
    found = merged([told("a", people="-/-/ES; -/-/PE"), told("b", people=f"{RUIZ}; {QUISPE}")])
    assert {who.name for who in found.participants} == {"Ana Ruiz", "Luis Quispe"}


def test_officials_without_a_name_stay_beside_the_minister() -> None:
    found = merged([told("a", people=f"{RUIZ}; -/officials/ES"), told("b", people=RUIZ)])
    assert [who.name for who in found.participants] == ["Ana Ruiz", None]


def test_a_host_is_a_host_though_another_report_does_not_say_so() -> None:
    found = merged([told("a", people=f"{RUIZ}/host"), told("b", people=f"{RUIZ}")])
    assert [who.capacity for who in found.participants] == ["host"]
    assert found.conflicts == ()


def test_reports_that_disagree_are_shown_with_their_articles_and_the_more_told_value_is_chosen() -> None:
    reports = [
        told("a", city="Lima", country="PE", published="2031-05-08"),
        told("b", city="Cusco", country="PE", published="2031-05-07"),
        told("c", city="Cusco", country="PE", published="2031-05-06"),
    ]
    found = merged(reports)
    cusco = tuple(sorted((article("b"), article("c"))))
    assert found.facts.city == "Cusco"
    assert found.conflicts == (Conflict("city", (Version("Cusco", cusco), Version("Lima", (article("a"),)))),)
    assert found.conflicts[0].chosen == "Cusco"


def test_of_two_values_the_one_published_later_is_chosen() -> None:
    reports = [told("a", day="2031-05-06"), told("b", day="2031-05-07", published="2031-05-08")]
    assert merged(reports).facts.start_date == "2031-05-07"


def test_a_report_of_the_day_is_believed_before_announcements() -> None:
    plans = [told(name, status="planned", city="Cusco", country="PE", published="2031-05-09") for name in "ab"]
    found = merged([*plans, told("c", city="Lima", country="PE")])
    assert found.facts.city == "Lima"
    assert [version.value for version in found.conflicts[0].versions] == ["Lima", "Cusco"]


def test_a_closer_date_is_no_conflict_with_a_looser_one() -> None:
    found = merged(
        [told("a", day="2031-05", published="2031-05-20"), told("b", day="2031-05-06"), told("c", day="2031")]
    )
    assert found.facts.start_date == "2031-05-06"
    assert found.conflicts == ()


def test_a_day_is_no_conflict_with_the_range_that_it_lies_in() -> None:
    plan = told("a", "session", "planned", day="2031-05-05", until="2031-05-09", published="2031-05-01")
    found = merged([plan, told("b", "session", day="2031-05-08"), told("c", "session", day="2031-05-05")])
    assert (found.facts.start_date, found.facts.end_date) == ("2031-05-05", "2031-05-09")
    assert found.conflicts == ()
    assert {quote.article_id for quote in found.evidence if quote.field == "start_date"} == {article("a"), article("c")}


def test_a_day_outside_the_range_that_another_report_gives_is_a_conflict() -> None:
    plan = told("a", "visit", "planned", day="2031-05-05", until="2031-05-09", published="2031-05-01")
    found = merged([plan, told("b", "visit", day="2031-05-10")])
    assert (found.facts.start_date, found.facts.end_date) == ("2031-05-10", None)
    assert [(conflict.field, conflict.chosen) for conflict in found.conflicts] == [("start_date", "2031-05-10")]


def test_a_state_that_its_own_report_names_beside_the_envoy_is_the_envoy_whom_another_gives_it_to() -> None:
    found = merged([told("a", people="Ana Ruiz/-/-; -/-/ES", published="2031-05-07"), told("b", people=RUIZ)])
    assert [(who.name, who.role, who.country) for who in found.participants] == [("Ana Ruiz", "Foreign Minister", "ES")]


def test_one_full_name_is_one_person_and_two_states_for_it_are_a_conflict() -> None:
    found = merged([told("a", people="Ana Ruiz/-/ES", published="2031-05-07"), told("b", people="Ana Ruiz/-/PE")])
    assert [who.country for who in found.participants] == ["ES"]
    assert [(conflict.field, conflict.chosen) for conflict in found.conflicts] == [("participants.0.country", "ES")]


def test_two_offices_of_one_person_are_a_conflict() -> None:
    found = merged(
        [
            told("a", people="Ana Ruiz/Prime Minister/ES", published="2031-05-07"),
            told("b", people="Ana Ruiz/President/ES"),
        ]
    )
    assert [(conflict.field, conflict.chosen) for conflict in found.conflicts] == [
        ("participants.0.role", "Prime Minister")
    ]


def test_a_body_under_its_acronym_is_no_conflict_and_its_name_in_full_is_chosen() -> None:
    found = merged(
        [told("a", "session", body="CSTO"), told("b", "session", body="Collective Security Treaty Organization")]
    )
    assert found.facts.organization == "Collective Security Treaty Organization"
    assert found.conflicts == ()


def test_a_mention_in_passing_gives_what_nobody_else_gives_and_contradicts_nothing() -> None:
    mention = told("a", background=True, day="2031-05-07", city="Lima", country="PE", published="2031-09-01")
    found = merged([mention, told("b", day="2031-05-06")])
    assert found.facts.start_date == "2031-05-06"
    assert found.facts.city == "Lima"
    assert not found.facts.background
    assert found.conflicts == ()
    assert len(found.claims) == 2


def test_mentions_in_passing_alone_make_a_record_of_the_background_and_may_contradict_each_other() -> None:
    found = merged([told("a", background=True), told("b", background=True, day="2031-05-07")])
    assert found.facts.background
    assert [conflict.field for conflict in found.conflicts] == ["start_date"]


@pytest.mark.parametrize(
    ("told_in_turn", "status"),
    [
        ([("planned", "2031-05-01"), ("held", "2031-05-06")], MeetingStatus.HELD),
        ([("held", "2031-05-06"), ("planned", "2031-05-09")], MeetingStatus.HELD),
        ([("planned", "2031-05-01"), ("cancelled", "2031-05-04")], MeetingStatus.CANCELLED),
        ([("planned", "2031-05-01"), ("postponed", "2031-05-04"), ("held", "2031-05-06")], MeetingStatus.HELD),
        ([("postponed", "2031-05-02"), ("planned", "2031-05-04")], MeetingStatus.PLANNED),
        ([("planned", "2031-05-04"), ("cancelled", "2031-05-04")], MeetingStatus.CANCELLED),
        ([("held", "2031-05-06"), ("cancelled", "2031-05-07")], MeetingStatus.CANCELLED),
    ],
)
def test_the_status_follows_time(told_in_turn: list[tuple[str, str]], status: MeetingStatus) -> None:
    reports = [told(str(at), status=said, published=day) for at, (said, day) in enumerate(told_in_turn)]
    assert merged(reports).facts.status is status


def test_a_mention_in_passing_never_makes_a_held_meeting_planned_but_tells_that_a_planned_one_was_held() -> None:
    held = [told("a"), told("b", status="planned", background=True, published="2031-06-01")]
    planned = [told("a", status="planned", published="2031-05-01"), told("b", background=True, published="2031-06-01")]
    assert merged(held).facts.status is MeetingStatus.HELD
    assert merged(planned).facts.status is MeetingStatus.HELD


def test_a_matter_in_the_same_words_is_one_item_and_all_else_is_kept() -> None:
    found = merged(
        [
            told("a", topics="the delimitation of the northern border; grain exports", published="2031-05-07"),
            told("b", topics="delimitation of the Northern Border; exports of gas"),
        ]
    )
    texts = [item.text for item in found.agenda_items]
    assert texts == ["the delimitation of the northern border", "grain exports", "exports of gas"]
    assert {quote.article_id for quote in found.evidence if quote.field == "agenda_items.0.text"} == {
        article("a"),
        article("b"),
    }


def test_a_near_copy_is_a_source_and_no_claim() -> None:
    own = told("a", people=f"{RUIZ}; {QUISPE}", topics="fish", text=STORY)
    copy = told("b", people=f"{RUIZ}; {QUISPE}", topics="fish", text=f"Again: {STORY}", published="2031-05-07")
    alone, both = merged([own]), merged([copy, own])
    assert {(source.article_id, source.copy_of) for source in both.sources} == {
        (article("a"), None),
        (article("b"), article("a")),
    }
    for part in ("facts", "participants", "agenda_items", "evidence", "claims", "conflicts", "parent_id"):
        assert getattr(both, part) == getattr(alone, part)


def test_the_meeting_that_it_is_part_of_is_the_best_reports() -> None:
    frame = told("b", "summit", body="NATO", key="m2")
    found = merged([told("a"), told("b", frame=frame)])
    assert found.parent_id == frame.id


def test_no_meeting_is_part_of_itself() -> None:
    frame = told("b", "summit", body="NATO", key="m2")
    assert merged([frame, told("b", frame=frame)]).parent_id is None


def test_evidence_is_of_the_articles_that_give_the_chosen_value() -> None:
    found = merged(
        [
            told("a", city="Lima", country="PE", people=RUIZ, published="2031-05-08"),
            told("b", city="Cusco", country="PE", people=f"{QUISPE}; {RUIZ}", published="2031-05-07"),
        ]
    )
    assert [(quote.article_id, quote.quote) for quote in found.evidence if quote.field == "city"] == [
        (article("a"), "Lima")
    ]
    at = next(number for number, who in enumerate(found.participants) if who.name == "Ana Ruiz")
    assert {quote.article_id for quote in found.evidence if quote.field == f"participants.{at}.name"} == {
        article("a"),
        article("b"),
    }


def test_a_kind_that_is_told_wins_over_other() -> None:
    found = merged([told("a", "other", published="2031-05-09"), told("b", "summit")])
    assert found.facts.kind is MeetingKind.SUMMIT
    assert found.conflicts == ()


def test_a_council_that_meets_in_session_is_no_conflict_with_its_ministers_meeting() -> None:
    found = merged([told("a", "session", published="2031-05-09"), told("b", "ministerial")])
    assert found.facts.kind is MeetingKind.MINISTERIAL
    assert found.conflicts == ()
