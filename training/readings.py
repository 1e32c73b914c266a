"""Readings as plain lists and numbers, one JSON object a line."""

import json
from collections.abc import Iterable
from pathlib import Path

from app.extract.marks import Reading


def as_json(reading: Reading) -> list[dict[str, object]]:
    """Return a reading's occasions with spans as ``[start, end]`` and marks as ``[start, end, label]``."""
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


def append_readings(path: Path, readings: Iterable[tuple[str, Reading]]) -> None:
    """Append lines of ``{"id", "occasions"}`` to a file."""
    with path.open("a", encoding="utf-8") as out:
        for key, reading in readings:
            out.write(json.dumps({"id": key, "occasions": as_json(reading)}, ensure_ascii=False) + "\n")
