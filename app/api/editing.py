"""Writing on records: corrections, deletion and return, merging and splitting. For keys with the scope ``edit``."""

import uuid
from typing import Annotated

import sqlalchemy as sa
from fastapi import Body, Request, Response

from app.api.answers import list_answer
from app.api.edits import EDIT_ANSWERS, MEETING_ID, MERGE_PATCH, Edit, Editor, IfMatch, editing_record, record_now
from app.api.found import say_what_became_of
from app.api.models import ListAnswer, MeetingAnswer
from app.api.parameters import given, takes
from app.api.patches import MeetingPatch, Merging, Splitting
from app.api.problems import conflict, refuse
from app.api.routes import Resource
from app.records import days_of
from app.store import editing, queries, reports
from app.store.corrections import Correction
from app.store.editing import facts_of
from app.store.engine import moment, write_transaction
from app.store.history import fate_of
from app.store.queries import MeetingDocument
from app.store.revisions import Change

router = Resource("corrections", responses=EDIT_ANSWERS)

_MOST_FRAMES = 20  # a meeting in a meeting in a meeting


@router.patch(
    "/meetings/{meeting_id}", response_model=MeetingAnswer, summary="Correct a meeting", **takes((MEETING_ID,))
)
def correct_meeting(
    request: Request,
    key: Editor,
    patch: Annotated[MeetingPatch, Body(media_type=MERGE_PATCH)],
    if_match: IfMatch = None,
) -> Response:
    """Set some of a meeting's own fields, against what its articles say.

    A correction wins over everything that is read of the meeting later, and is named in the record's `corrected`. It is
    taken back by sending `corrected` without its path.
    """
    with editing_record(request, key, if_match) as (edit, _):
        values = patch.given
        kept = values.pop("corrected", None)
        if kept is not None:
            _check_kept(edit, kept)
            editing.keep_only(edit.connection, edit.record_id, kept, edit.change)
        if values.get("parent_id") is not None:
            _check_parent(edit, uuid.UUID(values["parent_id"]))
        if values:
            correction = Correction(part="meeting", values=values)
            editing.correct(edit.connection, edit.record_id, [correction], edit.change)
        _check_days(edit)
        return record_now(edit.connection, edit.record_id)


def _check_kept(edit: Edit, kept: list[str]) -> None:
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


def _check_days(edit: Edit) -> None:
    """Refuse an edit that leaves days which cannot be; those that articles tell so are nobody's fault here."""
    before, (start, end) = _days_told(edit.was), _days_told(queries.meeting_document(edit.connection, edit.record_id))
    if end is None or (start, end) == before:
        return
    if start is None:
        refuse("end_date", "is the last day of a meeting without a first; give `start_date` too")
    if days_of(end)[1] < days_of(start)[0]:
        refuse("end_date", f"{end} is before `start_date`, {start}; give a later one")


def _days_told(record: MeetingDocument | None) -> tuple[str | None, str | None]:
    told = {} if record is None else facts_of(record.document)
    return told.get("start_date"), told.get("end_date")


def _check_parent(edit: Edit, parent_id: uuid.UUID) -> None:
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


@router.delete("/meetings/{meeting_id}", status_code=204, summary="Delete a meeting", **takes((MEETING_ID,)))
def delete_meeting(request: Request, key: Editor, if_match: IfMatch = None) -> Response:
    """Set a meeting aside. Its address answers 410 from then on, and its articles' being read again changes nothing.

    `/changes` and `modified_since` tell of it; its revisions stay; `restore` brings it back.
    """
    with editing_record(request, key, if_match) as (edit, _):
        editing.set_aside(edit.connection, edit.record_id, edit.change, deleted=True)
    return Response(status_code=204)


@router.post(
    "/meetings/{meeting_id}/restore", response_model=MeetingAnswer, summary="Restore a meeting", **takes((MEETING_ID,))
)
def restore_meeting(request: Request, key: Editor) -> Response:
    """Bring a deleted meeting back, with what has been read of it meanwhile."""
    meeting_id = given(request, (MEETING_ID,))["meeting_id"]
    engine: sa.Engine = request.app.state.engine
    with write_transaction(engine) as connection:
        there = queries.meeting_document(connection, meeting_id)
        if there is None:
            say_what_became_of(request, connection, meeting_id)
        if not there.deleted:
            conflict("meeting_id", "is not deleted: there is nothing to restore")
        editing.set_aside(connection, meeting_id, Change(moment(), key.name), deleted=False)
        return record_now(connection, meeting_id)


@router.post(
    "/meetings/{meeting_id}/merge", response_model=MeetingAnswer, summary="Merge meetings", **takes((MEETING_ID,))
)
def merge_meetings(request: Request, key: Editor, body: Merging, if_match: IfMatch = None) -> Response:
    """Say that other records tell of the same occasion as this one: they become one record, and stay so.

    It has the id of the report that came first; the other ids answer 308. The answer is the merged record.
    """
    with editing_record(request, key, if_match) as (edit, _):
        others = [each for each in dict.fromkeys(body.meeting_ids) if each != edit.record_id]
        if not others:
            refuse("meeting_ids", "names this meeting alone; give those that are one with it")
        for each in others:
            there = queries.meeting_document(edit.connection, each)
            if there is None or there.deleted:
                _refuse_absent(edit.connection, each)
        change = Change(edit.change.at, edit.change.by)
        return record_now(edit.connection, editing.merge(edit.connection, [edit.record_id, *others], change))


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
    **takes((MEETING_ID,)),
)
def split_meeting(request: Request, key: Editor, body: Splitting, if_match: IfMatch = None) -> Response:
    """Say that some reports of this record tell of another occasion: they leave it, and stay apart.

    They are named by their articles or by their own ids, the `id` of a claim. The answer is all records that there are
    of it now.
    """
    with editing_record(request, key, if_match) as (edit, _):
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
