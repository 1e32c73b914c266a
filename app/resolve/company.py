"""Clues that others give whose state is known: they are listed with somebody, or meet, or are the minister's chief."""

import re
from collections.abc import Iterator

from app.extract.marks import Span
from app.gazetteer import TitleUse
from app.resolve.clues import Case, Clue, others_in, states_in
from app.resolve.phrases import is_plural, title_in
from app.resolve.sides import LIST

_ITS = re.compile(r"\b(?P<whose>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:[a-z-]+\s){0,2}$")
_HIS_HOST = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he)\s(?:[\w-]+\s){0,2}(?P<what>guest|host|visitor|counterpart|colleague|opposite\snumber),\s$"
)
_OWNER = re.compile(r"['’]s?\s(?:[a-z-]+\s)?$")
_MEETS = re.compile(
    r"\b(?:me(?:e?t|ets|eting)|with|receiv(?:e|es|ed|ing)|told|tells?|saw|sees?|seen|seeing|called|calls|phoned|visit(?:s|ed|ing)?|by|to"
    r"|conferred|counterparts?|colleague|opposite|host|guest|welcom(?:es?|ed|ing)|hosts|hosted|greeted|versus|against|from|for)\b"
)
_BETWEEN = re.compile(r"\bbetween\b[^.;]{0,120}$")
_AND = re.compile(r"(?:,[^.;]{0,80})?,?\sand\s(?:the\s)?$")
_LISTED = re.compile(r"(?:,|\)|;|\sand|\sas\swell\sas)(?:[^.]{0,90}(?:,|\sand|\sas\swell\sas))?\s(?:(?:the|an?)\s)?$")
_COUNTERS = frozenset({"host", "guest", "colleague", "counterpart", "opposite number", "homologue"})


def clues_of_company(case: Case, phrase: Span, sentence: Span) -> Iterator[tuple[str, Clue]]:
    """Yield what is known of others who are named near somebody, with its clue."""
    text = case.cast.text
    met: set[str] = set()
    for code, clue in _beside(case, phrase, sentence):
        yield code, clue
        if clue is Clue.OPPOSED:
            met.add(code)
    own = _ITS.search(text, max(0, phrase.start - 40), phrase.start)
    other_side = _HIS_HOST.search(text, max(0, phrase.start - 60), phrase.start)
    if other_side is not None and case.setting.place:
        hosts = other_side["what"] == "host"
        yield case.setting.place, Clue.PLACE_HOST if hosts else Clue.PLACE_VISITOR
    counter = _is_counterpart(case) or other_side is not None
    earlier = Span(max(0, phrase.start - _ANTECEDENT), phrase.start)
    before = [at for at, _ in others_in(case, earlier) if at in case.known]
    if counter and before:
        met.add(case.known[before[-1]])
        yield case.known[before[-1]], Clue.OPPOSED
    elif own is not None:
        states = states_in(case.cast, earlier)
        if own["whose"].lower() in {"his", "her"} and before:
            yield case.known[before[-1]], Clue.OWN
        elif states:
            # "Chad was willing, except in Mali, its delegate said": the sentence is about the first
            same = [code for find, code in states if find.start >= sentence.start]
            yield (same[0] if same else states[-1][1]), Clue.OWN
    if before:
        yield case.known[before[-1]], Clue.LAST_PERSON
    here = {*case.told, *case.parties}
    if len(here) == 2 and len(here - met) == 1:
        yield next(iter(here - met)), Clue.OTHER_SIDE
    yield from ((code, Clue.SAME_OFFICE) for code in case.peers)


_ANTECEDENT = 300  # characters before "his" and "its" in which the one meant is named


def _is_counterpart(case: Case) -> bool:
    role = case.office.role_span
    words = role.of(case.cast.text) if role else ""
    title = title_in(words) if words else None
    return (title is not None and title.use is TitleUse.COUNTERPART) or words.lower() in _COUNTERS


def _beside(case: Case, phrase: Span, sentence: Span) -> Iterator[tuple[str, Clue]]:
    """Yield what the persons named next to somebody in the sentence tell."""
    text = case.cast.text
    before = others_in(case, Span(sentence.start, phrase.start))[-1:]
    after = others_in(case, Span(phrase.end, sentence.end))[:1]
    for (at, mention), gap in [
        *((pair, text[pair[1].end : phrase.start]) for pair in before),
        *((pair, text[phrase.end : _left_edge(case, pair)]) for pair in after),
    ]:
        code = case.known.get(at)
        if code is None:
            continue
        first = min(mention.start, phrase.start)
        if _holds_in_two(case, at) and _AND.fullmatch(gap):
            yield code, Clue.OPPOSED
            continue
        if (_BETWEEN.search(text, max(0, first - 150), first) and _AND.search(gap)) or _MEETS.search(gap):
            yield code, Clue.OPPOSED
        elif _OWNER.fullmatch(gap) and mention.end <= phrase.start:
            yield code, Clue.OWN
        elif LIST.fullmatch(gap) or _LISTED.fullmatch(gap):
            yield code, Clue.JOINED
        else:
            yield code, Clue.NEXT


def _holds_in_two(case: Case, other: int) -> bool:
    """Say whether an office is told once for two persons: "the defence ministers, | X and Y"."""
    mine, theirs = case.office.role_span, case.cast.offices[other].role_span
    if mine is None or theirs is None or not mine.start < theirs.end or not theirs.start < mine.end:
        return False
    return is_plural(mine.of(case.cast.text)) or is_plural(theirs.of(case.cast.text))


def _left_edge(case: Case, named: tuple[int, Span]) -> int:
    office, mention = case.cast.offices[named[0]], named[1]
    starts = [part.span.start for part in (office.country, office.organization) if part]
    starts += [office.role_span.start] if office.role_span else []
    return min((start for start in starts if 0 <= mention.start - start < 80), default=mention.start)
