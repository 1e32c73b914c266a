"""``/articles``: the texts that the records were read from."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.api.answers import ArticleAnswer, ListAnswer, ListedArticleAnswer, list_answer, packed, record_answer
from app.api.parameters import Cursor, Limit, keys_of
from app.api.problems import NOT_FOUND, missing
from app.api.store import Connection
from app.store import queries

router = APIRouter(tags=["articles"])


@router.get("/articles", response_model=ListAnswer[ListedArticleAnswer], summary="List articles")
def list_articles(request: Request, connection: Connection, limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Return the articles without their texts, the one ingested last first."""
    listing = queries.articles()
    page = listing.page(connection, keys_of(request, listing, cursor), limit)
    return list_answer(request, map(packed, page.rows), page.last)


@router.get("/articles/{article_id}", response_model=ArticleAnswer, responses=NOT_FOUND, summary="Read one article")
def read_article(
    article_id: Annotated[
        uuid.UUID, Path(description="The article's id.", examples=["8a6e0804-2bd0-5672-b79d-d97027f9071a"])
    ],
    connection: Connection,
) -> Response:
    """Return one article with its text exactly as read and the ids of its meetings."""
    found = queries.article(connection, article_id)
    if found is None:
        missing("article", article_id, "/articles")
    return record_answer(found)
