"""What became of an occasion that does not take place as announced: given up or put off, told by the words for it."""

import re

from app.extract.marks import Occasion
from app.records import MeetingStatus
from app.resolve.capacity import sentence_around

_GIVEN_UP = re.compile(
    r"\b(?:call(?:ed|s|ing)?\soff|cancel(?:l?ed|s|l?ing|lation)?|scrap(?:s|ped|ping)?|abandon(?:s|ed)?|dropped|axed"
    r"|will\snot\stake\splace|shelved?)\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(
    r"\b(?:postpon(?:e|es|ed|ing|ement)|put(?:s|ting)?\s(?:off|back)|defer(?:s|red|ring)?|delay(?:s|ed|ing)?"
    r"|resched\w+|moved\s(?:back\s)?(?:to|from)|pushed\sback|adjourn(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def status_of(text: str, occasion: Occasion) -> MeetingStatus:
    """Return an occasion's status; of one that fell through, which of the two the words around it say.

    The reader tells well that a meeting falls through and less well in which way; where both ways or neither stand in
    the occasion's own sentences, its judgement stays.
    """
    if occasion.status not in {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED}:
        return occasion.status
    around = [sentence_around(text, mention).of(text) for mention in occasion.mentions]
    given_up = any(_GIVEN_UP.search(sentence) for sentence in around)
    put_off = any(_PUT_OFF.search(sentence) for sentence in around)
    if given_up == put_off:
        return occasion.status
    return MeetingStatus.CANCELLED if given_up else MeetingStatus.POSTPONED
