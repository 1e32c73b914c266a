"""The kind of an occasion: the reader's guess, corrected by the words for it, by who takes part and what body meets."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.extract.marks import Occasion
from app.gazetteer import Body, BodyKind, Rank, body_named
from app.records import MeetingKind
from app.resolve.capacity import sentence_around
from app.resolve.cast import Row, party_of
from app.resolve.phrases import is_plural, title_in
from app.resolve.wording import Saying, Word, sayings, tells_of_call, words_in

_K = MeetingKind
_MINISTERS = frozenset({Rank.MINISTER, Rank.FOREIGN_MINISTER})
_STANDING = frozenset({BodyKind.COUNCIL, BodyKind.BOARD, BodyKind.ASSEMBLY})
_DEPUTY = re.compile(
    r"\b(?:deputy|deputies|vice|assistant|under|junior)\b(?!\s(?:president|premier|prime))", re.IGNORECASE
)


class _Company:
    """Who takes part in an occasion, by number and rank, and the body whose meeting it is."""

    def __init__(self, rows: Sequence[Row], body: str | None) -> None:
        self.body = body
        known = body_named(body) if body else None
        self.known = known if isinstance(known, Body) else None
        self.parties = {party_of(row) for row in rows} - {None}
        self.of_states = all(row.participant.country for row in rows)
        self.ranks = Counter(rank for row in rows if (rank := _held(row)) is not None)
        self.ministers = sum(self.ranks[rank] for rank in _MINISTERS)
        groups = {_rank(row.participant.role) for row in rows if _is_of_members(row)}
        self.of_ministers = bool(groups & _MINISTERS)
        self.several = Rank.HEAD in groups or self.of_ministers
        unknown = any(party_of(row) is None and _rank(row.participant.role) in _MINISTERS for row in rows)
        self.pair = len(self.parties) == 2 and not self.several and not unknown
        self.irregulars = any(
            row.participant.organization is not None and _acts_for_itself(row.participant.organization) for row in rows
        )

    @property
    def level(self) -> MeetingKind | None:
        """The kind that follows from the offices that most of three or more parties hold, or None."""
        for ranks, kind in (({Rank.HEAD}, _K.SUMMIT), (_MINISTERS, _K.MINISTERIAL)):
            held = max(self.ranks[rank] for rank in ranks)
            if held and held * 2 >= sum(self.ranks.values()):
                return kind
        return None


def _rank(role: str | None) -> Rank | None:
    """Return how high an office stands; a deputy minister is an official."""
    title = title_in(role) if role else None
    if title is None or role is None:
        return None
    return Rank.OFFICIAL if title.rank in _MINISTERS and _DEPUTY.search(role) else title.rank


def _held(row: Row) -> Rank | None:
    """Return the rank of a participant; who is president of a body alone heads no state."""
    rank = _rank(row.participant.role)
    heads_body = rank is Rank.HEAD and row.participant.country is None and not _is_of_members(row)
    return Rank.BODY_HEAD if heads_body and row.participant.organization else rank


def _is_of_members(row: Row) -> bool:
    """Say whether a row stands for the ministers or heads of all members of an organisation."""
    who = row.participant
    return bool(who.organization and who.name is None and who.role and is_plural(who.role))


def _acts_for_itself(organization: str) -> bool:
    known = body_named(organization)
    return not isinstance(known, Body) or known.kind is BodyKind.MOVEMENT


@cache
def _levels() -> dict[str, MeetingKind]:
    lines = (Path(__file__).parent / "levels.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["name"]: MeetingKind(row["kind"]) for row in rows}


def kind_of(text: str, occasion: Occasion, rows: Sequence[Row], body: str | None) -> MeetingKind:
    """Return the kind of an occasion.

    Words that denote it say most; where they leave it open, the guess stays unless those who take part or the body
    that meets contradict it. ``body`` is the name of that body, None when there is none.
    """
    if occasion.kind is not _K.VISIT and any(tells_of_call(text, mention) for mention in occasion.mentions):
        return _K.CALL
    company = _Company(rows, body)
    said = list(sayings(text, occasion))
    if occasion.kind is _K.CALL and any(Word.SPEECH in saying.itself for saying in said):
        return _K.CALL
    told = [_told(occasion.kind, company, saying, is_first=at == 0) for at, saying in enumerate(said)]
    kinds = Counter(kind for kind in told if kind is not None)
    if kinds[_K.MINISTERIAL] and kinds[_K.SUMMIT] and company.of_ministers:
        return _K.MINISTERIAL  # those of a council that sits around a summit
    if kinds:
        return occasion.kind if kinds[occasion.kind] else kinds.most_common(1)[0][0]
    if body is not None:
        words = words_in(body)
        kind = _told(occasion.kind, company, Saying(words, frozenset(), frozenset()), is_first=False)
        if kind is not None:
            return kind
    several = any(Word.SEVERAL in saying.phrase for saying in said) or len(company.parties) >= 5
    return _untold(text, occasion, company, several=several)


_GIVES_WAY = {  # which guesses give way to a kind that the words name
    _K.BILATERAL: frozenset({_K.MINISTERIAL, _K.NEGOTIATION, _K.SUMMIT, _K.VISIT, _K.CALL}),
    _K.MINISTERIAL: frozenset({_K.BILATERAL, _K.NEGOTIATION, _K.SUMMIT, _K.SESSION, _K.CALL, _K.CONFERENCE}),
    _K.SUMMIT: frozenset({_K.BILATERAL, _K.MINISTERIAL, _K.NEGOTIATION}),
    _K.NEGOTIATION: frozenset({_K.BILATERAL, _K.CONFERENCE}),
    _K.CONFERENCE: frozenset({_K.BILATERAL, _K.VISIT}),
    _K.SESSION: frozenset({_K.MINISTERIAL, _K.CALL, _K.SESSION}),
    _K.VISIT: frozenset({_K.BILATERAL, _K.NEGOTIATION, _K.MINISTERIAL, _K.SUMMIT, _K.OTHER}),
}


def _told(guess: MeetingKind, company: _Company, saying: Saying, *, is_first: bool) -> MeetingKind | None:
    """Return the kind that a mention names; None when it names none, or one that the guess does not give way to."""
    kind = _named(guess, company, saying, is_first=is_first)
    return kind if kind is not None and (kind is guess or guess in _GIVES_WAY[kind]) else None


def _named(guess: MeetingKind, company: _Company, saying: Saying, *, is_first: bool) -> MeetingKind | None:
    two = company.pair or (len(company.parties) <= 2 and guess is _K.BILATERAL and not company.several)
    if Word.VISIT in saying.itself:
        return None if guess is _K.BILATERAL and company.pair and not is_first else _K.VISIT
    if Word.TWO_SIDED in saying.phrase and len(company.parties) <= 2:
        return _K.BILATERAL
    if Word.MINISTERS in saying.phrase | saying.subject:
        return _K.BILATERAL if two and company.body is None else _K.MINISTERIAL
    if saying.phrase & {Word.SUMMIT, Word.LEADERS}:
        of_many = guess is _K.SUMMIT and (Word.LEADERS in saying.phrase or not company.of_states)
        if two and not of_many and (company.body is None or guess is _K.BILATERAL):
            return _K.BILATERAL
        return _K.MINISTERIAL if company.of_ministers and not company.ranks[Rank.HEAD] else _K.SUMMIT
    if Word.NEGOTIATION in saying.phrase:
        if company.of_ministers and not company.pair:
            return _K.MINISTERIAL
        plain = guess is _K.BILATERAL and (not is_first or company.ranks[Rank.HEAD])
        return None if plain else _K.NEGOTIATION
    if Word.CONFERENCE in saying.phrase:
        return _K.CONFERENCE
    if Word.ORGAN in saying.phrase | saying.subject:
        meets_as = _levels().get(company.known.name) if company.known else None
        return None if guess is _K.MINISTERIAL and (company.of_ministers or meets_as) else _K.SESSION
    return None


_BARGAINING = re.compile(
    r"\b(?:negotiat\w+|peace|cease-?fire|truce|reschedul\w+|loans?|debts?|treaty|pact|tariffs?|quotas?|accord|rounds?"
    r"|hostages?|disarm\w+|missiles|rebels?)\b",
    re.IGNORECASE,
)
_OF_MINISTERS = re.compile(r"\b(?:ministers?|ministerial|secretar(?:y|ies)|cabinet)\b", re.IGNORECASE)


def _untold(text: str, occasion: Occasion, company: _Company, *, several: bool) -> MeetingKind:
    """Return the kind of an occasion whose words leave it open."""
    guess = occasion.kind

    def says(form: re.Pattern[str]) -> bool:
        return any(form.search(sentence_around(text, mention).of(text)) for mention in occasion.mentions)

    if guess in {_K.VISIT, _K.CONFERENCE, _K.OTHER}:
        return guess
    if guess is _K.NEGOTIATION:
        if company.of_ministers and not company.pair:
            return _K.MINISTERIAL
        is_plain = company.pair and company.body is None and not company.irregulars
        return _K.BILATERAL if is_plain and not says(_BARGAINING) else guess
    meets_as = _levels().get(company.known.name) if company.known else None
    stands = company.known is not None and company.known.kind in _STANDING
    if guess in {_K.MINISTERIAL, _K.CALL} and stands and not company.of_ministers:
        return meets_as or _K.SESSION
    if guess is _K.CALL:
        return guess
    if guess is _K.BILATERAL:
        return (company.level or (_K.SESSION if company.body else _K.OTHER)) if several else guess
    if company.several or len(company.parties) >= 3:
        if company.level is not None:
            return company.level
        official = company.ranks and not company.ministers and not company.ranks[Rank.HEAD]
        return _K.OTHER if guess is _K.MINISTERIAL and official and company.body is None else guess
    if company.pair and company.body is None and company.ranks and guess is not _K.SESSION:
        return _K.BILATERAL
    if guess is _K.MINISTERIAL and not company.ministers and not says(_OF_MINISTERS):
        if company.body is None:
            return _K.BILATERAL
        standing = company.known is not None and company.known.kind in {BodyKind.ORGANISATION, BodyKind.AGENCY}
        return meets_as or (_K.SESSION if standing else guess)
    return guess
