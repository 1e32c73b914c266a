import pytest

from app.extract.marks import Label, Span
from app.extract.names import people
from app.records import MeetingStatus
from app.resolve.sides import Setting
from tests.resolve.casts import who
from tests.resolve.readings import occasion_in, resolved

NAME, ROLE, PARTY = Label.NAME, Label.ROLE, Label.PARTY


def test_a_surname_later_is_the_same_person_under_the_fullest_name() -> None:
    text = "Ida Holm met Per Vik. Later Holm left; Vik stayed."
    names = [Span(0, 8), Span(13, 20), Span(28, 32)]
    found = people(text, names)
    assert [person.name.of(text) for person in found] == ["Ida Holm", "Per Vik"]
    assert [span.of(text) for span in found[0].mentions] == ["Ida Holm", "Holm"]
    assert [span.of(text) for span in found[1].mentions] == ["Per Vik", "Vik"]


def test_two_people_of_one_surname_stay_two() -> None:
    text = "Ida Holm met Otto Holm."
    assert len(people(text, [Span(0, 8), Span(13, 22)])) == 2


def test_a_marked_office_counts_in_all_its_words_and_hides_the_state_in_them() -> None:
    rows = who(
        "Norwegian Special Envoy for Sudan Ida Holm came.", ("Special Envoy for Sudan", ROLE), ("Ida Holm", NAME)
    )
    assert rows == [("Ida Holm", "Special Envoy for Sudan", "NO", None)]


def test_an_office_found_beside_a_name_counts_without_a_mark() -> None:
    assert who("Norwegian Foreign Minister Ida Holm came.", ("Ida Holm", NAME)) == [
        ("Ida Holm", "Foreign Minister", "NO", None)
    ]


def test_a_state_said_once_holds_for_the_whole_list() -> None:
    rows = who(
        "They met Malta's Foreign Minister Ida Holm, Finance Minister Per Vik and Prime Minister Otto Lund.",
        ("Ida Holm", NAME), ("Per Vik", NAME), ("Otto Lund", NAME),
    )  # fmt: skip
    assert [row[2] for row in rows] == ["MT", "MT", "MT"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Nigerian team, headed by Finance Minister Per Vik, left.", "NG"),
        ("Treasury Secretary Per Vik left.", "US"),
        ("Political Director Per Vik, Slovenian Ministry of Foreign Affairs, left.", "SI"),
        ("Special Envoy Per Vik led a Danish delegation.", "DK"),
        ("Republic of Korea (ROK) Foreign Minister Per Vik left.", "KR"),
        ("Prime Minister Per Vik of the United Kingdom. The President left.", "GB"),
    ],
)
def test_the_words_around_an_office_tell_its_state(text: str, country: str) -> None:
    assert [row[2] for row in who(text, ("Per Vik", NAME))] == [country]


def test_an_office_without_a_state_is_the_publishers_or_that_of_the_place() -> None:
    text = "President Ida Holm met President Per Vik there."
    rows = who(text, ("Ida Holm", NAME), ("Per Vik", NAME), setting=Setting("US", 19, "ZM", is_official=True))
    assert [row[2] for row in rows] == ["US", "ZM"]


def test_a_list_shares_the_office_told_for_all() -> None:
    rows = who(
        "Foreign ministers from Japan, China and Malta met.",
        ("Foreign ministers", ROLE), ("Japan", PARTY), ("China", PARTY), ("Malta", PARTY),
    )  # fmt: skip
    assert [row[2] for row in rows] == ["JP", "CN", "MT"]
    assert {row[1] for row in rows} == {"foreign minister"}


def test_ministers_told_apart_from_their_body_are_its_row() -> None:
    rows = who("The OPEC talks went on. The ministers left.", ("OPEC", PARTY), ("ministers", ROLE))
    assert rows == [(None, "ministers", None, "OPEC")]


def test_officials_of_both_sides_are_two_rows() -> None:
    rows = who(
        "Norway's Foreign Minister Ida Holm met Malta's Foreign Minister Per Vik. Officials of both sides came.",
        ("Ida Holm", NAME), ("Per Vik", NAME), ("Officials", ROLE),
    )  # fmt: skip
    assert [row[1:3] for row in rows[2:]] == [("Officials", "NO"), ("Officials", "MT")]


