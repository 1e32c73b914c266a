"""Answers that are kept as long as the database stays as it is, and 304 for those whom they have not changed for.

This stands before routing: a page that many ask for again and again is neither read nor made twice. What is kept is
the whole answer, compressed or not, for one URL; a commit by anybody, in whatever process, makes all of it void.
"""

from collections import OrderedDict
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from app.api.tags import encoded, is_known, taken
from app.store.versions import Versions

MOST_BYTES = 32 * 2**20
"""Of all bodies together. A body of more than a sixteenth of it is not kept."""

_REMEMBERED = 4096  # URLs that were asked for lately

for _kind in ("application/x-ndjson", "text/csv", "application/problem+json"):  # the others it knows by itself
    add_compress_type(_kind)

_NOT_IN_304 = {b"content-length", b"content-type", b"content-encoding"}

_VARIES = (b"vary", b"Accept-Encoding")
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Headers
    body: bytes

    def header(self, wanted: bytes) -> bytes | None:
        return next((value for name, value in self.headers if name == wanted), None)


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: _Answer
    tag: bytes
    version: object


class KeptAnswers:
    """Keeps answers that carry an ``ETag``, compresses those of clients that take it, and answers 304 where it can."""

    def __init__(self, app: ASGIApp, versions: Versions) -> None:
        self._app = app
        self._compressing = CompressMiddleware(app, minimum_size=1000)
        self._versions = versions
        self._kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._asked_before: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        encoding = taken(asked.get(b"accept-encoding", b""))
        key = (scope["path"], scope["query_string"], asked.get(b"host"), scope["scheme"], encoding, b"origin" in asked)
        kept = self._kept.get(key)
        # Before the answer is read: if somebody commits meanwhile, it is kept under a version that never comes again.
        # An answer that nobody asked for lately is not kept, so it needs none.
        version = await self._version() if kept is not None or key in self._asked_before else None
        if kept is not None and kept.version == version:
            self._kept.move_to_end(key)
            await _send(kept.answer, kept.tag, asked, send)
            return
        start: Message | None = None

        async def look_through(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is None:
                await send(message)
                return
            answer = _Answer(start["status"], start["headers"], message.get("body", b""))
            tag = answer.header(b"etag") if answer.status == 200 else None
            if tag is None:
                await send(start)
                await send(message)
            else:
                if answer.header(b"content-encoding") is None:  # whoever compressed it has said so
                    answer.headers.append(_VARIES)
                answer, tag = _tagged(answer, tag)
                if message.get("more_body", False):  # a stream: it has looked at the tags by itself
                    await send({**start, "headers": answer.headers})
                    await send(message)
                    start = None
                    return
                if not scope.get("head"):  # whose body may have been spared
                    self._keep(key, _Kept(answer, tag, version))
                await _send(answer, tag, asked, send)
            start = None

        if encoding is None:
            await self._app(scope, receive, look_through)
        else:
            await self._compressing(_asking_for(encoding, scope), receive, look_through)

    async def _version(self) -> object | None:
        return self._versions.now() if self._versions.fast else await run_in_threadpool(self._versions.now)

    def _keep(self, key: tuple[object, ...], kept: _Kept) -> None:
        size = len(kept.answer.body)
        if size > MOST_BYTES // 16:
            return
        if key not in self._asked_before:  # most pages are asked for once: keeping them would only push others out
            self._asked_before[key] = None
            if len(self._asked_before) > _REMEMBERED:
                self._asked_before.popitem(last=False)
            return
        if kept.version is None:  # the database could not be asked
            return
        before = self._kept.pop(key, None)
        self._bytes += size - (len(before.answer.body) if before else 0)
        self._kept[key] = kept
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self._kept.popitem(last=False)[1].answer.body)


def _asking_for(encoding: bytes, scope: Scope) -> Scope:
    """Return the request as of a client that takes nothing else: what is kept is known by this one form."""
    others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    return {**scope, "headers": [*others, (b"accept-encoding", encoding)]}


def _tagged(answer: _Answer, tag: bytes) -> tuple[_Answer, bytes]:
    """Give a compressed answer a tag of its own."""
    encoding = answer.header(b"content-encoding")
    if encoding is None:
        return answer, tag
    own = encoded(tag, encoding)
    headers = [(name, own if name == b"etag" else value) for name, value in answer.headers]
    return _Answer(answer.status, headers, answer.body), own


async def _send(answer: _Answer, tag: bytes, asked: dict[bytes, bytes], send: Send) -> None:
    if _has_it(answer, tag, asked):
        headers = [pair for pair in answer.headers if pair[0] not in _NOT_IN_304]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def _has_it(answer: _Answer, tag: bytes, asked: dict[bytes, bytes]) -> bool:
    """Tell whether the client has this answer already (RFC 9110, 13.2.2)."""
    tags = asked.get(b"if-none-match")
    if tags is not None:
        return is_known(tag, tags)
    since, changed = asked.get(b"if-modified-since"), answer.header(b"last-modified")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(changed.decode()) <= parsedate_to_datetime(since.decode("latin-1"))
    except (ValueError, TypeError, OverflowError):  # what is no date is passed over, as RFC 9110 has it
        return False
