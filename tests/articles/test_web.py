"""Fetching pages: what comes of good ones, and what does not come of all the others."""

import gzip
import itertools
import socket
import threading
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from app.articles import addresses, read_articles
from app.articles.addresses import is_public
from app.articles.sent import Form, Sent, read_sent
from app.articles.web import Fetching, fetch
from app.errors import ArticleUnreadableError

Answer = Callable[[httpx.Request], httpx.Response]
HERE = pytest.mark.allow_hosts(["127.0.0.1"])
"""Lets the system read numbers as addresses, and connect to this machine only."""
PUBLIC = "93.184.216.34"
PAGE = b"<html><head><title>T</title></head><body><article><p>%s</p></article></body></html>" % (
    b"The foreign ministers of Tajikistan and Belarus met in Dushanbe on Thursday and spoke about trade. " * 5
)


async def endless() -> AsyncIterator[bytes]:
    while True:
        yield b"a" * 65_536


async def one(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 1000):
        yield data[start : start + 1000]


def page(body: bytes = PAGE, **headers: str) -> httpx.Response:
    return httpx.Response(200, content=one(body), headers={"Content-Type": "text/html"} | headers)


def meeting(answer: Answer, found: Sequence[Sequence[str]] = ((PUBLIC,),), **limits: float) -> Fetching:
    """Let every host have the addresses of the list in turn, the last ones for ever, and answer as told."""
    turns = itertools.chain(found, itertools.repeat(found[-1]))
    return replace(
        Fetching(resolve=lambda _host, _port: next(turns), connect=httpx.MockTransport(answer)),
        **limits,  # type: ignore[arg-type]  # each is a number of its own kind
    )


def refused(url: str, how: Fetching) -> str:
    with pytest.raises(ArticleUnreadableError) as caught:
        fetch(url, None, how)
    return str(caught.value)


def nothing(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was asked for")


def test_a_page_becomes_an_article_with_what_is_said_of_it() -> None:
    sent = fetch("https://example.org/a?b=1#c", {"published": "2015-04-03"}, meeting(lambda _: page()))
    article = read_sent(sent)
    assert article.text.startswith("The foreign ministers of Tajikistan")
    assert (article.published, article.title, article.origin) == ("2015-04-03", "T", "https://example.org/a?b=1")


def test_plain_text_is_kept_as_it_is() -> None:
    answer = httpx.Response(
        200, content=one("Zoë met.\r\n".encode("cp1252")), headers={"Content-Type": "text/plain; charset=ISO-8859-1"}
    )
    sent = fetch("http://example.org/a.txt", None, meeting(lambda _: answer))
    assert sent.form is Form.TEXT
    assert read_sent(sent).text == "Zoë met.\r\n"


def test_the_judged_address_is_connected_to_and_the_server_sees_the_name() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page()

    fetch("https://example.org:8443/a", None, meeting(answer))
    [request] = asked
    assert str(request.url) == f"https://{PUBLIC}:8443/a"
    assert request.headers["host"] == "example.org:8443"
    assert request.extensions["sni_hostname"] == "example.org"


def test_an_ipv6_address_is_connected_to_as_well() -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return page()

    fetch("http://example.org/", None, meeting(answer, [["2606:4700:4700::1111"]]))
    assert hosts == ["2606:4700:4700::1111"]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        if request.url.host == PUBLIC:
            raise httpx.ConnectError("no route")
        return page()

    fetch("http://example.org/", None, meeting(answer, [[PUBLIC, "1.1.1.1"]]))
    assert hosts == [PUBLIC, "1.1.1.1"]


@HERE
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://0x7f.0.0.1/", "http://0/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://192.168.1.1:8080/",
        "http://224.0.0.1/", "http://255.255.255.255/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    ],
)  # fmt: skip
def test_a_host_inside_is_refused_however_it_is_written(url: str) -> None:
    how = replace(meeting(nothing), resolve=addresses.resolve)
    said = refused(url, how)
    assert "is not on the public internet" in said or "it is no address of a page" in said


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("file:///etc/passwd", "it is no address of a page"),
        ("ftp://example.org/", "it is no address of a page"),
        ("gopher://example.org/", "it is no address of a page"),
        ("http:///etc/passwd", "it is no address of a page"),
        ("//example.org/", "it is no address of a page"),
        ("http://example.org\r\nX: y/", "it is no address of a page"),
        ("http://[::1/", "it is no address of a page"),
        ("http://example.org:99999/", "it is no address of a page"),
        ("", "it is no address of a page"),
        ("http://ana:hush@example.org/", "it holds a password"),
        ("http://example.org:25/", "port 25 is for another service"),
        ("http://example.org/" + "a" * 3000, "it has 3019 characters"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, problem: str) -> None:
    said = refused(url, meeting(nothing))
    assert problem in said
    assert "hush" not in said


