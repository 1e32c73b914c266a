"""Clues in the sentence that introduces somebody: the states that it names, and where they stand in it."""

import re
from collections.abc import Iterator

from app.extract.marks import Span
from app.resolve.clues import Case, Clue, others_in, states_in
from app.resolve.offices import HONOURS
from app.resolve.sides import LED_BY

_SMALL = rf"(?:\s(?:the|its|their|an?|Mr|Mrs|Ms|Dr)\.?)*\s{HONOURS}$"
_BY = re.compile(rf"(?:['’]s)?(?:[^.;:]{{0,60}}?\b(?:represented|led|headed|chaired)\b[^.;:]{{0,30}})?\sby{_SMALL}")
_DASH = re.compile(rf"\s?(?:[-–—]+|:)\s+{HONOURS}$")
_APPOSED = re.compile(rf"(?:['’]s)?(?:\s[a-z-]+){{0,3}},\s{HONOURS}$")
_PLACED = re.compile(r"\b(?:in|to|from|at|visit(?:s|ed|ing)?|into|near)\s(?:the\s)?$", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|of|from|representing|behalf\sof)\s(?:the\s)?$")


def clues_nearby(case: Case, phrase: Span, sentence: Span) -> Iterator[tuple[str, Clue]]:
    """Yield the states that the sentence names, with where they stand."""
    text = case.cast.text
    states = states_in(case.cast, sentence)
    own = [(find, code) for find, code in states if find.end <= phrase.start or find.start >= phrase.end]
    if len({code for _, code in own}) == 1:
        yield own[0][1], Clue.ONLY
    nearest = True
    for find, code in reversed([pair for pair in own if pair[0].end <= phrase.start]):
        between = Span(find.end, phrase.start)
        free = not case.cast.claimed.touching(Span(find.start, find.end))
        gap = between.of(text)
        if nearest and not others_in(case, between):
            placed = _PLACED.search(text, max(0, find.start - 20), find.start) is not None
            yield code, Clue.BEFORE_PLACE if placed else Clue.BEFORE_FREE if free else Clue.BEFORE
            if _APPOSED.fullmatch(gap) and free:
                yield code, Clue.APPOSED
            if _BY.fullmatch(gap) or _DASH.fullmatch(gap) or LED_BY.fullmatch(gap):
                yield code, Clue.LED
        if find.start - sentence.start < _BEGINS:
            yield code, Clue.SUBJECT
        nearest = False
    for find, code in [pair for pair in own if pair[0].start >= phrase.end][:1]:
        between = Span(phrase.end, find.start)
        if others_in(case, between):
            break
        free = not case.cast.claimed.touching(Span(find.start, find.end))
        yield code, Clue.AFTER_FREE if free else Clue.AFTER
        if text[find.start - 1] == "(" and text[find.end : find.end + 1] == ")":
            yield code, Clue.BRACKETS
        elif _FOR.search(text, max(0, find.start - 30), find.start) and find.start - phrase.end < _NEAR_AFTER:
            yield code, Clue.STANDS_FOR


_BEGINS = 5  # characters before the first words that name a state: "The"
_NEAR_AFTER = 60
