"""Clues in what surrounds somebody: the place, the cities named, who reports, what is said before."""

import re
from collections.abc import Iterator

from app.extract.marks import Span
from app.gazetteer import City, EntryKind, Rank, Venue, scan, state_of_officeholder
from app.resolve.capacity import sentence_around
from app.resolve.clues import Case, Clue, states_in
from app.resolve.phrases import title_in

_HOST_AFTER = re.compile(
    r"^(?:,[^.;]{0,80},)?\s(?:(?:will|would|also|today|has|had|yesterday|later|on\s\w+day)\s){0,3}"
    r"(?:receive[sd]?|welcome[sd]?|host(?:s|ed)?|greet(?:s|ed)?|invited|gave|gives)\b"
)
_HOST_BEFORE = re.compile(
    r"\b(?:received(?:\sthere)?\sby|call(?:s|ed)?\son|call\son|calls\son|meets?\swith|met(?:\sthere)?(?:\swith)?|guests?\sof|invitation\sof|invited\sby"
    r"|hosted\sby|audience\s(?:of|with|from)|welcomed\sby|told|see|saw|hosts?,?)\s[^.;]{0,60}$"
)
_COMES_AFTER = re.compile(
    r"^(?:,[^.;]{0,80},|\s\([^)]{0,40}\))?,?\s(?:who\s)?(?:(?:will|would|is|to|was|has|had|also|today|later|due|yesterday)\s){0,4}"
    r"(?:arriv|visit|fl[yie]|flew|left|leav|travel|brought|came|com(?:es|ing)|return|stopp|passed|pays|paid|went|goes|go\b|going|in\s[A-Z])"
)
_COMES_BEFORE = re.compile(r"\b(?:visit(?:s|ing|or)?|arrival|guest|trip|tour)\b[^.;]{0,30}$")


def clues_of_surroundings(case: Case, phrase: Span, sentence: Span) -> Iterator[tuple[str, Clue]]:
    """Yield the states of the place, of the reporters and of what is said before, with their clues."""
    text, setting = case.cast.text, case.setting
    yield from _of_the_text(case, sentence)
    before, after = text[sentence.start : phrase.start], text[phrase.end : sentence.end]
    comes = (_COMES_AFTER.search(after) or _COMES_BEFORE.search(before)) is not None
    cities = list(_cities(case, phrase, sentence))
    yield from cities
    yield from _known(case)
    if setting.publisher:
        yield setting.publisher, Clue.PUBLISHER
    if setting.home:
        of_home = {
            Clue.HOME: True,
            Clue.HOME_TOLD: setting.home in case.told,
            Clue.HOME_OFFICIAL: setting.is_official,
            Clue.HOME_EARLY: phrase.start < setting.until,
        }
        yield from ((setting.home, clue) for clue, holds in of_home.items() if holds)
    if setting.place:
        title = title_in(case.office.role) if case.office.role else None
        receives = (_HOST_AFTER.search(after) or _HOST_BEFORE.search(before)) is not None
        of_place = {
            Clue.PLACE: True,
            Clue.PLACE_FREE: setting.place not in case.told,
            Clue.PLACE_ABROAD: setting.home is not None and setting.place != setting.home,
            Clue.PLACE_NAMED: (setting.place, Clue.CITY_BEFORE) in cities,
            Clue.PLACE_ENVOY: title is not None and title.rank is Rank.AMBASSADOR,
            Clue.PLACE_VISITOR: comes,
            Clue.PLACE_HOST: receives and not comes,
        }
        yield from ((setting.place, clue) for clue, holds in of_place.items() if holds)


def _known(case: Case) -> Iterator[tuple[str, Clue]]:
    name = case.cast.persons[case.at].name.of(case.cast.text) if case.at is not None else ""
    state = state_of_officeholder(name, case.setting.year)
    if state is not None:
        yield state, Clue.KNOWN if len(name.split()) > 1 else Clue.KNOWN_SURNAME


def _of_the_text(case: Case, sentence: Span) -> Iterator[tuple[str, Clue]]:
    yield from ((code, Clue.TOLD) for code in case.told)
    yield from ((code, Clue.PARTY) for code in case.parties if code not in case.told)
    yield from ((code, Clue.HEADLINE) for code in case.setting.headline)
    yield from ((code, Clue.HEADLINE_FREE) for code in case.setting.headline if code not in case.told)
    yield from ((code, Clue.PREVIOUS) for _, code in states_in(case.cast, _before(case, sentence)))


def _cities(case: Case, phrase: Span, sentence: Span) -> Iterator[tuple[str, Clue]]:
    text = case.cast.text
    of_city = _OF_CITY.match(text, phrase.end)
    words = (case.office.role or "") + (of_city[0] if of_city else "")
    yield from ((code, Clue.CITY_OF) for code in _codes_of_cities(words))
    before = text[sentence.start : phrase.start]
    for code in _codes_of_cities(before)[-1:]:
        yield code, Clue.CITY_BEFORE
        if _MET_THERE.search(before):
            yield code, Clue.CITY_MEETS
    for code in _codes_of_cities(text[phrase.end : sentence.end])[:1]:
        yield code, Clue.CITY_AFTER
    for code in _codes_of_cities(_before(case, sentence).of(text))[-1:]:
        yield code, Clue.CITY_PREVIOUS


def _before(case: Case, sentence: Span) -> Span:
    """Return the sentence before; before the first one stands nothing that is told, only the dateline."""
    begins = case.setting.begins
    if sentence.start - 1 <= begins:
        return Span(sentence.start, sentence.start)
    found = sentence_around(case.cast.text, Span(sentence.start - 2, sentence.start - 1))
    return Span(max(found.start, begins), min(found.end, sentence.start))


_MET_THERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|to|from|where)\s[A-Z][^.;]{0,160}\b(?:with|see|saw|sees|met|meets?|by|call(?:s|ed)?\son|received|audience|pressed|briefed|lunch)"
    r"\s[^.;]{0,100}$"
)
_OF_CITY = re.compile(r"\sof\s[A-Z][\w-]+")


def _codes_of_cities(words: str) -> list[str]:
    found = [find.entry for find in scan(words, {EntryKind.CITY, EntryKind.VENUE})]
    return [entry.country for entry in found if isinstance(entry, City | Venue)]
