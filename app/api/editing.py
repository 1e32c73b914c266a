"""Writing on records: corrections, deletion and return, merging and splitting. For keys with the scope ``edit``."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Body, Depends, Header, Request, Response

from app.api.access import WRITE_ANSWERS, requires
from app.api.answers import json_answer, list_answer, tag_of
from app.api.found import NOT_HERE, meeting_named, say_what_became_of
from app.api.models import ListAnswer, MeetingAnswer
from app.api.parameters import given, identifier, takes
from app.api.patches import (
    AgendaItemPatch,
    MeetingPatch,
    Merging,
    NewAgendaItem,
    NewParticipant,
    ParticipantPatch,
    Splitting,
)
from app.api.problems import BODY_ANSWERS, PRECONDITION, conflict, missing, precondition_failed, refuse
from app.api.tags import is_current
from app.records import days_of
from app.store import editing, queries, reports
from app.store.corrections import Correction, Part
from app.store.editing import facts_of
from app.store.engine import moment, write_transaction
from app.store.history import fate_of
from app.store.keys import Key, Scope
from app.store.queries import MeetingDocument
from app.store.revisions import Change

router = APIRouter(tags=["corrections"], responses={**NOT_HERE, **BODY_ANSWERS, **PRECONDITION, **WRITE_ANSWERS})

Editor = Annotated[Key, Depends(requires(Scope.EDIT))]
IfMatch = Annotated[
    str | None,
    Header(
        description="The `ETag` that `GET /meetings/{meeting_id}` gave, without `include`, `fields` or `as_of`. When "
        "the record has changed since, nothing is written and the answer is 412.",
        examples=["*"],
    ),
]
_PATCH = "application/merge-patch+json"
_ID = identifier("meeting_id", "The meeting's id.", in_path=True)
_EXAMPLE = "00000000-0000-4000-8000-000000000000"
_PARTICIPANT = identifier("participant_id", "The participant's id in this record.", _EXAMPLE, in_path=True)
_ITEM = identifier("agenda_item_id", "The agenda item's id in this record.", _EXAMPLE, in_path=True)
_MOST_FRAMES = 20  # a meeting in a meeting in a meeting


@dataclass(frozen=True, slots=True)
class _Edit:
    """A record that is being edited: in whose transaction, as it was, and by whom."""

    connection: sa.Connection
    record_id: uuid.UUID
    was: MeetingDocument
    change: Change


@contextmanager
def _editing(request: Request, key: Key, if_match: str | None, *more: Any) -> Iterator[tuple[_Edit, dict[str, Any]]]:  # noqa: ANN401 - parameters
    """Give the record that the path names, in a write transaction, once it is sure that the editor has seen it."""
    asked = given(request, (_ID, *more))
    engine: sa.Engine = request.app.state.engine
    with write_transaction(engine) as connection:
        was = meeting_named(request, connection, asked["meeting_id"])
        tag = tag_of(was.document.encode()).encode()
        if if_match is not None and not is_current(tag, if_match.encode("latin-1")):
            precondition_failed(asked["meeting_id"])
        change = Change(moment(), key.name, corrects=True)
        yield _Edit(connection, asked["meeting_id"], was, change), asked


def _answer(connection: sa.Connection, record_id: uuid.UUID, status: int = 200) -> Response:
    """Return the record as it is now, wherever it went."""
    (own,) = editing.records_of(connection, [record_id])
    now = queries.meeting_document(connection, own)
    assert now is not None  # noqa: S101 - every report is a part of a record; this tells the type checker
    answer = json_answer(now.document.encode(), now.modified_at)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.patch("/meetings/{meeting_id}", response_model=MeetingAnswer, summary="Correct a meeting", **takes((_ID,)))
def correct_meeting(
    request: Request, key: Editor, patch: Annotated[MeetingPatch, Body(media_type=_PATCH)], if_match: IfMatch = None
) -> Response:
    """Set some of a meeting's own fields, against what its articles say.

    A correction wins over everything that is read of the meeting later, and is named in the record's `corrected`. It is
    taken back by sending `corrected` without its path.
    """
    with _editing(request, key, if_match) as (edit, _):
        values = patch.given
        kept = values.pop("corrected", None)
        if kept is not None:
            _check_kept(edit, kept)
            editing.keep_only(edit.connection, edit.record_id, kept, edit.change)
        if values:
            _check_facts(edit, values)
            correction = Correction(part="meeting", values=values)
            editing.correct(edit.connection, edit.record_id, [correction], edit.change)
        return _answer(edit.connection, edit.record_id)


def _check_kept(edit: _Edit, kept: list[str]) -> None:
    there = facts_of(edit.was.document)["corrected"]
    unknown = [path for path in kept if path not in there]
    if unknown:
        refuse(
            "corrected",
            f"{unknown[0]!r} is none of what was corrected; it takes some of {', '.join(there) or 'none'}",
        )
    for part in ("participants", "agenda_items"):
        own = [path for path in there if path.partition(".")[0] == part]
        left = [path for path in kept if path.partition(".")[0] == part]
        if left and len(left) < len(own):
            refuse("corrected", f"the corrections of {part} build on each other; keep all of {', '.join(own)}, or none")


def _check_facts(edit: _Edit, values: dict[str, Any]) -> None:
    facts = facts_of(edit.was.document) | values
    if facts["end_date"] and not facts["start_date"]:
        refuse("end_date", "is the last day of a meeting without a first; give `start_date` too")
    if facts["end_date"] and days_of(facts["end_date"])[1] < days_of(facts["start_date"])[0]:
        refuse("end_date", f"{facts['end_date']} is before `start_date`, {facts['start_date']}; give a later one")
    if values.get("parent_id") is not None:
        _check_parent(edit, uuid.UUID(values["parent_id"]))


def _check_parent(edit: _Edit, parent_id: uuid.UUID) -> None:
    above: uuid.UUID | None = parent_id
    for _ in range(_MOST_FRAMES):
        if above is None:
            return
        if above == edit.record_id:
            refuse("parent_id", "is this meeting, or a part of it; a meeting is no part of itself")
        frame = queries.meeting_document(edit.connection, above)
        if frame is None or frame.deleted:
            refuse("parent_id", f"there is no meeting {above}; /meetings lists those there are")
        told = facts_of(frame.document)["parent_id"]
        above = None if told is None else uuid.UUID(told)
    refuse("parent_id", f"is more than {_MOST_FRAMES} meetings deep; give one of those around it")


@router.delete("/meetings/{meeting_id}", status_code=204, summary="Delete a meeting", **takes((_ID,)))
def delete_meeting(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Set a meeting aside. Its address answers 410 from then on, and its articles' being read again changes nothing.

    `/changes` and `modified_since` tell of it; its revisions stay; `restore` brings it back.
    """
    with _editing(request, key, if_match) as (edit, _):
        editing.set_aside(edit.connection, edit.record_id, edit.change, deleted=True)
    return Response(status_code=204)


