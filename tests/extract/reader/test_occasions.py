"""The two looks of the reader, with eyes that see by simple rules instead of a model."""

from dataclasses import dataclass, field

import numpy as np

from app.extract.marks import Label, Reading, Span
from app.extract.reader.heads import KINDS, STATUSES, Floats, Heads, Judge, PairScorer
from app.extract.reader.occasions import (
    OTHER,
    OWN,
    Indices,
    Look,
    clustered,
    focus_of,
    read,
    windows_holding,
    words_around,
)
from app.extract.reader.pairs import FEATURES
from app.extract.reader.pieces import Pieces, Window
from app.extract.reader.tagset import FAMILIES, TAGS, allowed_starts, allowed_steps
from app.extract.reader.words import sentence_starts, word_spans

TELLING = {"talks", "summit", "met"}
WIDTH = 2


def pieces_in(text: str, size: int) -> Pieces:
    """Cut a text into windows of ``size`` words, one piece a word, each overlapping the next by half."""
    words = word_spans(text)
    windows = []
    for first in range(0, max(1, len(words) - size // 2), size // 2):
        last = min(len(words), first + size)
        count = np.arange(last - first)
        windows.append(Window(first, last, count, count, count, count))
    return Pieces(words, [word.start for word in words], sentence_starts(text), [], windows)


@dataclass
class PlainEyes:
    """Marks the words of TELLING on the first look and, on the second, capitalised words next to an OWN one."""

    text: str
    pieces: Pieces
    asked: list[list[int]] = field(default_factory=list)

    def glance(self, window: Window) -> tuple[Look, object]:
        words = np.arange(window.last_word - window.first_word)
        return self._look(window, words, np.zeros_like(words), first=True), None

    def focus(self, window: Window, kept: object, around: Indices, focus: Indices) -> Look:
        assert kept is None
        self.asked.append(focus.tolist())
        return self._look(window, around, focus, first=False)

    def _look(self, window: Window, words: Indices, focus: Indices, *, first: bool) -> Look:
        scores = np.zeros((len(words), len(FAMILIES), TAGS), dtype=np.float32)
        scores[:, :, 0] = 1
        said = [self.pieces.words[window.first_word + int(k)].of(self.text) for k in words]
        for at, word in enumerate(said):
            if first and word in TELLING:
                scores[at, 3, 1] = 5
            near = focus[max(0, at - 2) : at + 3]
            if not first and word.istitle() and OWN in near:
                scores[at, 0, 1] = 5
        states = np.zeros((len(words), WIDTH), dtype=np.float32)
        states[:, 0] = [word == "summit" for word in said]
        return Look(scores, states, np.zeros(WIDTH, dtype=np.float32))


def pair_scorer(bias: float) -> PairScorer:
    """Return a scorer that says ``bias`` of every pair, and -1 of a pair in which only one is a summit."""
    first = np.array([[1.0], [0.0]], dtype=np.float32)
    hidden = np.zeros((3 + FEATURES, 2), dtype=np.float32)
    hidden[0], hidden[1] = (1, -1), (-1, 1)  # |a - b| in two halves
    out = np.array([-9.0, -9.0], dtype=np.float32)
    return PairScorer(first, first, hidden, np.zeros(2, dtype=np.float32), out, np.float32(bias))  # type: ignore[arg-type]


def heads(same: float, background: float = -1) -> Heads:
    judge_out = np.zeros((1, len(KINDS) + len(STATUSES) + 1), dtype=np.float32)
    judged = judge_out[0] - 1
    judged[-1] = background
    judge = Judge(np.zeros((2 * WIDTH, 1), dtype=np.float32), np.zeros(1, dtype=np.float32), judge_out, judged)
    item: Floats = np.zeros((WIDTH, 3), dtype=np.float32)
    return Heads(allowed_steps(), allowed_starts(), pair_scorer(same), pair_scorer(-1), judge, item, item[0])


def reading_of(text: str, same: float, size: int = 60) -> tuple[Reading, PlainEyes]:
    pieces = pieces_in(text, size)
    eyes = PlainEyes(text, pieces)
    return read(text, pieces, eyes, heads(same)), eyes


TEXT = "Ida met Bo here. A summit follows in Lima with Paz."


def test_tellings_that_speak_of_one_occasion_are_one() -> None:
    text = "Ida met Bo. The talks in Oslo ended."
    (occasion,), _ = reading_of(text, same=1)
    assert [span.of(text) for span in occasion.mentions] == ["met", "talks"]
    assert len(reading_of(text, same=-1)[0]) == 2


def test_the_second_look_asks_for_one_occasion_and_knows_the_others() -> None:
    (_, _), eyes = reading_of(TEXT, same=1)
    assert [(asked.count(OWN), asked.count(OTHER)) for asked in eyes.asked] == [(1, 1), (1, 1)]


def test_marks_belong_to_the_occasion_that_was_asked_for() -> None:
    occasions, _ = reading_of(TEXT, same=1)
    names = [[m.span.of(TEXT) for m in o.marks if m.label is Label.NAME] for o in occasions]
    assert names == [["Ida", "Bo"], ["A"]]


def test_that_an_occasion_is_told_of_in_passing_takes_more_than_doubt() -> None:
    pieces = pieces_in(TEXT, 60)
    judged = {
        score: {each.background for each in read(TEXT, pieces, PlainEyes(TEXT, pieces), heads(1, score))}
        for score in (-1, 0.8, 1.5)
    }
    assert judged == {-1: {False}, 0.8: {False}, 1.5: {True}}


def test_a_mark_in_two_windows_is_one_mark() -> None:
    text = f"{'word ' * 8}Ida met Bo{' word' * 30}"
    (occasion,), eyes = reading_of(text, same=1, size=16)
    assert len(eyes.asked) == 2
    assert [m.span.of(text) for m in occasion.marks] == ["Ida", "Bo"]


def test_a_text_that_denotes_nothing_has_no_occasion() -> None:
    assert reading_of("It rained in Oslo.", same=1)[0] == ()
    assert read("", Pieces([], [], [0], [], []), PlainEyes("", Pieces([], [], [0], [], [])), heads(1)) == ()


def test_the_second_look_takes_in_words_near_the_occasions_own_in_windows_that_hold_them() -> None:
    count = np.arange(1200)
    window = Window(100, 1300, count, count, count, count)
    assert words_around(window, [(90, 101)]).tolist() == []
    assert words_around(window, [(1299, 1301)]).tolist() == list(range(899, 1300))
    assert words_around(window, [(700, 701)]).tolist() == list(range(300, 1102))
    assert words_around(window, [(105, 105)]).tolist() == list(range(100, 506))


def test_a_stretch_is_looked_for_in_the_windows_that_hold_it() -> None:
    count = np.arange(100)
    windows = [Window(first, first + 100, count, count, count, count) for first in (0, 80, 160)]
    assert windows_holding(windows, [(85, 90)]) == [0, 1]
    assert windows_holding(windows, [(10, 11), (200, 200)]) == [0, 2]
    assert windows_holding(windows, [(99, 101)]) == [1]
    assert windows_holding(windows[:1], [(99, 101)]) == [0]


def test_the_words_in_question_stand_above_others() -> None:
    assert focus_of(np.arange(5), [(1, 2)], [(2, 3)]).tolist() == [0, OWN, OWN, OTHER, 0]


def test_tellings_are_grouped_by_how_well_they_agree_on_average() -> None:
    same = np.full((3, 3), -5.0, dtype=np.float32)
    same[0, 2] = same[2, 0] = 3
    assert clustered(same, 0.0) == [[0, 2], [1]]
    same[1, 2] = same[2, 1] = 1
    assert clustered(same, 0.0) == [[0, 2], [1]]  # 1 agrees with 2 but not with 0


def test_many_tellings_take_time_in_proportion_to_their_number() -> None:
    text = "Ida met Bo. " * 300
    occasions, eyes = reading_of(text, same=1, size=60)
    assert sum(len(o.mentions) for o in occasions) == 300
    assert max(len(o.mentions) for o in occasions) <= 40
    assert len(eyes.asked) <= 2 * 300
    assert all(isinstance(span, Span) for o in occasions for span in o.mentions)
