import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.agenda import agenda_of


@pytest.mark.parametrize(
    ("text", "label", "items"),
    [
        (
            "They will sign [a treaty on fish], as well as a protocol on ice.",
            Label.DOCUMENT,
            ["a treaty on fish", "a protocol on ice"],
        ),
        (
            "They adopted [a joint statement] and two plans for 2030.",
            Label.DOCUMENT,
            ["a joint statement", "two plans for 2030"],
        ),
        ("They signed [an accord] and the minister left.", Label.DOCUMENT, ["an accord"]),
        ("They discussed [the treaty] and a protocol on ice.", Label.TOPIC, ["the treaty"]),
    ],
)
def test_papers_listed_on_after_a_marked_one_are_items_too(text: str, label: Label, items: list[str]) -> None:
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    occasion = Occasion(
        (Span(0, 4),), MeetingKind.OTHER, MeetingStatus.HELD, background=False, parent=None,
        marks=(Mark(Span(start, end), label),),
    )  # fmt: skip
    assert [span.of(text) for span, _ in agenda_of(text, occasion)] == items
