"""Where a gold value stands in its article: every stretch of words that may be the one the annotator read.

Gold records hold values, not places. Each function here returns all places of one value, in the order of the text;
which of them belongs to which meeting is decided in ``training.align``.
"""

import re
from dataclasses import dataclass
from functools import cache

from app.extract.dateline import read_dateline
from app.extract.dates import DateWords, date_words
from app.extract.marks import Span
from app.extract.reader.words import word_spans
from app.gazetteer.load import cities, countries
from app.resolve.when import resolve_date
from app.resolve.writing import Writing, day_of_writing

_SMALL = frozenset("a an the of and or to in on for with at by from as its their his her s".split())
_FAMILY_FIRST = frozenset({"CN", "KR", "KP", "TW", "VN", "KH", "SG", "MM", "HU"})
_VENUES = {
    "Washington": ("White House", "State Department", "Department of State", "Pentagon", "Capitol Hill"),
    "New York": ("UN headquarters", "United Nations headquarters", "UNITED NATIONS", "United Nations"),
    "Moscow": ("Kremlin",),
    "Annapolis": ("United States Naval Academy",),
}
_SPELLINGS = (("Kyiv", "Kiev"), ("Beijing", "Peking"), ("New York", "New York City"), ("Washington", "Washington D.C."),
              ("Washington", "Washington, D.C."), ("Washington, D.C.", "Washington"), ("Tashkent", "Toshkent"),
              ("Munich", "Munich Security Conference"))  # fmt: skip


def places_of(text: str, words: str) -> list[Span]:
    """Return the places of exact words, with word borders; failing that, whatever the capitals, quotes and spaces."""
    if not words.strip():
        return []
    for pattern in (_bounded(re.escape(words)), _loose(words)):
        found = [Span(*match.span()) for match in pattern.finditer(text)]
        if found:
            return found
    return []


def role_places(text: str, role: str, *, shared: bool = False) -> list[Span]:
    """Return the places of an office's words, whatever their capitals: "Officials" opens a sentence.

    ``shared`` takes them in the plural too: "Foreign ministers" for a "foreign minister", "Heads of Delegation".
    """
    if not role.strip():
        return []
    found = [Span(*match.span()) for match in _loose(role).finditer(text)]
    if shared:
        several = r"\s+".join(re.escape(word) + "s?" for word in role.split())
        more = [Span(*match.span()) for match in _bounded(several, re.IGNORECASE).finditer(text)]
        found = sorted({*found, *more})
    return found


def _bounded(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", flags)


def _loose(words: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"\s+", words.strip())]
    pattern = r"\s+".join(parts)
    for mark in ("'", "’"):
        pattern = pattern.replace(mark, "\0")
    pattern = pattern.replace("\0", "['’‘]").replace('"', '["“”]')
    return _bounded(pattern, re.IGNORECASE)


def content_words(words: str) -> list[str]:
    """Return the words of a phrase in lower case, without articles, prepositions and marks."""
    found = (span.of(words).lower() for span in word_spans(words))
    return [word for word in found if (word[0].isalnum() or "." in word) and word.strip("'’") not in _SMALL]


def closest_window(text: str, words: str, *, least: float) -> Span | None:
    """Return the shortest stretch of the text that shares most content words with ``words``; None below ``least``.

    The measure is the F1 of the two bags of words, as the scorer's overlap.
    """
    wanted = content_words(words)
    if not wanted:
        return None
    spans = word_spans(text)
    lower = [span.of(text).lower() for span in spans]
    content = [(k, w) for k, w in enumerate(lower) if w in wanted]
    best, best_score = None, least
    for a in range(len(content)):
        left = list(wanted)
        shared = 0
        for b in range(a, min(len(content), a + 2 * len(wanted))):
            if content[b][1] in left:
                left.remove(content[b][1])
                shared += 1
            size = sum(
                1 for k in range(content[a][0], content[b][0] + 1) if lower[k][0].isalnum() and lower[k] not in _SMALL
            )
            score = 2 * shared / (size + len(wanted))
            if score > best_score:
                best, best_score = Span(spans[content[a][0]].start, spans[content[b][0]].end), score
    return best


