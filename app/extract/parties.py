"""Who takes part: the names, offices, states and bodies that a sentence ties to an occasion."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from app.extract.marks import Label, Mark, Span
from app.extract.names import name_at, people, titled_names
from app.extract.sentences import SPEECH, Sentence
from app.extract.stretches import spans
from app.gazetteer import EntryKind, Find, Title, TitleUse


def names_in(document: Doc, parties: list[Find]) -> list[Span]:
    """Return the names of persons: those behind an office or honour, and those that the recogniser takes for one."""
    text = document.text
    names = set(titled_names(text, parties))
    taken = spans(Span(find.start, find.end) for find in parties)
    titled = spans(names)
    for entity in document.ents:
        if entity.label_ != "PERSON":
            continue
        name = name_at(text, entity.start_char)
        if name is not None and not taken.touching(name) and not titled.touching(name):
            names.add(name)
    mentions = {mention for person in people(text, names) for mention in person.mentions}
    return sorted(mention for mention in mentions if not taken.touching(mention))


_WITH = frozenset("with between among by from of to for together".split())
_OPENING = frozenset("welcome opening open address".split())


def who_of(sentence: Sentence, names: list[Span], parties: list[Find]) -> Iterator[tuple[int, Mark]]:
    """Yield the names, offices and parties of a sentence that take part, each with the index of its occasion."""
    agenda = spans(mark.span for mark in sentence.agenda)
    named = spans(names)
    for name in names:
        if agenda.touching(name):
            continue
        root = sentence.root(name)
        at = sentence.occasion_of(root, _WITH) if root is not None else None
        if at is None and root is not None and _opens(root):
            at = sentence.current
        if at is not None:
            yield at, Mark(name, Label.NAME)
    for find in parties:
        span = Span(find.start, find.end)
        if agenda.touching(span) or named.touching(span):
            continue
        root = sentence.root(span)
        at = sentence.occasion_of(root, _WITH) if root is not None else None
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
        if word.dep_ == "nsubj" and word.head.lemma_.lower() in SPEECH | _OPENING:
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


def _party_label(find: Find, root: Token, sentence: Sentence) -> Label | None:
    title = find.entry if isinstance(find.entry, Title) else None
    if title is not None:
        return Label.ROLE if title.use in {TitleUse.OFFICE, TitleUse.GROUP, TitleUse.COUNTERPART} else None
    if find.entry_kind is EntryKind.BODY and _whose(root, sentence):
        return Label.BODY
    return Label.PARTY


def _gathers_members(body: Token) -> bool:
    """Say whether a body is told to meet through its members: "ministers of the group gathered"."""
    link = body.head
    if body.dep_ in {"compound", "amod", "nmod", "poss"}:
        members = link  # "EC agriculture ministers met"
    elif body.dep_ == "pobj" and link.lower_ in {"of", "from"}:
        members = link.head
    else:
        return False
    return members.dep_ in {"nsubj", "nsubjpass"} and members.tag_ in {"NNS", "NNPS"}


def _whose(body: Token, sentence: Sentence) -> bool:
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
