"""How articles come under other names."""

import random

import pytest

from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.extract.reader.pieces import Pieces
from app.extract.reader.words import sentence_starts, word_spans
from app.gazetteer import country_of_demonym
from app.records import MeetingKind, MeetingStatus
from training.disguise import Names, disguised, names_of

NAMES = Names(firsts=("Ida",), lasts=("Vogel",), cities=("Bergen",), acronyms=("NPC",))
TEXT = (
    "DUSHANBE, May 3 - The Tajik envoy Rustam van Holm met Kenyan officials of the OAU in Mombasa on Friday. "
    "Holm, who saw Mombasa in 2019, may tell of it in May to 40 journalists."
)
MARKED = {
    "Rustam van Holm": Label.NAME, "OAU": Label.BODY, "Mombasa": Label.PLACE, "on Friday": Label.DATE,
    "May 3": Label.DATE, "in 2019": Label.DATE,
}  # fmt: skip


def reading_of(text: str) -> Reading:
    """Return one occasion that has all the marks of ``MARKED``."""
    marks = [Mark(Span(at, at + len(words)), label) for words, label in MARKED.items() for at in [text.index(words)]]
    return (Occasion((), MeetingKind.BILATERAL, MeetingStatus.HELD, background=False, parent=None, marks=tuple(marks)),)


def told_as(seed: int) -> list[tuple[str, str]]:
    """Return each word of ``TEXT`` with the one that takes its place."""
    words = word_spans(TEXT)
    pieces = Pieces(words, [word.start for word in words], sentence_starts(TEXT), [], [])
    told = disguised(TEXT, reading_of(TEXT), pieces, NAMES, random.Random(seed))  # noqa: S311 - repeatable, no secret
    return list(zip([word.of(TEXT) for word in words], told, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_the_same_word_is_always_told_as_the_same_other_one(seed: int) -> None:
    pairs = [pair for pair in told_as(seed) if not pair[0].isdigit()]
    assert len({pair[0] for pair in pairs}) == len(set(pairs))


@pytest.mark.parametrize("seed", range(12))
def test_words_that_name_nobody_stay(seed: int) -> None:
    stay = {"The", "envoy", "van", "met", "officials", "of", "who", "saw", "may", "tell", "40", "journalists"}
    assert all(other == word for word, other in told_as(seed) if word in stay)


def test_every_sort_of_name_is_exchanged_in_time() -> None:
    seen = {pair for seed in range(40) for pair in told_as(seed)}
    assert {("Rustam", "Ida"), ("Holm", "Vogel"), ("Mombasa", "Bergen"), ("OAU", "NPC")} <= seen
    assert {other for word, other in seen if word == "Friday"} > {"Friday", "Monday"}
    assert len({other for word, other in seen if word == "2019"}) > 5
    assert len({other for word, other in seen if word == "3"}) > 5


def test_a_state_is_told_as_one_other_in_all_its_forms() -> None:
    told = [dict(told_as(seed)) for seed in range(30)]
    exchanged = [(each["DUSHANBE"], country_of_demonym(each["Tajik"])) for each in told if each["Tajik"] != "Tajik"]
    assert len(exchanged) > 9
    for capital, state in exchanged:
        assert state is not None
        assert capital == state.capitals[0].upper()


def test_names_are_learnt_from_what_is_marked() -> None:
    names = names_of([(TEXT, reading_of(TEXT))])
    assert (names.firsts, names.lasts) == (("Rustam",), ("Holm",))
    assert "Oslo" in names.cities
    assert "OPEC" in names.acronyms
