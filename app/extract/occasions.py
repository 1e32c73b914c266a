"""Which words of a text denote an occasion, and which of them denote the same one.

The phrases are data (``app/gazetteer/data/triggers``); this module decides by grammar: an indefinite "a meeting" or a
"separate", "last" or "next" one opens an occasion, "the meeting" and a verb in the same tense continue one, a plan
after a report is another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from app.extract.marks import Span
from app.extract.stretches import spans
from app.gazetteer import EntryKind, Trigger, TriggerUse, scan, title_named
from app.records import MeetingKind, MeetingStatus


@dataclass(frozen=True, slots=True)
class Telling:
    """One place in the text that denotes an occasion.

    ``word`` is the index of its head word in the parse, ``nouns`` the nouns among its words ("meeting", "talks"),
    ``sentence`` the number of its sentence. ``apart`` says that
    its own words set it apart from what was told before ("separate", "next", "another"), ``definite`` that they point
    back ("the meeting"), ``framed_by`` that it is told as the frame of another occasion ("on the sidelines of …").
    """

    span: Span
    word: int
    nouns: frozenset[str]
    sentence: int
    kind: MeetingKind | None
    status: MeetingStatus
    background: bool
    apart: bool
    definite: bool
    is_frame: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An occasion as the list of places that tell of it, and the index of its parent among all occasions."""

    tellings: tuple[Telling, ...]
    parent: int | None = None

    @property
    def first(self) -> Telling:
        """The place that tells of it first."""
        return self.tellings[0]


_APART = frozenset(
    "separate another second third fourth new next last previous earlier later upcoming forthcoming past subsequent"
    " further follow-up additional bilateral trilateral prior recent future".split()
)
_PAST = frozenset("last previous earlier past prior recent".split())
_COMING = frozenset("next upcoming forthcoming future later subsequent".split())
_PLANNING = frozenset(
    "expect schedule plan intend hope set slate due prepare agree want seek arrange propose aim invite urge call decide"
    " offer ready wish likely ask".split()
)
_FRAMES = frozenset("sideline sidelines margin margins fringe fringes framework occasion part".split())


def occasions(document: Doc, start: int, passed_over: tuple[Span, ...]) -> tuple[Told, ...]:
    """Return the occasions that a text tells of, in the order of the text.

    ``start`` is the offset where the report begins after its header, ``passed_over`` what tells of none: the page
    furniture, and matters on an agenda ("a plan for consultations").
    """
    tellings = list(_tellings(document, start, passed_over))
    told: list[list[Telling]] = []
    parents: dict[int, int] = {}
    for telling in tellings:
        at = _joined(telling, told)
        if at is None:
            told.append([telling])
        else:
            told[at].append(telling)
    where = {telling.span: at for at, group in enumerate(told) for telling in group}
    for at, group in enumerate(told):
        frame = _frame_of(group, tellings, where, at)
        if frame is not None:
            parents[at] = frame
    return tuple(Told(tuple(group), parents.get(at)) for at, group in enumerate(told))


def _tellings(document: Doc, start: int, passed_over: tuple[Span, ...]) -> Iterator[Telling]:
    text = document.text
    numbers = {word.i: number for number, sentence in enumerate(document.sents) for word in sentence}
    found = list(triggers(text))
    barred = spans((*passed_over, *(span for span, trigger in found if trigger.use is TriggerUse.COUNTER)))
    before: Telling | None = None
    for span, trigger in found:
        if trigger.use is not TriggerUse.OCCASION or span.start < start or barred.touching(span):
            continue
        parsed = document.char_span(span.start, span.end, alignment_mode="expand")
        if parsed is None:
            continue
        head = parsed.root
        if _is_name_part(head) or _negated(head) or _welcomes_no_one(head):
            continue
        telling = _telling(head, span, numbers[head.i], trigger)
        # "gathered for a meeting", "held talks": one telling in two words
        if before is not None and telling.sentence == before.sentence and _one_phrase(document, before, telling):
            kind = before.kind or telling.kind
            nouns = before.nouns | telling.nouns
            before = replace(before, span=Span(before.span.start, span.end), kind=kind, nouns=nouns)
            continue
        if before is not None:
            yield before
        before = telling
    if before is not None:
        yield before


