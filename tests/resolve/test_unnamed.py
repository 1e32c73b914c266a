"""Those who take part without a name: their office, and the state or body for which they are there."""

import pytest

from app.extract.marks import Label
from app.resolve.sides import Setting
from tests.resolve.casts import who
from tests.resolve.readings import occasion_in, resolved


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("They received a delegation of the Peruvian Senate led by Luis Paz.", "delegation", ("PE", None)),
        ("They received a delegation of the Congress of Peru.", "delegation of the Congress of Peru", ("PE", None)),
        ("They received a delegation of the African Union led by Ali Ba.", "delegation", (None, "African Union")),
        ("They met with members of the mission to Chad.", "members of the mission to Chad", (None, None)),
        ("They met the ministers of Chad, Mali and Peru.", "ministers", (None, None)),
        ("They met senior U.S. officials.", "senior U.S. officials", ("US", None)),
        ("They met leading Peruvian ministers.", "leading Peruvian ministers", ("PE", None)),
        ("They met the minister visiting Peruvian officials saw.", "minister visiting Peruvian", (None, None)),
        ("They met officials leading Peruvian talks.", "officials leading Peruvian talks", (None, None)),
        ("They met a chief U.S. economist of a bank.", "chief U.S. economist", (None, None)),
    ],
)
def test_the_side_of_an_office_stands_in_or_beside_its_words(
    text: str, role: str, expected: tuple[str | None, str | None]
) -> None:
    assert [row[2:] for row in who(text, (role, Label.ROLE)) if row[0] is None] == [expected]


def test_a_counterpart_has_the_office_of_the_other_though_the_word_is_unmarked() -> None:
    text = "Norwegian Foreign Minister Ida Holm will meet her Peruvian and Maltese counterparts in Rome."
    marks = [("Ida Holm", Label.NAME), ("Peruvian", Label.PARTY), ("Maltese", Label.PARTY)]
    assert who(text, *marks)[1:] == [
        (None, "Foreign Minister", "PE", None),
        (None, "Foreign Minister", "MT", None),
    ]


def test_unmarked_counterparts_of_a_list_have_the_office_of_the_other() -> None:
    text = "Norwegian Foreign Minister Ida Holm and her counterparts from Peru and Malta will meet in Rome."
    marks = [("Ida Holm", Label.NAME), ("Peru", Label.PARTY), ("Malta", Label.PARTY)]
    assert [row[1:3] for row in who(text, *marks)[1:]] == [("Foreign Minister", "PE"), ("Foreign Minister", "MT")]


def test_a_group_is_told_one_by_one_beside_another_group() -> None:
    text = "Rebel delegates met experts from the three guarantor countries (Chad, Mali and Peru)."
    marks = [("delegates", Label.ROLE), ("experts", Label.ROLE)]
    marks += [(state, Label.PARTY) for state in ("Chad", "Mali", "Peru")]
    assert [row[1:3] for row in who(text, *marks)][1:] == [("experts", "TD"), ("experts", "ML"), ("experts", "PE")]


def test_a_government_is_not_of_the_place_where_nobody_is_known_to_come_from_elsewhere() -> None:
    text = "Mediator Ida Holm spoke of the war in Mali. The government sent nobody."
    marks = [("Ida Holm", Label.NAME), ("government", Label.ROLE)]
    assert (None, "government", "CH", None) not in who(text, *marks, setting=Setting(place="CH"))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("They met heads of the UN’s and the OSCE’s departments.", ["UN", "OSCE"]),
        ("They met heads of the UN, OPEC and the OSCE.", ["UN", "OPEC", "OSCE"]),
        ("They met heads of the UN and OPEC's president.", ["UN"]),
        ("They met heads of the UN on Monday and OPEC on Tuesday.", ["UN"]),
    ],
)
def test_an_office_told_of_a_list_is_told_of_all_in_it(text: str, bodies: list[str]) -> None:
    assert [row[1:] for row in who(text, ("UN", Label.PARTY))] == [("heads", None, body) for body in bodies]


def test_parties_of_a_list_that_are_all_marked_have_the_office_before_the_first() -> None:
    marks = [("UN", Label.PARTY), ("OSCE", Label.PARTY)]
    rows = who("They met heads of the UN’s and the OSCE’s departments.", *marks)
    assert [row[1:] for row in rows] == [("heads", None, "UN"), ("heads", None, "OSCE")]
    marks = [("Chad", Label.PARTY), ("Mali", Label.PARTY)]
    rows = who("They met foreign ministers of Chad and Mali.", *marks)
    assert [row[1:] for row in rows] == [("foreign minister", "TD", None), ("foreign minister", "ML", None)]