@router.post(
    "/meetings/{meeting_id}/restore", response_model=MeetingAnswer, summary="Restore a meeting", **takes((_ID,))
)
def restore_meeting(request: Request, key: Editor) -> Response:
    """Bring a deleted meeting back, with what has been read of it meanwhile."""
    meeting_id = given(request, (_ID,))["meeting_id"]
    engine: sa.Engine = request.app.state.engine
    with write_transaction(engine) as connection:
        there = queries.meeting_document(connection, meeting_id)
        if there is None:
            say_what_became_of(request, connection, meeting_id)
        if not there.deleted:
            conflict("meeting_id", "is not deleted: there is nothing to restore")
        editing.set_aside(connection, meeting_id, Change(moment(), key.name), deleted=False)
        return _answer(connection, meeting_id)


@router.post("/meetings/{meeting_id}/merge", response_model=MeetingAnswer, summary="Merge meetings", **takes((_ID,)))
def merge_meetings(request: Request, key: Editor, body: Merging, if_match: IfMatch = None) -> Response:
    """Say that other records tell of the same occasion as this one: they become one record, and stay so.

    It has the id of the report that came first; the other ids answer 308. The answer is the merged record.
    """
    with _editing(request, key, if_match) as (edit, _):
        others = [each for each in dict.fromkeys(body.meeting_ids) if each != edit.record_id]
        if not others:
            refuse("meeting_ids", "names this meeting alone; give those that are one with it")
        for each in others:
            there = queries.meeting_document(edit.connection, each)
            if there is None or there.deleted:
                _refuse_absent(edit.connection, each)
        change = Change(edit.change.at, edit.change.by)
        return _answer(edit.connection, editing.merge(edit.connection, [edit.record_id, *others], change))


def _refuse_absent(connection: sa.Connection, meeting_id: uuid.UUID) -> None:
    fate = fate_of(connection, meeting_id)
    if fate is None:
        refuse("meeting_ids", f"there is no meeting {meeting_id}; /meetings lists those there are")
    into = f" into {fate.into_id}" if fate.into_id else ""
    conflict("meeting_ids", f"the meeting {meeting_id} was {fate.what}{into}; give one that is there")


