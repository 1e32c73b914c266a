"""Which occasions are parts of another though no reader says so: "during his visit", "on the sidelines of"."""

import re
from dataclasses import replace

from app.extract.marks import Occasion, Reading
from app.records import MeetingKind
from app.resolve.capacity import sentence_around

_DURING = re.compile(
    r"\b(?:[Dd]uring|[Oo]n|[Tt]hroughout)\s(?:his|her|their|the)\s(?:[\w-]+\s){0,2}(?:visit|trip|travels?|stay|tour)\b"
)
_BESIDE = re.compile(r"\bon\sthe\s(?:sidelines|margins|fringes)\sof\s(?:[\w’'.-]+\s){0,8}\Z")


def with_frames(text: str, reading: Reading) -> Reading:
    """Return a reading in which parts of a journey or a gathering have it as parent, where the text says so."""
    return tuple(
        occasion if occasion.parent is not None else replace(occasion, parent=_frame(text, reading, at))
        for at, occasion in enumerate(reading)
    )


def _frame(text: str, reading: Reading, at: int) -> int | None:
    occasion = reading[at]
    if occasion.kind is MeetingKind.VISIT or not occasion.mentions:
        return None
    sentence = sentence_around(text, occasion.mentions[0])
    for number, other in enumerate(reading):
        for mention in other.mentions if number != at and not _is_under(reading, number, at) else ():
            if sentence.start <= mention.start < sentence.end and _BESIDE.search(text, sentence.start, mention.start):
                return number
    journeys = [number for number, other in enumerate(reading) if _is_journey(other)]
    if len(journeys) == 1 and _DURING.search(text, sentence.start, sentence.end):
        return journeys[0]
    return None


def _is_journey(occasion: Occasion) -> bool:
    return occasion.kind is MeetingKind.VISIT and not occasion.background


def _is_under(reading: Reading, number: int, at: int) -> bool:
    """Say whether an occasion is a part of another, at whatever depth."""
    seen: set[int] = set()
    parent = reading[number].parent
    while parent is not None and parent not in seen:
        if parent == at:
            return True
        seen.add(parent)
        parent = reading[parent].parent
    return False
