"""What a sentence puts on the agenda: matters discussed, papers and decisions.

A rule is a verb (or noun) and the place in its clause where the matter stands: "discuss X", "attention will be given
to X", "agreed to X", "sign X" where X is a paper. The lists below are the language of agency reports and readouts; each
form stands for a family, none for an article.
"""

from collections.abc import Iterator

from spacy.tokens import Span as ParsedSpan
from spacy.tokens import Token

from app.extract.marks import Label, Mark
from app.extract.parsing import words

# The matter is the verb's object: "discussed X", or its clause: "consider reinforcing X".
_TOPIC_OBJECT = frozenset(
    "discuss consider review address examine debate raise tackle explore cover analyse analyze assess negotiate study"
    " emphasize emphasise underscore underline stress reaffirm reiterate highlight affirm condemn note express".split()
)
# The matter follows a preposition: "focused on X", "exchanged views on X".
_TOPIC_PREPOSITION = {
    "focus": {"on", "upon"}, "concentrate": {"on"}, "touch": {"on", "upon"}, "exchange": {"on", "about"},
    "speak": {"about"}, "talk": {"about"}, "deal": {"with"}, "confer": {"on", "about"}, "consult": {"on", "about"},
    "centre": {"on"}, "center": {"on"}, "give": {"to"}, "pay": {"to"}, "brief": {"on", "about"},
    "coordinate": {"on"}, "negotiate": {"on", "over"}, "meet": {"on", "about"},
}  # fmt: skip
# "give" and "pay" tell of a matter only with one of these: "attention will be given to X".
_NEEDS_NOUN = {
    "give": {"attention", "priority", "consideration"},
    "pay": {"attention"},
    "exchange": {"view", "opinion"},
}
# Nouns that are followed by the matter: "talks on X", "a meeting about X".
_TOPIC_NOUN = {
    "talk": {"on", "about", "over"}, "meeting": {"on", "about"}, "negotiation": {"on", "over", "about"},
    "discussion": {"on", "about", "of"}, "conference": {"on"}, "summit": {"on"}, "consultation": {"on"},
    "conversation": {"about", "on"}, "session": {"on"}, "view": {"on", "about"}, "dialogue": {"on"}, "forum": {"on"},
}  # fmt: skip
_PAPER_VERB = frozenset(
    "issue adopt approve sign endorse ratify finalise finalize initial conclude release publish draft prepare".split()
)
_PAPER = frozenset(
    "statement declaration communique communiqué plan list agreement memorandum treaty protocol accord pact resolution"
    " charter document programme program roadmap strategy report convention framework concept law budget package"
    " contract deal letter paper".split()
)
_DECISION_VERB = frozenset("agree decide commit undertake pledge resolve vow".split())
# Mere labels before the matter itself, and the words that lead from one to the other: the matter of "issues of X", "a
# range of topics, including X" and "their support for X" is X.
_MERE = frozenset("of regarding concerning about including in related relating to on for".split())
_LABELS = {
    **dict.fromkeys("issue matter question topic problem range number aspect subject agenda way".split(), _MERE),
    **dict.fromkeys("challenge priority area sphere field interest".split(), frozenset({"including"})),
    **dict.fromkeys("commitment dedication".split(), frozenset({"to"})),
    **dict.fromkeys("support appreciation gratitude readiness".split(), frozenset({"for"})),
    **dict.fromkeys("importance necessity".split(), frozenset({"of"})),
    **dict.fromkeys("need desire".split(), frozenset({"for", "to"})),
    **dict.fromkeys("concern condolence".split(), frozenset({"about", "over", "regarding"})),
}
_NO_MATTER = frozenset("range number aspect".split())  # labels that are nothing by themselves


def agenda_marks(sentence: ParsedSpan) -> Iterator[Mark]:
    """Yield the agenda items that a sentence tells, none overlapping another."""
    matters = [
        (label, matter)
        for word in sentence
        for label, head in _matters(word)
        for item in _coordinated(head)
        for matter in _without_label(item)
    ]
    matters += _further_papers(sentence, matters)
    starts = {matter.left_edge.i for _, matter in matters}
    taken: set[int] = set()
    for label, matter in matters:
        kept = _extent(matter, label, starts)
        if kept and not taken & set(kept) and not _says_nothing([matter.doc[index] for index in kept]):
            taken.update(kept)
            yield Mark(words(matter.doc[kept[0]], matter.doc[kept[-1]]), label)


_EMPTY = frozenset(
    "way step effort measure area issue matter topic progress need importance role support commitment concern point"
    " view detail idea proposal result situation development relation tie cooperation question problem"
    " challenge".split()
)


def _says_nothing(matter: list[Token]) -> bool:
    """Say whether a matter is a bare label that names none: "ways", "the issues", "its commitment"."""
    words = [word for word in matter if word.pos_ not in {"DET", "PRON", "PART", "PUNCT", "NUM"}]
    return len(words) == 1 and (words[0].lemma_.lower() in _EMPTY or len(words[0]) < 3)


def _further_papers(sentence: ParsedSpan, matters: list[tuple[Label, Token]]) -> list[tuple[Label, Token]]:
    """Return the papers of a list that the parser hung on a wrong word: "…, as well as a list of statements"."""
    papers = [matter for label, matter in matters if label is Label.DOCUMENT]
    if not papers:
        return []
    return [
        (Label.DOCUMENT, word)
        for word in sentence
        if word.i > papers[0].i
        and word.dep_ == "conj"
        and word not in papers
        and word.lemma_.lower() in _PAPER
        and any(child.dep_ == "det" and child.lower_ in {"a", "an"} for child in word.children)
    ]


