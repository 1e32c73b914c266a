"""Ids made from content (UUIDs of version 5), so that ingesting the same articles anywhere gives the same ids.

The forms below are part of every stored id: changing one changes ids that people have kept.
"""

import uuid
from functools import lru_cache

from anyascii import anyascii

from app.gazetteer.lookup import body_named

_NAMESPACE = uuid.UUID("0b1f7a52-7a3c-4f0e-9d53-1c3c8f6f2f4e")


def fold(name: str) -> str:
    """Return what spellings of one name share: ``Þórdís  JÓNSDÓTTIR`` gives ``thordis jonsdottir``."""
    return " ".join(anyascii(name).casefold().split()) or name  # nothing is left of mere signs


def article_id(text: str) -> uuid.UUID:
    """Return the id of the article with exactly this text."""
    return _made("article", text)


def meeting_id(article: uuid.UUID, key: str) -> uuid.UUID:
    """Return the id of the meeting with this key in the article."""
    return _made("meeting", f"{article}/{key}")


def participant_id(meeting: uuid.UUID, position: int) -> uuid.UUID:
    """Return the id of the meeting's participant at this position, from 0."""
    return _made("participant", f"{meeting}/{position}")


def agenda_item_id(meeting: uuid.UUID, position: int) -> uuid.UUID:
    """Return the id of the meeting's agenda item at this position, from 0."""
    return _made("agenda_item", f"{meeting}/{position}")


def evidence_id(meeting: uuid.UUID, position: int) -> uuid.UUID:
    """Return the id of the meeting's evidence at this position, from 0: one field may have several words behind it."""
    return _made("evidence", f"{meeting}/{position}")


@lru_cache(maxsize=16384)  # the same people and bodies come round again and again while articles are saved
def person_id(name: str) -> uuid.UUID:
    """Return the id of the person with this name in any case and with or without its accents."""
    return _made("person", fold(name))


@lru_cache(maxsize=16384)
def organization_id(name: str) -> uuid.UUID:
    """Return the id of the body with this name; acronyms and aliases that the gazetteer knows lead to the same one."""
    body = body_named(name)
    return _made("organization", fold(body.name if body else name))


def _made(kind: str, content: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, f"{kind}/{content}")
