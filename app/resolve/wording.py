"""What the words that denote an occasion say of its kind: "ICO executive board | meeting", "summit of EC leaders"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.extract.marks import Occasion, Span
from app.gazetteer import Body, BodyKind, EntryKind, scan


class Word(StrEnum):
    """What a word tells of the kind of an occasion."""

    TWO_SIDED = "two-sided"  # a standing dialogue or commission of two states
    MINISTERS = "ministers"
    SUMMIT = "summit"
    LEADERS = "leaders"  # heads of state or government
    NEGOTIATION = "negotiation"
    CONFERENCE = "conference"
    ORGAN = "organ"  # a board, committee, council, parliament, working group
    VISIT = "visit"
    SPEECH = "speech"  # what is said of calls, and of meetings too
    SEVERAL = "several"  # three parties or more


@dataclass(frozen=True, slots=True)
class Saying:
    """What one mention says: with the words that it forms a phrase with, by who meets, and by itself."""

    phrase: frozenset[Word]
    subject: frozenset[Word]
    itself: frozenset[Word]


_OTHER_LEADERS = "business party congressional industry religious community society opposition rebel faction".split()
_WORDS = {
    Word.TWO_SIDED: r"(?:strategic|economic|security|defen[cs]e|rights|bilateral|policy|trade)\s(?:(?!talks)\w+\s){0,2}"
    r"(?:dialogues?|consultations)"
    r"|(?:joint|mixed|intergovernmental|binational|bilateral)\s(?:(?!ministerial|military|control)[\w-]+\s){0,3}"
    r"(?:commission|committee)",
    Word.MINISTERS: r"(?<!prime\s)(?<!deputy\s)(?<!vice\s)ministers|ministerials?",
    Word.SUMMIT: r"summits?",
    Word.LEADERS: r"heads\sof\s(?:state|government)|"
    + "".join(rf"(?<!{word}\s)" for word in _OTHER_LEADERS)
    + "leaders",
    Word.NEGOTIATION: r"negotiat(?:ions?|ing)|rounds?\sof\s(?!consultations)\w+"
    r"|(?:peace|trade|truce|cease-?fire|nuclear|disarmament|arms|accession|treaty|proximity|indirect)\s(?:\w+\s)?talks",
    Word.CONFERENCE: r"conferences?|forums?|seminars?|workshops?|symposium|round[\s-]?tables?|colloquium",
    Word.ORGAN: r"boards?|(?:sub-?)?committees?|commissions?|councils?|assembly|parliament|task\sforce|panel"
    r"|(?:working|contact|steering|study|expert)\sgroups?",
    Word.VISIT: r"visit(?:s|ed|ing)?|trips?|tour(?:s|ed|ing)?|travel(?:s|l?ed|l?ing)?|arriv(?:e|es|ed|ing|al)",
    Word.SPEECH: r"spoke|speaks?|spoken|talk(?:ed|s)?|conversations?|calls?|called|phoned",
    Word.SEVERAL: r"trilateral|tripartite|quadrilateral|quadripartite|multilateral"
    r"|(?:three|four|five|six|seven)-(?:way|party|nation|country)",
}
_FORMS = {word: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for word, form in _WORDS.items()}
_WHO = {
    word: re.compile(rf"\b(?:{_WORDS[word]})(?:\s\([^)]*\))?(?:\s(?:from|of)\s.{{0,60}})?\Z", re.IGNORECASE)
    for word in (Word.ORGAN, Word.MINISTERS)
}

# Words that end the phrase in which a mention stands. "Of" ends what goes before it and continues what follows.
_ENDS = (
    "an? the this that these those its their his her our in on at to for with from by but after before during following"
    " ahead until when where who which while as is are was were be been will would has have had holds? held holding"
    " host(?:s|ed|ing)? attend(?:s|ed|ing)? said says told against about over under"
).replace(" ", "|")
_LEAD = re.compile(rf"(?:\b(?!(?:{_ENDS}|of)\b)\(?[\w.&’'+/-]+\)?\s){{0,9}}\Z", re.IGNORECASE)
_TAIL = re.compile(
    rf"\A[’']?s?(?:\s\([^)]{{1,30}}\))?(?:\s(?!(?:{_ENDS}|of)\b)[\w-]+)?"
    rf"\s(?:of|between|among)\s(?:the\s)?(?:(?!(?:{_ENDS})\b)[\w.&’'()+/,-]+\s?){{1,9}}",
    re.IGNORECASE,
)
_BEFORE_VERB = (
    "is was were are will would has had have been be to due set scheduled expected also again today tomorrow later now"
    r" an? its their the called holds? held holding opens? began begins? resumes? resumed ended ends? \w+ly private"
    " emergency special informal formal regular urgent closed closed-door separate new first next second agreed? and"
).replace(" ", "|")
_SUBJECT = re.compile(rf"([^.;:,\n]{{2,100}}?)((?:\s(?:{_BEFORE_VERB})){{0,7}})\s\Z", re.IGNORECASE)
_REACH = 140  # characters before a mention in which its phrase may begin
_NAMED_LIKE_ORGANS = frozenset({BodyKind.ORGANISATION, BodyKind.ALLIANCE, BodyKind.GROUP, BodyKind.AGENCY})


def sayings(text: str, occasion: Occasion) -> Iterator[Saying]:
    """Yield what each mention of an occasion says of its kind."""
    for mention in occasion.mentions:
        before = text[max(0, mention.start - _REACH) : mention.start]
        lead = _LEAD.search(before)
        tail = _TAIL.match(text[mention.end : mention.end + _REACH])
        itself = mention.of(text)
        phrase = (lead[0] if lead else "") + itself + (tail[0] if tail else "")
        yield Saying(words_in(phrase), _subject(before), _words(itself))


def words_in(phrase: str) -> frozenset[Word]:
    """Return what a phrase says, but for the names of organisations, which hold words for organs and sittings."""
    return _words(_without_organisations(phrase))


def _words(phrase: str) -> frozenset[Word]:
    return frozenset(word for word, form in _FORMS.items() if form.search(phrase))


def _subject(before: str) -> frozenset[Word]:
    """Return what is said of those who meet: "The ICO executive board is set to | meet"."""
    found = _SUBJECT.search(before)
    if found is None:
        return frozenset()
    who = _without_organisations(" ".join(found[1].split()[-6:]))
    return frozenset(word for word, form in _WHO.items() if form.search(who))


def _without_organisations(phrase: str) -> str:
    for find in reversed(list(scan(phrase, {EntryKind.BODY}))):
        body = find.sense(EntryKind.BODY)
        if isinstance(body, Body) and body.kind in _NAMED_LIKE_ORGANS:
            phrase = phrase[: find.start] + "X" + phrase[find.end :]
    return phrase


_AFAR = re.compile(
    r"\b(?:virtual(?:ly)?|online|by\s(?:tele)?phone|on\sthe\s(?:tele)?phone|(?:tele)?phoned|(?:telephone|phone|video|conference)\scalls?"
    r"|(?:by|via|over|through)\s(?:secure\s)?(?:video\w*|telephone)|(?:video|tele)[\s-]?conferenc(?:e|es|ing))\b",
    re.IGNORECASE,
)
_BESIDE = 25  # characters around a mention


def tells_of_call(text: str, mention: Span) -> bool:
    """Say whether the words of a mention, or right beside it, tell of talk from afar."""
    start, end = max(0, mention.start - _BESIDE), min(len(text), mention.end + _BESIDE)
    found = _AFAR.search(text, start, end)
    return found is not None and not re.search(r"[.;:\n]\s", text[min(found.end(), mention.end) : found.start()])
