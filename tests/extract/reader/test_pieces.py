from itertools import pairwise

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from app.extract.marks import Span
from app.extract.reader.pieces import WINDOW, Shape, pieces_of, seen_of, shape_of
from app.extract.reader.words import sentence_starts, word_spans


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Return a tokenizer of letters: every word is as many pieces as it has letters."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,'-()"
    pieces = {"[UNK]": 0, **{char: k for k, char in enumerate(letters, 1)}}
    pieces |= {f"##{char}": len(pieces) + k for k, char in enumerate(letters)}
    made = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]", max_input_chars_per_word=1000))  # noqa: S106 - a piece
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


def test_windows_hold_every_word_and_overlap(tokenizer: Tokenizer) -> None:
    text = "Talks in Oslo ended. " * 60
    pieces = pieces_of(text, tokenizer)
    held = [set(range(w.first_word, w.last_word)) for w in pieces.windows]
    assert set.union(*held) == set(range(len(pieces.words)))
    assert all(one & other for one, other in pairwise(held))
    assert all(len(w.pieces) <= WINDOW for w in pieces.windows)


def test_heads_and_owners_lead_from_words_to_pieces_and_back(tokenizer: Tokenizer) -> None:
    (window,) = pieces_of("Ida met Bo.", tokenizer).windows
    assert window.heads.tolist() == [0, 3, 6, 8]
    assert window.owners.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 3]


def test_a_word_longer_than_a_window_is_cut_off_and_nothing_is_lost_behind_it(tokenizer: Tokenizer) -> None:
    pieces = pieces_of(f"{'a' * 900} Oslo", tokenizer)
    assert [w.last_word for w in pieces.windows][-1] == len(pieces.words) == 2


def test_what_is_passed_over_is_no_word(tokenizer: Tokenizer) -> None:
    text = "They met.\nPost a Comment"
    pieces = pieces_of(text, tokenizer, [Span(text.index("Post"), len(text))])
    assert [word.of(text) for word in pieces.words] == ["They", "met", "."]


def test_a_text_without_words_has_no_window(tokenizer: Tokenizer) -> None:
    assert pieces_of(" \n ", tokenizer).windows == []


def test_the_words_of_a_stretch_are_those_that_it_touches(tokenizer: Tokenizer) -> None:
    text = "The two ministers met here."
    pieces = pieces_of(text, tokenizer)
    assert pieces.words_of(Span(text.index("two"), text.index(" met"))) == (1, 2)
    assert pieces.words_of(Span(text.index("inist"), text.index("inist") + 2)) == (2, 2)


def test_a_look_at_some_words_sees_their_pieces_and_the_marks_around_the_window(tokenizer: Tokenizer) -> None:
    (window,) = pieces_of("Ida met Bo.", tokenizer).windows
    seen, heads = seen_of(window, np.array([1, 2]))
    assert seen.tolist() == [0, 4, 5, 6, 7, 8, 10]
    assert heads.tolist() == [1, 4]


@pytest.mark.parametrize(
    ("word", "opens", "shape"),
    [
        ("talks", False, Shape.LOWER),
        ("Talks", True, Shape.OPENING),
        ("Oslo", False, Shape.CAPITAL),
        ("OSCE", False, Shape.CAPITALS),
        ("1987", False, Shape.NUMBER),
        ("2nd", False, Shape.NUMBER),
        (",", False, Shape.MARK),
        ("iPhone", False, Shape.MIXED),
    ],
)
def test_a_word_has_a_shape(word: str, opens: bool, shape: Shape) -> None:  # noqa: FBT001 - a column of the table
    assert shape_of(word, opens=opens) is shape


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kazakhstan's envoy", ["Kazakhstan", "'s", "envoy"]),
        ("the U.S.-Japan talks", ["the", "U.S.", "-", "Japan", "talks"]),
        ("1,200 tonnes.", ["1,200", "tonnes", "."]),
    ],
)
def test_words_can_be_marked_in_part(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in word_spans(text)] == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They met. They spoke.", 2),
        ("Mr. Holm met Gen. Paz.", 1),
        ("They met\n\nThey spoke", 2),
        ("On the agenda:\n- fish\n- ice", 3),
        ("He met J. Holm.", 1),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentence_starts(text)) == count


def test_other_words_may_take_the_place_of_a_texts_own(tokenizer: Tokenizer) -> None:
    text = "Ida met Bo."
    plain, told = pieces_of(text, tokenizer), pieces_of(text, tokenizer, instead=["Oslo", "met", "ida", "."])
    assert told.words == plain.words
    assert told.windows[0].pieces.tolist() == pieces_of("Oslo met ida.", tokenizer).windows[0].pieces.tolist()
    of_heads = told.windows[0].shapes[told.windows[0].heads]
    assert of_heads.tolist() == plain.windows[0].shapes[plain.windows[0].heads].tolist()


def test_too_few_words_take_no_place(tokenizer: Tokenizer) -> None:
    with pytest.raises(ValueError, match="2 words were given to take the place of 4"):
        pieces_of("Ida met Bo.", tokenizer, instead=["Bo", "met"])
