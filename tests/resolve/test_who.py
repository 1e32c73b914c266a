import pytest

from app.extract.marks import Span
from app.extract.names import people
from app.resolve.offices import known_phrases, office_of


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
