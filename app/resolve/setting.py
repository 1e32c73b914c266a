"""What a report takes for granted: from where it is written, and who writes it."""

import re

from app.extract.header import Header
from app.gazetteer import Agency, EntryKind, agency_named, scan
from app.records import Article
from app.resolve.offices import side
from app.resolve.sides import Setting
from app.resolve.where import dateline_place

# Words for a government's own office in the name of a publisher, in the tongues in which they publish their names.
_OFFICE = re.compile(
    r"\b(?:ministry|department|government|presiden(?:t|cy|tial)|prime\sminister|office|embassy|chancellery|secretariat|parliament"
    r"|minist[eè]re|minist[eé]rio|ministero|ministerio|pr[eé]sidence|presid[eê]ncia|presidencia|gouvernement|gobierno|governo|canciller[ií]a)\b",
    re.IGNORECASE,
)
_WORLD_WIDE = frozenset(
    {"Reuters", "AFP", "AP", "UPI", "Agence France-Presse", "Associated Press", "United Press International"}
)
_STATES = frozenset({EntryKind.COUNTRY, EntryKind.DEMONYM})


def setting_of(article: Article, header: Header, told: int, year: int | None) -> Setting:
    """Return what a report of a year takes for granted; ``told`` is where its main occasion is first told of."""
    publisher = header.publisher or ""
    agency = agency_named(publisher) if publisher else None
    own = agency.country if agency else _state_in(publisher)
    is_official = agency.official if agency else _OFFICE.search(publisher) is not None
    official = own if is_official else None
    home = official or dateline_place(article.text, header).country
    return Setting(
        home,
        told,
        is_official=official is not None,
        publisher=None if is_official or _is_world_wide(agency) else own,
        headline=_states_in(article.title or ""),
        begins=header.body_start,
        year=year,
    )


def _is_world_wide(agency: Agency | None) -> bool:
    return agency is not None and agency.name in _WORLD_WIDE


def _states_in(words: str) -> tuple[str, ...]:
    found = [side(find) for find in scan(words, _STATES)]
    return tuple(dict.fromkeys(party.country for party in found if party is not None and party.country))


def _state_in(words: str) -> str | None:
    states = _states_in(words)
    return states[0] if len(states) == 1 else None
