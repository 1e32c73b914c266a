"""The head of an article: its dateline, who published it, and where the report begins below all that.

Above a report stand headlines, bylines, the name of the press office, "For Immediate Release", a line with the date,
"The following is attributable to…". They are told from the report's first sentence line by line.
"""

import re
from dataclasses import dataclass, replace

from app.extract.dateline import Dateline, read_dateline
from app.extract.dates import DateWords
from app.extract.furniture import furniture
from app.extract.marks import Span
from app.gazetteer.entries import Agency, EntryKind
from app.gazetteer.lookup import agency_named
from app.gazetteer.scan import scan
from app.records import Article

_MOST_LINES = 14  # lines with something in them that may stand above the first sentence
_REACH = 4000  # characters that these may fill
_TAIL = 400  # characters at the end in which an agency signs

_LABEL = re.compile(
    r"(?:for immediate release|press (?:release|statement|note|communiqu[eé])|media (?:note|release|advisory)|readouts?"
    r"|statements?|joint (?:press )?(?:statement|communiqu[eé]|declaration)|remarks|fact ?sheet|communiqu[eé]|news"
    r"|office of (?:the )?\W?[\w' ]{3,40}|begin (?:\w{1,12} )?text|(?:unofficial )?translation|\W{1,20})\s?[.:]?",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"(?:the )?(?:text of the )?(?:below|following)\b.{0,400}\b(?:attribut\w+|released|issued|text of)\b.{0,600}"
    r"|the text of the following\b.{0,900}",
    re.IGNORECASE | re.DOTALL,
)
_BYLINE = re.compile(
    r"(?:by|reporting by|written by)\s+[^\W\d_][^.\n]{2,79}|[^.\n|]{3,60}\|[^.\n]{2,40}", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*\s*\Z")
_SIGNED = re.compile(r"(?:source|copyright|©|\(c\)|via|original text)\W*|[\W\d]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the report, with the words that say it.

    ``publisher`` is the one that came with the article, else the ``agency`` found in the text, under the name by which
    it is known, else in the text's own words. ``city`` is the dateline's (first) city and ``cities`` all of them;
    ``region`` the state or country named beside it. ``date`` holds the words of the dateline's day. ``body_start`` is
    where the report's first sentence begins.
    """

    publisher: str | None
    agency: str | None
    agency_span: Span | None
    city: Span | None
    cities: tuple[Span, ...]
    region: Span | None
    date: DateWords | None
    body_start: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something in it, without the white space around it."""

    span: Span
    words: str
    then_blank: bool


def read_header(article: Article) -> Header:
    """Return the header of an article. Takes constant time beyond the first few thousand characters."""
    text = article.text
    lines = _first_lines(text)
    found, body_start = _read_lines(text, lines)
    agency, span = _agency(text, lines, found, body_start)
    return Header(
        publisher=article.publisher or agency,
        agency=agency,
        agency_span=span,
        city=found.cities[0] if found.cities else None,
        cities=found.cities,
        region=found.region,
        date=found.date,
        body_start=body_start,
    )


def _first_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    while at < len(text) and at < _REACH and len(lines) < _MOST_LINES:
        end = text.find("\n", at, at + _REACH)
        end = min(len(text), at + _REACH) if end < 0 else end
        words = text[at:end]
        bare = words.strip()
        if bare:
            start = at + len(words) - len(words.lstrip())
            blank = not text[end : end + 200].partition("\n")[2].partition("\n")[0].strip()
            lines.append(_Line(Span(start, start + len(bare)), bare, blank))
        at = end + 1
    return lines


_NOTHING = Dateline(cities=(), region=None, date=None, agency=None, end=0)


def _read_lines(text: str, lines: list[_Line]) -> tuple[Dateline, int]:
    """Return what the datelines say together, and where the report begins."""
    found = _NOTHING
    below_labels: int | None = None  # where the report begins unless a dateline comes: the first line that is no label
    for index, line in enumerate(lines):
        if below_labels is None and agency_named(line.words):
            # "The White House" alone above a readout says who speaks, not where
            found = _together(found, replace(_NOTHING, agency=line.span))
            continue
        dateline = read_dateline(text, line.span.start)
        if dateline is not None and (below_labels is None or _is_sure(text, dateline, line)):
            found = _together(found, dateline)
            if dateline.end < line.span.end:
                return found, dateline.end
            continue
        if below_labels is None and not _stands_above(line, lines[index + 1 :]):
            below_labels = line.span.start
        if below_labels is not None and (len(line.words) > 250 or index > 6):
            break  # a full paragraph: a dateline further down would be another report's
    if below_labels is None:
        below_labels = lines[-1].span.start if lines else 0
    return found, below_labels


def _is_sure(text: str, dateline: Dateline, line: _Line) -> bool:
    """Say whether a dateline is plain enough to be believed below what looks like a sentence."""
    named = bool(dateline.cities) and (dateline.date is not None or dateline.agency is not None)
    capitals = bool(dateline.cities) and dateline.cities[0].of(text).isupper()
    return dateline.end < line.span.end and (named or capitals)


def _together(first: Dateline, second: Dateline) -> Dateline:
    return Dateline(
        cities=first.cities or second.cities,
        region=first.region if first.cities else second.region,
        date=first.date or second.date,
        agency=first.agency or second.agency,
        end=second.end,
    )


def _stands_above(line: _Line, below: list[_Line]) -> bool:
    """Say whether a line is a headline, byline, label or furniture: something that the report stands below."""
    words = line.words
    if _is_label(words) or furniture(words):
        return True
    if not below or len(words) > 200 or _SENTENCE_END.search(words):
        return False
    # A headline has no full stop and stands by itself; a line of wrapped text goes on in the next one.
    following = below[0].words
    return line.then_blank or (len(following) > len(words) and not following[:1].islower() and len(following) > 100)


def _is_label(words: str) -> bool:
    """Say whether a line says who speaks or wrote, or what sort of paper this is."""
    forms = (_ATTRIBUTED, _LABEL, _BYLINE)
    return any(form.fullmatch(words) for form in forms) or agency_named(words) is not None


def _agency(text: str, lines: list[_Line], found: Dateline, body_start: int) -> tuple[str | None, Span | None]:
    """Return the agency's name and the words that give it: the dateline's, else a label's, else a signature's."""
    if found.agency is not None:
        known = _known_agency(text, found.agency)
        return known or (found.agency.of(text), found.agency)
    for line in lines:
        if line.span.end <= body_start and _is_label(line.words) and (known := _known_agency(text, line.span)):
            return known
    return _signature(text)


def _known_agency(text: str, span: Span) -> tuple[str, Span] | None:
    words = span.of(text)
    if whole := agency_named(words):
        return whole.name, span
    for find in scan(words[:600], {EntryKind.AGENCY}):
        entry = find.sense(EntryKind.AGENCY)
        if isinstance(entry, Agency):
            return entry.name, Span(span.start + find.start, span.start + find.end)
    return None


def _signature(text: str) -> tuple[str, Span] | tuple[None, None]:
    """Return the agency that signs the last lines ("REUTER", "Source: IRNA"), if one does."""
    tail = text[-_TAIL:]
    at = len(text) - len(tail)
    for line in tail.split("\n")[1:][-4:] if "\n" in tail else ():
        bare = line.strip()
        if 1 < len(bare) <= 60:
            mark = _SIGNED.match(bare)
            name = bare[mark.end() if mark else 0 :].strip(" .,;:/()[]-–—")
            if name and (agency := agency_named(name)):
                start = at + tail.rindex(name)
                return agency.name, Span(start, start + len(name))
    return None, None
