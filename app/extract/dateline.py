"""The dateline of a report: where and when it was written, and which agency sent it.

Agencies write the same four things (place, region, date, agency) in every order and with every mark between them:
"DUSHANBE, April 2. /TASS/.", "WASHINGTON (Reuters) -", "Tehran – IRNA –", "GENEVA (2 April 2015) –", "[Oslo] 2 May
2015". So the parts are read one after another, whatever their order, up to the mark that opens the report; whether
they make a dateline is judged at the end, by what was found.
"""

import re
from dataclasses import dataclass, replace

from app.extract.dates import DateWords, date_words
from app.extract.marks import Span
from app.gazetteer.lookup import agency_named, city_named, country_named, venue_named

_LONGEST = 200  # characters: no dateline is longer, and nothing here looks further
_PLACE = re.compile(
    # up to the mark that ends the name; "St. Petersburg" and "Washington D.C." keep their dots
    r"[^\W\d_][^,:;()\[\]/|—–_\n]{0,39}?(?=\s*(?:[,:;()\[\]/|—–_\n]|--|\s-|-\s|$)|(?<=\w{4})\.(?:\s|$))"
)
_REGION = re.compile(r"[^\W\d_][\w.' ]{0,28}?(?=\s*(?:[,(\[/—–:\n\]]|--|\s-|-\s|$)|(?<=\w{4})\.\s)")
_BARE_AGENCY = re.compile(r"[^\W\d_][\w.&'’ -]{0,38}?(?=\s*(?:[,:(\[/—–_\n]|--|\s-|-\s|$|\.(?:\s|$)))")
_BRACKETED = re.compile(r"([(\[/<])\s?([^()\[\]/<>\n]{1,60}?(?:/[^()\[\]/<>\n]{1,30}){0,2})\s?([)\]/>])")
_OPENING = re.compile(r"[\s\"“”*•\[]{0,8}")
# "(MONROVIA, Liberia, October 21) –": what stands in the brackets is read without them.
_ENCLOSED = re.compile(r"\A\(([^()\n]{3,36},[^()\n]{3,60})\)(\s*[-–—:])")
_BREAK = re.compile(r"\s*(?:[—–]|--+)\s*|\s+[-_]\s+|(?<=[).,/\]])\s*[-_]\s*|[-_]\s+|:\s+|:?\s*$")
_WEAK = re.compile(r"[\s,.;|\]]+")
_STOP = re.compile(r"[.\]][\s,.]*\Z|/[\s,.]+\Z")
_NEXT_PLACE = re.compile(r"\s?/\s?| and | & ")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; ``end`` is where the report's first sentence begins, or the end of the line.

    ``cities`` has several for "BRUSSELS/GENEVA"; ``region`` is the state or country beside the city ("Md.", "Japan").
    ``agency`` are the words in the agency's place, whether or not the agency is known.
    """

    cities: tuple[Span, ...]
    region: Span | None
    date: DateWords | None
    agency: Span | None
    end: int


@dataclass(slots=True)
class _Parts:
    """What was read so far."""

    cities: tuple[Span, ...] = ()
    region: Span | None = None
    date: DateWords | None = None
    agency: Span | None = None
    agency_is_marked: bool = False  # in slashes, or known: no words of a sentence stand so
    break_mark: str = ""  # the mark that closed it: a dash, a colon, a line's end
    stopped: bool = False  # closed by a full stop or bracket


def read_dateline(text: str, start: int) -> Dateline | None:
    """Return the dateline that begins at ``start``, where a line begins, or None when there is none.

    Only the first 200 characters of the line are looked at.
    """
    line_end = text.find("\n", start, start + _LONGEST)
    line = text[start : line_end if line_end >= 0 else start + _LONGEST]
    line = _ENCLOSED.sub(r" \1 \2", line)
    parts = _Parts()
    opening = _OPENING.match(line)
    at = _read_parts(line, opening.end() if opening else 0, parts)
    if not _is_dateline(line, at, parts):
        return None
    return Dateline(
        cities=tuple(_moved(span, start) for span in parts.cities),
        region=_moved(parts.region, start) if parts.region else None,
        date=_date_moved(parts.date, start) if parts.date else None,
        agency=_moved(parts.agency, start) if parts.agency else None,
        end=start + at,
    )


def _read_parts(line: str, at: int, parts: _Parts) -> int:
    """Read part after part into ``parts``; return where the report begins."""
    while at < len(line):
        after = _part(line, at, parts)
        if after is None:
            return at
        at = after
        weak = _WEAK.match(line, at)
        closing = _BREAK.match(line, at)
        if (closing and closing.end() > at) or (weak is None and closing):
            beyond = closing.end()
            parts.break_mark = closing.group().strip() or "\n"
            # "Tehran – IRNA –", "Cairo - 2 April 2015:": a part behind the dash, closed by another mark
            if beyond >= len(line) or not _goes_on(line, beyond, parts):
                return beyond
            at = beyond
        elif weak:
            parts.stopped = _STOP.search(line[: weak.end()]) is not None
            at = weak.end()
            closing = _BREAK.match(line, at)
            if closing and closing.end() > at:
                parts.break_mark = closing.group().strip() or "\n"
                return closing.end()
    return at


def _part(line: str, at: int, parts: _Parts) -> int | None:
    """Read the part that begins at ``at``; return where it ends, or None when none begins there."""
    if (end := _bracketed(line, at, parts)) is not None:
        return end
    if parts.date is None and (found := _date_at(line, at)):
        parts.date = found
        return found.span.end
    if (end := _known_agency(line, at, parts)) is not None:
        return end
    if not parts.cities and parts.agency is None:
        return _places(line, at, parts)
    if parts.region is None and parts.date is None and parts.agency is None:
        return _region(line, at, parts)
    return None


def _goes_on(line: str, at: int, parts: _Parts) -> bool:
    """Say whether a date or agency with a mark behind it stands at ``at``, behind a dash that could end it all."""
    trial = _Parts(cities=parts.cities, region=parts.region, date=parts.date, agency=parts.agency)
    end = _bracketed(line, at, trial)
    if end is None and trial.date is None and (found := _date_at(line, at)):
        end = found.span.end
    if end is None:
        end = _known_agency(line, at, trial)
    return end is not None and (_BREAK.match(line, end) is not None or line[end : end + 2] in {", ", ". ", " ("})


def _bracketed(line: str, at: int, parts: _Parts) -> int | None:
    match = _BRACKETED.match(line, at)
    if match is None or (match[1] == "/") != (match[3] == "/"):
        return None
    inside = Span(*match.span(2))
    if (found := _date_at(line, inside.start)) and parts.date is None and found.span.end <= inside.end:
        parts.date = found
        rest = line[found.span.end : inside.end].strip(" ,.")
        if rest and parts.agency is None:
            begin = line.index(rest, found.span.end)
            parts.agency = Span(begin, begin + len(rest))
    elif parts.region is None and country_named(inside.of(line)) and not agency_named(inside.of(line)):
        parts.region = inside
    elif parts.agency is None:
        parts.agency = inside
        parts.agency_is_marked = match[1] == "/" or _names_agency(inside.of(line))
    return match.end()


def _known_agency(line: str, at: int, parts: _Parts) -> int | None:
    span = None if parts.agency else _matched(_BARE_AGENCY, line, at)
    if span is None or not agency_named(span.of(line)) or (not parts.cities and _known_place(span.of(line))):
        return None
    parts.agency, parts.agency_is_marked = span, True
    return span.end


def _places(line: str, at: int, parts: _Parts) -> int | None:
    cities: list[Span] = []
    while match := _PLACE.match(line, at):
        end = match.start() + len(match.group().rstrip())
        words = match.group().rstrip()
        joint = next((j for j in _NEXT_PLACE.finditer(words) if j.start()), None)
        if joint:
            end = match.start() + joint.start()
        if len(line[at:end].split()) > 4:
            break
        cities.append(Span(at, end))
        more = _NEXT_PLACE.match(line, end)
        if more is None or len(cities) == 3 or not _is_place(line[more.end() : more.end() + 40]):
            break
        at = more.end()
    if not cities:
        return None
    parts.cities = tuple(cities)
    return cities[-1].end


def _region(line: str, at: int, parts: _Parts) -> int | None:
    """Read a state or country; whether it is a known one does not matter beside a city in a dateline."""
    span = _matched(_REGION, line, at)
    words = span.of(line).split() if span else []
    if span is None or len(words) > 3 or not all(word[0].isupper() or word in {"of", "and", "the"} for word in words):
        return None
    parts.region = span
    return span.end


def _matched(pattern: re.Pattern[str], line: str, at: int) -> Span | None:
    match = pattern.match(line, at)
    return Span(at, at + len(match.group().rstrip())) if match and match.group().strip() else None


def _is_place(words: str) -> bool:
    match = _PLACE.match(words)
    name = re.split(r"\s?/", match.group())[0] if match else ""
    return name.isupper() or _known_place(name)


def _known_place(name: str) -> bool:
    bare = name.strip(" .")
    city = city_named(bare) or city_named(bare.rsplit(" D.C", 1)[0])
    # "United Nations" is a body; in a dateline it stands for its headquarters.
    return city is not None or (venue_named(bare) or venue_named(f"{bare} headquarters")) is not None


def _names_agency(words: str) -> bool:
    return any(agency_named(part.strip()) for part in re.split(r"[/,]| and ", words))


def _is_dateline(line: str, at: int, parts: _Parts) -> bool:
    """Judge whether what was read is a dateline and not the beginning of a sentence."""
    closed = bool(parts.break_mark)
    if not parts.cities:
        # "(Reuters) -", "April 2 (Reuters) -", "2 April 2015" alone on its line; not "NATO - an alliance -"
        enclosed = parts.agency is not None and line[: parts.agency.start].rstrip().endswith(("(", "/"))
        known = parts.agency_is_marked and (parts.date is not None or enclosed)
        alone = at >= len(line.rstrip())
        return (closed and known) or (parts.date is not None and parts.date.day is not None and alone)
    name = parts.cities[0].of(line)
    capitals = name.isupper() and len(name) > 2
    if not capitals and not _known_place(name):
        return False
    if parts.date is not None or parts.agency is not None:
        # What no sentence has lets even a dateline without a dash count: (CNN) after the city, the city in brackets.
        marked = parts.agency_is_marked or line[: parts.cities[0].start].strip() == "["
        return closed or marked or (parts.stopped and parts.date is not None)
    if not closed or not _known_place(name) or line[at : at + 1].islower():
        return False
    return capitals or parts.break_mark not in {":", "-"}


def _date_at(line: str, at: int) -> DateWords | None:
    """Return the date that begins at ``at``, in whatever capitals; a range is none, for a dateline is one day."""
    words = re.split(r"\s[-–—]|[-–—]\s|--|[()\[\]:]", line[at : at + 40], maxsplit=1)[0]
    usual = re.sub(r"[A-Za-z]+", lambda m: m.group().capitalize(), words)
    usual = re.sub(r"(?<=\d)(?:St|Nd|Rd|Th)\b", lambda m: m.group().lower(), usual)
    for found in date_words(usual)[:1]:
        if found.span.start == 0 and (found.month or found.weekday is not None) and not found.until_day:
            return _date_moved(found, at)
    return None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _date_moved(date: DateWords, by: int) -> DateWords:
    return replace(date, span=_moved(date.span, by))
