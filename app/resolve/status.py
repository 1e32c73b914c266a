"""What became of an occasion that does not take place as announced: given up or put off, told by the words for it."""

import re

from app.extract.marks import Occasion, Span
from app.records import MeetingStatus
from app.resolve.capacity import sentence_around

_GIVEN_UP = r"(?:call(?:ed|s|ing)?\soff|cancel(?:l?ed|s|l?ing|lation)?|scrap(?:s|ped|ping)|abandon(?:s|ed)|shelved)"
_PUT_OFF = (
    r"(?:postpon(?:e|es|ed|ing|ement)|put(?:s|ting)?\s(?:off|back)|defer(?:s|red|ring)|delay(?:s|ed|ing)"
    r"|reschedul(?:e|es|ed|ing)|pushed\sback|adjourn(?:s|ed|ing))"
)
_WAYS = {
    status: re.compile(rf"\b{words}\b", re.IGNORECASE)
    for status, words in ((MeetingStatus.CANCELLED, _GIVEN_UP), (MeetingStatus.POSTPONED, _PUT_OFF))
}
_ITSELF = {
    # "called off the second round of talks"; "talks on herring have been put off". Not "put off a decision on talks".
    status: (
        re.compile(rf"\b{words}\s(?:(?!on\b|until\b|for\b|about\b|after\b|to\b)[\w’'-]+\s){{0,5}}\Z", re.IGNORECASE),
        re.compile(
            rf"[^.;:]{{0,80}}?\b(?:was|were|is|are|been|being|be)\s(?:(?:again|now|since|abruptly|suddenly)\s)?{words}\b",
            re.IGNORECASE,
        ),
    )
    for status, words in ((MeetingStatus.CANCELLED, _GIVEN_UP), (MeetingStatus.POSTPONED, _PUT_OFF))
}
_BEFORE, _AFTER = 70, 130  # characters around the words that denote an occasion


def status_of(text: str, occasion: Occasion) -> MeetingStatus:
    """Return an occasion's status: the reader's judgement, corrected by words that say it of the occasion itself.

    Where the reader judges that an occasion falls through, the words of its sentences settle in which of the two ways.
    """
    for mention in occasion.mentions:
        told = _told_of(text, mention)
        if told is not None:
            return told
    if occasion.status not in _WAYS:
        return occasion.status
    around = [sentence_around(text, mention).of(text) for mention in occasion.mentions]
    said = [status for status, way in _WAYS.items() if any(way.search(sentence) for sentence in around)]
    return said[0] if len(said) == 1 else occasion.status


def _told_of(text: str, mention: Span) -> MeetingStatus | None:
    """Return what is said right beside the words of an occasion; None when nothing is, or both."""
    before, after = text[max(0, mention.start - _BEFORE) : mention.start], text[mention.end : mention.end + _AFTER]
    said = [status for status, (lead, tail) in _ITSELF.items() if lead.search(before) or tail.match(after)]
    if len(said) != 1:
        return None
    (other,) = _WAYS.keys() - set(said)
    return None if _WAYS[other].search(re.split(r"[.;:]", after, maxsplit=1)[0]) else said[0]
