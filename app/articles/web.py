"""Fetching a page from the web: from a public host, in bounded time and size, and nothing but text or HTML."""

import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import anyio
import anyio.to_thread
import httpx

from app.articles.addresses import Resolve, public_addresses, resolve
from app.articles.sent import Form, Sent
from app.articles.sizes import MOST_BYTES, too_long
from app.errors import ArticleUnreadableError

_FORMS = {"text/html": Form.PAGE, "application/xhtml+xml": Form.PAGE, "text/plain": Form.TEXT, "": None}
_HEADERS = {
    "User-Agent": f"meeting-records/{version('meeting-records')}",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "gzip",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WEB_PORTS = frozenset({80, 443})
_LOWEST_FREE = 1024  # below it stand services that speak something else; a request must not be made a command to them
_GIVE_TEXT = "Give the text itself"
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are fetched. ``connect`` makes what speaks HTTP with an address; tests give their own."""

    seconds: float = 20
    """For all of it: names, redirects, the page to its last byte."""
    silence: float = 10
    """For a connection, and between two pieces of an answer."""
    redirects: int = 5
    most_bytes: int = MOST_BYTES
    resolve: Resolve = resolve
    connect: httpx.AsyncBaseTransport | None = field(default=None)


def is_web_address(given: str) -> bool:
    """Tell a page on the web from a file."""
    return given.lower().startswith(("http://", "https://"))


def fetch(url: str, fields: dict[str, Any] | None = None, how: Fetching | None = None) -> Sent:
    """Return the page at a URL, as an article that was sent; ``fields`` is what is said of it besides.

    Blocks for ``seconds`` at most. Raises ``ArticleUnreadableError``, naming the URL, for everything that is refused or
    fails.
    """
    return anyio.run(_fetch, url, fields or {}, how or Fetching())


async def _fetch(url: str, fields: dict[str, Any], how: Fetching) -> Sent:
    shown = url[:200]
    try:
        with anyio.fail_after(how.seconds):
            return await _follow(url, fields, how)
    except TimeoutError as fault:
        raise ArticleUnreadableError(shown, f"it takes longer than {how.seconds:g} seconds", _GIVE_TEXT) from fault
    except httpx.TimeoutException as fault:
        raise ArticleUnreadableError(shown, "its server does not answer", "Try again later") from fault
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as fault:
        raise ArticleUnreadableError(shown, "it is no address of a page", "Give http://… or https://…") from fault
    except httpx.HTTPError as fault:
        problem = f"it cannot be fetched ({_reason(fault)})"
        raise ArticleUnreadableError(shown, problem, "Check the address, or try again later") from fault


async def _follow(given: str, fields: dict[str, Any], how: Fetching) -> Sent:
    transport = _ToJudgedAddresses(how)
    url = _checked(given)
    async with httpx.AsyncClient(
        transport=transport, trust_env=False, headers=_HEADERS, timeout=httpx.Timeout(how.silence)
    ) as client:
        for _ in range(how.redirects + 1):
            async with client.stream("GET", url) as answer:
                if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                    return await _received(answer, str(url), fields, how)
                url = _checked(str(url.join(answer.headers["location"])))
            client.cookies.clear()
    raise ArticleUnreadableError(
        given[:200], f"it leads on more than {how.redirects} times", "Give the page's own address"
    )


def _checked(given: str) -> httpx.URL:
    """Return a URL that may be asked for. Raises ``ArticleUnreadableError`` and what httpx says of no URL."""
    if len(given) > _LONGEST_URL:
        raise ArticleUnreadableError(
            given[:200], f"it has {len(given)} characters", f"Give an address of at most {_LONGEST_URL}"
        )
    url = httpx.URL(given)
    if url.scheme not in {"http", "https"} or not url.host or not 0 < (url.port or 80) < 65_536:
        raise ArticleUnreadableError(given[:200], "it is no address of a page", "Give http://… or https://…")
    if url.userinfo:
        raise ArticleUnreadableError(str(url.copy_with(userinfo=b""))[:200], "it holds a password", "Leave it out")
    if url.port is not None and url.port < _LOWEST_FREE and url.port not in _WEB_PORTS:
        raise ArticleUnreadableError(
            given[:200], f"port {url.port} is for another service", f"Give one from {_LOWEST_FREE} on, or none"
        )
    return url.copy_with(fragment=None)


class _ToJudgedAddresses(httpx.AsyncBaseTransport):
    """Resolves the host, judges what it finds, and connects to just that; the server sees the name all the same."""

    def __init__(self, how: Fetching) -> None:
        self._resolve = how.resolve
        # No connection is used twice: each hop is judged for itself.
        self._connect = how.connect or httpx.AsyncHTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first address that takes it."""
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            host = url.raw_host.decode("ascii")
            found = await anyio.to_thread.run_sync(self._resolve, host, port, abandon_on_cancel=True)
        except (OSError, UnicodeError) as fault:
            raise httpx.ConnectError("there is no such host") from fault
        addresses = public_addresses(found, str(url)[:200])
        failure: httpx.ConnectError | httpx.ConnectTimeout | None = None
        for address in addresses[:3]:
            try:
                return await self._connect.handle_async_request(_to(address, request))
            except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
                failure = fault
        raise failure or httpx.ConnectError("there is no such host")

    async def aclose(self) -> None:
        """Close what connects."""
        await self._connect.aclose()


def _to(address: str, request: httpx.Request) -> httpx.Request:
    """Return the request to an address, with the name in `Host` and for the certificate."""
    extensions = {**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")}
    return httpx.Request(
        request.method, request.url.copy_with(host=address), headers=request.headers, extensions=extensions
    )


async def _received(answer: httpx.Response, url: str, fields: dict[str, Any], how: Fetching) -> Sent:
    if answer.status_code != 200:
        raise ArticleUnreadableError(url[:200], f"it answers {answer.status_code}", "Check the address")
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in _FORMS:
        raise ArticleUnreadableError(
            url[:200],
            f"it is {kind[:80]!r}, neither HTML nor plain text",
            "Give the address of a page, or the text itself",
        )
    content = bytearray()
    async for piece in _unpacked(answer, url, how.most_bytes):
        content += piece
        if len(content) > how.most_bytes:
            raise too_long(url[:200])
    charset = answer.charset_encoding if "charset" in rest.lower() else None
    return Sent(url[:200], url, fields, bytes(content), _FORMS[kind], charset)


async def _unpacked(answer: httpx.Response, url: str, most: int) -> AsyncIterator[bytes]:
    """Yield the body, never more than one byte beyond the limit of what a packed one holds."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        async for piece in answer.aiter_raw():
            yield piece
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise ArticleUnreadableError(
            url[:200], f"it is packed as {encoding[:40]!r}, which we did not ask for", _GIVE_TEXT
        )
    unpacking, received, total = zlib.decompressobj(wbits=31), 0, 0
    try:
        async for piece in answer.aiter_raw():
            received += len(piece)
            data = unpacking.decompress(piece, most + 1 - total)
            total += len(data)
            yield data
            if unpacking.eof or total > most:
                return
            if received > most:  # packed, and yet longer than what it holds may be
                raise too_long(url[:200])
    except zlib.error as fault:
        raise ArticleUnreadableError(url[:200], f"its gzip data is broken ({fault})", _GIVE_TEXT) from fault
    raise ArticleUnreadableError(url[:200], "its gzip data is cut short", "Try again later")


def _reason(fault: httpx.HTTPError) -> str:
    words = str(fault).strip().rstrip(".") or type(fault).__name__
    return words.splitlines()[0][:200]
