import hashlib

from app.merging import is_copy, likeness, signature
from app.merging.copies import bands

STORY = " ".join(
    f"The two ministers spoke about matter {number} and agreed to meet again in town {number * 7}."
    for number in range(40)
)
OTHER = " ".join(
    f"Rain fell for {number} days on the harbour, traders said of quay {number * 3}." for number in range(40)
)


def test_a_text_with_another_headline_and_ending_is_a_near_copy() -> None:
    copy = f"Ministers confer again\n\nLIMA (Agencia) - {STORY} (Reporting by A. Writer)"
    assert is_copy(signature(STORY), signature(copy))


def test_capitals_accents_and_line_breaks_make_no_other_text() -> None:
    assert signature(STORY) == signature(STORY.upper().replace(" ", "\n"))


def test_a_text_that_shares_half_is_no_near_copy() -> None:
    assert not is_copy(signature(STORY), signature(STORY[: len(STORY) // 2] + OTHER[: len(OTHER) // 2]))


def test_texts_without_words_are_like_nothing() -> None:
    assert signature("—") == b""
    assert likeness(b"", b"") == 0.0
    assert likeness(b"", signature(STORY)) == 0.0
    assert bands(b"") == ()


def test_a_signature_of_another_form_is_like_nothing() -> None:
    own = signature(STORY)
    assert likeness(own, bytes((0,)) + own[1:]) == 0.0
    assert bands(bytes((0,)) + own[1:]) == ()


def test_near_copies_share_a_band_and_other_texts_none() -> None:
    own = set(bands(signature(STORY)))
    assert own & set(bands(signature(f"Once more. {STORY}")))
    assert not own & set(bands(signature(OTHER)))


def test_signatures_that_are_stored_stay_comparable() -> None:
    """Another release of the library or another folding of words must not pass unnoticed: what is stored would lie."""
    found = hashlib.sha256(signature("The ministers met in Lima on Tuesday and signed an accord.")).hexdigest()
    assert found[:16] == "98c0527c701cd64f"
