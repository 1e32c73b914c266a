"""Find every known phrase of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gazetteer import Body, City, Country, EntryKind, Trigger, TriggerUse, scan


def found(text: str, *kinds: EntryKind) -> list[str]:
    return [find.words for find in scan(text, kinds or None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Let us talk turkey, said the chad.", []),
        ("Turkey and Chad spoke.", ["Turkey", "Chad"]),
        ("She likes to polish silver; the Polish side did not.", ["Polish"]),
        ("The U.S. and the US and U. S. envoys", ["U.S.", "US", "U. S."]),
        ("China's envoy and Oman’s", ["China", "Oman"]),
        ("TÜRKIYE, Türkiye and Turkiye", ["TÜRKIYE", "Türkiye", "Turkiye"]),
        ("the Democratic Republic of the Congo", ["Democratic Republic of the Congo"]),
        ("Bosnia and\nHerzegovina", ["Bosnia and\nHerzegovina"]),
        ("Bosnia and\n\nHerzegovina", ["Bosnia"]),
        ("Papua New Guinea, not Guinea", ["Papua New Guinea", "Guinea"]),
        ("Franco-German and Sino-Indian ties; Franco died.", ["Franco", "German", "Sino", "Indian"]),
        ("Latin American leaders in South America", []),
        ("a Geneva Convention and the Paris Agreement", []),
        ("ties with Guinea-Bissau", ["Guinea-Bissau"]),
        ("Co\u0302te d'Ivoire", ["Co\u0302te d'Ivoire"]),
    ],
)
def test_states_and_peoples_are_found_as_they_are_written(text: str, words: list[str]) -> None:
    assert found(text, EntryKind.COUNTRY, EntryKind.DEMONYM, EntryKind.PEOPLE) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DUSHANBE, April 2", ["DUSHANBE"]),
        ("They were reading in Reading, Mobile and Split.", []),
        ("talks in Sharm el-Sheikh and Baden-Baden", ["Sharm el-Sheikh", "Baden-Baden"]),
        ("Lloyd Austin flew to Manila", ["Manila"]),
        ("in St. Petersburg", ["St. Petersburg"]),
        ("a New York Times report from New York", ["New York"]),
    ],
)
def test_cities_are_found_but_not_common_words_and_surnames(text: str, words: list[str]) -> None:
    assert found(text, EntryKind.CITY) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who told WHO and NATO, Nato or nato", ["WHO", "NATO", "Nato"]),
        ("P5+1 and OPEC+ and C5+1", ["P5+1", "OPEC+", "C5+1"]),
        ("the UN Security Council", ["UN Security Council"]),
        ("the ASEAN-Japan talks", ["ASEAN"]),
    ],
)
def test_bodies_are_found_longest_first_and_acronyms_in_capitals(text: str, words: list[str]) -> None:
    assert found(text, EntryKind.BODY) == words


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("The two met in Muscat.", [TriggerUse.OCCASION]),
        ("They spoke by phone.", [TriggerUse.OCCASION]),
        ("They met the deadline.", [TriggerUse.COUNTER]),
        ("She ruled out a meeting.", [TriggerUse.COUNTER]),
        ("He told a press conference so.", [TriggerUse.COUNTER]),
        ("He called for calm.", [TriggerUse.COUNTER]),
        ("Visit our website.", [TriggerUse.COUNTER]),
        ("They exchanged views on grain.", [TriggerUse.SIGN]),
    ],
)
def test_triggers_and_counter_triggers_are_told_apart(text: str, uses: list[TriggerUse]) -> None:
    entries = [find.entry for find in scan(text, {EntryKind.TRIGGER})]
    assert [entry.use for entry in entries if isinstance(entry, Trigger)] == uses


def test_a_phrase_with_several_readings_gives_all() -> None:
    (find,) = scan("Luxembourg")
    assert {sense.kind for sense in find.senses} >= {EntryKind.COUNTRY, EntryKind.DEMONYM, EntryKind.CITY}
    assert isinstance(find.sense(EntryKind.COUNTRY), Country)
    assert isinstance(find.sense(EntryKind.CITY), City)
    assert find.sense(EntryKind.BODY) is None


def test_one_word_may_name_two_states() -> None:
    (find,) = scan("Congolese", {EntryKind.DEMONYM})
    assert [entry.code for sense in find.senses if isinstance(entry := sense.entry, Country)] == ["CD", "CG"]


def test_a_kind_that_is_not_wanted_hides_nothing() -> None:
    text = "the Bank of Japan"
    assert found(text, EntryKind.BODY, EntryKind.COUNTRY) == ["Bank of Japan"]
    assert found(text, EntryKind.COUNTRY) == ["Japan"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NATO chief", ["NATO", "chief"]),
        ("the UN special envoy", ["UN", "special envoy"]),
        ("Kenyan Deputy Foreign Minister", ["Kenyan", "Deputy Foreign Minister"]),
        ("Omani ministers of trade", ["Omani", "ministers of trade"]),
        ("a general agreement, General Okoro", ["General"]),
    ],
)
def test_an_office_does_not_hide_whom_it_speaks_for(text: str, words: list[str]) -> None:
    assert found(text, EntryKind.TITLE, EntryKind.BODY, EntryKind.DEMONYM) == words


def test_the_likeliest_reading_stands_first() -> None:
    (find,) = scan("Georgia")
    assert find.entry_kind is EntryKind.COUNTRY
    assert isinstance(scan("Hamas")[0].entry, Body)


@given(st.text(max_size=200))
def test_finds_are_in_order_apart_and_quote_the_text(text: str) -> None:
    at = 0
    for find in scan(text):
        assert at <= find.start < find.end <= len(text)
        assert text[find.start : find.end] == find.words
        at = find.end


def test_a_gap_of_blanks_between_two_words_of_a_name_parts_them() -> None:
    assert scan("United" + " " * 200_000 + "\n\nStates of nothing", {EntryKind.COUNTRY}) == []
