"""Readings as plain lists and numbers, one JSON object a line: what was marked, without the words that were marked.

So annotations of texts that belong to others can be kept and passed on without the texts; whoever has the texts can
learn from them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.records import MeetingKind, MeetingStatus
from training.gold import GoldArticle


def append_readings(path: Path, readings: Iterable[tuple[GoldArticle, Reading]]) -> None:
    """Append lines of ``{"id", "source", "sha256", "occasions"}`` to a file; the sum is the text's."""
    with path.open("a", encoding="utf-8") as out:
        for article, reading in readings:
            row = {
                "id": article.id,
                "source": article.source,
                "sha256": _sum(article.text),
                "occasions": _plain(reading),
            }
            out.write(json.dumps(row, separators=(",", ":")) + "\n")


def marked_articles(readings: Path, texts: Iterable[str]) -> Iterator[tuple[GoldArticle, Reading]]:
    """Yield those of some texts that have a reading, each with it."""
    marked = {}
    with readings.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            marked[row["sha256"]] = row
    for text in texts:
        row = marked.get(_sum(text))
        if row is not None:
            article = GoldArticle(row["id"], row["source"], None, None, None, text, ())
            yield article, tuple(_occasion(occasion) for occasion in row["occasions"])


def texts_in(path: Path) -> Iterator[str]:
    """Yield the texts of a file of articles, JSON lines with ``text``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(reading: Reading) -> list[dict[str, object]]:
    return [
        {
            "mentions": [[s.start, s.end] for s in occasion.mentions],
            "kind": occasion.kind,
            "status": occasion.status,
            "background": occasion.background,
            "parent": occasion.parent,
            "marks": [[m.span.start, m.span.end, m.label] for m in occasion.marks],
        }
        for occasion in reading
    ]


def _occasion(row: dict[str, list[list[int]]]) -> Occasion:
    plain: dict[str, object] = dict(row)
    return Occasion(
        mentions=tuple(Span(start, end) for start, end in row["mentions"]),
        kind=MeetingKind(str(plain["kind"])),
        status=MeetingStatus(str(plain["status"])),
        background=bool(plain["background"]),
        parent=plain["parent"] if isinstance(plain["parent"], int) else None,
        marks=tuple(Mark(Span(start, end), Label(str(label))) for start, end, label in row["marks"]),
    )
