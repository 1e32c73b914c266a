"""The published shape of each record and list. The models are the documentation.

A meeting's bytes are the stored document as it is; the tests hold every answer against these shapes.
"""

import datetime as dt
import uuid
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.records import AgendaItem, Evidence, MeetingFacts, PartialDate, Participant
from app.store.revisions import What
from app.store.saving import Outcome

_ID = "e03422e4-e640-56bf-b8b8-ea772c900f9d"
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


class ListedArticleAnswer(BaseModel):
    """An article without its text."""

    id: uuid.UUID = Field(description="The article's id, made from its text.", examples=[_ID])
    external_id: str | None = Field(description="The id that the source gave it.", examples=["tass-78"])
    title: str | None = Field(description="Headline, where known.", examples=["Ministers meet in Dushanbe"])
    published: PartialDate | None = Field(description="Publication date, where known.", examples=["2015-04-02"])
    publisher: str | None = Field(description="Publisher or agency, where known.", examples=["TASS"])
    origin: str = Field(
        description="Where it was first read from: a file, the address of a page, or `POST /articles`.",
        examples=["dushanbe.txt"],
    )
    created_at: dt.datetime = Field(description="When it was first ingested.", examples=["2026-03-01T12:00:00Z"])
    modified_at: dt.datetime = Field(description="When its record last changed.", examples=["2026-03-01T12:00:00Z"])


class ArticleAnswer(ListedArticleAnswer):
    """An article with its text and its meetings."""

    text: str = Field(
        description="The text exactly as read; the offsets of the evidence point into it, in code points.",
        examples=["DUSHANBE, April 2. /TASS/. Foreign ministers …"],
    )
    meeting_ids: list[uuid.UUID] = Field(description="The meetings that it reports.", examples=[[_ID]])


class ConflictValueAnswer(BaseModel):
    """A value that articles give a field."""

    value: str = Field(description="The value.", examples=["2015-04-02"])
    article_ids: list[uuid.UUID] = Field(
        description="The articles that say so; none when only an editor does.", examples=[[_ID]]
    )


class ConflictAnswer(BaseModel):
    """A field of which articles give values that cannot all be true."""

    field: str = Field(
        description="The field's path in the record: `start_date`, `participants.0.country`.", examples=["start_date"]
    )
    chosen: str = Field(description="The value that the record has.", examples=["2015-04-02"])
    values: list[ConflictValueAnswer] = Field(description="Every value, the chosen one first.")


class SideMeetingAnswer(MeetingFacts):
    """One concrete occasion on which two or more parties come together or talk, held or planned."""

    model_config = _Open

    id: uuid.UUID = Field(description="The meeting's id, the same wherever the article is ingested.", examples=[_ID])
    article_id: uuid.UUID = Field(description="The article that reported it first.", examples=[_ID])
    organization_id: uuid.UUID | None = Field(
        default=None, description="The body whose meeting it is, the same in all meetings.", examples=[_ID]
    )
    parent_id: uuid.UUID | None = Field(
        default=None, description="The meeting that it is part of or on the sidelines of.", examples=[_ID]
    )
    participants: list[ParticipantAnswer] = Field(description="Who takes part, in the order of the article.")
    agenda_items: list[AgendaItemAnswer] = Field(description="What it is about, in the order of the article.")
    created_at: dt.datetime = Field(description="When it was first saved.", examples=["2026-03-01T12:00:00.000000Z"])
    modified_at: dt.datetime = Field(
        description="When what it says last changed.", examples=["2026-03-01T12:00:00.000000Z"]
    )
    article_ids: list[uuid.UUID] = Field(
        description="Every article that reports it, by day of publication; `article_id` is the one that came first.",
        examples=[[_ID]],
    )
    conflicts: list[ConflictAnswer] = Field(description="Where the articles disagree; empty when they do not.")
    corrected: list[str] = Field(
        description="What an editor has corrected, as paths in the record: `status`, `participants.0.role`; a part of "
        "which something was removed is named itself: `participants`.",
        examples=[["status"]],
    )


class ClaimAnswer(MeetingFacts):
    """What one article says of the meeting by itself, whatever the others say."""

    model_config = _Open

    id: uuid.UUID = Field(description="The report's id; of a record's first report it is the record's.", examples=[_ID])
    article_id: uuid.UUID = Field(description="The article that says it.", examples=[_ID])
    published: PartialDate | None = Field(description="When the article was published.", examples=["2015-04-02"])
    publisher: str | None = Field(description="Who published it.", examples=["TASS"])
    participants: list[Participant] = Field(description="Who takes part, in the order of the article.")
    agenda_items: list[AgendaItem] = Field(description="What it is about, in the order of the article.")
    evidence: list[Evidence] = Field(description="The words of the article behind the values.")


