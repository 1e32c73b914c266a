import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.extract.names import people
from app.records import MeetingKind, MeetingStatus
from app.resolve.cast import Cast, cast_of
from app.resolve.introduced import office_of
from app.resolve.phrases import known_phrases
from app.resolve.sides import Setting
from app.resolve.who import participants
from tests.resolve.readings import occasion_in, resolved


def office(sentence: str, name: str) -> tuple[str | None, str | None, str | None]:
    start = sentence.index(name)
    found = office_of(sentence, Span(start, start + len(name)), known_phrases(sentence))
    return (
        found.role,
        found.country.country if found.country else None,
        found.organization.organization if found.organization else None,
    )


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Norwegian Foreign Minister Ida Holm came.", "Ida Holm", ("Foreign Minister", "NO", None)),
        ("Peru's finance minister Luis Paz came.", "Luis Paz", ("finance minister", "PE", None)),
        ("Ida Holm, the foreign minister of Norway, came.", "Ida Holm", ("foreign minister", "NO", None)),
        ("Ida Holm, Norway's foreign minister, came.", "Ida Holm", ("foreign minister", "NO", None)),
        ("The Norwegian foreign minister, Ida Holm, came.", "Ida Holm", ("foreign minister", "NO", None)),
        (
            "Malta's foreign minister and current chairman of the OSCE, Ida Holm, came.",
            "Ida Holm",
            ("foreign minister", "MT", "OSCE"),
        ),
        ("OPEC Secretary-General Ida Holm came.", "Ida Holm", ("Secretary-General", None, "OPEC")),
        ("President Ida Holm of Iceland came.", "Ida Holm", ("President", "IS", None)),
        ("The Foreign Minister of Norway, H.E. Mrs. Ida Holm, came.", "Ida Holm", ("Foreign Minister", "NO", None)),
        (
            "The Minister of Trade of the Republic of Chad, Comrade Ali Ba, came.",
            "Ali Ba",
            ("Minister of Trade", "TD", None),
        ),
        ("The foreign minister of Chad, General Ali Ba, came.", "Ali Ba", ("foreign minister", "TD", None)),
        ("They sat under Dr. Ida Holm, of Norway, all day.", "Ida Holm", (None, "NO", None)),
        ("his Norwegian opposite number, Ida Holm, came.", "Ida Holm", ("opposite number", "NO", None)),
        ("The OSCE Secretary-General's Special Envoy, Ida Holm, came.", "Ida Holm", ("Special Envoy", None, "OSCE")),
        ("Norway: H.E. Ms. Ida Holm, Minister of Trade\nChad: Ali Ba", "Ida Holm", ("Minister of Trade", "NO", None)),
        ("Captain Ida Holm, Minister of Trade, came.", "Ida Holm", ("Minister of Trade", None, None)),
        ("The outgoing Ambassador of Norway, Ms. Ida Holm, came.", "Ida Holm", ("Ambassador", "NO", None)),
        ("Prime Minister of Norway Ida Holm came.", "Ida Holm", ("Prime Minister", "NO", None)),
        ("the Secretary-General of the OSCE (OSCE) Ida Holm came.", "Ida Holm", ("Secretary-General", None, "OSCE")),
        ("the director of the World Bank in Chad Ida Holm came.", "Ida Holm", ("director", None, "World Bank")),
        ("the ambassador to Chad Ida Holm came.", "Ida Holm", ("ambassador", None, None)),
        ("Minister of Trade, the Hon Ida Holm, came.", "Ida Holm", ("Minister of Trade", None, None)),
        ("It was for the minister.\n\nMinister Ida Holm came.", "Ida Holm", ("Minister", None, None)),
        ("Peru mourns its president. Ida Holm came.", "Ida Holm", (None, None, None)),
        ("They saw the Peruvian president.\nHolm came.", "Holm", (None, None, None)),
        ("They saw Gen. Ida Holm today.", "Ida Holm", ("Gen", None, None)),
        ("her counterpart Foreign Minister Ida Holm came.", "Ida Holm", ("Foreign Minister", None, None)),
        (
            "Danish Foreign Minister and former Acme Foods CEO Ida Holm came.",
            "Ida Holm",
            ("Foreign Minister", "DK", None),
        ),
        ("Ida Holm, chairman of the powerful central OSCE, came.", "Ida Holm", ("chairman", None, "OSCE")),
        ("After a meeting with the Peruvian president, Ida Holm said no.", "Ida Holm", (None, None, None)),
        ("With the Peruvian president, Ida Holm opened the bridge.", "Ida Holm", (None, None, None)),
        ("They told the Peruvian president, Ida Holm added.", "Ida Holm", (None, None, None)),
        ("They met the Peruvian president, Ida Holm in Rome.", "Ida Holm", ("president", "PE", None)),
        ("In a bid to become Peruvian president, Ida Holm said no.", "Ida Holm", ("president", "PE", None)),
        (
            "After talks with the foreign minister of Peru, Ambassador Ida Holm left.",
            "Ida Holm",
            ("Ambassador", None, None),
        ),
        ("He urged the minister to visit Chad, Ida Holm said.", "Ida Holm", (None, None, None)),
        ("Ida Holm, director of campaigns against Chad, came.", "Ida Holm", ("director", None, None)),
        ("Ida Holm, leader of the ruling OSCE, came.", "Ida Holm", ("leader", None, "OSCE")),
        (
            "They met the Peruvian president and former Norwegian Prime Minister Ida Holm.",
            "Ida Holm",
            ("Prime Minister", "NO", None),
        ),
        (
            "Talks between the Peruvian president and former Prime Minister Ida Holm began.",
            "Ida Holm",
            ("former Prime Minister", None, None),
        ),
        ("The Peruvian envoy and ex-Acme CEO Ida Holm came.", "Ida Holm", ("envoy", "PE", None)),
        ("The Peruvian president, Ida Holm said, came.", "Ida Holm", ("president", "PE", None)),
        ("They met with the Peruvian president, Ida Holm, today.", "Ida Holm", ("president", "PE", None)),
        ("Ida Holm came.", "Ida Holm", (None, None, None)),
    ],
)
def test_the_words_beside_a_name_tell_office_and_side(
    sentence: str, name: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert office(sentence, name) == expected


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


def cast(text: str, *marks: tuple[str, Label]) -> tuple[Cast, Occasion]:
    """Return the cast of a text in which words are marked, each where it stands first after the one before it."""
    found: list[Mark] = []
    for words, label in marks:
        start = text.find(words)
        assert start >= 0, words
        found.append(Mark(Span(start, start + len(words)), label))
    occasion = Occasion(
        (Span(0, 1),),
        MeetingKind.BILATERAL,
        MeetingStatus.HELD,
        background=False,
        parent=None,
        marks=tuple(sorted(found, key=lambda m: m.span)),
    )
    return cast_of(text, found), occasion


def who(text: str, *marks: tuple[str, Label], setting: Setting | None = None) -> list[tuple[str | None, ...]]:
    rows = [row.participant for row in participants(*cast(text, *marks), setting)]
    return [(row.name, row.role, row.country, row.organization) for row in rows]


NAME, ROLE, PARTY = Label.NAME, Label.ROLE, Label.PARTY


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


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ida Holm of Norway met Peru's envoy Luis Paz. The Norwegian prime minister was glad.", "Ida Holm"),
        ("Ida Holm of Norway met the Norwegian prime minister.", None),
        ("Ida Holm of Norway told the Norwegian prime minister to go.", None),
        ("Ida Holm of Norway met reporters as prime minister.", "Ida Holm"),
        ("Ida Holm of Norway spoke on her first day as prime minister.", "Ida Holm"),
        ("The Norwegian prime minister received Ida Holm of Norway.", None),
        ("Ida Holm and Ali Ba of Norway spoke on Monday. The Norwegian prime minister was glad.", "Ali Ba"),
        (
            "Ida Holm, of Norway, sat with Ali Ba, of Norway, and Per Vik. The prime minister of Norway came.",
            "Per Vik",
        ),
    ],
)
def test_an_office_told_apart_is_that_of_one_of_its_state_who_is_not_said_to_meet_him(
    text: str, holder: str | None
) -> None:
    names = [(name, NAME) for name in ("Ida Holm", "Ali Ba", "Per Vik", "Luis Paz") if name in text]
    rows = who(text, *names, ("prime minister", ROLE))
    assert [row[0] for row in rows if row[1] == "prime minister"] == [holder]