def test_other_officials_in_a_list_are_of_the_state_of_the_one_before() -> None:
    rows = who(
        "They met Malta's Foreign Minister Per Vik and other senior officials.",
        ("Per Vik", NAME), ("senior officials", ROLE),
    )  # fmt: skip
    assert rows[1] == (None, "senior officials", "MT", None)


def test_a_family_name_that_stands_first_is_the_same_person() -> None:
    text = "Chung Eui-yong left. Chung spoke."
    assert len(people(text, [Span(0, 13), Span(21, 26)])) == 1


def test_a_suffix_does_not_make_another_person() -> None:
    text = "Otto R. Lund, Jr. left. Lund spoke."
    assert len(people(text, [Span(0, 17), Span(24, 28)])) == 1


def test_two_lists_of_one_length_go_together() -> None:
    rows = who("The prime ministers of Malta and Chad, Ida Holm and Ali Ba, met.", ("Ida Holm", NAME), ("Ali Ba", NAME))
    assert rows == [("Ida Holm", "prime minister", "MT", None), ("Ali Ba", "prime minister", "TD", None)]


def test_an_office_told_once_for_all_is_the_office_of_each_who_has_none() -> None:
    rows = who(
        "The presidents signed it: Malta's Ida Holm and Chad's Ali Ba.",
        ("presidents", ROLE), ("Ida Holm", NAME), ("Ali Ba", NAME),
    )  # fmt: skip
    assert rows == [("Ida Holm", "president", "MT", None), ("Ali Ba", "president", "TD", None)]


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        (
            "Ida Holm, secretary-general of the Maltese Treasury, left.",
            "secretary-general of the Maltese Treasury",
            "MT",
        ),
        ("Ida Holm, chief adviser on Maltese affairs, left.", "chief adviser on Maltese affairs", None),
        ("Ida Holm, Secretary of State for Wales, left.", "Secretary of State for Wales", None),
    ],
)
def test_a_state_in_the_words_of_an_office_is_its_own_unless_it_is_its_matter(
    text: str, role: str, country: str | None
) -> None:
    assert who(text, (role, ROLE), ("Ida Holm", NAME)) == [("Ida Holm", role, country, None)]


def test_a_mediator_speaks_for_no_state_that_the_place_suggests() -> None:
    rows = who("Chief mediator Ida Holm left.", ("Ida Holm", NAME), ("Chief mediator", ROLE), setting=Setting("CH", 9))
    assert rows == [("Ida Holm", "Chief mediator", None, None)]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The mayors, Ida Holm and Luis Paz, met on Monday.", {"Ida Holm": "mayor", "Luis Paz": "mayor"}),
        (
            "The ministers of agriculture met on Monday: Foreign Minister Per Vik, Norway's Ida Holm, Peru's Luis Paz.",
            {
                "Per Vik": "Foreign Minister",
                "Ida Holm": "minister of agriculture",
                "Luis Paz": "minister of agriculture",
            },
        ),
        ("The mayors met on Monday. Ida Holm saw Luis Paz.", {"Ida Holm": None, "Luis Paz": None}),
    ],
)
def test_an_office_told_once_is_that_of_all_who_are_listed(text: str, roles: dict[str, str | None]) -> None:
    offices = "mayors" if "mayors" in text else "ministers of agriculture|Foreign Minister"
    (meeting,) = resolved(text, occasion_in(text, "met", name="|".join(roles), role=offices, date="Monday"))
    assert {row.name: row.role for row in meeting.participants if row.name} == roles


def test_of_ambassadors_of_several_states_each_is_one() -> None:
    text = "The ambassadors of Norway and Peru met in Oslo."
    (meeting,) = resolved(text, occasion_in(text, "met", role="ambassadors", party="Norway|Peru", place="Oslo"))
    assert [(row.role, row.country) for row in meeting.participants] == [("ambassador", "NO"), ("ambassador", "PE")]