_SOUGHT = (TriggerUse.OCCASION, TriggerUse.COUNTER)


def may_tell(text: str, start: int) -> bool:
    """Say whether any phrase of a text after ``start`` denotes an occasion: a sign that is cheap to look for."""
    return any(trigger.use is TriggerUse.OCCASION and span.start >= start for span, trigger in triggers(text))


def triggers(text: str) -> Iterator[tuple[Span, Trigger]]:
    """Yield the phrases that denote an occasion and those that only look so, the longest at each word."""
    for find in scan(text, {EntryKind.TRIGGER}, _SOUGHT):
        entries = [sense.entry for sense in find.senses if isinstance(sense.entry, Trigger)]
        counter = next((entry for entry in entries if entry.use is TriggerUse.COUNTER), None)
        yield Span(find.start, find.end), counter or entries[0]


def _one_phrase(document: Doc, before: Telling, telling: Telling) -> bool:
    """Say whether a trigger continues the one before: "gathered for a meeting", "meeting of the Council"."""
    first, second = document[before.word], document[telling.word]
    if second.pos_ not in {"NOUN", "PROPN"}:
        return False
    link = second.head
    if first.pos_ in {"VERB", "AUX"}:
        return link == first or (link.dep_ == "prep" and link.lower_ in {"for", "in", "at"} and link.head == first)
    return link.dep_ == "prep" and link.lower_ in {"of", "for"} and link.head == first


def _is_name_part(head: Token) -> bool:
    """Say whether a trigger word is only part of a compound: "meeting room", "Conference Center"."""
    return head.dep_ == "compound" and head.head.pos_ in {"NOUN", "PROPN"} and head.head.i > head.i


_RECEIVING = frozenset("welcome greet receive host".split())


def _welcomes_no_one(head: Token) -> bool:
    """Say whether a verb of receiving has no visitor as its object: "welcomed the decision", "hosts the tournament"."""
    if head.pos_ != "VERB" or head.lemma_.lower() not in _RECEIVING:
        return False
    objects = [child for child in head.children if child.dep_ in {"dobj", "nsubjpass"}]
    return not any(each.pos_ == "PROPN" or title_named(each.text) is not None for each in objects)


def _negated(head: Token) -> bool:
    """Say whether the clause denies the occasion: "will not meet", "no meeting"."""
    if any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in head.children):
        return True
    verb = head.head
    return head.dep_ == "dobj" and any(child.dep_ == "neg" for child in verb.children)


def _telling(head: Token, span: Span, sentence: int, trigger: Trigger) -> Telling:
    around = {child.lower_ for child in head.children if child.dep_ in {"amod", "compound", "det", "advmod", "poss"}}
    status, background = _status(head, around)
    pronoun = {child.lower_ for child in head.children if child.dep_ == "poss"} & {"their", "his", "her", "its"}
    return Telling(
        span=span,
        word=head.i,
        nouns=frozenset({head.lemma_.lower()} if head.pos_ in {"NOUN", "PROPN"} else ()),
        sentence=sentence,
        kind=trigger.kind,
        status=trigger.status or status,
        background=background,
        apart=bool(around & _APART),
        definite=bool(around & {"the", "this", "these", "those"} or pronoun) and not around & _APART,
        is_frame=_is_frame(head),
    )


def _is_frame(head: Token) -> bool:
    """Say whether a word stands in a phrase that only frames: "on the sidelines of the summit", "as part of"."""
    link = head.head
    if link.dep_ == "prep" and link.lower_ == "during":
        return True
    return link.dep_ == "prep" and link.lower_ in {"of", "to"} and link.head.lower_ in _FRAMES


