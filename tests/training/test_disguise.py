"""How articles come under other names."""

import random

import pytest

from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.extract.reader.pieces import Pieces
from app.extract.reader.words import sentence_starts, word_spans
from app.gazetteer import country_of_demonym
from app.records import MeetingKind, MeetingStatus
from training.disguise import Names, disguised, names_of

NAMES = Names(firsts=("Ida",), lasts=("Vogel", "Holm"), cities=("Bergen",), acronyms=("NPC",))
TEXT = (
    "DUSHANBE, May 3 - The Tajik envoy Rustam van Holm met Kenyan officials of the OAU in Mombasa on Friday, May 4 to "
    "6. Who saw Mombasa in 2019 may tell of it in May to 40 journalists. South Sudan and India, said Ida, stay away; "
    "Tajikistan is glad, and so are the Sudanese and the Tajiks of Dushanbe."
)
MARKED = {"Rustam van Holm": Label.NAME, "OAU": Label.BODY, "Mombasa": Label.PLACE, "India": Label.PLACE}
SEEDS = range(60)


def reading_of(text: str) -> Reading:
    """Return one occasion that has all the marks of ``MARKED``."""
    marks = [Mark(Span(at, at + len(words)), label) for words, label in MARKED.items() for at in [text.index(words)]]
    return (Occasion((), MeetingKind.BILATERAL, MeetingStatus.HELD, background=False, parent=None, marks=tuple(marks)),)


def told_as(text: str, reading: Reading, names: Names, seed: int) -> list[tuple[str, str]]:
    """Return each word of a text with the one that takes its place."""
    words = word_spans(text)
    pieces = Pieces(words, [word.start for word in words], sentence_starts(text), [], [])
    told = disguised(text, reading, pieces, names, random.Random(seed))
    return list(zip([word.of(text) for word in words], told, strict=True))


def words_told(seed: int) -> list[tuple[str, str]]:
    """Return each word of ``TEXT`` with the one that takes its place."""
    return told_as(TEXT, reading_of(TEXT), NAMES, seed)


@pytest.mark.parametrize("seed", range(12))
def test_the_same_word_is_always_told_as_the_same_other_one(seed: int) -> None:
    pairs = words_told(seed)
    assert len(dict(pairs)) == len(set(pairs))


@pytest.mark.parametrize("seed", range(12))
def test_words_that_name_nobody_stay(seed: int) -> None:
    stay = {"The", "envoy", "van", "met", "officials", "of", "Who", "saw", "may", "tell", "40", "journalists"}
    assert all(other == word for word, other in words_told(seed) if word in stay)


@pytest.mark.parametrize("seed", range(12))
def test_a_state_stays_where_its_name_is_longer_or_has_several_words(seed: int) -> None:
    assert all(other == word for word, other in words_told(seed) if word in {"South", "Sudan", "Sudanese", "India"})


def test_every_sort_of_name_is_exchanged_in_time() -> None:
    seen = {pair for seed in SEEDS for pair in words_told(seed)}
    assert {("Rustam", "Ida"), ("Holm", "Vogel"), ("Mombasa", "Bergen"), ("OAU", "NPC")} <= seen
    assert {other for word, other in seen if word == "Friday"} > {"Friday", "Monday"}
    assert len({other for word, other in seen if word == "2019"}) > 5


def test_names_without_a_mark_are_exchanged_too() -> None:
    names = Names(firsts=("Bo", "Ida"), lasts=("Holm", "Vogel"), cities=("Aarhus", "Bergen"), acronyms=("NPC", "OAU"))
    each = [dict(told_as("Ida Holm went to Bergen for the OAU.", (), names, seed)) for seed in SEEDS]
    for word, others in (
        ("Ida", names.firsts),
        ("Holm", names.lasts),
        ("Bergen", names.cities),
        ("OAU", names.acronyms),
    ):
        assert {told[word] for told in each} == set(others)


def test_a_name_in_capitals_is_told_as_the_same_other_one() -> None:
    names = Names(firsts=(), lasts=("HOLM", "Holm", "Lund", "Vogel"), cities=(), acronyms=())
    for seed in SEEDS:
        told = dict(told_as("HOLM: TALKS GO ON. Holm said so.", (), names, seed))
        assert told["HOLM"].title() == told["Holm"].title()


def test_days_stay_as_far_apart_and_within_the_month() -> None:
    moved = set()
    for seed in SEEDS:
        told = [other for word, other in words_told(seed) if word in {"3", "4", "6"}]
        first, second, last = map(int, told)
        assert (second - first, last - first) == (1, 3)
        assert 1 <= first <= last <= 28
        moved.add(first)
    assert len(moved) > 5


def test_a_state_is_told_as_one_other_in_all_its_forms() -> None:
    exchanged = 0
    for told in map(dict, map(words_told, SEEDS)):
        state = country_of_demonym(told["Tajik"])
        assert state is not None
        forms = (told["DUSHANBE"].title(), told["Dushanbe"], told["Tajikistan"], told["Tajiks"])
        assert forms == (state.capitals[0], state.capitals[0], state.name, state.people[0])
        exchanged += told["Tajik"] != "Tajik"
    assert exchanged > 20


def test_names_are_learnt_from_what_is_marked_but_for_words_of_the_language() -> None:
    names = names_of([(TEXT, reading_of(TEXT)), ("A rustam is no name here.", ())])
    assert (names.firsts, names.lasts) == ((), ("Holm",))
    assert "Oslo" in names.cities
    assert "OPEC" in names.acronyms
