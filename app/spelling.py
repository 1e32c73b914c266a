"""The form in which words are compared: blind to case, accents, script and the usual ways to transliterate.

The rules are few on purpose. They join what agencies spell differently (Sergei and Sergey, Zelensky and Zelenskyy,
Lavrov and Lawrow, Alexander and Aleksander, ministers and minister); two words that they join by mistake cost a
searcher one row too many, while a word that they keep apart costs a row that is never found.
"""

import re
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"(?<=[a-z0-9])['’]s\b")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’`](?=[a-z])")
_SOUNDS = (("ph", "f"), ("kh", "h"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"))
_DOUBLED = re.compile(r"([a-z])\1+")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![sui])s$")


@lru_cache(maxsize=65536)  # names, offices and places come round again and again while articles are saved
def keys_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared, each of ``[a-z0-9]``, in their order."""
    plain = _APOSTROPHE.sub("", _POSSESSIVE.sub("", anyascii(text).lower()))
    return tuple(_key(word) for word in _WORD.findall(plain))


def _key(word: str) -> str:
    if not word.isalpha():
        return word
    word = word[:-3] + "y" if len(word) > 5 and word.endswith("ies") else _PLURAL.sub("", word)
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)
