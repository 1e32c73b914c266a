"""An article that somebody sends: as the fields of a JSON object, as plain text, or as an HTML page."""

import codecs
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.articles.fields import article_of, facts_of, string
from app.articles.pages import encoding_of, looks_like_page, read_page
from app.articles.plain_text import read_plain_text
from app.articles.sizes import MOST_BYTES, too_long
from app.errors import ArticleUnreadableError
from app.records import Article


class Form(StrEnum):
    """What the bytes of an article are."""

    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Sent:
    """An article as it came; nothing of it is read yet but the JSON around it.

    ``fields`` hold its ``text`` or ``html``, unless it came as ``content`` of its own, and what is said of it.
    ``charset`` is the encoding that came with the content; without one, a page may declare its own. ``by`` names the
    sender, for the history of the records.
    """

    where: str
    origin: str
    fields: dict[str, Any] = field(default_factory=dict)
    content: bytes | None = None
    form: Form | None = None
    charset: str | None = None
    by: str | None = None


def read_sent(sent: Sent) -> Article:
    """Return the article. Raises ``ArticleUnreadableError`` when there is none in what was sent.

    What the sender says of it counts more than what a page says of itself.
    """
    if sent.content is None and "html" not in sent.fields:
        article = article_of(sent.fields, sent.where, sent.origin)
        if len(article.text) > MOST_BYTES:
            raise too_long(sent.where)
        return article
    facts = {name: value for name, value in facts_of(sent.fields, sent.where).items() if value is not None}
    data = _content(sent)
    if len(data) > MOST_BYTES:
        raise too_long(sent.where)
    form = sent.form or (Form.PAGE if sent.content is None or looks_like_page(data) else Form.TEXT)
    read = read_page if form is Form.PAGE else read_plain_text
    return read(data, sent.where, sent.origin).model_copy(update=facts)


def _content(sent: Sent) -> bytes:
    """Return the bytes, as UTF-8 with its mark where the encoding is known from outside: it beats what a page says."""
    if sent.content is None:
        return codecs.BOM_UTF8 + (string(sent.fields, "html", sent.where) or "").encode()
    if sent.charset is None:
        return sent.content
    try:
        return codecs.BOM_UTF8 + sent.content.removeprefix(codecs.BOM_UTF8).decode(encoding_of(sent.charset)).encode()
    except (LookupError, UnicodeError) as fault:
        raise ArticleUnreadableError(
            sent.where, f"it comes as {sent.charset[:40]!r} but is not written in it ({fault})", "Send it as UTF-8"
        ) from fault
