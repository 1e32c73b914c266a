"""What a database holds of articles and their records, for comparing two of them."""

import json
from typing import Any

import sqlalchemy as sa

from app.store.tables import metadata

MOMENTS = frozenset({"created_at", "modified_at"})
RECORDS = (
    "articles",
    "meetings",
    "participants",
    "agenda_items",
    "evidence",
    "people",
    "organizations",
    "countries",
)

Rows = dict[str, list[dict[str, Any]]]


def all_rows(engine: sa.Engine) -> Rows:
    """Return every row that articles and their records are made of, in the order of their keys."""
    with engine.connect() as connection:
        return {
            name: [
                dict(row)
                for row in connection.execute(
                    sa.select(metadata.tables[name]).order_by(*metadata.tables[name].primary_key.columns)
                ).mappings()
            ]
            for name in RECORDS
        }


def without_moments(rows: Rows) -> Rows:
    """Return the rows without what tells when they were saved."""
    return {name: [_timeless(row) for row in table] for name, table in rows.items()}


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in MOMENTS}
    if "document" in kept:
        kept["document"] = {name: value for name, value in json.loads(kept["document"]).items() if name not in MOMENTS}
    return kept
