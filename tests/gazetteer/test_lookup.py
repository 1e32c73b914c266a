"""Ask for one thing by its name."""

import pytest

from app.gazetteer import (
    Rank,
    TitleUse,
    agency_named,
    body_named,
    capital_of,
    city_named,
    country,
    country_named,
    country_of_city,
    country_of_demonym,
    existed,
    short_forms,
    state_of_officeholder,
    title_named,
    venue_named,
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Tajikistan", "TJ"),
        ("the United States", "US"),
        ("U.S.", "US"),
        ("United States of America", "US"),
        ("Great Britain", "GB"),
        ("U.K.", "GB"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Czechia", "CZ"),
        ("Swaziland", "SZ"),
        ("Holland", "NL"),
        ("Zaire", "CD"),
        ("Burma", "MM"),
        ("West Germany", "DE"),
        ("East Germany", "DD"),
        ("GDR", "DD"),
        ("USSR", "SU"),
        ("the Soviet Union", "SU"),
        ("Yugoslavia", "YU"),
        ("Czechoslovakia", "CS"),
        ("ROK", "KR"),
        ("DPRK", "KP"),
        ("PRC", "CN"),
        ("Republic of China", "TW"),
        ("Kosovo", "XK"),
        ("State of Palestine", "PS"),
        ("Holy See", "VA"),
        ("KAZAKHSTAN", "KZ"),
        ("Kyrgyz Republic", "KG"),
        ("Timor-Leste", "TL"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(words: str, code: str) -> None:
    found = country_named(words)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("words", ["European Union", "Washington", "Latin America", "Atlantis", "", "Russian"])
def test_what_is_no_country_is_none(words: str) -> None:
    assert country_named(words) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Russian", "RU"),
        ("Tajik", "TJ"),
        ("Kyrgyz", "KG"),
        ("Dutch", "NL"),
        ("British", "GB"),
        ("American", "US"),
        ("Swiss", "CH"),
        ("Emirati", "AE"),
        ("Kosovar", "XK"),
        ("Spaniards", "ES"),
        ("the Danes", "DK"),
        ("Soviet", "SU"),
        ("Soviets", "SU"),
        ("Yugoslav", "YU"),
        ("East German", "DD"),
        ("West German", "DE"),
        ("Czechoslovak", "CS"),
        ("Palestinian", "PS"),
        ("Taiwanese", "TW"),
        ("Burkinabè", "BF"),
    ],
)
def test_a_people_and_its_adjective_give_the_state_of_the_time(words: str, code: str) -> None:
    found = country_of_demonym(words)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("code", "year", "stood"),
    [
        ("SU", 1987, True),
        ("SU", 1991, True),
        ("SU", 1992, False),
        ("DD", 1990, True),
        ("DD", 1991, False),
        ("KZ", 1987, False),
        ("KZ", 2015, True),
        ("XK", 2008, True),
        ("XK", 2007, False),
        ("FR", 1987, True),
        ("QQ", 2000, False),
    ],
)
def test_a_state_exists_between_its_years(code: str, year: int, stood: bool) -> None:  # noqa: FBT001 - a test's expected value
    assert existed(code, year) is stood


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        ("Paris", "Paris", "FR"),
        ("London", "London", "GB"),
        ("Kiev", "Kyiv", "UA"),
        ("Peking", "Beijing", "CN"),
        ("Bombay", "Mumbai", "IN"),
        ("Leningrad", "St. Petersburg", "RU"),
        ("Frunze", "Bishkek", "KG"),
        ("Nur-Sultan", "Astana", "KZ"),
        ("Sharm El Sheikh", "Sharm el-Sheikh", "EG"),
        ("Buergenstock", "Bürgenstock", "CH"),
        ("Washington, D.C.", "Washington", "US"),
        ("Évian", "Evian", "FR"),
        ("Reykjavík", "Reykjavik", "IS"),
        ("Naypyitaw", "Naypyidaw", "MM"),
        ("New Delhi", "New Delhi", "IN"),
        ("Nice", "Nice", "FR"),
        ("UNITED NATIONS", "UNITED NATIONS", "US"),
    ],
)
def test_a_city_is_found_in_its_old_and_new_spellings(words: str, name: str, code: str) -> None:
    city = city_named(words)
    assert city is not None
    assert (city.name, city.country) == (name, code)
    assert country_of_city(words) == code


def test_a_country_beside_the_name_picks_among_namesakes() -> None:
    found = city_named("Moscow", "SU")
    assert found is not None
    assert found.country == "SU"
    assert city_named("Newport", "US") != city_named("Newport", "GB")
    assert city_named("Dushanbe", "FR") is None


@pytest.mark.parametrize(
    ("code", "name"),
    [("US", "Washington"), ("TJ", "Dushanbe"), ("NL", "Amsterdam"), ("ZA", "Pretoria"), ("DD", "East Berlin")],
)
def test_a_state_has_its_capital(code: str, name: str) -> None:
    capital = capital_of(code)
    assert capital is not None
    assert capital.name == name


def test_a_territory_without_capital_has_none() -> None:
    assert capital_of("AQ") is None
    assert country("AQ") is not None
    assert country("QQ") is None


