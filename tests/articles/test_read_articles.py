"""Reading articles from files, folders and standard input: what is kept, and what is said of what cannot be read."""

import gzip
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.articles import read_articles
from app.articles.sizes import MOST_BYTES
from app.errors import ArticleUnreadableError
from app.records import Article

SENTENCE = "OSLO, May 4 (Reuters) - The foreign ministers of Norway and Chad met on Monday."


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def line(**fields: object) -> str:
    return json.dumps({"text": SENTENCE} | fields) + "\n"


def read_one(path: str | Path) -> Article:
    (article,) = read_articles([path])
    assert isinstance(article, Article), article
    return article


def fault_of(path: str | Path) -> ArticleUnreadableError:
    (fault,) = read_articles([path])
    assert isinstance(fault, ArticleUnreadableError), fault
    assert fault.remedy
    return fault


def pipe_in(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", " a\u2028b\x0b ", "Zoë — 中国 🕊\n\n", "\u00a0x\x85y\x0c"])
def test_plain_text_is_kept_to_the_last_newline(text: str) -> None:
    article = read_one(write("in/a.txt", text))
    assert article.text == text
    assert article.origin == "in/a.txt"
    assert article.published is article.publisher is article.title is article.id is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip))
def test_any_text_comes_back_the_same_from_a_text_file_and_from_json(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert read_one(write("any.txt", text)).text == text
    assert read_one(write("any.jsonl", line(text=text))).text == text


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_one(write("a.txt", b"\xef\xbb\xbf" + SENTENCE.encode())).text == SENTENCE
    assert read_one(write("a.jsonl", b"\xef\xbb\xbf" + line().encode())).text == SENTENCE


def test_json_lines_give_id_title_date_and_publisher_and_other_fields_are_passed_over() -> None:
    content = line(id=7, title="T", published="2020-05", publisher="P", source="s", ref={"a": 1}, meetings=[])
    article = read_one(write("in.jsonl", "\n" + content))
    assert article == Article(
        text=SENTENCE, id="7", title="T", published="2020-05", publisher="P", origin="in.jsonl, line 2"
    )


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2015", "2015"),
        ("2015-04-02", "2015-04-02"),
        ("2015-04-02T23:30:00-05:00", "2015-04-02"),
        ("2015-04-02 08:00", "2015-04-02"),
        ("", None),
        (None, None),
    ],
)
def test_published_is_kept_as_precise_as_it_is(published: str | None, kept: str | None) -> None:
    assert read_one(write("in.jsonl", line(published=published))).published == kept


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.json.gz", "in.ndjson.gz", "in.gz", "in.jsonl"])
def test_gzip_is_unpacked_whatever_the_name(name: str) -> None:
    Path(name).write_bytes(gzip.compress((line(id="a") + line(id="b")).encode()))
    assert [a.id for a in read_articles([name]) if isinstance(a, Article)] == ["a", "b"]


PAGE = f"""<!DOCTYPE html><html><head><title>Ministers meet in Oslo</title>
<meta property="og:site_name" content="The Daily Herring">
<meta property="article:published_time" content="2020-05-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ministers meet in Oslo</h1><p>{SENTENCE} On the agenda of the day were these matters:</p>
<ul><li>fishing rights in the northern sea</li><li>the price of salt, for both</li></ul>
<p>They will meet again in N&#8217;Djamena in the first days of June, an official of the ministry said.</p></article>
<footer>Imprint</footer></body></html>"""


def test_a_page_gives_its_article_without_navigation_and_its_title_date_and_publisher() -> None:
    article = read_one(write("page.html", PAGE))
    assert SENTENCE in article.text
    assert "- fishing rights in the northern sea\n- the price of salt" in article.text
    assert "N’Djamena" in article.text
    assert "Sport" not in article.text
    assert "Imprint" not in article.text
    assert (article.title, article.published, article.publisher) == (
        "Ministers meet in Oslo",
        "2020-05-04",
        "The Daily Herring",
    )


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("Oslo", "Осло")
    assert "Осло" in (read_one(write("page.html", page.encode("cp1251"))).title or "")


def test_a_page_that_states_no_date_has_none() -> None:
    page = PAGE.replace("2020-05-04T10:00:00Z", "").replace("Imprint", "(c) 2019 The Daily Herring")
    assert read_one(write("page.html", page)).published is None


