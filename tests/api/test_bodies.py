"""How deep JSON is nested."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.bodies import is_deeper_than

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def depth_of(value: Any) -> int:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0


@given(JSON, st.integers(0, 6))
def test_json_is_deeper_than_less_than_its_depth(value: Any, most: int) -> None:  # noqa: ANN401 - as above
    assert is_deeper_than(most, json.dumps(value).encode()) == (depth_of(value) > most)


@pytest.mark.parametrize(
    ("document", "deep"),
    [
        (b'"[[[["', False),
        (b'"\\"[[[["', False),
        (b'"\\\\"[[[]]]', True),
        (b"[[[", True),
        (b'"' * 1_000_001, False),
        (b'\\"' * 1_000_000, False),
        (b"[" * 1_000_000, True),
        (b"[]," * 1_000_000, False),
        (b"", False),
    ],
)
def test_whatever_is_sent_is_judged(document: bytes, deep: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_deeper_than(2, document) == deep
