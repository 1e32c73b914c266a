"""The sentences of a report, the occasions told in each, and how the words of a sentence lead to them.

A word belongs to an occasion when the parse leads from it to the words that denote the occasion through links that
make a participant, a day or a place of it: subject and object, "with", "between", "in", "on". What is said about the
occasion elsewhere (who considers, attends or opens it) is found by the verbs that say so.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as ParsedSpan

from app.extract.marks import Mark, Span
from app.extract.occasions import Telling, Told
from app.extract.stretches import Stretches, spans


@dataclass(slots=True)
class Sentence:
    """A sentence of the report, the occasions told in it and its agenda items."""

    parsed: ParsedSpan
    tellings: list[tuple[int, Telling]]
    agenda: list[Mark]
    current: int  # the occasion that a sentence without one of its own speaks of
    cores: dict[int, int] = field(default_factory=dict)  # index of a word -> occasion whose words or verbs it is
    discussing: set[int] = field(default_factory=set)  # those of them that only say what was discussed

    def root(self, span: Span) -> Token | None:
        """Return the word on which the others of a stretch hang."""
        parsed = self.parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
        return parsed.root if parsed is not None else None

    def occasion_of(self, word: Token, prepositions: frozenset[str]) -> int | None:
        """Climb from a word to the nearest word that belongs to an occasion; None when the way is barred.

        ``prepositions`` are those that the way may lead through.
        """
        link = ""
        for _ in range(_CLIMB):
            if word.i in self.cores:
                # who discusses takes part, what is discussed does not
                apart = word.i in self.discussing and link not in {"nsubj", "nsubjpass", "prep", "conj"}
                return None if apart else self.cores[word.i]
            if word.dep_ not in _LINKS or word.head == word:
                return None
            if word.dep_ in {"prep", "agent"} and word.lower_ not in prepositions:
                return None
            link, word = word.dep_, word.head
        return None


def _tie(sentence: Sentence) -> None:
    """Note which words of a sentence belong to which occasion: its own, then who attends, then what they discuss."""
    document = sentence.parsed.doc
    for at, telling in sorted(sentence.tellings, key=lambda pair: pair[1].is_frame):
        for index in [telling.word] if telling.is_frame else _core(document[telling.word]):
            sentence.cores.setdefault(index, at)
    if not sentence.tellings:
        for index in _attending(sentence.parsed):
            sentence.cores.setdefault(index, sentence.current)
    for mark in sentence.agenda:
        matter = sentence.root(mark.span)
        for index in _core(matter) if matter is not None else ():
            if index not in sentence.cores:
                sentence.cores[index] = sentence.current
                sentence.discussing.add(index)


def sentences(
    document: Doc, told: tuple[Told, ...], agenda: list[Mark], start: int, passed_over: tuple[Span, ...]
) -> Iterator[Sentence]:
    """Yield the sentences from the first that tells of an occasion on, without the header and the page furniture."""
    tellings: dict[int, list[tuple[int, Telling]]] = defaultdict(list)
    for at, group in enumerate(told):
        for telling in group.tellings:
            tellings[telling.sentence].append((at, telling))
    items = Stretches(agenda, lambda mark: mark.span)
    furniture = spans(passed_over)
    current = 0
    begun = False
    for number, parsed in enumerate(document.sents):
        span = Span(parsed.start_char, parsed.end_char)
        if span.end <= start or furniture.touching(span):
            continue
        here = sorted(tellings[number], key=lambda pair: pair[1].span)
        foreground = [at for at, telling in here if not telling.background and not telling.is_frame]
        if foreground:
            current, begun = foreground[-1], True
        if not begun and not here:
            continue
        sentence = Sentence(parsed, here, items.begun_in(span.start, span.end), current)
        _tie(sentence)
        yield sentence


_UP = frozenset(
    {"dobj", "pobj", "prep", "acomp", "attr", "xcomp", "nsubj", "nsubjpass", "pcomp", "conj", "acl", "agent"}
)
SPEECH = frozenset("say tell announce report add note state declare quote comment believe think know write".split())


def _core(word: Token) -> list[int]:
    """Return the word of an occasion and the verbs that govern it: "Lavrov will | hold | separate | talks |"."""
    core = [word.i]
    for _ in range(8):
        if word.dep_ not in _UP or word.head == word:
            break
        word = word.head
        if word.pos_ == "VERB" and word.lemma_.lower() in SPEECH:
            break
        core.append(word.i)
    return core


def _attending(parsed: ParsedSpan) -> list[int]:
    """Return the words of a sentence that say who attends, where no word denotes the occasion itself."""
    for word in parsed:
        if word.lemma_.lower() in {"attend", "participate", "represent"} and word.pos_ == "VERB":
            return [word.i, *_core(word), *([parsed.root.i] if parsed.root.lemma_ == "be" else [])]
    return []


_CLIMB = 14  # links from a word to the occasion's; further off it belongs to something else
_LINKS = frozenset(
    "nsubj nsubjpass dobj iobj pobj conj appos compound poss nmod amod attr agent prep npadvmod advmod tmod xcomp pcomp"
    " acomp nummod dative oprd acl".split()
)