def test_an_office_in_another_sentence_is_that_of_the_only_one_of_its_state_who_has_none() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The Norwegian prime minister was glad."
    rows = who(text, ("Ida Holm", NAME), ("prime minister", ROLE))
    assert rows == [("Ida Holm", "prime minister", "NO", None)]


def test_offices_told_apart_of_two_of_one_state_are_nobodys() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The prime minister of Norway was glad."
    rows = who(text + " So was the foreign minister of Norway.", ("Ida Holm", NAME), ("prime minister", ROLE),
               ("foreign minister", ROLE))  # fmt: skip
    assert rows[0][1] is None


def test_an_ambassador_told_apart_is_somebody_else() -> None:
    text = "Ida Holm of Norway left." + " It was late in the day." * 8 + " The Norwegian ambassador was glad."
    assert len(who(text, ("Ida Holm", NAME), ("ambassador", ROLE))) == 2


@pytest.mark.parametrize(
    ("text", "role", "count"),
    [
        ("Irish Prime Minister Ida Holm met Luis Paz of Peru. Then Ireland's Taoiseach left.", "Taoiseach", 2),
        ("Irish Prime Minister Ida Holm met Luis Paz of Peru. Then Ireland's premier left.", "premier", 2),
        ("British Prime Minister Ida Holm met Luis Paz of Peru. Then Britain's chancellor left.", "chancellor", 3),
        ("Canadian Prime Minister Ida Holm met Luis Paz of Peru. Then Canadian premiers left.", "premiers", 3),
    ],
)
def test_one_prime_minister_is_told_by_several_words(text: str, role: str, count: int) -> None:
    assert len(who(text, ("Ida Holm", NAME), ("Luis Paz", NAME), (role, ROLE))) == count


@pytest.mark.parametrize("words", ["cabinet", "opposition", "negotiating team", "other senior staff"])
def test_what_is_many_is_nobodys_office(words: str) -> None:
    rows = who(f"Ida Holm of Norway sat. Her {words} left.", ("Ida Holm", NAME), (words, ROLE))
    assert rows[0] == ("Ida Holm", None, "NO", None)


def test_an_office_is_told_of_nobody_of_another_state() -> None:
    text = "Norwegian envoy Ida Holm saw Luis Paz of Peru. The Norwegian prime minister was glad."
    rows = who(text, ("Ida Holm", NAME), ("Luis Paz", NAME), ("prime minister", ROLE))
    assert [row[:2] for row in rows] == [("Ida Holm", "envoy"), ("Luis Paz", None), (None, "prime minister")]


def test_a_crowd_is_not_the_one_of_its_state_who_is_named() -> None:
    text = "Norwegian Foreign Minister Ida Holm met farmers from Norway."
    rows = who(text, ("Ida Holm", NAME), ("farmers", ROLE), ("Norway", PARTY))
    assert rows[1:] == [(None, "farmers", "NO", None)]


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
