"""Page furniture is recognised and stays in the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extract.furniture import furniture
from app.gazetteer.load import furniture as known_furniture

BODY = "Ministers of Chad and Norway met in Oslo on Monday."


@pytest.mark.parametrize(
    "line",
    [
        "No comments :",
        "Post a Comment",
        "We use cookies to give you the best experience. Accept all",
        "Read also: Ministers to meet in June",
        "Share on Facebook",
        "© 2015 The Daily Herring. All rights reserved.",
        *(entry.example for entry in known_furniture()),
    ],
)
def test_a_line_of_furniture_is_recognised_among_the_lines_of_a_report(line: str) -> None:
    text = f"{BODY}\n  {line}  \n{BODY}\n"
    found = furniture(text)
    assert len(found) == 1
    assert found[0].of(text).startswith(line)


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "Readers of both papers also met the ministers.",
        "The ministers had no comments on the talks about cookies, he said.",
        "The two sides share a border and a view of copyright law.",
        "Related matters were discussed, the ministry said.",
        "Print media from both states attended.",
    ],
)
def test_a_sentence_of_the_report_is_no_furniture(line: str) -> None:
    assert furniture(f"{BODY}\n{line}\n{BODY}") == []


def test_neighbouring_lines_are_one_stretch() -> None:
    text = f"{BODY}\nNo comments :\n\nPost a Comment"
    assert [span.of(text) for span in furniture(text)] == ["No comments :\n\nPost a Comment"]


@settings(deadline=None)  # the first call loads the gazetteer
@given(st.lists(st.sampled_from([BODY, "Post a Comment", "", " ", "No comments :", "x\u2028y"]), max_size=12))
def test_stretches_are_in_order_and_none_overlaps_another(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = furniture(text)
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end < second.start for first, second in pairwise(spans))