class MeetingAnswer(SideMeetingAnswer):
    """One concrete occasion on which two or more parties come together or talk, held or planned."""

    evidence: list[EvidenceAnswer] | None = Field(
        default=None, description="The words behind the values; only with `include=evidence`, else the key is absent."
    )
    articles: list[ListedArticleAnswer] | None = Field(
        default=None, description="The articles that report it; only with `include=articles`, else the key is absent."
    )
    claims: list[ClaimAnswer] | None = Field(
        default=None,
        description="What each article says by itself, by day of publication; near-copies of another article say "
        "nothing by themselves; only with `include=claims`, else the key is absent.",
    )
    side_meetings: list[SideMeetingAnswer] | None = Field(
        default=None,
        description="The meetings that are part of it; only with `include=side_meetings`, else the key is absent.",
    )


class TombstoneAnswer(BaseModel):
    """What stands in the place of a meeting that an editor has set aside, in lists with `modified_since` only."""

    id: uuid.UUID = Field(description="The meeting's id.", examples=[_ID])
    deleted: Literal[True] = Field(description="True: it is set aside.", examples=[True])
    created_at: dt.datetime = Field(description="When it was first saved.", examples=["2026-03-01T12:00:00Z"])
    modified_at: dt.datetime = Field(description="When it was set aside.", examples=["2026-03-01T12:00:00Z"])


_SELECTED: dict[str, Any] = {
    name: (
        field.annotation,
        Field(... if name == "id" else None, description=field.description, examples=field.examples),
    )
    for name, field in MeetingAnswer.model_fields.items()
}
SelectedMeetingAnswer = create_model(
    "SelectedMeetingAnswer",
    __doc__="A meeting with no more than the fields that `fields` names, and its id.",
    **_SELECTED,
)
"""What `fields=` leaves of a meeting."""


class _HistoryAnswer(BaseModel):
    number: int = Field(description="Its place in the order of all changes.", examples=[1])
    meeting_id: uuid.UUID = Field(description="The meeting whose record changed.", examples=[_ID])
    what: What = Field(
        description="What became of the record: `created`, `changed` by an article, `corrected` by an editor, `merged` "
        "into another, `split` off from one, `deleted`, `restored`, `withdrawn` when its article no longer reports it.",
        examples=["created"],
    )
    at: dt.datetime = Field(description="When.", examples=["2026-03-01T12:00:00Z"])
    by: str = Field(description="Through whom: a key's name, or `ingest`.", examples=["ingest"])
    merged_into: uuid.UUID | None = Field(description="The meeting that it became a part of.", examples=[None])


class ChangeAnswer(_HistoryAnswer):
    """A change of a record."""

    meeting: MeetingAnswer | None = Field(description="What the record said after it; null when there was none.")


class RevisionAnswer(_HistoryAnswer):
    """A change of a record, with what it said before and after."""

    before: MeetingAnswer | None = Field(description="What the record said before; null when there was none.")
    after: MeetingAnswer | None = Field(description="What the record said after it; null when there was none.")


class ListAnswer(BaseModel, Generic[Item]):
    """A page of a list."""

    model_config = ConfigDict(json_schema_extra={"description": "A page of a list."})

    data: list[Item] = Field(description="The page's records.")
    next: str | None = Field(
        description="The URL of the next page, null on the last one.",
        examples=["http://127.0.0.1:8000/meetings?cursor=WyI"],
    )
    count: int | None = Field(
        default=None, description="How many records the whole list has; only with `count=true`.", examples=[42]
    )


class PersonAnswer(BaseModel):
    """Somebody who takes part in meetings under a name."""

    id: uuid.UUID = Field(description="Who it is, the `person_id` of participants.", examples=[_ID])
    name: str = Field(description="The name as the articles give it.", examples=["Sergey Lavrov"])
    meetings: int = Field(description="How many meetings name them, those mentioned in passing too.", examples=[2])


class PostAnswer(BaseModel):
    """In what office and for whom somebody took part."""

    role: str | None = Field(description="The office in the articles' words.", examples=["Foreign Minister"])
    country: str | None = Field(description="The state represented, ISO 3166-1 alpha-2.", examples=["RU"])
    organization: str | None = Field(description="The organisation represented.", examples=["OSCE"])
    meetings: int = Field(description="In how many meetings.", examples=[2])


