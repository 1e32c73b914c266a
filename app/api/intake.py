"""``POST /articles``: an article, or a stream of them, to be read and saved."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import Message
from typing import IO, Annotated, Any, Protocol

import orjson
import sqlalchemy as sa
from fastapi import Depends, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.api.access import WRITE_ANSWERS, requires
from app.api.bodies import STREAM, media_type
from app.api.models import TakenAnswer
from app.api.parameters import Parameter, given, takes, text
from app.api.problems import INTAKE_ANSWERS, Fault, RequestFaultyError, meaning_of, refuse
from app.api.routes import Resource
from app.api.store import ask
from app.articles.fields import FACTS, FORM, facts_of, string
from app.articles.json_lines import fields_of, lines_of
from app.articles.sent import Form, Sent
from app.articles.sizes import too_long
from app.errors import ArticleUnreadableError, MeetingRecordsError, ServiceBusyError, WorkerLostError
from app.store import queries
from app.store.keys import Key, Scope
from app.store.saving import Outcome, Taken

router = Resource("articles")

Ingester = Annotated[Key, Depends(requires(Scope.INGEST))]

_ORIGIN = "POST /articles"
_CONTENTS = ("text", "html", "url")
_ONE_OF = "`text`, `html` and `url`"
_IT_TAKES = f"an article has one of {_ONE_OF}, and {', '.join(f'`{name}`' for name in FACTS)}"
_FORMS = {"text/plain": Form.TEXT, "text/html": Form.PAGE, "application/xhtml+xml": Form.PAGE}
_KINDS = ("application/json", "text/plain", "text/html", STREAM)
_IN_MEMORY = 1_000_000  # bytes of a stream; more of it waits on the disk
_PATIENCE = 120  # times that an article of a stream asks again for a place
_EXAMPLE = {
    "text": "DUSHANBE, April 2. /TASS/. Foreign ministers met on Thursday.",
    "title": "Ministers meet in Dushanbe",
    "published": "2015-04-02",
    "publisher": "TASS",
    "id": "tass-78",
}
_SCHEMA = {
    "type": "object",
    "description": "Exactly one of `text`, `html` and `url`; the rest where it is known.",
    "properties": {
        "text": {"type": "string", "description": "The article as plain text, kept exactly as it is."},
        "html": {"type": "string", "description": "The page with the article in it."},
        "url": {"type": "string", "description": "Where the page is, for the service to fetch; public hosts only."},
        "title": {"type": ["string", "null"]},
        "published": {"type": ["string", "null"], "description": "`2015-04-02`, `2015-04` or `2015`."},
        "publisher": {"type": ["string", "null"]},
        "id": {"type": ["string", "integer", "null"], "description": "The id that the source gives it."},
    },
    "additionalProperties": False,
}
_BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": _SCHEMA, "example": _EXAMPLE},
        "text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE["text"]},
        "text/html": {"schema": {"type": "string"}, "example": "<html>…</html>"},
        STREAM: {"schema": {"type": "string"}, "example": '{"text": "…"}\n{"text": "…", "published": "2015-04-02"}\n'},
    },
}


class Intake(Protocol):
    """Where articles go; the application is given one that reads texts, of which this package knows nothing."""

    async def take(self, sent: Sent, url: str | None = None) -> Taken:
        """Read and save an article that was sent, or the one at a URL."""


def _fact(name: str, description: str, example: str) -> Parameter:
    return text(name, f"{description} Beside a body of text or HTML; JSON holds it itself.", example)


_TAKES = (
    _fact("title", "The headline.", "Ministers meet in Dushanbe"),
    _fact("published", "The day of publication: `2015-04-02`, `2015-04` or `2015`.", "2015-04-02"),
    _fact("publisher", "Who published it.", "TASS"),
    _fact("id", "The id that the source gives it.", "tass-78"),
)
_LINES = {
    "description": "With a stream: a result for each line, in their order, as soon as it is there: `line`, `status`, "
    "and either what a single article is answered, or `detail`, saying what was wrong.",
    "schema": {"type": "string"},
    "example": '{"line":1,"status":201,"outcome":"new","article":{…},"meetings":[…]}\n',
}


@router.post(
    "/articles",
    status_code=201,
    response_model=TakenAnswer,
    responses={
        200: {
            "model": TakenAnswer,
            "description": "The article was known; or a result for each line of a stream.",
            "content": {STREAM: _LINES},
        },
        201: {"headers": {"Location": {"schema": {"type": "string"}, "description": "Where the article is."}}},
        **WRITE_ANSWERS,
        **INTAKE_ANSWERS,
    },
    summary="Add an article",
    openapi_extra={**takes(_TAKES)["openapi_extra"], "requestBody": _BODY},
)
async def add_article(request: Request, key: Ingester) -> Response:
    """Read an article, save it with its meetings and return them.

    It comes as JSON with its `text`, its `html` or the `url` of its page; as plain text or HTML; or as one of many in a
    stream of JSON lines. The same text is the same article, whoever sends it however often: 201 the first time, 200
    from then on. What is said of it besides is kept, the last word counting. A page is fetched from public hosts only.
    """
    facts = given(request, _TAKES)
    kind = media_type(request)
    if kind in _FORMS:
        charset = _charset(request)
        sent = Sent("the article", _ORIGIN, facts, await request.body(), _FORMS[kind], charset, key.name)
        return await _answered(request, sent, None)
    for name in facts:
        refuse(name, f"goes with a body of text or HTML; put it beside the text of {kind or 'the article'}")
    if kind == STREAM:
        lines = await _received(request)
        return StreamingResponse(_results(request, lines, key.name), media_type=STREAM)
    if kind != "application/json":
        problem = f"Content-Type is {kind[:80]!r}" if kind else "There is no Content-Type"
        raise HTTPException(415, f"{problem}. Send one of {', '.join(_KINDS)}")
    sent, url = _sent(await request.body(), "the article", _ORIGIN, strict=True)
    return await _answered(request, replace(sent, by=key.name), url)


async def _answered(request: Request, sent: Sent, url: str | None) -> Response:
    taken = await _take(request, sent, url)
    status, body = await _shown(request, taken)
    headers = {"Location": f"/articles/{taken.article_id}", "Cache-Control": "no-store"}
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), status, headers, media_type="application/json")


async def _take(request: Request, sent: Sent, url: str | None) -> Taken:
    intake: Intake = request.app.state.intake
    if url is not None and not request.app.state.fetches:
        refuse("url", "is not fetched by this service; send the text or the page itself")
    return await intake.take(sent, url)


async def _shown(request: Request, taken: Taken) -> tuple[int, dict[str, Any]]:
    def answer(connection: sa.Connection) -> dict[str, Any]:
        connection.begin()  # several statements that must agree
        article = queries.article(connection, taken.article_id) or {}
        found = (queries.meeting_document(connection, each) for each in article.get("meeting_ids", ()))
        meetings = [orjson.Fragment(each.document) for each in found if each]
        shown = {name: value for name, value in article.items() if name != "text"}
        return {"outcome": taken.outcome, "article": shown, "meetings": meetings}

    return (201 if taken.outcome is Outcome.NEW else 200), await ask(request, answer, quick=False)


async def _received(request: Request) -> IO[bytes]:
    """Receive a stream whole before the first result goes out: most clients read none before they have sent all."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever sends the results closes it
    try:
        async for piece in request.stream():
            await run_in_threadpool(file.write, piece)
        file.seek(0)
    except OSError as fault:
        file.close()
        raise ServiceBusyError("stream", "cannot be kept while it is read", "Send fewer articles at once") from fault
    except BaseException:
        file.close()
        raise
    return file