def test_a_name_that_leads_inward_is_refused() -> None:
    assert "is not on the public internet" in refused("http://inside.example.org/", meeting(nothing, [["10.1.2.3"]]))


def test_a_name_that_leads_inward_the_second_time_gains_nothing() -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return page() if len(hosts) > 1 else httpx.Response(302, headers={"Location": "/again"})

    how = meeting(answer, [[PUBLIC], ["127.0.0.1"]])
    assert "is not on the public internet" in refused("http://rebinding.example.org/", how)
    assert hosts == [PUBLIC]  # and never the name, which would be looked up once more


@HERE
@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "//127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "http://169.254.169.254/",
    ],
)
def test_a_redirect_inward_is_refused(location: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.host == PUBLIC
        return httpx.Response(301, headers={"Location": location})

    how = replace(
        meeting(answer), resolve=lambda host, port: [PUBLIC] if host == "example.org" else addresses.resolve(host, port)
    )
    assert "is not on the public internet" in refused("http://example.org/", how)


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("file:///etc/passwd", "it is no address of a page"),
        ("http://ana:hush@example.org/", "it holds a password"),
        ("https://example.org:22/", "port 22 is for another service"),
    ],
)
def test_a_redirect_to_something_else_is_refused(location: str, problem: str) -> None:
    said = refused("http://example.org/", meeting(lambda _: httpx.Response(307, headers={"Location": location})))
    assert problem in said
    assert "hush" not in said


@pytest.mark.parametrize(("hops", "fetched"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(hops: int, fetched: bool) -> None:  # noqa: FBT001 - a parameter
    asked = itertools.count()

    def answer(_: httpx.Request) -> httpx.Response:
        number = next(asked)
        return page() if number == hops else httpx.Response(302, headers={"Location": f"/{number}"})

    if fetched:
        assert fetch("http://example.org/", None, meeting(answer)).where == "http://example.org/4"
    else:
        assert "it leads on more than 5 times" in refused("http://example.org/", meeting(answer))


def test_no_cookie_goes_with_a_redirect() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert "cookie" not in request.headers
        return (
            page() if request.url.path == "/b" else httpx.Response(302, headers={"Location": "/b", "Set-Cookie": "a=1"})
        )

    fetch("http://example.org/a", None, meeting(answer))


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch("http://example.org/", None, meeting(lambda _: page())).content == PAGE


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/json", "text/csv", "x"])
def test_what_is_neither_a_page_nor_text_is_refused(kind: str) -> None:
    answer = httpx.Response(200, content=b"x", headers={"Content-Type": kind})
    assert f"it is {kind!r}, neither HTML nor plain text" in refused("http://example.org/", meeting(lambda _: answer))


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500])
def test_another_answer_than_the_page_is_named(status: int) -> None:
    assert f"it answers {status}" in refused("http://example.org/", meeting(lambda _: httpx.Response(status)))


def test_a_body_that_never_ends_is_cut() -> None:
    answer = httpx.Response(200, content=endless(), headers={"Content-Type": "text/plain"})
    assert "is longer than an article may be" in refused("http://example.org/", meeting(lambda _: answer))


def packed(data: bytes, encoding: str = "gzip") -> httpx.Response:
    return httpx.Response(200, content=one(data), headers={"Content-Type": "text/plain", "Content-Encoding": encoding})


def test_a_packed_page_is_unpacked() -> None:
    sent = fetch("http://example.org/", None, meeting(lambda _: packed(gzip.compress(b"Ministers met. " * 999))))
    assert sent.content == b"Ministers met. " * 999


