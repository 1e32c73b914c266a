"""``/articles``: the texts that the records were read from."""

import sqlalchemy as sa
from fastapi import Request, Response

from app.api.answers import record_answer
from app.api.lists import answer_list
from app.api.models import ArticleAnswer, ListAnswer, ListedArticleAnswer
from app.api.parameters import CURSOR, LIMIT, given, identifier, moment, takes, text
from app.api.problems import NOT_FOUND, missing
from app.api.routes import Operation, Resource
from app.api.store import ask
from app.store import queries

router = Resource("articles", route_class=Operation)

_TAKES = (
    text("publisher", "Who published it.", "TASS"),
    moment("modified_since", "Articles whose record changed at this moment or later.", "2015-01-01T00:00:00Z"),
    LIMIT,
    CURSOR,
)
_ONE = (identifier("article_id", "The article's id.", "c46e832f-b3c5-58fd-8706-4df62178d336", in_path=True),)


@router.get("/articles", response_model=ListAnswer[ListedArticleAnswer], summary="List articles", **takes(_TAKES))
async def list_articles(request: Request) -> Response:
    """Return the articles without their texts, the one ingested last first."""
    asked = given(request, _TAKES)
    listing = queries.articles(asked.get("publisher"), asked.get("modified_since"))
    return await answer_list(request, asked, lambda _: listing, quick=True)


@router.get(
    "/articles/{article_id}",
    response_model=ArticleAnswer,
    responses=NOT_FOUND,
    summary="Read one article",
    **takes(_ONE),
)
async def read_article(request: Request) -> Response:
    """Return one article with its text exactly as read and the ids of its meetings."""
    article_id = given(request, _ONE)["article_id"]

    def answer(connection: sa.Connection) -> Response:
        one = queries.article(connection, article_id)
        if one is None:
            missing("article", article_id, "/articles")
        return record_answer(one)

    return await ask(request, answer, quick=True)
