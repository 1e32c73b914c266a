"""Every line of every data file is sound, so that a wrong edit names its file and line."""

import re
from collections import Counter
from importlib import resources

import pytest

from app.gazetteer import City, Country, capital_of, city_named
from app.gazetteer.entries import TitleUse, TriggerUse
from app.gazetteer.files import GazetteerFaultyError, Row, comments_of, lines_of, rows_of
from app.gazetteer.load import (
    agencies,
    bodies,
    cities,
    countries,
    furniture,
    masks,
    officeholders,
    organs,
    short_forms,
    titles,
    triggers,
    venues,
)
from app.gazetteer.words import fold

FILES = sorted(
    entry.name for entry in resources.files("app.gazetteer").joinpath("data").iterdir() if entry.name.endswith(".csv")
)
STATES_THAT_ARE_GONE = {"SU", "DD", "YU", "CS"}


@pytest.mark.parametrize("name", FILES)
def test_every_file_states_its_source_and_its_known_faults(name: str) -> None:
    comments = " ".join(comments_of(name))
    assert "Source:" in comments
    assert "Known faults:" in comments


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_as_many_cells_as_its_header(name: str) -> None:
    assert sum(1 for _ in rows_of(name)) == len(lines_of(name))


def test_all_files_together_stay_under_a_megabyte_and_a_half() -> None:
    folder = resources.files("app.gazetteer").joinpath("data")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in FILES) < 1_500_000


def test_no_file_is_left_unread() -> None:
    read = {"countries", "cities", "places", "venues", "bodies", "titles", "portfolios", "short_forms", "triggers"}
    read |= {"agencies", "furniture", "masks", "organs", "officeholders"}
    assert {name.removesuffix(".csv") for name in FILES} == read


def test_country_codes_are_two_capitals_and_stand_once() -> None:
    codes = [row.text("code") for row in rows_of("countries.csv")]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert {"XK", "TW", "PS"} | STATES_THAT_ARE_GONE <= set(codes)
    assert "EU" not in codes


def test_a_state_of_the_united_nations_has_adjective_and_capital() -> None:
    # territories may lack both; these are enough to catch a column that slipped
    lacking = [state.code for state in countries().values() if not state.capitals or not state.adjectives]
    assert len(lacking) <= 45
    for code in ("US", "RU", "CN", "FR", "GB", "DE", "IN", "BR", "ZA", "NG", "EG", "TJ", "XK", "SU", "DD"):
        assert code not in lacking


def test_states_that_are_gone_have_their_years() -> None:
    years = {code: (countries()[code].since, countries()[code].until) for code in STATES_THAT_ARE_GONE}
    assert years == {"SU": (1922, 1991), "DD": (1949, 1990), "YU": (1918, 2006), "CS": (1918, 1992)}


def test_every_city_and_venue_lies_in_a_known_country() -> None:
    known = countries()
    assert [city for city in cities() if city.country not in known] == []
    assert [venue for venue in venues() if venue.country not in known] == []
    assert [venue for venue in venues() if venue.speaks_for and venue.speaks_for not in known] == []


def test_no_city_stands_twice_in_one_country_under_one_name() -> None:
    names = Counter((fold(city.name), city.country) for city in cities())
    assert [name for name, count in names.items() if count > 1] == []


def test_the_large_file_of_cities_can_be_read_by_its_names_alone() -> None:
    assert [line for line in lines_of("cities.csv") if line.startswith('"') or '"' in line] == []
    assert [row.line for row in rows_of("cities.csv") if row.list("aliases")] == []


def test_every_country_with_a_capital_of_any_size_has_it_as_a_city() -> None:
    without = [
        state.code
        for state in countries().values()
        if state.capitals and state.adjectives and not capital_of(state.code)
    ]
    assert without == []


def test_the_city_of_every_venue_body_and_agency_is_known_or_a_venue_itself() -> None:
    own = {fold(venue.name) for venue in venues()}
    named: list[tuple[str, str | None]] = [(v.city, v.country) for v in venues() if v.city]
    named += [(body.city, body.country) for body in bodies() if body.city]
    named += [(agency.city, agency.country) for agency in agencies() if agency.city]
    missing = [(city, state) for city, state in named if not city_named(city, state) and fold(city) not in own]
    assert missing == []


def test_no_body_stands_twice() -> None:
    names = Counter(fold(body.name) for body in bodies())
    assert [name for name, count in names.items() if count > 1] == []