@pytest.mark.parametrize(
    ("words", "city", "code"),
    [
        ("the White House", "Washington", "US"),
        ("State Department", "Washington", "US"),
        ("Kremlin", "Moscow", "RU"),
        ("UN headquarters", "New York", "US"),
        ("Downing Street", "London", "GB"),
        ("Elysee Palace", "Paris", "FR"),
        ("Palais des Nations", "Geneva", "CH"),
        ("NATO headquarters", "Brussels", "BE"),
        ("Great Hall of the People", "Beijing", "CN"),
        ("Diaoyutai State Guesthouse", "Beijing", "CN"),
        ("Cheong Wa Dae", "Seoul", "KR"),
        ("Akorda", "Astana", "KZ"),
        ("Hofburg", "Vienna", "AT"),
        ("Mar-a-Lago", "Palm Beach", "US"),
    ],
)
def test_a_venue_places_a_meeting(words: str, city: str, code: str) -> None:
    venue = venue_named(words)
    assert venue is not None
    assert (venue.city, venue.country) == (city, code)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("CSTO", "Collective Security Treaty Organization"),
        ("Collective Security Treaty Organisation", "Collective Security Treaty Organization"),
        ("Opec", "Organization of the Petroleum Exporting Countries"),
        ("EEC", "European Economic Community"),
        ("G-7", "Group of Seven"),
        ("Group of 10", "Group of Ten"),
        ("P5+1", "P5+1"),
        ("C5+1", "C5+1"),
        ("ASEAN Plus Three", "ASEAN+3"),
        ("OPEC+", "OPEC+"),
        ("Gulf Cooperation Council", "Cooperation Council for the Arab States of the Gulf"),
        ("Arab League", "League of Arab States"),
        ("ICCO", "International Cocoa Organization"),
        ("Hizbollah", "Hezbollah"),
        ("the Taliban", "Taliban"),
        ("Bundesbank", "Deutsche Bundesbank"),
        ("Comecon", "Council for Mutual Economic Assistance"),
        ("Visegrád Four", "Visegrad Group"),
    ],
)
def test_a_body_is_found_by_name_acronym_and_alias(words: str, name: str) -> None:
    body = body_named(words)
    assert body is not None
    assert body.name == name


@pytest.mark.parametrize(
    ("words", "use", "rank"),
    [
        ("Foreign Minister", TitleUse.OFFICE, Rank.FOREIGN_MINISTER),
        ("secretary of state", TitleUse.OFFICE, Rank.FOREIGN_MINISTER),
        ("prime minister", TitleUse.OFFICE, Rank.HEAD),
        ("minister of energy", TitleUse.OFFICE, Rank.MINISTER),
        ("trade and industry minister", TitleUse.OFFICE, Rank.MINISTER),
        ("finance ministers", TitleUse.GROUP, Rank.MINISTER),
        ("King", TitleUse.OFFICE, Rank.HEAD),
        ("Dr.", TitleUse.HONOUR, Rank.ANY),
        ("His Excellency", TitleUse.HONOUR, Rank.ANY),
        ("counterparts", TitleUse.COUNTERPART, Rank.ANY),
        ("chargé d'affaires", TitleUse.OFFICE, Rank.AMBASSADOR),
        ("Secretary-General", TitleUse.OFFICE, Rank.BODY_HEAD),
        ("special envoy", TitleUse.OFFICE, Rank.ENVOY),
        ("spokeswoman", TitleUse.OFFICE, Rank.SPOKESMAN),
        ("first deputy", TitleUse.PREFIX, Rank.OFFICIAL),
    ],
)
def test_a_title_tells_its_use_and_rank(words: str, use: TitleUse, rank: Rank) -> None:
    title = title_named(words)
    assert title is not None
    assert (title.use, title.rank) == (use, rank)


def test_a_group_of_ministers_tells_the_office_of_one() -> None:
    title = title_named("ministers of trade")
    assert title is not None
    assert title.singular == "minister of trade"


def test_the_secretary_of_an_american_readout_is_the_secretary_of_state() -> None:
    offices = {(form.words, form.country): form.office for form in short_forms()}
    assert offices["the Secretary", "US"] == "Secretary of State"


def test_an_office_that_writes_readouts_speaks_for_its_state() -> None:
    office = agency_named("Office of the Spokesperson")
    assert office is not None
    assert (office.country, office.official) == ("US", True)
    wire = agency_named("TASS")
    assert wire is not None
    assert (wire.city, wire.official) == ("Moscow", False)


@pytest.mark.parametrize(
    ("name", "year", "state"),
    [
        ("Angela Merkel", 2017, "DE"),
        ("Merkel", 2017, "DE"),
        ("Mikhail Gorbachev", 1989, "SU"),
        ("Xi Jinping", 2020, "CN"),
        ("Xi", 2020, "CN"),
        ("Angela Merkel", 1987, None),
        ("Bush", None, "US"),
        ("Le Drian", 2018, "FR"),
        ("Abdullah", 2003, None),  # of Jordan, of Saudi Arabia
        ("Ida Holm", 2017, None),
        ("", 2017, None),
    ],
)
def test_a_well_known_officeholder_speaks_for_a_state_in_the_years_of_office(
    name: str, year: int | None, state: str | None
) -> None:
    assert state_of_officeholder(name, year) == state
