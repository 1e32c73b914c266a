"""Corrections of one participant or agenda item of a record. For keys with the scope ``edit``."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, Request, Response

from app.api.edits import EDIT_ANSWERS, MEETING_ID, MERGE_PATCH, Editor, IfMatch, editing_record, record_now
from app.api.models import MeetingAnswer
from app.api.parameters import identifier, takes
from app.api.patches import AgendaItemPatch, NewAgendaItem, NewParticipant, ParticipantPatch
from app.api.problems import missing, refuse
from app.api.routes import Resource
from app.store import editing
from app.store.corrections import Correction, Part
from app.store.keys import Key

router = Resource("corrections", responses=EDIT_ANSWERS)

_EXAMPLE = "00000000-0000-4000-8000-000000000000"
_PARTICIPANT = identifier("participant_id", "The participant's id in this record.", _EXAMPLE, in_path=True)
_ITEM = identifier("agenda_item_id", "The agenda item's id in this record.", _EXAMPLE, in_path=True)


def _correct_item(
    request: Request,
    key: Key,
    if_match: str | None,
    named: tuple[Part, Any],
    values: Callable[[dict[str, Any]], dict[str, Any] | None],
) -> Response:
    part, parameter = named
    with editing_record(request, key, if_match, parameter) as (edit, asked):
        there = editing.item_of(edit.connection, edit.record_id, part, asked[parameter.name])
        if there is None:
            what = parameter.name.removesuffix("_id").replace("_", " ")
            missing(what, asked[parameter.name], f"/meetings/{edit.record_id}")
        said = values(there)
        if said != {}:
            editing.correct(
                edit.connection, edit.record_id, [Correction(part=part, of=there, values=said)], edit.change
            )
        return record_now(edit.connection, edit.record_id)


def _add_item(request: Request, key: Key, if_match: str | None, part: Part, values: dict[str, Any]) -> Response:
    with editing_record(request, key, if_match) as (edit, _):
        editing.correct(edit.connection, edit.record_id, [Correction(part=part, values=values)], edit.change)
        return record_now(edit.connection, edit.record_id, 201)


@router.post(
    "/meetings/{meeting_id}/participants",
    status_code=201,
    response_model=MeetingAnswer,
    summary="Add a participant",
    **takes((MEETING_ID,)),
)
def add_participant(request: Request, key: Editor, body: NewParticipant, if_match: IfMatch = None) -> Response:
    """Add somebody who takes part to a record, at the end; the answer is the record."""
    return _add_item(request, key, if_match, "participants", body.model_dump(mode="json"))


@router.patch(
    "/meetings/{meeting_id}/participants/{participant_id}",
    response_model=MeetingAnswer,
    summary="Correct a participant",
    **takes((MEETING_ID, _PARTICIPANT)),
)
def correct_participant(
    request: Request,
    key: Editor,
    patch: Annotated[ParticipantPatch, Body(media_type=MERGE_PATCH)],
    if_match: IfMatch = None,
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
    **takes((MEETING_ID, _PARTICIPANT)),
)
def remove_participant(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Remove somebody from a record, whatever articles say; the answer is the record."""
    return _correct_item(request, key, if_match, ("participants", _PARTICIPANT), lambda _: None)


@router.post(
    "/meetings/{meeting_id}/agenda-items",
    status_code=201,
    response_model=MeetingAnswer,
    summary="Add an agenda item",
    **takes((MEETING_ID,)),
)
def add_agenda_item(request: Request, key: Editor, body: NewAgendaItem, if_match: IfMatch = None) -> Response:
    """Add a topic, document or decision to a record, at the end; the answer is the record."""
    return _add_item(request, key, if_match, "agenda_items", body.model_dump(mode="json"))


@router.patch(
    "/meetings/{meeting_id}/agenda-items/{agenda_item_id}",
    response_model=MeetingAnswer,
    summary="Correct an agenda item",
    **takes((MEETING_ID, _ITEM)),
)
def correct_agenda_item(
    request: Request,
    key: Editor,
    patch: Annotated[AgendaItemPatch, Body(media_type=MERGE_PATCH)],
    if_match: IfMatch = None,
) -> Response:
    """Set some fields of an agenda item; the answer is the record."""
    return _correct_item(request, key, if_match, ("agenda_items", _ITEM), lambda _: patch.given)


@router.delete(
    "/meetings/{meeting_id}/agenda-items/{agenda_item_id}",
    response_model=MeetingAnswer,
    summary="Remove an agenda item",
    **takes((MEETING_ID, _ITEM)),
)
def remove_agenda_item(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Remove an agenda item from a record, whatever articles say; the answer is the record."""
    return _correct_item(request, key, if_match, ("agenda_items", _ITEM), lambda _: None)