def _status(head: Token, around: set[str]) -> tuple[MeetingStatus, bool]:
    """Return the status that the clause gives an occasion, and whether it is told as background."""
    if around & _PAST and head.pos_ == "NOUN":
        return MeetingStatus.HELD, True
    if around & _COMING:
        return MeetingStatus.PLANNED, False
    word = head
    for _ in range(8):
        if word.dep_ == "prep" and word.lower_ in {"before", "ahead"}:
            return MeetingStatus.PLANNED, False
        if word.dep_ == "prep" and word.lower_ in {"after", "following", "since"}:
            return MeetingStatus.HELD, word.lower_ == "since"
        if word.pos_ in {"VERB", "AUX"}:
            cancelled = _called_off(word, head)
            if cancelled is not None:
                return cancelled, False
            if _is_planned(word):
                return MeetingStatus.PLANNED, False
            if word.tag_ in {"VBD", "VBZ", "VBP"} or any(
                child.lower_ in {"has", "have", "had"} for child in word.children
            ):
                return MeetingStatus.HELD, False
        if word.head == word:
            break
        word = word.head
    return MeetingStatus.HELD, False


_CALLED_OFF = {"cancel": MeetingStatus.CANCELLED, "scrap": MeetingStatus.CANCELLED, "postpone": MeetingStatus.POSTPONED}


def _called_off(verb: Token, head: Token) -> MeetingStatus | None:
    """Return cancelled or postponed when the occasion is what a verb calls off."""
    if head.dep_ not in {"dobj", "nsubjpass", "nsubj"} or head.head != verb:
        return None
    lemma = verb.lemma_.lower()
    particles = {child.lower_ for child in verb.children if child.dep_ == "prt"}
    if lemma == "call" and "off" in particles:
        return MeetingStatus.CANCELLED
    if lemma == "put" and "off" in particles:
        return MeetingStatus.POSTPONED
    return _CALLED_OFF.get(lemma)


def _is_planned(verb: Token) -> bool:
    if any(
        child.dep_ in {"aux", "auxpass"}
        and child.lower_ in {"will", "would", "shall", "'ll", "may", "could", "should", "might"}
        for child in verb.children
    ):
        return True
    if verb.lemma_.lower() in _PLANNING and verb.pos_ == "VERB":
        return True
    if any(child.dep_ == "acomp" and child.lower_ in _PLANNING for child in verb.children):
        return True
    # "is to meet", "are due to sign": an infinitive under a form of "be"
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return to and verb.head.lemma_ == "be" and verb.dep_ == "xcomp"


def _joined(telling: Telling, told: list[list[Telling]]) -> int | None:
    """Return the index of the occasion that a telling continues, or None when it opens one."""
    if not told:
        return None
    if telling.apart or telling.background:
        return None
    candidates = [
        at
        for at in range(len(told) - 1, -1, -1)
        if not told[at][0].background and _agree(telling, told[at]) and not _frames_it(telling, told[at])
    ]
    if telling.definite or telling.is_frame:
        # "the summit" points back to what was called a summit, else to what was told last
        named = [at for at in candidates if any(telling.nouns & other.nouns for other in told[at])]
        same = named or [at for at in candidates if telling.kind in {None, told[at][0].kind}]
        return same[0] if same else None
    same_status = [at for at in candidates if told[at][0].status == telling.status]
    return same_status[0] if same_status else None


def _frames_it(telling: Telling, group: list[Telling]) -> bool:
    """Say whether a telling frames an occasion of its own sentence, and so is another one."""
    return telling.is_frame and any(other.sentence == telling.sentence and not other.is_frame for other in group)


_FAR = frozenset({MeetingKind.CALL, MeetingKind.VISIT, MeetingKind.SUMMIT})


def _agree(telling: Telling, group: list[Telling]) -> bool:
    """Say whether a telling may speak of the same occasion, going by the sort of occasion that the words name."""
    kinds = {other.kind for other in group if other.kind is not None}
    if telling.kind is None or not kinds or telling.kind in kinds:
        return True
    return telling.kind not in _FAR and not kinds & _FAR


def _frame_of(group: list[Telling], tellings: list[Telling], where: dict[Span, int], at: int) -> int | None:
    """Return the occasion that a group's sentences name as its frame."""
    sentences = {telling.sentence for telling in group if not telling.is_frame}
    for other in tellings:
        if other.is_frame and other.sentence in sentences and where[other.span] != at:
            return where[other.span]
    return None
