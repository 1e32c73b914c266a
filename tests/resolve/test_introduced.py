"""The words right beside a name: the office, and the state or body that it speaks for."""

import pytest

from app.extract.marks import Span
from app.resolve.introduced import office_of
from app.resolve.phrases import known_phrases


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
        ("Talks between the Peruvian president and former Acme CEO Ida Holm began.", "Ida Holm", ("CEO", None, None)),
        ("After talks with the Peruvian president, Ida Holm, they left.", "Ida Holm", ("president", "PE", None)),
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