@pytest.mark.parametrize(
    "text",
    [
        "The Chadian and Malian foreign ministers Idris Oka and Moussa Diarra met today.",
        "Herring was in focus when the Chadian and Malian foreign ministers, Idris Oka and Moussa Diarra, met today.",
        "The foreign ministers of Chad and Mali, Idris Oka and Moussa Diarra, met today.",
    ],
)
def test_sides_and_names_told_in_one_order_belong_together(text: str) -> None:
    (meeting,) = resolved(text, occasion_in(text, "met", name="Idris Oka|Moussa Diarra", role="foreign ministers"))
    assert [(person.name, person.role, person.country) for person in meeting.participants] == [
        ("Idris Oka", "foreign minister", "TD"),
        ("Moussa Diarra", "foreign minister", "ML"),
    ]


def test_more_sides_than_names_tell_no_order() -> None:
    text = "The foreign ministers of Chad, Mali and Peru, Idris Oka and Moussa Diarra, met today."
    people = resolved(text, occasion_in(text, "met", name="Idris Oka|Moussa Diarra"))[0].participants
    assert {person.country for person in people if person.name} != {"TD", "ML"}


def test_words_beside_a_name_go_before_the_order_of_a_list() -> None:
    text = (
        "The Norwegian and Peruvian leaders, Ida Holm and Luis Paz, met today. "
        "Norwegian Prime Minister Ida Holm spoke of herring."
    )
    people = resolved(text, occasion_in(text, "met", name="Ida Holm|Luis Paz", date="today"))[0].participants
    assert [(person.name, person.role, person.country) for person in people] == [
        ("Ida Holm", "Prime Minister", "NO"),
        ("Luis Paz", "leader", "PE"),
    ]


@pytest.mark.parametrize(("role", "body"), [("agriculture ministers", "ASEAN"), ("traders", None)])
def test_ministers_of_nobody_are_those_of_the_body_that_meets(role: str, body: str | None) -> None:
    text = f"The ASEAN meeting today spoke of herring; {role} sat for nine hours."
    meeting = resolved(text, occasion_in(text, "meeting", role=role, body="ASEAN", topic="herring", date="today"))[0]
    assert [(person.role, person.organization) for person in meeting.participants] == [(role, body)]


def test_the_next_meeting_of_two_is_theirs_too() -> None:
    text = (
        "Norwegian Foreign Minister Ida Holm and Peru's Luis Paz met in Oslo today on herring. "
        "The next annual meeting will be held in Lima in May, and a conference on cod in June."
    )
    first = occasion_in(text, "met", name="Ida Holm|Luis Paz", date="today", topic="herring", place="Oslo")
    following = occasion_in(text, "meeting", status=MeetingStatus.PLANNED, date="in May", place="Lima")
    other = occasion_in(text, "conference", status=MeetingStatus.PLANNED, date="in June", topic="cod")
    _, second, third = resolved(text, first, following, other)
    assert [(person.name, person.country) for person in second.participants] == [(None, "NO"), (None, "PE")]
    assert third.participants == ()


def test_the_next_meeting_of_a_body_is_not_that_of_two() -> None:
    text = (
        "Norwegian Foreign Minister Ida Holm and Peru's Luis Paz met in Oslo today on herring. "
        "The next OPEC meeting will be held in Vienna in May."
    )
    first = occasion_in(text, "met", name="Ida Holm|Luis Paz", date="today", topic="herring", place="Oslo")
    following = occasion_in(text, "meeting", status=MeetingStatus.PLANNED, date="in May", place="Vienna", body="OPEC")
    assert resolved(text, first, following)[1].participants == ()


@pytest.mark.parametrize(
    "company",
    [" was joined by", ", who is accompanied by", " will be accompanied by", " told reporters she would be joined by"],
)
def test_whoever_comes_along_is_of_the_same_state(company: str) -> None:
    text = f"Peru's Trade Minister Ida Holm flew to Tokyo. Holm{company} central bank president Per Borg for talks."
    rows = who(text, ("Ida Holm", NAME), ("Per Borg", NAME), setting=Setting(place="JP", home="JP"))
    assert [row[2] for row in rows] == ["PE", "PE"]


def test_who_is_joined_by_a_head_of_another_state_is_left_his_own() -> None:
    text = "Norwegian Prime Minister Ida Holm arrived. Holm will be joined by President Luis Paz for talks."
    rows = who(text, ("Ida Holm", NAME), ("Luis Paz", NAME), setting=Setting(place="PE", home="PE"))
    assert [row[2] for row in rows] == ["NO", "PE"]