def test_a_body_among_states_has_no_part_in_their_office() -> None:
    text = "Foreign ministers will meet. Chad sends an aide, so do Mali and Peru. The UN comes too."
    marks = [("Foreign ministers", Label.ROLE), *((party, Label.PARTY) for party in ("Chad", "Mali", "Peru", "UN"))]
    assert [row[1:] for row in who(text, *marks)] == [
        ("foreign minister", "TD", None),
        ("foreign minister", "ML", None),
        ("foreign minister", "PE", None),
        (None, None, "UN"),
    ]


def test_what_follows_a_list_in_brackets_is_not_of_it() -> None:
    marks = [("Chad", Label.PARTY), ("Mali", Label.PARTY)]
    rows = who("They met foreign ministers of Chad (Mali was absent).", *marks)
    assert [row[1:] for row in rows] == [("foreign minister", "TD", None), (None, "ML", None)]


@pytest.mark.parametrize(
    ("office", "of_state", "of_body"),
    [
        ("Foreign ministers", "foreign minister", None),
        ("Trade ministers", "trade minister", None),
        ("Envoys", "Envoys", "Envoys"),
    ],
)
def test_a_body_beside_two_states_counts_with_them(office: str, of_state: str, of_body: str | None) -> None:
    marks = [(office, Label.ROLE), *((party, Label.PARTY) for party in ("Chad", "Mali", "European Union"))]
    rows = who(f"{office} will meet. Chad sends an aide, so does Mali. The European Union comes too.", *marks)
    assert {row[1] for row in rows if row[2]} == {of_state}
    assert [row[1] for row in rows if row[3]] == [of_body]


def test_one_of_a_list_has_the_office_told_of_all_in_its_fullest_words() -> None:
    text = "Foreign ministers will meet. The ministers of Chad, Mali and Peru come."
    marks = [("Foreign ministers", Label.ROLE), ("Mali", Label.PARTY)]
    assert who(text, *marks) == [(None, "foreign minister", "ML", None)]


@pytest.mark.parametrize(
    "text",
    [
        "They met experts from the three guarantor countries (Chad, Mali and Peru).",
        "They met experts of all the other rather more distant neighbouring countries, including Chad, Mali and Peru.",
        "They met experts from neighbouring states - Chad, Mali and Peru.",
    ],
)
def test_a_group_is_told_together_and_then_one_by_one(text: str) -> None:
    marks = [("experts", Label.ROLE), *((state, Label.PARTY) for state in ("Chad", "Mali", "Peru"))]
    assert [row[1:3] for row in who(text, *marks)] == [("experts", "TD"), ("experts", "ML"), ("experts", "PE")]


@pytest.mark.parametrize(
    ("text", "role", "others"),
    [
        ("The foreign and defence ministers of Mali met.", "defence ministers", ["foreign ministers"]),
        ("The Foreign and Defence Ministers of Mali met.", "Defence Ministers", ["Foreign Ministers"]),
        ("The Malian foreign and defence ministers met.", "defence ministers", ["foreign ministers"]),
        ("The generals and defence ministers of Mali met.", "defence ministers", []),
        ("The foreign and defence minister of Mali came.", "defence minister", []),
        ("The economy and finance ministers of Mali met.", "finance ministers", []),
    ],
)
def test_two_offices_may_share_their_last_word(text: str, role: str, others: list[str]) -> None:
    assert {row[1:3] for row in who(text, (role, Label.ROLE))} == {(each, "ML") for each in (role, *others)}


@pytest.mark.parametrize("words", ["senior Malian officials", "high-ranking Malian officials", "Malian officials"])
def test_a_nation_in_the_words_of_an_office_is_its_side(words: str) -> None:
    assert who(f"They met {words}.", (words, Label.ROLE)) == [(None, words, "ML", None)]


def test_a_nation_that_an_office_is_about_is_not_its_side() -> None:
    words = "officials handling Malian trade"
    assert who(f"They met {words}.", (words, Label.ROLE)) == [(None, words, None, None)]


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("The Maltese premier, Per Borg, spoke of Peru when his cabinet met in Lima.", "cabinet", "MT"),
        ("The Maltese premier, Per Borg, met the Peruvian cabinet in Lima.", "Peruvian cabinet", "PE"),
        ("The Maltese premier, Per Borg, met the cabinet of Peru in Lima.", "cabinet", "PE"),
        ("The Maltese envoy, Per Borg, briefed the cabinet in Lima.", "cabinet", "PE"),
        ("The Maltese envoy, Per Borg, briefed the government in Lima.", "government", "PE"),
    ],
)
def test_a_cabinet_is_of_the_state_beside_it_or_of_the_premier_who_sits_with_it(
    text: str, role: str, country: str
) -> None:
    marks = [("Per Borg", Label.NAME), (role, Label.ROLE)]
    assert who(text, *marks, setting=Setting(place="PE"))[1:] == [(None, role, country, None)]