def _matters(word: Token) -> Iterator[tuple[Label, Token]]:
    lemma = word.lemma_.lower()
    if word.pos_ == "VERB":
        if lemma in _PAPER_VERB:
            yield from ((Label.DOCUMENT, child) for child in _objects(word) if child.lemma_.lower() in _PAPER)
        if lemma in _TOPIC_OBJECT:
            yield from ((Label.TOPIC, child) for child in _objects(word) if child.pos_ != "PRON")
            yield from ((Label.TOPIC, child) for child in word.children if child.dep_ == "xcomp")
        if lemma in _DECISION_VERB:
            yield from ((Label.DECISION, child) for child in word.children if child.dep_ in {"xcomp", "ccomp"})
            yield from ((Label.DECISION, child) for child in _after(word, {"on", "upon"}))
        if lemma in _TOPIC_PREPOSITION and _has_noun(word, lemma):
            yield from ((Label.TOPIC, child) for child in _after(word, _TOPIC_PREPOSITION[lemma]))
    elif word.pos_ == "NOUN" and lemma in _TOPIC_NOUN:
        yield from ((Label.TOPIC, child) for child in _after(word, _TOPIC_NOUN[lemma]))


def _objects(verb: Token) -> Iterator[Token]:
    yield from (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"})


def _after(word: Token, prepositions: set[str]) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (
                matter
                for matter in child.children
                if matter.dep_ in {"pobj", "pcomp"} and matter.ent_type_ not in {"DATE", "TIME"}
            )


def _has_noun(verb: Token, lemma: str) -> bool:
    nouns = _NEEDS_NOUN.get(lemma)
    return nouns is None or any(child.lemma_.lower() in nouns for child in _objects(verb))


def _coordinated(head: Token) -> Iterator[Token]:
    """Yield a matter and the ones coordinated with it: each could stand on an agenda by itself."""
    yield head
    for word in head.children:
        if word.dep_ == "conj":
            yield from _coordinated(word)


def _without_label(matter: Token) -> Iterator[Token]:
    """Yield what a mere label introduces, or the matter itself."""
    links = _LABELS.get(matter.lemma_.lower())
    if links is None:
        yield matter
        return
    leading = [link for link in matter.children if link.dep_ in {"prep", "acl"} and link.lower_ in links]
    if any(link.lower_ == "including" for link in leading):
        leading = [link for link in leading if link.lower_ == "including"]
    named = [found for link in leading for found in _link_objects(link)]
    for found in named:
        for each in _coordinated(found):
            yield from _without_label(each)
    if not named and matter.lemma_.lower() not in _NO_MATTER and len(list(matter.subtree)) > 2:
        yield matter


def _link_objects(link: Token) -> Iterator[Token]:
    for child in link.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield child
        elif child.dep_ == "prep":
            yield from _link_objects(child)


# What hangs on a matter without being part of its name.
_LOOSE = frozenset({"relcl", "advcl", "punct", "cc", "parataxis", "conj"})


def _extent(matter: Token, label: Label, starts: set[int]) -> list[int]:
    """Return the indexes of the words of a matter: its phrase, whole, without what is coordinated or loosely added.

    ``starts`` are the indexes at which the sentence's matters begin: none runs into the next.
    """
    loose = [
        child
        for child in matter.children
        if child.dep_ in _LOOSE and child.i > matter.i and (label is not Label.DECISION or child.dep_ == "conj")
    ]
    left_out = {word.i for child in loose for word in child.subtree}
    inside = [word.i for word in matter.subtree if word.i not in left_out]
    kept = _unbroken(inside, matter.i)
    if matter.dep_ in {"dobj", "nsubjpass", "conj"}:
        kept = _run_on(matter, kept, starts)
    document = matter.doc
    while kept and _is_edge(document[kept[-1]]):
        kept.pop()
    while kept and (_is_edge(document[kept[0]]) or document[kept[0]].lower_ == "to"):
        kept.pop(0)
    return kept


def _unbroken(indexes: list[int], core: int) -> list[int]:
    """Return the run of consecutive indexes that holds the core: a matter is one stretch of words."""
    left = right = core
    there = set(indexes)
    while left - 1 in there:
        left -= 1
    while right + 1 in there:
        right += 1
    return list(range(left, right + 1))


def _run_on(matter: Token, kept: list[int], starts: set[int]) -> list[int]:
    """Add the phrase that the parser hung on the verb but that continues the object: "discuss the war | in Ukraine"."""
    document, at = matter.doc, kept[-1] + 1
    while at < matter.sent.end and document[at].pos_ == "ADP" and document[at].dep_ == "prep":
        link = document[at]
        if (
            link.head != matter.head
            or link.right_edge.i + 1 > matter.sent.end
            or link.lower_ in {"during", "at", "before"}
        ):
            break
        phrase = _unbroken([word.i for word in link.subtree], link.i)
        if set(phrase) & starts or any(document[index].ent_type_ in {"DATE", "TIME"} for index in phrase):
            break
        kept = kept + phrase
        at = kept[-1] + 1
    return kept


def _is_edge(word: Token) -> bool:
    return word.is_punct or word.is_space or word.dep_ == "cc"
