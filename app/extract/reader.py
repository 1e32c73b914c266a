"""The reader by rules: marks, in the parse of a text, the words that belong to each occasion.

A word belongs to an occasion when the parse leads from it to the words that denote the occasion through links that
make a participant, a day or a place of it: subject and object, "with", "between", "in", "on". What is said about the
occasion elsewhere (who considers, attends or opens it) is found by the verbs that say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as ParsedSpan

from app.extract.agenda import agenda_marks
from app.extract.dates import date_words
from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.extract.names import name_at, people, titled_names
from app.extract.occasions import Telling, Told, may_tell, occasions
from app.extract.parsing import parse
from app.gazetteer import EntryKind, Find, Title, TitleUse, scan
from app.records import MeetingKind

_PARTIES = {EntryKind.COUNTRY, EntryKind.DEMONYM, EntryKind.PEOPLE, EntryKind.BODY, EntryKind.TITLE}
_PLACES = {EntryKind.CITY, EntryKind.VENUE, EntryKind.COUNTRY}


def read_by_rules(text: str, start: int, passed_over: tuple[Span, ...]) -> Reading:
    """Return the occasions of a text with their marks.

    ``start`` is the offset where the report begins after its header, ``passed_over`` the page furniture. A text
    without any phrase that denotes an occasion is not parsed at all.
    """
    if not may_tell(text, start):
        return ()
    document = parse(text)
    agenda = [mark for sentence in document.sents for mark in agenda_marks(sentence)]
    told = occasions(document, start, (*passed_over, *(mark.span for mark in agenda)))
    if not told:
        return ()
    return _marked(document, told, agenda, start, passed_over)


@dataclass(slots=True)
class _Sentence:
    """A sentence of the report, the occasions told in it and its agenda items."""

    parsed: ParsedSpan
    tellings: list[tuple[int, Telling]]
    agenda: list[Mark]
    current: int  # the occasion that a sentence without one of its own speaks of
    cores: dict[int, int] = field(default_factory=dict)  # index of a word -> occasion whose words or verbs it is
    discussing: set[int] = field(default_factory=set)  # those of them that only say what was discussed


def _marked(
    document: Doc, told: tuple[Told, ...], agenda: list[Mark], start: int, passed_over: tuple[Span, ...]
) -> Reading:
    text = document.text
    marks: list[list[Mark]] = [[] for _ in told]
    denoting = [telling.span for group in told for telling in group.tellings]
    parties = [find for find in scan(text, _PARTIES) if find.entry_kind is EntryKind.BODY or not _among(find, denoting)]
    places = [find for find in scan(text, _PLACES | {EntryKind.BODY}) if find.entry_kind in _PLACES]
    names = names_in(document, parties)
    for sentence in _sentences(document, told, agenda, start, passed_over):
        span = Span(sentence.parsed.start_char, sentence.parsed.end_char)
        for at, mark in _agenda_of(sentence):
            marks[at].append(mark)
        for at, mark in _who_of(
            sentence, _within(names, span), [f for f in parties if span.start <= f.start < span.end]
        ):
            marks[at].append(mark)
        for at, mark in _when_and_where(sentence, [f for f in places if span.start <= f.start < span.end]):
            marks[at].append(mark)
    _add_days(document, told, marks)
    return tuple(
        Occasion(
            mentions=tuple(telling.span for telling in group.tellings),
            kind=_kind(group),
            status=group.first.status,
            background=all(telling.background for telling in group.tellings),
            parent=group.parent,
            marks=tuple(dict.fromkeys(found)),
        )
        for group, found in zip(told, marks, strict=True)
    )


def _add_days(document: Doc, told: tuple[Told, ...], marks: list[list[Mark]]) -> None:
    """Give an occasion without a day the date words nearest to it in its own sentences that no other one took."""
    words = [found.span for found in date_words(document.text)]
    taken = [mark.span for found in marks for mark in found]
    for group, found in zip(told, marks, strict=True):
        if any(mark.label is Label.DATE for mark in found):
            continue
        for telling in group.tellings:
            sentence = document[telling.word].sent
            free = [
                span
                for span in words
                if sentence.start_char <= span.start < sentence.end_char
                and not any(_overlap(span, each) for each in taken)
            ]
            if free:
                nearest = min(free, key=lambda span: abs(span.start - telling.span.start))
                found.append(Mark(nearest, Label.DATE))
                taken.append(nearest)
                break


def names_in(document: Doc, parties: list[Find]) -> list[Span]:
    """Return the names of persons: those behind an office or honour, and those that the recogniser takes for one."""
    text = document.text
    names = set(titled_names(text, parties))
    taken = [Span(find.start, find.end) for find in parties]
    for entity in document.ents:
        if entity.label_ != "PERSON":
            continue
        name = name_at(text, entity.start_char)
        if name is None or any(_overlap(name, other) for other in (*taken, *names)):
            continue
        names.add(name)
    mentions = {mention for person in people(text, names) for mention in person.mentions}
    return sorted(mention for mention in mentions if not any(_overlap(mention, other) for other in taken))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _among(find: Find, spans: list[Span]) -> bool:
    return any(_overlap(Span(find.start, find.end), span) for span in spans)


def _within(spans: list[Span], outer: Span) -> list[Span]:
    return [span for span in spans if outer.start <= span.start < outer.end]


def _sentences(
    document: Doc, told: tuple[Told, ...], agenda: list[Mark], start: int, passed_over: tuple[Span, ...]
) -> Iterator[_Sentence]:
    tellings = [(at, telling) for at, group in enumerate(told) for telling in group.tellings]
    current = 0
    begun = False
    for number, parsed in enumerate(document.sents):
        span = Span(parsed.start_char, parsed.end_char)
        if span.end <= start or any(span.start < other.end and other.start < span.end for other in passed_over):
            continue
        here = sorted(
            ((at, telling) for at, telling in tellings if telling.sentence == number), key=lambda pair: pair[1].span
        )
        foreground = [at for at, telling in here if not telling.background and not telling.is_frame]
        if foreground:
            current, begun = foreground[-1], True
        if not begun and not here:
            continue
        sentence = _Sentence(
            parsed, here, [mark for mark in agenda if span.start <= mark.span.start < span.end], current
        )
        for at, telling in sorted(here, key=lambda pair: pair[1].is_frame):
            for index in [telling.word] if telling.is_frame else _core(document[telling.word]):
                sentence.cores.setdefault(index, at)
        if not here:
            for index in _attending(parsed):
                sentence.cores.setdefault(index, current)
        for mark in sentence.agenda:
            verb = document.char_span(mark.span.start, mark.span.end, alignment_mode="expand")
            for index in _core(verb.root) if verb is not None else ():
                if index not in sentence.cores:
                    sentence.cores[index] = current
                    sentence.discussing.add(index)
        yield sentence


_UP = frozenset(
    {"dobj", "pobj", "prep", "acomp", "attr", "xcomp", "nsubj", "nsubjpass", "pcomp", "conj", "acl", "agent"}
)
_SPEECH = frozenset("say tell announce report add note state declare quote comment believe think know write".split())


def _core(word: Token) -> list[int]:
    """Return the word of an occasion and the verbs that govern it: "Lavrov will | hold | separate | talks |"."""
    core = [word.i]
    for _ in range(8):
        if word.dep_ not in _UP or word.head == word:
            break
        word = word.head
        if word.pos_ == "VERB" and word.lemma_.lower() in _SPEECH:
            break
        core.append(word.i)
    return core


def _attending(parsed: ParsedSpan) -> list[int]:
    """Return the words of a sentence that say who attends, where no word denotes the occasion itself."""
    for word in parsed:
        if word.lemma_.lower() in {"attend", "participate", "represent"} and word.pos_ == "VERB":
            return [word.i, *_core(word), *([parsed.root.i] if parsed.root.lemma_ == "be" else [])]
    return []


_LINKS = frozenset(
    "nsubj nsubjpass dobj iobj pobj conj appos compound poss nmod amod attr agent prep npadvmod advmod tmod xcomp pcomp"
    " acomp nummod dative oprd acl".split()
)


def _occasion_of(word: Token, sentence: _Sentence, prepositions: frozenset[str]) -> int | None:
    """Climb from a word to the nearest word that belongs to an occasion; None when the way is barred.

    ``prepositions`` are those that the way may lead through.
    """
    link = ""
    for _ in range(14):
        if word.i in sentence.cores:
            # who discusses takes part, what is discussed does not
            apart = word.i in sentence.discussing and link not in {"nsubj", "nsubjpass", "prep", "conj"}
            return None if apart else sentence.cores[word.i]
        if word.dep_ not in _LINKS or word.head == word:
            return None
        if word.dep_ in {"prep", "agent"} and word.lower_ not in prepositions:
            return None
        link, word = word.dep_, word.head
    return None


def _root(sentence: _Sentence, span: Span) -> Token | None:
    parsed = sentence.parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return parsed.root if parsed is not None else None


def _agenda_of(sentence: _Sentence) -> Iterator[tuple[int, Mark]]:
    """Yield each agenda item with the occasion that its clause tells of, else the one spoken of."""
    for mark in sentence.agenda:
        root = _root(sentence, mark.span)
        at = sentence.current
        if root is not None:
            reached = [at for at, telling in sentence.tellings if telling.word in {word.i for word in root.ancestors}]
            if reached:
                at = reached[0]
        yield at, mark


_WITH = frozenset("with between among by from of to for together".split())
_OPENING = frozenset("welcome opening open address".split())


def _who_of(sentence: _Sentence, names: list[Span], parties: list[Find]) -> Iterator[tuple[int, Mark]]:
    agenda = [mark.span for mark in sentence.agenda]
    for name in names:
        if any(_overlap(name, span) for span in agenda):
            continue
        root = _root(sentence, name)
        at = _occasion_of(root, sentence, _WITH) if root is not None else None
        if at is None and root is not None and _opens(root):
            at = sentence.current
        if at is not None:
            yield at, Mark(name, Label.NAME)
    for find in parties:
        span = Span(find.start, find.end)
        if any(_overlap(span, other) for other in (*agenda, *names)):
            continue
        root = _root(sentence, span)
        at = _occasion_of(root, sentence, _WITH) if root is not None else None
        if at is None or root is None:
            continue
        label = _party_label(find, root, sentence)
        if label is not None:
            yield at, Mark(span, label)
        if label is Label.PARTY and find.entry_kind is EntryKind.BODY and _gathers_members(root):
            yield at, Mark(span, Label.BODY)


def _opens(name: Token) -> bool:
    """Say whether somebody is told to open or to address the occasion: "In his welcome to participants, X said"."""
    word = name
    for _ in range(4):
        if word.dep_ == "nsubj" and word.head.lemma_.lower() in _SPEECH | _OPENING:
            verb = word.head
            around = {
                child.lower_
                for link in verb.children
                if link.dep_ in {"prep", "advcl", "dobj"}
                for child in link.subtree
            }
            return bool(
                around & {"welcome", "opening", "addressing", "delegates", "participants", "ministers", "session"}
            )
        if word.dep_ not in {"compound", "appos", "conj"}:
            return False
        word = word.head
    return False


def _party_label(find: Find, root: Token, sentence: _Sentence) -> Label | None:
    title = find.entry if isinstance(find.entry, Title) else None
    if title is not None:
        return Label.ROLE if title.use in {TitleUse.OFFICE, TitleUse.GROUP, TitleUse.COUNTERPART} else None
    if find.entry_kind is EntryKind.BODY and _whose(root, sentence):
        return Label.BODY
    return Label.PARTY


def _gathers_members(body: Token) -> bool:
    """Say whether a body is told to meet through its members: "ministers of the group gathered"."""
    link = body.head
    if body.dep_ != "pobj" or link.lower_ not in {"of", "from"}:
        return False
    members = link.head
    return members.dep_ in {"nsubj", "nsubjpass"} and members.tag_ in {"NNS", "NNPS"}


def _whose(body: Token, sentence: _Sentence) -> bool:
    """Say whether a body is the one whose meeting it is: "a CSTO summit", "the meeting of the Council"."""
    words = {telling.word for _, telling in sentence.tellings}
    word = body
    for _ in range(4):
        if word.i in words:
            return True
        if word.dep_ in {"compound", "poss", "pobj", "nmod", "amod"} or (word.dep_ == "prep" and word.lower_ == "of"):
            word = word.head
            continue
        return False
    return False


_WHEN = frozenset("on in at during from to until since after of for".split())
_WHERE = frozenset("in at to of for".split())


def _when_and_where(sentence: _Sentence, places: list[Find]) -> Iterator[tuple[int, Mark]]:
    text = sentence.parsed.doc.text
    offset = sentence.parsed.start_char
    agenda = [mark.span for mark in sentence.agenda]
    for found in date_words(text[offset : sentence.parsed.end_char]):
        span = Span(found.span.start + offset, found.span.end + offset)
        root = _root(sentence, span)
        if root is None or any(_overlap(span, other) for other in agenda):
            continue
        at = _occasion_of(root, sentence, _WHEN)
        if at is not None:
            yield at, Mark(span, Label.DATE)
    for find in places:
        span = Span(find.start, find.end)
        root = _root(sentence, span)
        if root is None or any(_overlap(span, other) for other in agenda):
            continue
        placed = root.dep_ == "pobj" and root.head.lower_ in _WHERE
        adjective = root.dep_ in {"compound", "amod"} and find.entry_kind is EntryKind.CITY
        at = _occasion_of(root, sentence, _WHERE) if placed or adjective else None
        if at is not None and (root.head.lower_ in {"in", "at"} or find.entry_kind is not EntryKind.COUNTRY):
            yield at, Mark(span, Label.PLACE)


def _kind(group: Told) -> MeetingKind:
    """Return the kind that an occasion's own words name; ``OTHER`` leaves it to who takes part."""
    kinds = [telling.kind for telling in group.tellings if telling.kind is not None]
    if not kinds or (kinds[0] is MeetingKind.VISIT and group.first.kind is None):
        return MeetingKind.OTHER  # who met during a visit met
    return kinds[0]
