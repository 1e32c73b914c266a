from app.extract.marks import Occasion
from app.records import MeetingKind
from tests.resolve.readings import occasion_in, resolved


def _place(text: str, occasion: Occasion) -> tuple[str | None, str | None]:
    (meeting,) = resolved(text, occasion)
    return meeting.city, meeting.country


def test_a_place_that_the_report_names_comes_before_its_dateline() -> None:
    text = "LONDON, March 9 - Ola Nordby met Jan Kolar in Guatemala on Saturday."
    met = occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="Saturday", place="LONDON|Guatemala")
    assert _place(text, met)[1] == "GT"


def test_a_place_that_opens_the_sentence_is_the_occasions() -> None:
    text = "In Equatorial Guinea, Ola Nordby met Jan Kolar to discuss herring."
    assert _place(text, occasion_in(text, "met", name="Ola Nordby|Jan Kolar", topic="herring")) == (None, "GQ")


def test_a_journey_goes_to_what_follows_its_verb() -> None:
    text = "King Ola Nordby visits Canada on Monday to discuss herring."
    visit = occasion_in(text, "visits", kind=MeetingKind.VISIT, name="Ola Nordby", date="Monday", topic="herring")
    assert _place(text, visit) == (None, "CA")


def test_a_journey_through_several_states_has_no_one_place() -> None:
    text = "Ola Nordby traveled to Nigeria, Ghana, and Mauritania on Monday to discuss herring."
    visit = occasion_in(text, "traveled", kind=MeetingKind.VISIT, name="Ola Nordby", date="Monday", topic="herring")
    assert _place(text, visit) == (None, None)


def test_a_place_in_the_matter_discussed_is_not_where_it_was_discussed() -> None:
    text = "Ola Nordby held talks with Jan Kolar in quotas in Angola on Monday."
    talks = occasion_in(text, "talks", name="Ola Nordby|Jan Kolar", date="Monday", topic="quotas in Angola")
    assert _place(text, talks) == (None, None)


def test_a_stretch_of_land_is_not_the_town_of_its_name() -> None:
    text = "Ola Nordby met Jan Kolar at the Kigali checkpoint on Monday to discuss herring."
    met = occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="Monday", topic="herring")
    assert _place(text, met) == (None, None)


def test_a_region_gives_its_state() -> None:
    text = "Ola Nordby met Jan Kolar in Alaska on Monday."
    assert _place(text, occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="Monday", place="Alaska"))[1] == "US"


def test_a_city_is_not_found_in_a_longer_name() -> None:
    text = "Ola Nordby met Jan Kolar in Porto Grande, Norway, on Monday."
    met = occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="Monday", place="Porto Grande")
    assert _place(text, met) == ("Porto Grande", "NO")


def test_who_is_in_a_place_is_there_for_all_that_is_told_of_the_same_day() -> None:
    text = "Ola Nordby met Jan Kolar in Riga on Monday. On Monday he also saw Per Aasen to discuss herring."
    first = occasion_in(text, "met", name="Ola Nordby|Jan Kolar", date="Monday", place="Riga")
    second = occasion_in(text, "saw", name="Ola Nordby|Per Aasen", date="On Monday", topic="herring")
    assert [meeting.city for meeting in resolved(text, first, second)] == ["Riga", "Riga"]