def test_a_packed_bomb_is_never_unpacked_further_than_an_article_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[int] = []
    real = zlib.decompressobj

    class Counting:
        def __init__(self, wbits: int) -> None:
            self._real = real(wbits=wbits)

        def decompress(self, data: bytes, most: int) -> bytes:
            found = self._real.decompress(data, most)
            unpacked.append(len(found))
            return found

        @property
        def eof(self) -> bool:
            return self._real.eof

    monkeypatch.setattr("app.articles.web.zlib.decompressobj", Counting)
    bomb = gzip.compress(bytes(50_000_000))
    said = refused("http://example.org/", meeting(lambda _: packed(bomb), most_bytes=1_000_000))
    assert "is longer than an article may be" in said
    assert sum(unpacked) == 1_000_001


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda: packed(b"no gzip at all"), "its gzip data is broken"),
        (lambda: packed(gzip.compress(b"Ministers met. " * 999)[:-20]), "its gzip data is cut short"),
        (lambda: packed(b"x", "br"), "it is packed as 'br', which we did not ask for"),
        (lambda: packed(gzip.compress(gzip.compress(b"x")), "gzip, gzip"), "it is packed as 'gzip, gzip'"),
    ],
)
def test_a_page_that_is_packed_wrongly_is_named(answer: Callable[[], httpx.Response], problem: str) -> None:
    assert problem in refused("http://example.org/", meeting(lambda _: answer()))


def test_a_host_that_is_not_there_is_named() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    said = refused("http://nowhere.invalid/", replace(meeting(nothing), resolve=nowhere))
    assert "it cannot be fetched (there is no such host)" in said


def test_a_resolver_that_hangs_costs_no_more_than_the_time_allowed() -> None:
    hanging = threading.Event()
    how = Fetching(resolve=lambda _host, _port: [str(hanging.wait(30))], seconds=0.2)
    begun = time.monotonic()
    assert "it takes longer than 0.2 seconds" in refused("http://example.org/", how)
    assert time.monotonic() - begun < 20
    hanging.set()


@contextmanager
def speaking(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on this machine and let each connection be served by the function; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        over = threading.Event()

        def accept() -> None:
            try:
                while not over.is_set():
                    connection, _ = listener.accept()
                    with connection:
                        connection.settimeout(10)
                        connection.recv(65_536)
                        serve(connection)
            except OSError:  # the other side has had enough, or nobody came
                pass

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            over.set()
            listener.close()
            thread.join(20)


def here(**limits: float) -> Fetching:
    """Fetch for real, from this machine, which is let pass for public."""
    return replace(Fetching(resolve=lambda _host, _port: ["127.0.0.1"]), **limits)  # type: ignore[arg-type]  # as above


@pytest.fixture
def this_machine_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1" or is_public(address))


def drip(pieces: Sequence[bytes], every: float) -> Callable[[socket.socket], None]:
    def serve(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(every)

    return serve


@HERE
@pytest.mark.usefixtures("this_machine_is_public")
def test_a_page_comes_over_a_real_connection() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE
    with speaking(drip([whole], 0)) as port:
        assert fetch(f"http://example.org:{port}/", None, here()).content == PAGE


@HERE
@pytest.mark.usefixtures("this_machine_is_public")
@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n", *(b"X-%d: y\r\n" % number for number in range(500))],
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", *[b"a"] * 500],
        [b""],
    ],
    ids=["headers", "body", "silence"],
)
def test_a_server_that_drips_is_left_when_the_time_is_up(pieces: list[bytes]) -> None:
    with speaking(drip(pieces, 0.05 if len(pieces) > 1 else 1)) as port:
        assert "it takes longer than 0.5 seconds" in refused(f"http://example.org:{port}/", here(seconds=0.5))


@HERE
@pytest.mark.usefixtures("this_machine_is_public")
def test_a_server_that_says_nothing_is_left() -> None:
    with speaking(drip([b""], 1)) as port:
        assert "its server does not answer" in refused(f"http://example.org:{port}/", here(silence=0.2))


@HERE
@pytest.mark.usefixtures("this_machine_is_public")
def test_what_is_no_http_is_named() -> None:
    with speaking(drip([b"220 mail.example.org ESMTP\r\n"], 0)) as port:
        assert "it cannot be fetched (" in refused(f"http://example.org:{port}/", here())


def test_a_command_line_takes_an_address_for_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(url: str) -> Sent:
        return Sent(url, url, {}, PAGE, Form.PAGE)

    monkeypatch.setattr("app.articles.fetch", fetched)
    [article] = read_articles(["https://example.org/a"])
    assert not isinstance(article, ArticleUnreadableError)
    assert article.origin == "https://example.org/a"
    monkeypatch.setattr("app.articles.fetch", lambda url: fetch(url, None, meeting(nothing, [["10.0.0.1"]])))
    [fault] = read_articles(["https://example.org/a"])
    assert "https://example.org/a: its host is not on the public internet" in str(fault)
