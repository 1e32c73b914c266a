"""What editors send: the parts of a record that they correct, each checked as a record is.

A correction is a JSON Merge Patch (RFC 7396): a field that is there is set, ``null`` says that nothing is the right
value, a field that is not there is left as it is.
"""

import uuid
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from app.api.parameters import PARTIAL_DATE
from app.gazetteer.load import countries
from app.records import AgendaKind, Capacity, MeetingKind, MeetingStatus, PartialDate

_ID = "e03422e4-e640-56bf-b8b8-ea772c900f9d"
_MOST = 2000  # characters of a text


def _words(text: str) -> str:
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("holds a NUL character or half of a surrogate pair, which no database keeps; give text")
    if not text.strip():
        raise ValueError("is blank; give words, or null where there are none")
    return text


def _state(code: str) -> str:
    if code not in countries():
        raise ValueError(f"{code!r} is no code of a state; it takes ISO 3166-1 alpha-2, such as TJ")
    return code


_WORDS = {"type": "string", "minLength": 1, "maxLength": _MOST, "pattern": r"^[^\x00]*\S[^\x00]*$"}
Words = Annotated[str, StringConstraints(max_length=_MOST), AfterValidator(_words), WithJsonSchema(_WORDS)]
State = Annotated[str, AfterValidator(_state), WithJsonSchema({"type": "string", "enum": sorted(countries())})]
Date = Annotated[PartialDate, WithJsonSchema({"type": "string", "pattern": PARTIAL_DATE})]


def _published(schema: dict[str, Any]) -> None:
    """Leave out what stands for a field that was not sent."""
    for shape in schema["properties"].values():
        if shape.get("default", "") is None:
            shape.pop("default")


class _Patch(BaseModel):
    """Fields that are set are corrected; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_published)

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were sent, as JSON has them."""
        return self.model_dump(mode="json", include=self.model_fields_set)


class MeetingPatch(_Patch):
    """Corrections of a meeting's own fields. Its participants and agenda items have paths of their own."""

    title: Words = Field(default=None, description="A short title.", examples=["Talks in Dushanbe"])  # type: ignore[assignment]  # never read unless it is sent
    kind: MeetingKind = Field(default=None, description="What sort of occasion it is.", examples=["ministerial"])  # type: ignore[assignment]  # as above
    status: MeetingStatus = Field(default=None, description="What became of it.", examples=["held"])  # type: ignore[assignment]  # as above
    start_date: Date | None = Field(
        default=None, description="The day it begins: `2015-04-02`, `2015-04` or `2015`.", examples=["2015-04-02"]
    )
    end_date: Date | None = Field(
        default=None, description="The last day, when there is more than one.", examples=["2015-04-03"]
    )
    city: Words | None = Field(default=None, description="Where it takes place.", examples=["Dushanbe"])
    country: State | None = Field(default=None, description="The state of that place.", examples=["TJ"])
    organization: Words | None = Field(default=None, description="The body whose meeting it is.", examples=["CSTO"])
    background: bool = Field(default=None, description="Whether it is only mentioned in passing.", examples=[False])  # type: ignore[assignment]  # as above
    parent_id: uuid.UUID | None = Field(
        default=None, description="The meeting that it is part of or on the sidelines of.", examples=[None]
    )
    corrected: list[str] = Field(
        default=None,  # type: ignore[arg-type]  # as above
        description="Some of the record's own `corrected`: the corrections of the other paths are taken back.",
        examples=[[]],
    )


class _ParticipantFields(_Patch):
    name: Words | None = Field(default=None, description="The full name, without title.", examples=["Sergey Lavrov"])
    role: Words | None = Field(default=None, description="The office.", examples=["Foreign Minister"])
    country: State | None = Field(default=None, description="The state represented.", examples=["RU"])
    organization: Words | None = Field(default=None, description="The organisation represented.", examples=["OSCE"])


class ParticipantPatch(_ParticipantFields):
    """Corrections of a participant."""

    capacity: Capacity = Field(default=None, description="In what capacity.", examples=["chair"])  # type: ignore[assignment]  # as above


_TELLING = ("name", "role", "country", "organization")


def _somebody(schema: dict[str, Any]) -> None:
    _published(schema)
    schema["anyOf"] = [{"required": [name], "properties": {name: {"type": "string"}}} for name in _TELLING]


class NewParticipant(_ParticipantFields):
    """A participant whom no article names: a name, a role, a state or a body at least."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_somebody)

    capacity: Capacity = Field(default=Capacity.PARTICIPANT, description="In what capacity.", examples=["chair"])

    @model_validator(mode="after")
    def _is_somebody(self) -> "NewParticipant":
        if not any(getattr(self, name) for name in _TELLING):
            raise ValueError("a participant has a name, a role, a country or an organization; give one of them")
        return self


class AgendaItemPatch(_Patch):
    """Corrections of an agenda item."""

    text: Words = Field(default=None, description="What it is about.", examples=["foreign policy coordination"])  # type: ignore[assignment]  # as above
    kind: AgendaKind = Field(default=None, description="What sort of item it is.", examples=["topic"])  # type: ignore[assignment]  # as above


class NewAgendaItem(_Patch):
    """An agenda item that no article names."""

    text: Words = Field(description="What it is about.", examples=["foreign policy coordination"])
    kind: AgendaKind = Field(default=AgendaKind.TOPIC, description="What sort of item it is.", examples=["topic"])


class Merging(_Patch):
    """Meetings that are one with the one that the path names."""

    meeting_ids: list[uuid.UUID] = Field(
        min_length=1, max_length=50, description="The other meetings.", examples=[[_ID]]
    )


class Splitting(_Patch):
    """What leaves a record: give the articles or the reports, which are the `id`s of its claims."""

    article_ids: list[uuid.UUID] = Field(
        default_factory=list, max_length=200, description="The articles whose reports leave it.", examples=[[_ID]]
    )
    report_ids: list[uuid.UUID] = Field(
        default_factory=list, max_length=200, description="The reports that leave it.", examples=[[_ID]]
    )
