"""Entity tags: whether a client has an answer already, and the tags of its compressed forms (RFC 9110, 8.8.3)."""

from collections.abc import Iterator
from functools import lru_cache

ENCODINGS = (b"zstd", b"br", b"gzip")
"""The forms in which answers are compressed, the one preferred first: zstd takes a fifth of the time of gzip."""


@lru_cache(128)  # there are as many as there are kinds of clients
def taken(accepted: bytes) -> bytes | None:
    """Return the form in which a client that sends this ``Accept-Encoding`` is answered; None for as it is."""
    takes = {}
    for each in accepted.lower().split(b","):
        name, _, quality = each.partition(b";")
        takes[name.strip()] = quality.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    return next((encoding for encoding in ENCODINGS if takes.get(encoding)), None)


def encoded(tag: bytes, encoding: bytes) -> bytes:
    """Return the tag of an answer's compressed form: a strong tag stands for the very bytes."""
    return tag[:-1] + b"-" + encoding + b'"'


def is_known(tag: bytes, told: bytes) -> bool:
    """Tell whether an ``If-None-Match`` names the tag, by the weak comparison that it asks for."""
    return told.strip() == b"*" or tag in _tags(told)


def known_form(tag: bytes, told: bytes) -> bytes | None:
    """Return the form of the tag, itself or a compressed one's, that an ``If-None-Match`` names, else None."""
    if told.strip() == b"*":
        return tag
    forms = _forms(tag)
    return next((each for each in _tags(told) if each in forms), None)


def is_current(tag: bytes, told: bytes) -> bool:
    """Tell whether an ``If-Match`` names a form of the tag, by the strong comparison that it asks for."""
    return told.strip() == b"*" or not _forms(tag).isdisjoint(each.strip() for each in told.split(b","))


def _forms(tag: bytes) -> set[bytes]:
    return {tag, *(encoded(tag, encoding) for encoding in ENCODINGS)}


def _tags(told: bytes) -> Iterator[bytes]:
    return (each.strip().removeprefix(b"W/") for each in told.split(b","))
