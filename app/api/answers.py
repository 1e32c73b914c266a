"""What the API answers with: the published shape of each record and list, and how the bytes are made.

The models are the documentation. A meeting's bytes are the stored document as it is; a test holds the two together.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import orjson
from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.parameters import next_url
from app.records import AgendaItem, Evidence, MeetingFacts, PartialDate, Participant
from app.store.queries import Key

_ID = "8a6e0804-2bd0-5672-b79d-d97027f9071a"
Item = TypeVar("Item")
_Open = ConfigDict(extra="ignore")


class ParticipantAnswer(Participant):
    """A person or delegation that takes part, is expected or is invited."""

    model_config = _Open

    id: uuid.UUID = Field(description="The row's id, the same wherever the article is ingested.", examples=[_ID])
    person_id: uuid.UUID | None = Field(
        default=None, description="Who it is, the same in all meetings; null when nobody is named.", examples=[_ID]
    )
    organization_id: uuid.UUID | None = Field(
        default=None, description="The organisation represented, the same in all meetings.", examples=[_ID]
    )


class ListedParticipantAnswer(ParticipantAnswer):
    """A participant and the meeting."""

    meeting_id: uuid.UUID = Field(description="The meeting taken part in.", examples=[_ID])


class AgendaItemAnswer(AgendaItem):
    """A topic discussed or to be discussed, a document, or a decision."""

    model_config = _Open

    id: uuid.UUID = Field(description="The row's id, the same wherever the article is ingested.", examples=[_ID])


class ListedAgendaItemAnswer(AgendaItemAnswer):
    """An agenda item and the meeting."""

    meeting_id: uuid.UUID = Field(description="The meeting on whose agenda it stands.", examples=[_ID])


class EvidenceAnswer(Evidence):
    """The words of an article that a value came from."""

    model_config = _Open

    article_id: uuid.UUID = Field(description="The article in whose text the words stand.", examples=[_ID])


class MeetingAnswer(MeetingFacts):
    """One concrete occasion on which two or more parties come together or talk, held or planned."""

    model_config = _Open

    id: uuid.UUID = Field(description="The meeting's id, the same wherever the article is ingested.", examples=[_ID])
    article_id: uuid.UUID = Field(description="The article that reports it.", examples=[_ID])
    organization_id: uuid.UUID | None = Field(
        default=None, description="The body whose meeting it is, the same in all meetings.", examples=[_ID]
    )
    parent_id: uuid.UUID | None = Field(
        default=None, description="The meeting that it is part of or on the sidelines of.", examples=[_ID]
    )
    participants: list[ParticipantAnswer] = Field(description="Who takes part, in the order of the article.")
    agenda_items: list[AgendaItemAnswer] = Field(description="What it is about, in the order of the article.")
    evidence: list[EvidenceAnswer] | None = Field(
        default=None, description="The words behind the values; only with `include=evidence`, else the key is absent."
    )
    created_at: dt.datetime = Field(description="When it was first saved.", examples=["2026-03-01T12:00:00.000000Z"])
    modified_at: dt.datetime = Field(
        description="When what it says last changed.", examples=["2026-03-01T12:00:00.000000Z"]
    )


class ListedArticleAnswer(BaseModel):
    """An article without its text."""

    id: uuid.UUID = Field(description="The article's id, made from its text.", examples=[_ID])
    external_id: str | None = Field(description="The id that the source gave it.", examples=["tass-78"])
    title: str | None = Field(description="Headline, where known.", examples=["Ministers meet in Dushanbe"])
    published: PartialDate | None = Field(description="Publication date, where known.", examples=["2015-04-02"])
    publisher: str | None = Field(description="Publisher or agency, where known.", examples=["TASS"])
    origin: str = Field(description="The file it was first read from.", examples=["dushanbe.txt"])
    created_at: dt.datetime = Field(description="When it was first ingested.", examples=["2026-03-01T12:00:00Z"])
    modified_at: dt.datetime = Field(description="When its record last changed.", examples=["2026-03-01T12:00:00Z"])


class ArticleAnswer(ListedArticleAnswer):
    """An article with its text and its meetings."""

    text: str = Field(
        description="The text exactly as read; the offsets of the evidence point into it, in code points.",
        examples=["DUSHANBE, April 2. /TASS/. Foreign ministers …"],
    )
    meeting_ids: list[uuid.UUID] = Field(description="The meetings that it reports.", examples=[[_ID]])


class ListAnswer(BaseModel, Generic[Item]):
    """A page of a list."""

    model_config = ConfigDict(json_schema_extra={"description": "A page of a list."})

    data: list[Item] = Field(description="The page's records.")
    next: str | None = Field(
        description="The URL of the next page, null on the last one.",
        examples=["http://127.0.0.1:8000/meetings?cursor=WyI"],
    )


class HealthAnswer(BaseModel):
    """Whether the service is alive."""

    status: str = Field(description="`ok` when it is.", examples=["ok"])


_OPTIONS = orjson.OPT_UTC_Z


def record_answer(record: Any) -> Response:  # noqa: ANN401 - whatever JSON takes
    """Return one record."""
    return Response(orjson.dumps(record, option=_OPTIONS), media_type="application/json")


def document_answer(document: str) -> Response:
    """Return one stored document as it is."""
    return Response(document.encode(), media_type="application/json")


def list_answer(request: Request, records: Iterable[bytes], last: Key | None) -> Response:
    """Return a page of records that are JSON already, with the way to the next page in body and header."""
    url = next_url(request, last)
    body = b'{"data":[' + b",".join(records) + b'],"next":' + orjson.dumps(url) + b"}"
    headers = {"Link": f'<{url}>; rel="next"'} if url else None
    return Response(body, headers=headers, media_type="application/json")


def packed(row: Any) -> bytes:  # noqa: ANN401 - whatever JSON takes
    """Return a row as JSON, without the keys that only order it."""
    return orjson.dumps({name: value for name, value in row.items() if not name.startswith("key_")}, option=_OPTIONS)