def test_members_of_bodies_are_known_countries() -> None:
    known = countries()
    assert [(body.name, code) for body in bodies() for code in body.members if code not in known] == []


def test_no_acronym_of_a_body_is_one_of_many_bodies() -> None:
    shared = Counter(acronym for body in bodies() for acronym in body.acronyms)
    assert [acronym for acronym, count in shared.items() if count > 2] == []


def test_no_office_stands_twice() -> None:
    words = Counter((title.words, title.use) for title in titles())
    assert [word for word, count in words.items() if count > 1] == []


def test_group_nouns_tell_the_office_of_one_member() -> None:
    unsaid = [title.words for title in titles() if title.use is TitleUse.GROUP and title.singular == title.words]
    assert set(unsaid) <= {"delegation"} | {word for word in unsaid if word.endswith("delegation") or "team" in word}


def test_no_phrase_is_both_an_occasion_and_none() -> None:
    sides: dict[TriggerUse, set[str]] = {use: set() for use in TriggerUse}
    for trigger in triggers():
        sides[trigger.use].update(fold(form) for form in trigger.forms)
    assert sides[TriggerUse.OCCASION] & sides[TriggerUse.COUNTER] == set()


def test_no_form_of_one_trigger_stands_in_two_lines_of_one_use() -> None:
    forms = Counter((trigger.use, form) for trigger in triggers() for form in set(trigger.forms))
    assert [form for form, count in forms.items() if count > 1] == []


def test_only_phrases_that_denote_an_occasion_name_a_kind() -> None:
    assert all(trigger.kind is None or trigger.use is TriggerUse.OCCASION for trigger in triggers())


@pytest.mark.parametrize("line", furniture(), ids=lambda line: line.example)
def test_every_furniture_pattern_matches_its_own_example(line: object) -> None:
    pattern, example = getattr(line, "pattern", ""), getattr(line, "example", "")
    assert re.fullmatch(pattern, example, re.IGNORECASE)


def test_short_forms_and_agencies_name_known_countries() -> None:
    known = countries()
    assert [form for form in short_forms() if form.country and form.country not in known] == []
    assert [agency for agency in agencies() if agency.country and agency.country not in known] == []


def test_organs_name_known_countries_and_stand_once() -> None:
    assert [organ for organ in organs() if organ.country not in countries()] == []
    words = [organ.words.lower() for organ in organs()]
    assert len(words) == len(set(words))


def test_officeholders_have_states_of_their_time_and_stand_once() -> None:
    assert [holder for holder in officeholders() if holder.country not in countries()] == []
    named = Counter((holder.name, holder.country) for holder in officeholders())
    assert [each for each, count in named.items() if count > 1] == []
    last = 2026  # nobody is known to leave later
    assert all(holder.since <= (holder.until or last) <= last for holder in officeholders())
    gone = {"SU": 1991, "DD": 1990, "YU": 2006, "CS": 1992}
    assert [h for h in officeholders() if h.country in gone and (h.until or last) > gone[h.country]] == []


def test_masks_hide_something_that_is_known_otherwise() -> None:
    # a mask that hides no name is a line that does nothing
    states: set[str] = set()
    for state in countries().values():
        states.update(fold(word) for word in (state.name, *state.aliases, *state.adjectives, *state.people))
    names = states | {fold(spelling) for city in cities() for spelling in (city.name, *city.aliases)}
    idle = []
    for mask in masks():
        words = fold(mask).split()
        parts = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
        if not (parts - {fold(mask)}) & names and fold(mask) not in names:
            idle.append(mask)
    assert idle == []


def test_a_line_with_a_wrong_number_names_file_line_and_remedy() -> None:
    row = Row("cities.csv", 12, {"population": 0}, ["many"])
    with pytest.raises(GazetteerFaultyError, match=r"cities\.csv, line 12: column population holds 'many'.*Mend"):
        row.number("population")


def test_an_empty_cell_that_must_hold_something_is_named() -> None:
    with pytest.raises(GazetteerFaultyError, match=r"venues\.csv, line 3: column name is empty"):
        Row("venues.csv", 3, {"name": 0}, [" "]).text("name")


def test_entries_are_frozen() -> None:
    city = city_named("Dushanbe")
    assert isinstance(city, City)
    with pytest.raises(AttributeError):
        city.name = "Elsewhere"  # type: ignore[misc]
    assert isinstance(countries()["TJ"], Country)
