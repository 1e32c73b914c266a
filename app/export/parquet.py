"""Parquet: a row for each meeting with the fields of the API, for DuckDB, pandas and whatever else reads columns.

Participants, agenda items and conflicts are lists within the row. Days stay texts, as precise as their source; moments
are timestamps in UTC.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from app.errors import MeetingRecordsError
from app.export.pages import Documents

_TEXTS = (
    *("id", "article_id", "title", "kind", "status", "start_date", "end_date", "city", "country", "organization"),
    *("organization_id", "parent_id"),
)
_PARTICIPANT = ("id", "person_id", "name", "role", "country", "organization", "organization_id", "capacity")
_ITEM = ("id", "text", "kind")
_MOMENTS = ("created_at", "modified_at")
_AT_ONCE = 5000  # meetings of a row group


def check_parquet() -> None:
    """Raise ``MeetingRecordsError`` where the library that writes it is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - large and optional
    except ImportError as fault:
        remedy = "Install it with `pip install pyarrow` (the extra `parquet` of meeting-records), or export ndjson"
        raise MeetingRecordsError("--format parquet", "needs pyarrow, which is not installed", remedy) from fault


def write_parquet(pages: Iterable[Documents], file: Path) -> None:
    """Write meetings into a file, a row group at a time. Raises ``OSError``."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - as above

    def records_of(*names: str, **others: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        return pa.list_(pa.struct([*((name, pa.string()) for name in names), *others.items()]))

    ids = pa.list_(pa.string())
    schema = pa.schema(
        [
            *((name, pa.string()) for name in _TEXTS),
            ("background", pa.bool_()),
            ("participants", records_of(*_PARTICIPANT)),
            ("agenda_items", records_of(*_ITEM)),
            *((name, pa.timestamp("us", "UTC")) for name in _MOMENTS),
            ("article_ids", ids),
            ("conflicts", records_of("field", "chosen", values=records_of("value", article_ids=ids))),
            ("corrected", pa.list_(pa.string())),
        ]
    )
    with ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in _groups(pages):
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _groups(pages: Iterable[Documents]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for documents in pages:
        rows += map(_row, documents)
        if len(rows) >= _AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _row(document: bytes) -> dict[str, Any]:
    meeting: dict[str, Any] = orjson.loads(document)
    return meeting | {name: dt.datetime.fromisoformat(meeting[name]) for name in _MOMENTS}
