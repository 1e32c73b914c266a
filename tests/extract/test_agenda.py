import pytest

from app.extract.agenda import agenda_marks
from app.extract.parsing import parse


def items(sentence: str) -> list[tuple[str, str]]:
    return [(mark.label.value, mark.span.of(sentence)) for part in parse(sentence).sents for mark in agenda_marks(part)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ministers discussed the war in Sudan.", [("topic", "the war in Sudan")]),
        (
            "The two leaders discussed grain exports, border trade and the new railway.",
            [("topic", "grain exports"), ("topic", "border trade"), ("topic", "the new railway")],
        ),
        ("They exchanged views on regional security.", [("topic", "regional security")]),
        ("The talks focused on fisheries.", [("topic", "fisheries")]),
        ("Attention will be given to protecting the Aral Sea.", [("topic", "protecting the Aral Sea")]),
        ("They will discuss issues of deepening trade.", [("topic", "deepening trade")]),
        ("The ministers signed an agreement on customs.", [("document", "an agreement on customs")]),
        ("The council is due to adopt a declaration on water.", [("document", "a declaration on water")]),
        ("They met on Monday to discuss fish.", [("topic", "fish")]),
        ("They agreed to reopen both consulates.", [("decision", "reopen both consulates")]),
    ],
)
def test_a_clause_puts_its_matters_on_the_agenda(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert items(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    ["The minister flew home.", "He signed autographs.", "They discussed it.", "The spokesman took questions."],
)
def test_a_clause_without_a_matter_gives_none(sentence: str) -> None:
    assert items(sentence) == []
