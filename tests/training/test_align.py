"""Where the values of gold records are found in a text."""

import json
from pathlib import Path

import pytest

from app.extract.marks import Label
from training.align import align
from training.gold import read_gold

PERSON = {"role": "envoy", "country": "PE", "organization": None, "capacity": "participant"}
MEETING: dict[str, object] = {
    "title": "Talks", "kind": "bilateral", "status": "held", "start_date": None, "end_date": None, "city": None,
    "country": None, "organization": None, "parent": None, "background": False, "key": "m1", "agenda_items": [],
    "evidence": [],
}  # fmt: skip


def parties(folder: Path, text: str) -> list[str]:
    """Return the words that are marked as the state of the envoy Luis Paz."""
    meeting = MEETING | {"participants": [PERSON | {"name": "Luis Paz"}]}
    row = {"id": "a", "source": "own", "title": None, "published": None, "publisher": None, "text": text}
    gold = folder / "gold.jsonl"
    gold.write_text(json.dumps(row | {"meetings": [meeting]}) + "\n", encoding="utf-8")
    (article,) = read_gold(gold)
    marks = align(article).reading[0].marks
    return [mark.span.of(text) for mark in marks if mark.label is Label.PARTY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They held talks with Peruvian envoy Luis Paz.", ["Peruvian"]),
        ("They held talks with Luis Paz, envoy of Peru.", ["Peru"]),
        ("After storms in Peru they held talks with the envoy, Luis Paz.", []),
    ],
)
def test_the_state_of_somebody_named_is_marked_only_beside_the_name(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert parties(tmp_path, text) == expected