async def _results(request: Request, file: IO[bytes], by: str) -> AsyncIterator[bytes]:
    with file:
        lines = lines_of(file)
        while (found := await run_in_threadpool(next, lines, None)) is not None:
            number, line = found
            if line is None or line.strip():
                result = {"line": number} | await _result(request, number, line, by)
                yield orjson.dumps(result, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)


async def _result(request: Request, number: int, line: bytes | None, by: str) -> dict[str, Any]:
    where = f"line {number}"
    try:
        if line is None:
            raise too_long(where)
        sent, url = await run_in_threadpool(_sent, line, where, f"{_ORIGIN}, {where}", strict=False)
        status, body = await _shown(request, await _patiently(request, replace(sent, by=by), url))
    except RequestFaultyError as fault:
        return {"status": fault.status, "detail": str(fault)}
    except (MeetingRecordsError, SQLAlchemyError) as fault:
        status, detail = meaning_of(fault)
        return {"status": status, "detail": detail}
    return {"status": status, **body}


async def _patiently(request: Request, sent: Sent, url: str | None) -> Taken:
    """Let an article of a stream wait for its place: the stream asks for one at a time.

    One whose worker was lost is not given to the next, for it may be what ended it.
    """
    for _ in range(_PATIENCE):
        try:
            return await _take(request, sent, url)
        except WorkerLostError:
            raise
        except ServiceBusyError:
            await asyncio.sleep(0.5)
    return await _take(request, sent, url)


def _sent(body: bytes, where: str, origin: str, *, strict: bool) -> tuple[Sent, str | None]:
    """Return an article that came as JSON, and the URL to fetch it from if it is not in it.

    A stream may be a file that holds more than we read, as on the command line; of a single article that would more
    likely be a slip.
    """
    fields = fields_of(body, where)
    contents = [name for name in _CONTENTS if fields.get(name) is not None]
    if strict:
        unknown = [name for name in fields if name not in (*_CONTENTS, *FACTS)]
        faults = [Fault(parameter=name[:100], detail=f"is not known; {_IT_TAKES}") for name in unknown[:20]]
        if len(contents) > 1:
            faults.append(Fault(parameter=contents[1], detail=f"goes not with `{contents[0]}`; give one of them"))
        if faults:
            raise RequestFaultyError(faults)
    if not contents:
        raise ArticleUnreadableError(where, f"there is none of {_ONE_OF}", f"Give {FORM}")
    facts = {name: fields[name] for name in FACTS if name in fields}
    if contents[0] == "url":
        url = string(fields, "url", where)
        facts_of(fields, where)  # what is wrong with them is said before anything is fetched
        return Sent(where, origin, facts), url
    return Sent(where, origin, facts | {contents[0]: fields[contents[0]]}), None


def _charset(request: Request) -> str | None:
    """Return the encoding that the request names for its body; without one, a page may name its own."""
    message = Message()
    message["Content-Type"] = request.headers["content-type"]
    return message.get_content_charset()