class OnePersonAnswer(PersonAnswer):
    """Somebody who takes part in meetings: in what office, when, and with whom most often."""

    first_day: str | None = Field(description="The first day of their first meeting.", examples=["2015-04-02"])
    last_day: str | None = Field(description="The last day of their last meeting.", examples=["2015-04-02"])
    posts: list[PostAnswer] = Field(description="In what office and for whom, the most frequent first.")
    met: list[PersonAnswer] = Field(description="With whom most often, and in how many meetings.")
    meetings_url: str = Field(
        description="Where their meetings are listed.",
        examples=[f"http://127.0.0.1:8000/meetings?participant={_ID}"],
    )


class OrganizationAnswer(BaseModel):
    """A body that meets or is represented."""

    id: uuid.UUID = Field(description="Which it is, the `organization_id` of meetings.", examples=[_ID])
    name: str = Field(description="Its full name, where known.", examples=["Collective Security Treaty Organization"])
    acronym: str | None = Field(description="Its acronym, where known.", examples=["CSTO"])


class CountryAnswer(BaseModel):
    """A state, present or past, that some record names."""

    code: str = Field(description="ISO 3166-1 alpha-2, or that of a state that is gone.", examples=["TJ"])
    name: str = Field(description="Its English name.", examples=["Tajikistan"])


class PublisherAnswer(BaseModel):
    """A publisher and how much of it was ingested."""

    publisher: str | None = Field(description="The name; null where no article says it.", examples=["TASS"])
    articles: int = Field(description="How many articles.", examples=[1])


class CoverageAnswer(BaseModel):
    """What the records are read from: tells a list that is empty for want of meetings from one for want of articles."""

    articles: int = Field(description="How many articles were ingested.", examples=[1])
    articles_with_meetings: int = Field(description="How many of them report a meeting.", examples=[1])
    meetings: int = Field(description="How many meetings there are, without those mentioned in passing.", examples=[2])
    background_meetings: int = Field(description="How many are mentioned in passing.", examples=[1])
    first_published: str | None = Field(description="The earliest publication date.", examples=["2015-04-02"])
    last_published: str | None = Field(description="The latest publication date.", examples=["2015-04-02"])
    first_day: str | None = Field(description="The day of the earliest meeting.", examples=["2014-12-01"])
    last_day: str | None = Field(description="The day of the latest meeting.", examples=["2015-04-02"])
    last_ingest: dt.datetime | None = Field(
        description="When an article last came in or changed.", examples=["2026-03-01T12:00:00Z"]
    )
    publishers: list[PublisherAnswer] = Field(description="The fifty publishers with most articles.")


class MonthAnswer(BaseModel):
    """A month and how many meetings begin in it."""

    month: str = Field(
        description="The month; of a meeting known by its year alone, the year's first.", examples=["2015-04"]
    )
    meetings: int = Field(description="How many meetings begin in it.", examples=[2])


class PairAnswer(BaseModel):
    """Two states that sat together."""

    countries: list[str] = Field(description="Both codes in the order of the alphabet.", examples=[["RU", "TJ"]])
    meetings: int = Field(description="In how many meetings.", examples=[2])


class StatsAnswer(BaseModel):
    """Figures of the meetings asked for, for charts."""

    meetings: int = Field(description="How many meetings were asked for.", examples=[2])
    months: list[MonthAnswer] = Field(description="Meetings by month, the earliest first; undated ones are left out.")
    country_pairs: list[PairAnswer] = Field(description="The fifty pairs of states that met most often.")
    participants: list[PersonAnswer] = Field(description="The fifty people who took part most often.")


class TakenArticleAnswer(ListedArticleAnswer):
    """An article that was taken in, without its text."""

    meeting_ids: list[uuid.UUID] = Field(description="The meetings that it reports.", examples=[[_ID]])


class TakenAnswer(BaseModel):
    """What became of an article that was sent."""

    outcome: Outcome = Field(
        description="`new`; `updated` when the text was known and something about it was not; `unchanged`.",
        examples=["new"],
    )
    article: TakenArticleAnswer = Field(description="The article.")
    meetings: list[MeetingAnswer] = Field(description="The meetings that it reports, as `/meetings` shows them.")


class HealthAnswer(BaseModel):
    """Whether the service is alive, or ready."""

    status: str = Field(description="`ok` when it is.", examples=["ok"])
