"""The published OpenAPI document: what no route says by itself."""

from typing import Any

from fastapi import FastAPI

from app.api.problems import Problem

_ABOUT = """
Who met whom, when, where and about what: structured records of diplomatic meetings, read from news reports and official
readouts. Every value points at the words it came from: ask with `include=evidence`.

* **Begin** with [`/meetings?q=foreign minister`](/meetings?q=foreign+minister): words, names, states, bodies, days and
  whatever else `/meetings` takes can be combined; what is answered fits all of it.
* **Lists** are `{"data": [...], "next": url or null}`. Follow `next` (also in the `Link` header) to the end.
* **Everything at once**: `/meetings.csv` and the other exports take the same filters and are of one moment. Ask again
  with `If-None-Match` and the `ETag` of an answer: what has not changed costs an empty 304.
* **Dates** are as precise as their source: `2015-04-02`, `2015-04` or `2015`.
* **Countries** are ISO 3166-1 alpha-2, with `XK` for Kosovo and `SU`, `DD`, `YU`, `CS` for states that are gone.
* **Errors** are problem documents (RFC 9457) that name what was wrong and what to do. Unknown parameters are refused.
* **Changes** only ever add keys.
"""
_TAGS = [
    {"name": "meetings", "description": "The records: occasions with who, when, where and what about."},
    {"name": "corrections", "description": "What editors say against the articles; with a key of the scope `edit`."},
    {"name": "history", "description": "What changed, when and through whom."},
    {"name": "exports", "description": "Whole lists in one stream, with the filters of `/meetings`."},
    {"name": "participants", "description": "People and delegations over all meetings."},
    {"name": "agenda items", "description": "Topics, documents and decisions over all meetings."},
    {"name": "articles", "description": "The texts that the records were read from."},
    {"name": "people, bodies and states", "description": "Whom and what the meetings name."},
    {"name": "figures", "description": "How much there is, and of what."},
    {"name": "operation", "description": "For those who run the service."},
]


def describe(app: FastAPI) -> None:
    """Let the app publish its description, the shape of its problems and nothing that it does not do."""
    app.description = _ABOUT
    app.openapi_tags = _TAGS
    made = app.openapi

    def published() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            schemas = document["components"]["schemas"]
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs"))
            schemas["Problem"] = problem
            # FastAPI's own error shape is never answered.
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
        return made()

    app.openapi = published  # type: ignore[method-assign]  # FastAPI's documented way to extend the document
