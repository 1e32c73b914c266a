import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.tidy import tidied


def marked(text: str, *marks: tuple[Label, str], mention: str = "") -> list[tuple[Label, str]]:
    at = Span(text.index(mention), text.index(mention) + len(mention))
    spans = tuple(Mark(Span(text.index(words), text.index(words) + len(words)), label) for label, words in marks)
    occasion = Occasion((at,), MeetingKind.BILATERAL, MeetingStatus.HELD, background=False, parent=None, marks=spans)
    (found,) = tidied(text, (occasion,))
    return [(mark.label, mark.span.of(text)) for mark in found.marks]


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("He met Ida Holm. Vik left.", (Label.NAME, "Ida Holm. Vik"), [(Label.NAME, "Ida Holm"), (Label.NAME, "Vik")]),
        ("He met Ida Holm U.S. aid grew.", (Label.NAME, "Ida Holm U.S."), [(Label.NAME, "Ida Holm")]),
        ("Premier I.K. Holm came.", (Label.NAME, "Holm"), [(Label.NAME, "I.K. Holm")]),
        ("The U.S. Holm plan.", (Label.NAME, "Holm"), [(Label.NAME, "Holm")]),
        ("It met OPEC there.", (Label.NAME, "OPEC"), [(Label.PARTY, "OPEC")]),
        ("It met Holm Shipping Corp there.", (Label.NAME, "Holm Shipping Corp"), [(Label.PARTY, "Holm Shipping Corp")]),
        ("Finance Minister I.K. Holm", (Label.ROLE, "Finance Minister I.K."), [(Label.ROLE, "Finance Minister")]),
        ("President Sheikh Ali Ba", (Label.ROLE, "President Sheikh"), [(Label.ROLE, "President")]),
        ("Ida Holm, Ministry of Trade, came", (Label.ROLE, "Ministry of Trade"), []),
        (
            "The African National Congress president came",
            (Label.ROLE, "National Congress president"),
            [(Label.PARTY, "African National Congress"), (Label.ROLE, "president")],
        ),
        ("The OPEC nations met", (Label.PARTY, "OPEC nations"), [(Label.PARTY, "OPEC")]),
        (
            "The International Monetary Fund's (IMF) Interim Committee met",
            (Label.BODY, "IMF) Interim Committee"),
            [(Label.BODY, "International Monetary Fund's (IMF) Interim Committee")],
        ),
    ],
)
def test_the_edges_of_a_mark_are_put_right(
    text: str, mark: tuple[Label, str], expected: list[tuple[Label, str]]
) -> None:
    assert marked(text, mark) == expected


def test_two_surnames_joined_by_a_hyphen_are_two_people() -> None:
    text = "Ida Holm and Per Vik spoke; the Holm-Vik talks went on."

    found = marked(text, (Label.NAME, "Ida Holm"), (Label.NAME, "Per Vik"), (Label.NAME, "Holm-Vik"))

    assert [words for _, words in found] == ["Ida Holm", "Per Vik", "Holm", "Vik"]


def test_a_bare_name_in_a_matter_takes_no_part_but_an_envoy_with_an_office_does() -> None:
    text = "They raised the release of Ida Holm. They backed the plan of President Per Vik."
    matters = ((Label.TOPIC, "the release of Ida Holm"), (Label.TOPIC, "the plan of President Per Vik"))

    found = marked(text, *matters, (Label.NAME, "Ida Holm"), (Label.ROLE, "President"), (Label.NAME, "Per Vik"))

    assert [words for label, words in found if label is Label.NAME] == ["Per Vik"]


def test_a_body_with_which_talks_are_held_is_a_party_to_them() -> None:
    text = "Chad ended talks in Paris with the IMF. Talks at the OPEC went on."

    assert marked(text, (Label.BODY, "IMF"), mention="talks") == [(Label.PARTY, "IMF")]
    assert marked(text, (Label.BODY, "OPEC"), mention="Talks") == [(Label.BODY, "OPEC")]
