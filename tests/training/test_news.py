"""How the published texts become those that were marked."""

import json

import pytest

from training.news import NEWS, text_of
from training.published import mended, unwrapped


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
    row = {"dateline": "OSLO, May 2 - ", "length": 19, "breaks": [9]}
    assert text_of(row, "They met. It rained. Nobody came.") == "OSLO, May 2 - They met.\nIt rained"


def test_a_dispatch_comes_in_whole_paragraphs_and_without_the_sign_of_the_agency() -> None:
    dispatch = "Ministers met\nin Oslo to talk of &lt;Herring Ltd>.\n    They parted\nlate.\n Reuter\n\x03"
    assert unwrapped(dispatch) == "Ministers met in Oslo to talk of <Herring Ltd>.\n\nThey parted late."


def test_the_marks_lie_within_the_texts_and_hold_none_of_their_words() -> None:
    rows = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 1500
    for row in rows:
        assert set(row) == {"id", "source", "sha256", "dateline", "length", "breaks", "occasions"}
        ends = [mark[1] for occasion in row["occasions"] for mark in occasion["marks"]]
        assert max([0, *ends]) <= len(row["dateline"]) + row["length"]
        assert max([0, *row["breaks"]]) < row["length"]