def test_a_folder_is_read_with_its_folders_sorted_and_without_hidden_files() -> None:
    for name in ("in/b.txt", "in/a.txt", "in/.hidden.txt", "in/.git/c.txt", "in/sub/d.jsonl", "in/e.html"):
        write(name, {"d": line(), "e": PAGE}.get(Path(name).stem, SENTENCE))
    Path("in/link.txt").symlink_to("a.txt")
    os.mkfifo("in/pipe.txt")
    assert [a.origin if isinstance(a, Article) else str(a) for a in read_articles(["in"])] == [
        "in/a.txt",
        "in/b.txt",
        "in/e.html",
        "in/link.txt",
        "in/sub/d.jsonl, line 1",
    ]


def test_the_origin_of_an_absolute_path_leaves_out_the_folders_of_the_machine() -> None:
    write("in/sub/a.txt", SENTENCE)
    assert read_one(Path("in").absolute()).origin == "in/sub/a.txt"
    assert read_one(Path("in/sub/a.txt").absolute()).origin == "a.txt"


@pytest.mark.parametrize(
    ("content", "origins"),
    [
        (SENTENCE.encode(), ["standard input"]),
        (PAGE.encode(), ["standard input"]),
        (b"\n" + line().encode() * 2, ["standard input, line 2", "standard input, line 3"]),
        (gzip.compress(line().encode()), ["standard input, line 1"]),
    ],
    ids=["text", "page", "JSON lines", "gzip"],
)
def test_standard_input_is_told_by_its_first_bytes(
    content: bytes, origins: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe_in(content, monkeypatch)
    articles = list(read_articles(["-"]))
    assert [a.origin for a in articles if isinstance(a, Article)] == origins
    assert all(isinstance(a, Article) and a.text.startswith(("OSLO", "Ministers meet")) for a in articles)


def test_a_file_without_a_telling_name_is_told_by_its_first_bytes() -> None:
    assert read_one(write("a", PAGE)).title == "Ministers meet in Oslo"
    assert read_one(write("b", line(id="x"))).id == "x"
    assert read_one(write("c", SENTENCE)).text == SENTENCE


def test_articles_are_read_one_at_a_time() -> None:
    text = "A line of some length about talks. " * 3000
    with Path("big.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(line(text=text) for _ in range(400))
    tracemalloc.start()
    count = sum(isinstance(article, Article) for article in read_articles(["big.jsonl"]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 400
    assert most < 5_000_000 < Path("big.jsonl").stat().st_size


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.jsonl", b"", "it is empty"),
        ("a.jsonl", b"\n\n", "it is empty"),
        ("a.txt.gz", b"", "the file is empty"),
        ("a.html", b"", "the page is empty"),
        ("a.txt", b" \n\t\n", "it holds only white space"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a binary file (a NUL byte at offset 8)"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a binary file (a NUL byte at offset 8)"),
        ("a.txt", "Zoë met".encode("latin-1"), "it is not UTF-8 (byte 0xeb at offset 2)"),
        ("a.txt", b"\xef\xbb\xbf" + "Zoë met".encode("latin-1"), "it is not UTF-8 (byte 0xeb at offset 5)"),
        ("a.txt", "met".encode("utf-16"), "it is UTF-16, not UTF-8"),
        ("a.html", b"<html><body></body></html>", "no article was found in the page"),
        ("a.html", b'<html><meta charset="klingon">', "it declares an encoding that is not known: klingon"),
        ("a.html", b'<html><meta charset="undefined">', "it declares an encoding that is not known: undefined"),
        (
            "a.html",
            b'<html><meta charset="unicode_escape">',
            "it declares an encoding that is not known: unicode_escape",
        ),
        ("a.html", b'<html><meta charset="rot13">', "it declares an encoding that is not known: rot13"),
        ("a.html", b'<html><meta charset="utf-7">+2AA-', "it declares an encoding that is not known: utf-7"),
        ("a.jsonl", b'{\n"text": "x"\n}\n', "it is one JSON document spread over several lines, not JSON lines"),
        ("a.json", b"[\n]\n", "it is one JSON document spread over several lines, not JSON lines"),
        ("a.jsonl.gz", line().encode(), "its gzip data is broken or cut short (it does not begin as gzip does)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(name: str, content: bytes, problem: str) -> None:
    fault = fault_of(write(name, content))
    assert fault.where.startswith(name)
    assert problem in str(fault)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ('{"text": ', "invalid JSON ("),
        ('{"text": "a"} x', "invalid JSON ("),
        ("[1]", "this is an array, no JSON object"),
        ('"text"', "this is a string, no JSON object"),
        ('{"id": "a"}', "there is no `text`"),
        ('{"text": null}', "`text` is null"),
        ('{"text": 5}', "`text` is a number, no string"),
        ('{"text": ""}', "it is empty"),
        ('{"text": " \\n"}', "it holds only white space"),
        ('{"text": "a", "published": "yesterday"}', "`published` is no date: 'yesterday'"),
        ('{"text": "a", "published": "2015-02-30"}', "`published` is no date: '2015-02-30'"),
        ('{"text": "a", "published": "2015-W14"}', "`published` is no date: '2015-W14'"),
        ('{"text": "a", "published": 2015}', "`published` is a number, no string"),
        ('{"text": "a", "title": []}', "`title` is an array, no string"),
        ('{"text": "a", "id": true}', "`id` is a truth value, no string"),
        ('{"text": "a", "id": "%s"}' % ("x" * 501), "`id` has 501 characters"),
        ('{"text": "a\\u0000b"}', "`text` holds a NUL character at offset 1"),
        ('{"text": "a\\ud800b"}', "invalid JSON ("),
        ("[" * 100_000, "invalid JSON ("),
        ('{"text": "%s"}' % ("x" * MOST_BYTES), "it is longer than an article may be (5 MB)"),
    ],
)
def test_a_bad_line_is_named_and_the_lines_around_it_are_read(bad: str, problem: str) -> None:
    before, fault, after = read_articles([write("in.jsonl", line(id="a") + "\n" * 5 + bad + "\n" + line(id="b"))])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (before.id, after.id, after.origin) == ("a", "b", "in.jsonl, line 8")
    assert isinstance(fault, ArticleUnreadableError)
    assert fault.where.startswith("in.jsonl, line 7")
    assert problem in str(fault)
    assert len(str(fault)) < 300


def test_a_line_that_is_no_utf_8_is_named_and_the_next_one_is_read() -> None:
    fault, article = read_articles([write("in.jsonl", b'{"text": "Zo\xeb"}\n' + line().encode())])
    assert "in.jsonl, line 1: it is not UTF-8 (byte 0xeb at offset 12)" in str(fault)
    assert isinstance(article, Article)


def test_an_article_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(read_one(write("a.txt", b"a" * MOST_BYTES)).text) == MOST_BYTES
    assert "longer than an article may be (5 MB)" in str(fault_of(write("b.txt", b"a" * (MOST_BYTES + 1))))


@pytest.mark.parametrize("name", ["big.txt", "big.jsonl", "big.html"])
def test_a_file_of_50_mb_is_refused_without_holding_it_in_memory(name: str) -> None:
    write(name, b"talks " * (50_000_000 // 6))
    tracemalloc.start()
    fault = fault_of(name)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "longer than an article may be (5 MB)" in str(fault)
    assert most < 4 * MOST_BYTES


def test_gzip_that_breaks_off_gives_what_stood_before_and_an_error() -> None:
    packed = gzip.compress("".join(line(id=k, noise=os.urandom(2000).hex()) for k in range(50)).encode())
    Path("in.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *articles, fault = read_articles(["in.jsonl.gz"])
    assert len(articles) > 5
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(fault, ArticleUnreadableError)
    assert "in.jsonl.gz: its gzip data is broken or cut short" in str(fault)


def test_paths_that_cannot_be_opened_are_named_and_the_others_are_read() -> None:
    Path("nothing").mkdir()
    write("good.txt", SENTENCE)
    Path("dangling").mkdir()
    Path("dangling/a.txt").symlink_to("gone.txt")
    found = list(read_articles(["gone.txt", "nothing", "good.txt", "dangling", "good.txt/x", "a\0b", "x" * 300]))
    assert [str(f) if isinstance(f, ArticleUnreadableError) else f.origin for f in found] == [
        "gone.txt: there is no such file or folder. Check the path",
        "nothing: the folder holds no article. Put text, HTML or JSON lines files into it",
        "good.txt",
        "dangling/a.txt: there is no such file or folder. Check the path",
        "good.txt/x: it cannot be read (Not a directory). Check the path and the disk",
        "a\ufffdb: this is no path (embedded null byte). Check the path",
        f"{'x' * 300}: it cannot be read (File name too long). Check the path and the disk",
    ]


def test_a_file_or_folder_that_may_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/a.txt", SENTENCE)
    write("in/locked/b.txt", SENTENCE)

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    scandir = os.scandir
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "scandir", lambda p: refuse(p) if str(p).endswith("locked") else scandir(p))
    first, second = (str(found) for found in read_articles(["in"]))
    assert first.startswith("in/a.txt: it may not be read by this user.")
    assert second.startswith("in/locked: it may not be read by this user.")


def test_a_file_name_that_is_no_utf_8_can_be_printed_and_stored() -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    Path(name).write_text(SENTENCE, encoding="utf-8")
    assert read_one(".").origin == "caf\ufffd.txt"
