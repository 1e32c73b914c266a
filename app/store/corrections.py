"""What editors say of a record against its reports, laid over what the reports say. Pure.

A correction names what it corrects by what it is like, not by its place: a participant whom the next report names more
fully, or who moves down the list, is still the one that was corrected.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.merging import MergedMeeting, Version
from app.records import AgendaItem, MeetingFacts, Participant, Record
from app.spelling import keys_of

Part = Literal["participants", "agenda_items"]
Item = dict[str, Any]


class Correction(Record):
    """One correction: of the meeting's own fields, or of one participant or agenda item."""

    part: Literal["meeting", "participants", "agenda_items"]
    of: Item | None = None
    """The participant or agenda item as the record gave it; None for the meeting's own fields and for a new item."""
    values: Item | None = None
    """The fields that are corrected; None when the item is removed."""


@dataclass(slots=True)
class _Entry:
    values: Item
    was: int | None  # its place among what the reports say
    corrected: set[str] = field(default_factory=set)


def corrected(said: MergedMeeting, corrections: Sequence[Correction]) -> tuple[MergedMeeting, tuple[str, ...]]:
    """Return what the record says, and the paths of what was corrected, as in ``participants.0.role``.

    A part of which something was removed is named itself. Words behind a value that was corrected are left out: they
    speak for another one.
    """
    if not corrections:
        return said, ()
    facts: Item = {}
    for each in corrections:
        if each.part == "meeting":
            facts |= each.values or {}
    paths = sorted(facts)
    participants, own = _applied("participants", said.participants, corrections, _is_same_participant)
    items, agenda = _applied("agenda_items", said.agenda_items, corrections, _is_same_item)
    paths += [*own, *agenda]
    moved = {"participants": _places(participants), "agenda_items": _places(items)}
    own_facts = {name: value for name, value in facts.items() if name != "parent_id"}
    return (
        replace(
            said,
            facts=MeetingFacts.model_validate(said.facts.model_dump() | own_facts),
            participants=tuple(Participant.model_validate(entry.values) for entry in participants),
            agenda_items=tuple(AgendaItem.model_validate(entry.values) for entry in items),
            parent_id=_parent(facts["parent_id"]) if "parent_id" in facts else said.parent_id,
            evidence=tuple(
                replace(words, field=path)
                for words in said.evidence
                if (path := _moved(words.field, moved)) is not None and path not in paths
            ),
            conflicts=tuple(
                replace(conflict, field=path, versions=_versions(conflict.versions, own_facts.get(path)))
                for conflict in said.conflicts
                if (path := _moved(conflict.field, moved)) is not None
            ),
        ),
        tuple(paths),
    )


def found(items: Sequence[Item], wanted: Item, is_same: Callable[[Item, Item], bool]) -> int | None:
    """Return where the item is that is meant: the very same one, or else the first that is like it."""
    exact = next((at for at, item in enumerate(items) if item == wanted), None)
    return exact if exact is not None else next((at for at, item in enumerate(items) if is_same(item, wanted)), None)


def _applied(
    part: Part,
    said: Iterable[Participant | AgendaItem],
    corrections: Sequence[Correction],
    is_same: Callable[[Item, Item], bool],
) -> tuple[list[_Entry], list[str]]:
    entries = [_Entry(item.model_dump(mode="json"), at) for at, item in enumerate(said)]
    removed = False
    for each in corrections:
        if each.part != part:
            continue
        wanted = each.of or each.values or {}
        at = found([entry.values for entry in entries], wanted, is_same)
        if each.values is None:
            removed = True
            if at is not None:
                entries.pop(at)
        elif at is None:  # the reports no longer say it; the editor does
            entries.append(_Entry((each.of or {}) | each.values, None))
        else:
            entries[at].values |= each.values
            entries[at].corrected |= each.values.keys()
    paths: list[str] = [part] if removed else []
    for at, entry in enumerate(entries):
        own = [f"{part}.{at}"] if entry.was is None else [f"{part}.{at}.{name}" for name in sorted(entry.corrected)]
        paths += own
    return entries, paths


def _is_same_participant(one: Item, other: Item) -> bool:
    if one.get("name") and other.get("name"):
        return keys_of(one["name"]) == keys_of(other["name"])
    traits = [
        (each.get("country"), keys_of(each.get("role") or ""), keys_of(each.get("organization") or ""))
        for each in (one, other)
    ]
    return traits[0] == traits[1] and any(traits[0])


def _is_same_item(one: Item, other: Item) -> bool:
    return keys_of(one.get("text") or "") == keys_of(other.get("text") or "")


def _places(entries: Sequence[_Entry]) -> dict[int, int]:
    """Return the new place of each item that the reports say, by its old one."""
    return {entry.was: at for at, entry in enumerate(entries) if entry.was is not None}


def _moved(path: str, places: dict[str, dict[int, int]]) -> str | None:
    """Return the path of a value whose item may have moved; None when the item was removed."""
    part, _, rest = path.partition(".")
    if part not in places:
        return path
    at, _, name = rest.partition(".")
    place = places[part].get(int(at)) if at.isdigit() else None
    if place is None:
        return None
    return f"{part}.{place}.{name}" if name else f"{part}.{place}"


def _parent(told: str | None) -> uuid.UUID | None:
    return None if told is None else uuid.UUID(told)


def _versions(said: tuple[Version, ...], chosen: str | None) -> tuple[Version, ...]:
    """Return what reports give a field, what an editor chose first."""
    if chosen is None:
        return said
    same = next((each for each in said if each.value == chosen), Version(chosen, ()))
    return (same, *(each for each in said if each is not same))