@router.post(
    "/meetings/{meeting_id}/split",
    response_model=ListAnswer[MeetingAnswer],
    summary="Split a meeting",
    **takes((_ID,)),
)
def split_meeting(request: Request, key: Editor, body: Splitting, if_match: IfMatch = None) -> Response:
    """Say that some reports of this record tell of another occasion: they leave it, and stay apart.

    They are named by their articles or by their own ids, the `id` of a claim. The answer is all records that there are
    of it now.
    """
    with _editing(request, key, if_match) as (edit, _):
        everything = reports.of_records(edit.connection, [edit.record_id])
        for name, wanted, there in (
            ("article_ids", body.article_ids, {stored.report.article_id for stored in everything}),
            ("report_ids", body.report_ids, {stored.report.id for stored in everything}),
        ):
            strange = [each for each in wanted if each not in there]
            if strange:
                refuse(name, f"{strange[0]} is none of this record's; they are {', '.join(map(str, sorted(there)))}")
        leaving = [
            stored
            for stored in everything
            if stored.report.article_id in body.article_ids or stored.report.id in body.report_ids
        ]
        staying = [stored for stored in everything if stored not in leaving]
        if not leaving or not staying:
            refuse("report_ids", "some reports must leave and some must stay; name the articles or reports that leave")
        editing.split(edit.connection, leaving, staying, Change(edit.change.at, edit.change.by))
        records = editing.records_of(edit.connection, [stored.report.id for stored in everything])
        found = (queries.meeting_document(edit.connection, each) for each in records)
        answer = list_answer(None, [each.document.encode() for each in found if each])
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _correct_item(
    request: Request,
    key: Key,
    if_match: str | None,
    named: tuple[Part, Any],
    values: Callable[[dict[str, Any]], dict[str, Any] | None],
) -> Response:
    part, parameter = named
    with _editing(request, key, if_match, parameter) as (edit, asked):
        there = editing.item_of(edit.connection, edit.record_id, part, asked[parameter.name])
        if there is None:
            what = parameter.name.removesuffix("_id").replace("_", " ")
            missing(what, asked[parameter.name], f"/meetings/{edit.record_id}")
        said = values(there)
        if said != {}:
            editing.correct(
                edit.connection, edit.record_id, [Correction(part=part, of=there, values=said)], edit.change
            )
        return _answer(edit.connection, edit.record_id)


def _add_item(request: Request, key: Key, if_match: str | None, part: Part, values: dict[str, Any]) -> Response:
    with _editing(request, key, if_match) as (edit, _):
        editing.correct(edit.connection, edit.record_id, [Correction(part=part, values=values)], edit.change)
        return _answer(edit.connection, edit.record_id, 201)


@router.post(
    "/meetings/{meeting_id}/participants",
    status_code=201,
    response_model=MeetingAnswer,
    summary="Add a participant",
    **takes((_ID,)),
)
def add_participant(request: Request, key: Editor, body: NewParticipant, if_match: IfMatch = None) -> Response:
    """Add somebody who takes part to a record, at the end; the answer is the record."""
    return _add_item(request, key, if_match, "participants", body.model_dump(mode="json"))


@router.patch(
    "/meetings/{meeting_id}/participants/{participant_id}",
    response_model=MeetingAnswer,
    summary="Correct a participant",
    **takes((_ID, _PARTICIPANT)),
)
def correct_participant(
    request: Request, key: Editor, patch: Annotated[ParticipantPatch, Body(media_type=_PATCH)], if_match: IfMatch = None
) -> Response:
    """Set some fields of a participant; the answer is the record.

    Ids of participants are those of their places in the record: send `If-Match`, lest a report that came meanwhile puts
    somebody else in this one's.
    """

    def values(there: dict[str, Any]) -> dict[str, Any]:
        left = there | patch.given
        if not any(left[name] for name in ("name", "role", "country", "organization")):
            refuse("name", "nothing would be left of the participant; to remove it, DELETE it")
        return patch.given

    return _correct_item(request, key, if_match, ("participants", _PARTICIPANT), values)


@router.delete(
    "/meetings/{meeting_id}/participants/{participant_id}",
    response_model=MeetingAnswer,
    summary="Remove a participant",
    **takes((_ID, _PARTICIPANT)),
)
def remove_participant(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Remove somebody from a record, whatever articles say; the answer is the record."""
    return _correct_item(request, key, if_match, ("participants", _PARTICIPANT), lambda _: None)


@router.post(
    "/meetings/{meeting_id}/agenda-items",
    status_code=201,
    response_model=MeetingAnswer,
    summary="Add an agenda item",
    **takes((_ID,)),
)
def add_agenda_item(request: Request, key: Editor, body: NewAgendaItem, if_match: IfMatch = None) -> Response:
    """Add a topic, document or decision to a record, at the end; the answer is the record."""
    return _add_item(request, key, if_match, "agenda_items", body.model_dump(mode="json"))


@router.patch(
    "/meetings/{meeting_id}/agenda-items/{agenda_item_id}",
    response_model=MeetingAnswer,
    summary="Correct an agenda item",
    **takes((_ID, _ITEM)),
)
def correct_agenda_item(
    request: Request, key: Editor, patch: Annotated[AgendaItemPatch, Body(media_type=_PATCH)], if_match: IfMatch = None
) -> Response:
    """Set some fields of an agenda item; the answer is the record."""
    return _correct_item(request, key, if_match, ("agenda_items", _ITEM), lambda _: patch.given)


@router.delete(
    "/meetings/{meeting_id}/agenda-items/{agenda_item_id}",
    response_model=MeetingAnswer,
    summary="Remove an agenda item",
    **takes((_ID, _ITEM)),
)
def remove_agenda_item(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Remove an agenda item from a record, whatever articles say; the answer is the record."""
    return _correct_item(request, key, if_match, ("agenda_items", _ITEM), lambda _: None)