def test_a_cabinet_is_not_surely_that_of_a_premier_who_meets_another() -> None:
    text = "The Maltese premier, Per Borg, met Peru's Luis Paz on Monday. He also addressed Mr Paz's cabinet."
    marks = [("Per Borg", Label.NAME), ("Luis Paz", Label.NAME), ("cabinet", Label.ROLE)]
    assert (None, "cabinet", "MT", None) not in who(text, *marks, setting=Setting(place="PE"))


def test_an_office_alone_is_of_the_likeliest_state() -> None:
    text = "The Maltese envoy, Per Borg, called on the President today."
    marks = [("Per Borg", Label.NAME), ("President", Label.ROLE)]
    assert who(text, *marks, setting=Setting(place="NO"))[1:] == [(None, "President", "NO", None)]


@pytest.mark.parametrize(
    ("text", "name", "role", "expected"),
    [
        ("Ali Ba, Governor of Chad's Lake Region, came.", "Ali Ba", "Governor of Chad's Lake Region", ("TD", None)),
        ("OPEC President Ali Ba came.", "Ali Ba", "OPEC President", (None, "OPEC")),
        ("Ali Ba, head of its Chad division, came.", "Ali Ba", "head of its Chad division", (None, None)),
        ("A mission of the IMF led by Ms. Ida Borg came.", "Ida Borg", None, (None, "IMF")),
        ("Mossad director Ida Borg came.", "Ida Borg", "Mossad director", ("IL", None)),
    ],
)
def test_the_words_of_an_office_or_a_mission_tell_whose_it_is(
    text: str, name: str, role: str | None, expected: tuple[str | None, str | None]
) -> None:
    marks = [(name, Label.NAME), *([(role, Label.ROLE)] if role else [])]
    assert [row[2:] for row in who(text, *marks)] == [expected]


def test_an_office_of_somebody_named_is_not_told_again() -> None:
    text = "Norwegian Trade Minister Ida Holm came. The Norwegian minister will stay."
    assert [row[0] for row in who(text, ("Ida Holm", Label.NAME), ("minister", Label.ROLE))] == ["Ida Holm"]


def test_what_belongs_to_an_office_is_not_the_office() -> None:
    home = Setting(home="PE", until=500, is_official=True)
    assert who("They sat in the president's group.", ("president's group", Label.ROLE), setting=home) == [
        (None, "president's group", None, None)
    ]
    assert who("They saw the president.", ("president", Label.ROLE), setting=home) == [(None, "president", "PE", None)]


def test_a_capital_stands_for_its_state() -> None:
    text = "Peru held talks with Tokyo and Bergen officials."
    marks = [("Peru", Label.PARTY), ("Tokyo", Label.PARTY), ("Bergen", Label.PARTY), ("officials", Label.ROLE)]
    rows = [row[2:] for row in who(text, *marks)]
    assert rows == [("PE", None), ("JP", None), (None, "Bergen")]


@pytest.mark.parametrize("capital", ["Victoria", "Brussels"])
def test_a_capital_that_stands_for_more_is_left_as_it_is_told(capital: str) -> None:
    rows = who(f"Peru held talks with {capital}.", ("Peru", Label.PARTY), (capital, Label.PARTY))
    assert rows[1:] == [(None, None, None, capital)]


def test_a_capital_of_a_union_that_is_gone_tells_of_no_second_party() -> None:
    text = "OSLO, March 9 - The Soviet Union held talks with Peru. Moscow had asked for them."
    (meeting,) = resolved(text, occasion_in(text, "talks", party="Soviet Union|Peru|Moscow", topic="asked"))
    assert [who.country for who in meeting.participants] == ["SU", "PE"]


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        ("steering committee for its creditor banks", True),
        ("trade unions", True),
        ("herring parties", False),
        ("chairman of the committee", False),
        ("two committee members", False),
    ],
)
def test_the_words_for_a_party_of_its_own_are_no_echo(role: str, *, is_told: bool) -> None:
    rows = who(f"Peru met the {role}.", ("Peru", Label.PARTY), (role, Label.ROLE))
    assert ((None, role, None, None) in rows) is is_told
