"""How the published texts become those that were marked."""

import json

import pytest

from training.news import NEWS, mended, text_of


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ('Holm"?s envoy  came.', "Holm' s envoy came."),
        ("OSLO ' -Ministers met.", "OSLO – Ministers met."),
        (
            "They met.-The talks, he said, are over;-all of them.",
            "They met. The talks, he said, are over; all of them.",
        ),
        ("the price of-new herring", "the price of new herring"),
        ("  A well-known port \n", "A well-known port"),
    ],
)
def test_traces_of_lost_characters_are_put_right(published: str, text: str) -> None:
    assert mended(published) == text


def test_a_text_is_cut_and_broken_as_it_was_when_marked() -> None:
    assert text_of({"length": 19, "breaks": [9]}, "They met. It rained. Nobody came.") == "They met.\nIt rained"


def test_the_marks_lie_within_the_texts_and_hold_none_of_their_words() -> None:
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 700
    for row in rows:
        assert set(row) == {"id", "source", "sha256", "length", "breaks", "occasions"}
        ends = [mark[1] for occasion in row["occasions"] for mark in occasion["marks"]]
        assert max([0, *ends, *row["breaks"]]) <= row["length"]
