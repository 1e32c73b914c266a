import csv
from pathlib import Path

import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.gazetteer import Body, body_named
from app.records import MeetingKind, MeetingStatus
from app.resolve import kinds
from app.resolve.cast import Row, cast_of
from app.resolve.kinds import kind_of
from app.resolve.who import participants

K = MeetingKind


def decided(
    text: str, words: str, guess: MeetingKind, *, roles: str = "", parties: str = "", body: str | None = None
) -> MeetingKind:
    """Return the kind of the occasion that ``words`` denote; ``roles`` and ``parties`` are marked, parted by ";"."""

    def span(part: str) -> Span:
        start = text.index(part)
        return Span(start, start + len(part))

    marks = [Mark(span(part), Label.ROLE) for part in roles.split(";") if part]
    marks += [Mark(span(part), Label.PARTY) for part in parties.split(";") if part]
    occasion = Occasion(
        (span(words),),
        guess,
        MeetingStatus.HELD,
        background=False,
        parent=None,
        marks=tuple(sorted(marks, key=lambda m: m.span)),
    )
    rows: list[Row] = participants(cast_of(text, occasion.marks), occasion)
    return kind_of(text, occasion, rows, body)


@pytest.mark.parametrize(
    ("text", "words", "guess", "kind"),
    [
        ("The executive board of the cocoa body is set to meet on Monday.", "meet", K.MINISTERIAL, K.SESSION),
        ("The tin pact's executive board is set to meet on Monday.", "meet", K.MINISTERIAL, K.SESSION),
        ("A contact group meeting ended late.", "meeting", K.MINISTERIAL, K.SESSION),
        ("The working group meeting was held by video on Friday.", "meeting", K.SESSION, K.CALL),
        ("They arrived for a conference on fisheries.", "conference", K.BILATERAL, K.CONFERENCE),
        ("The next round of peace talks opens in Oslo.", "talks", K.BILATERAL, K.NEGOTIATION),
        ("The Norway-Chile Strategic Dialogue took place in Oslo.", "Dialogue", K.CALL, K.BILATERAL),
        ("Her three-day visit begins on Sunday.", "visit", K.BILATERAL, K.VISIT),
        ("The two spoke on Monday.", "spoke", K.CALL, K.CALL),
    ],
)
def test_the_words_of_an_occasion_tell_its_kind(text: str, words: str, guess: MeetingKind, kind: MeetingKind) -> None:
    assert decided(text, words, guess) is kind


def test_ministers_of_an_organisation_hold_a_ministerial_whatever_they_haggle_over() -> None:
    text = "European Community fisheries ministers resumed negotiations on quotas."
    got = decided(text, "negotiations", K.NEGOTIATION, roles="fisheries ministers", parties="European Community")
    assert got is K.MINISTERIAL


def test_a_summit_of_two_is_bilateral() -> None:
    text = "The summit between Norway's prime minister and Chile's president closed."
    got = decided(text, "summit", K.SUMMIT, roles="prime minister;president", parties="Norway;Chile")
    assert got is K.BILATERAL


def test_plain_talks_of_two_states_are_no_negotiation() -> None:
    text = "Officials of Norway and of Chile had talks on salmon."
    assert decided(text, "talks", K.NEGOTIATION, parties="Norway;Chile") is K.BILATERAL
    text = "Officials of Norway and of Chile had talks on a fisheries treaty."
    assert decided(text, "talks", K.NEGOTIATION, parties="Norway;Chile") is K.NEGOTIATION


def test_officials_of_three_states_hold_neither_a_bilateral_nor_a_ministerial() -> None:
    text = "Advisers of Norway, Chile and Peru held a trilateral meeting."
    got = decided(text, "meeting", K.BILATERAL, roles="Advisers", parties="Norway;Chile;Peru")
    assert got is K.OTHER


def test_a_guess_stays_where_nothing_speaks_against_it() -> None:
    assert decided("They met on Monday.", "met", K.BILATERAL) is K.BILATERAL
    assert decided("They met on Monday.", "met", K.OTHER) is K.OTHER


def test_every_body_of_the_list_of_levels_is_known_and_has_a_level() -> None:
    lines = (Path(kinds.__file__).parent / "levels.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert rows
    for row in rows:
        known = body_named(row["name"])
        assert isinstance(known, Body)
        assert known.name == row["name"]
        assert row["kind"] in {"ministerial", "summit"}
