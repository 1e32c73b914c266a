"""The reader by rules: it marks, in the parse of a text, the words that belong to each occasion."""

from collections.abc import Iterator

from spacy.tokens import Doc

from app.extract.agenda import agenda_marks
from app.extract.dates import DateWords, date_words
from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.extract.occasions import Told, may_tell, occasions
from app.extract.parsing import parse
from app.extract.parties import names_in, who_of
from app.extract.sentences import Sentence, sentences
from app.extract.stretches import Stretches, spans
from app.gazetteer import EntryKind, Find, scan
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


def _marked(
    document: Doc, told: tuple[Told, ...], agenda: list[Mark], start: int, passed_over: tuple[Span, ...]
) -> Reading:
    text = document.text
    marks: list[list[Mark]] = [[] for _ in told]
    denoting = spans(telling.span for group in told for telling in group.tellings)
    found = [
        find
        for find in scan(text, _PARTIES)
        if find.entry_kind is EntryKind.BODY or not denoting.touching(Span(find.start, find.end))
    ]
    names, parties = spans(names_in(document, found)), _placed(found)
    places = _placed([find for find in scan(text, _PLACES | {EntryKind.BODY}) if find.entry_kind in _PLACES])
    days = Stretches(date_words(text), lambda words: words.span)
    for sentence in sentences(document, told, agenda, start, passed_over):
        here = sentence.parsed.start_char, sentence.parsed.end_char
        for at, mark in (
            *_agenda_of(sentence),
            *who_of(sentence, names.begun_in(*here), parties.begun_in(*here)),
            *_when(sentence, [words.span for words in days.begun_in(*here)]),
            *_where(sentence, places.begun_in(*here)),
        ):
            marks[at].append(mark)
    _add_days(document, told, marks, days)
    _add_places(document, told, marks, places)
    return tuple(
        Occasion(
            mentions=tuple(telling.span for telling in group.tellings),
            kind=_kind(group),
            status=group.first.status,
            background=all(telling.background for telling in group.tellings),
            parent=group.parent,
            marks=tuple(dict.fromkeys(own)),
        )
        for group, own in zip(told, marks, strict=True)
    )


def _placed(finds: list[Find]) -> Stretches[Find]:
    return Stretches(finds, lambda find: Span(find.start, find.end))


def _add_days(document: Doc, told: tuple[Told, ...], marks: list[list[Mark]], days: Stretches[DateWords]) -> None:
    """Give an occasion without a day the date words nearest to it in its own sentences that no other one took."""
    taken = spans(mark.span for own in marks for mark in own)
    given: set[Span] = set()
    bounds = [(sentence.start_char, sentence.end_char) for sentence in document.sents]
    for group, own in zip(told, marks, strict=True):
        if any(mark.label is Label.DATE for mark in own):
            continue
        for telling in group.tellings:
            free = [
                words.span
                for words in days.begun_in(*bounds[telling.sentence])
                if not taken.touching(words.span) and words.span not in given
            ]
            if free:
                nearest = min(free, key=lambda span: abs(span.start - telling.span.start))
                own.append(Mark(nearest, Label.DATE))
                given.add(nearest)
                break


def _add_places(document: Doc, told: tuple[Told, ...], marks: list[list[Mark]], places: Stretches[Find]) -> None:
    """Give an occasion without a place the city that its own sentences name with "in" or "at" and no other one took."""
    taken = spans(mark.span for own in marks for mark in own)
    bounds = [(sentence.start_char, sentence.end_char) for sentence in document.sents]
    for group, own in zip(told, marks, strict=True):
        if any(mark.label is Label.PLACE for mark in own):
            continue
        named = [
            Span(find.start, find.end)
            for telling in group.tellings
            for find in places.begun_in(*bounds[telling.sentence])
            if find.entry_kind is not EntryKind.COUNTRY
            and document.text[max(0, find.start - 4) : find.start].endswith((" in ", " at "))
        ]
        free = [span for span in named if not taken.touching(span)]
        if free:
            own.append(Mark(free[0], Label.PLACE))


def _agenda_of(sentence: Sentence) -> Iterator[tuple[int, Mark]]:
    """Yield each agenda item with the occasion that its clause tells of, else the one spoken of."""
    for mark in sentence.agenda:
        root = sentence.root(mark.span)
        at = sentence.current
        if root is not None:
            above = {word.i for word in root.ancestors}
            reached = [at for at, telling in sentence.tellings if telling.word in above]
            if reached:
                at = reached[0]
        yield at, mark


_WHEN = frozenset("on in at during from to until since after of for".split())
_WHERE = frozenset("in at to of for".split())


def _when(sentence: Sentence, days: list[Span]) -> Iterator[tuple[int, Mark]]:
    agenda = spans(mark.span for mark in sentence.agenda)
    for span in days:
        root = sentence.root(span)
        at = None if root is None or agenda.touching(span) else sentence.occasion_of(root, _WHEN)
        if at is not None:
            yield at, Mark(span, Label.DATE)


def _where(sentence: Sentence, places: list[Find]) -> Iterator[tuple[int, Mark]]:
    agenda = spans(mark.span for mark in sentence.agenda)
    for find in places:
        span = Span(find.start, find.end)
        root = sentence.root(span)
        if root is None or agenda.touching(span):
            continue
        placed = root.dep_ == "pobj" and root.head.lower_ in _WHERE
        adjective = root.dep_ in {"compound", "amod"} and find.entry_kind is EntryKind.CITY
        at = sentence.occasion_of(root, _WHERE) if placed or adjective else None
        if at is not None and (root.head.lower_ in {"in", "at"} or find.entry_kind is not EntryKind.COUNTRY):
            yield at, Mark(span, Label.PLACE)


def _kind(group: Told) -> MeetingKind:
    """Return the kind that an occasion's own words name; ``OTHER`` leaves it to who takes part."""
    kinds = [telling.kind for telling in group.tellings if telling.kind is not None]
    if not kinds or (kinds[0] is MeetingKind.VISIT and group.first.kind is None):
        return MeetingKind.OTHER  # who met during a visit met
    return kinds[0]