@dataclass(frozen=True, slots=True)
class NamePlaces:
    """Where a person is named: with the full name, and by a part of it only."""

    full: tuple[Span, ...]
    part: tuple[Span, ...]

    @property
    def all(self) -> tuple[Span, ...]:
        """Every mention, in the order of the text."""
        return tuple(sorted((*self.full, *self.part)))


def name_places(text: str, name: str, country: str | None, others: frozenset[str]) -> NamePlaces:
    """Return the mentions of a person; ``others`` are the full names of everybody else in the article's gold."""
    full = places_of(text, name)
    bare = re.sub(r",?\s(?:Jr|Sr)\.?$|\s(?:II|III|IV|V|VI)$", "", name)
    if bare != name and not full:
        full = places_of(text, bare)
    parts = bare.split()
    keys = [parts[-1]]
    if len(parts) > 1 and re.match(r"(?i)(?:al|el|ben|bin|von|van|de|der|da|di|le|la)$", parts[-2]):
        keys.insert(0, " ".join(parts[-2:]))
    if len(parts) > 1 and (country in _FAMILY_FIRST or (not full and len(parts[0]) > 3)):
        keys.append(parts[0])
    if len(parts) > 3:
        keys.append(" ".join(parts[-2:]))
    if not full and len(parts) > 2:
        keys = [f"{parts[0]} {parts[-1]}", *keys]
    shared = [Span(*match.span()) for other in others for match in _bounded(re.escape(other)).finditer(text)]
    taken = [*full, *shared]
    part: list[Span] = []
    for key in keys:
        if len(key) < 2 or key[0].islower():
            continue
        for match in _bounded(re.escape(key)).finditer(text):
            inside = any(span.start < match.end() and match.start() < span.end for span in (*taken, *part))
            if not inside and not _is_other_name(text, match.start(), parts):
                part.append(Span(*match.span()))
    return NamePlaces(tuple(full), tuple(sorted(part)))


def _is_other_name(text: str, start: int, parts: list[str]) -> bool:
    """Say whether a surname stands behind the first name of somebody else: "Raul Castro" is not Fidel."""
    before = re.search(r"(\w[\w.’'-]*)\s$", text[max(0, start - 30) : start])
    if before is None:
        return False
    word = before[1]
    return word in _FIRST_NAMES and word not in parts


_FIRST_NAMES = frozenset("Raul Jill Hunter Hillary Bill Michelle Laura Barbara George John Robert James".split())


@cache
def _country_pattern(code: str, *, loosely: bool) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    state = countries().get(code)
    if state is None:
        return None
    official = (state.official,) if state.official else ()
    names = [name for name in (state.name, *official, *state.aliases, *state.adjectives, *state.people) if name]
    if code == "US":
        names += ["US", "U.S", "American"]
        names += ["Administration", "administration", "White House", "State Department"] if loosely else []
    if code == "SU":
        names += ["Russian", "Russia"]
    if code == "DE":
        names += ["West German", "West Germany", "German"]
    if code == "PS":
        names += ["Palestinian Authority", "Palestinian", "Palestinians", "PA"]
    capitals = [name for name in state.capitals if name]
    return _alternatives(names), _alternatives(capitals if capitals and loosely else ["\0"])


def _alternatives(names: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(names), key=len, reverse=True)
    return _bounded("(?:" + "|".join(re.escape(name) for name in ordered) + ")")


def country_places(text: str, code: str, *, loosely: bool) -> list[Span]:
    """Return where a state is named: its name, an adjective, its people.

    ``loosely`` takes words for its government too, and its capital where nothing else names it.
    """
    patterns = _country_pattern(code, loosely=loosely)
    if patterns is None:
        return []
    for pattern in patterns:
        found = [Span(*match.span()) for match in pattern.finditer(text)]
        if found:
            return found
    return []


def state_name_places(text: str, code: str) -> list[Span]:
    """Return where a state is named as a place: its names, without adjectives and people."""
    state = countries().get(code)
    if state is None:
        return []
    official = (state.official,) if state.official else ()
    pattern = _alternatives([state.name, *official, *state.aliases])
    return [Span(*match.span()) for match in pattern.finditer(text)]


def body_places(text: str, name: str) -> list[Span]:
    """Return where a body is named, in full or by its acronym."""
    found = places_of(text, name)
    acronyms = set(re.findall(r"\(([A-Z][A-Za-z-]{1,9})\)", "".join(text[s.end : s.end + 14] for s in found)))
    if len(name.split()) > 1:
        acronyms.add(
            "".join(word[0] for word in re.findall(r"[A-Za-z][\w'-]*", name) if word.lower() not in _SMALL).upper()
        )
        acronyms |= set(re.findall(r"\b[A-Z]{2,8}\b", name))
    if name in {"European Community", "European Communities"}:
        acronyms.add("EC")
    if name in {"United Nations", "UN", "U.N."}:
        acronyms |= {"UN", "U.N.", "United Nations"}
    if name.startswith(("Group of", "G-", "G7")):
        acronyms |= {"G-7", "G7", "Group of Seven", "G-5", "G-20", "G20", "Group of Five"}
    for acronym in acronyms:
        if len(acronym) > 1:
            found += [Span(*match.span()) for match in _bounded(re.escape(acronym)).finditer(text)]
    if not found:
        fuzzy = closest_window(text, name, least=0.66)
        found = [fuzzy] if fuzzy else []
    return _without_overlap(found)


def city_places(text: str, city: str) -> list[Span]:
    """Return where a city, or a venue in it that everybody places, is named."""
    found = places_of(text, city)
    found += places_of(text, city.upper()) if found else []
    for one, other in _SPELLINGS:
        if city == one:
            found += places_of(text, other)
    if not found:
        found = [span for venue in _VENUES.get(city, ()) for span in places_of(text, venue)]
    else:
        at = re.compile(r"(?:\bat|\bto|\bin)\s(?:the\s)?$")
        venues = [span for venue in _VENUES.get(city, ()) for span in places_of(text, venue)]
        found += [span for span in venues if at.search(text, max(0, span.start - 9), span.start)]
    if not found:
        aliases = {alias for entry in cities() if entry.name == city for alias in entry.aliases}
        found = [span for alias in aliases for span in places_of(text, alias)]
    return _without_overlap(found)


def _without_overlap(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@dataclass(frozen=True, slots=True)
class Head:
    """How an article begins: the end of its dateline, the place and the date in it."""

    end: int
    cities: tuple[Span, ...]
    date: DateWords | None


def head_of(text: str) -> Head:
    """Return the article's dateline, or an empty one."""
    line = read_dateline(text, 0)
    return Head(line.end, line.cities, line.date) if line else Head(0, (), None)


def day_written(text: str, head: Head, published: str | None) -> Writing:
    """Return when the article was written, as far as is known."""
    return day_of_writing(text, head.date, published, date_words(text))


def date_places(text: str, writing: Writing, start: str, *, planned: bool) -> tuple[list[Span], list[Span]]:
    """Return the date words that mean ``start``: those that say it exactly, and those that only agree with it."""
    exact, near = [], []
    for words in date_words(text):
        for ahead in (planned, not planned):
            when = resolve_date(words, writing, planned=ahead).start
            if when == start:
                exact.append(words.span)
                break
            if when and (when.startswith(start) or start.startswith(when)) and len(when) >= 7:
                near.append(words.span)
                break
    return exact, near
