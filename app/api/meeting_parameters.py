"""What ``/meetings``, its exports and ``/stats`` can be asked for: one row a filter."""

from dataclasses import replace
from typing import Any

from app.api.parameters import (
    CURSOR,
    LIMIT,
    Parameter,
    choice,
    choices,
    country,
    day,
    flag,
    identifier,
    moment,
    text,
)
from app.api.problems import conflict
from app.records import Capacity, MeetingKind, MeetingStatus
from app.store.meeting_filter import MeetingFilter, Sort
from app.store.meeting_pages import Question

EXTRAS = ("articles", "claims", "evidence", "side_meetings")

FILTERS = (
    text(
        "q",
        "Words that a meeting has, all of them, in its title, place, body, participants, roles or agenda; accents, "
        "case, plurals and transliteration make no difference. Best first: all words in title, place and body, then "
        "among the participants, then anywhere.",
        "foreign policy coordination",
    ),
    text(
        "participant",
        "Who took part: a name or a part of it in any spelling, or a person's id. Given twice: both took part.",
        ["Sergei Lavrov"],
        repeats=True,
    ),
    country(
        "country", "The state of a participant, ISO 3166-1 alpha-2. Given twice: both took part.", ["RU"], repeats=True
    ),
    text("role", "A participant's office, or a part of it that stands together.", ["foreign minister"], repeats=True),
    text(
        "organization",
        "The body that meets or that a participant represents: its name, its acronym or its id. Given twice: both.",
        ["CSTO"],
        repeats=True,
    ),
    choice("capacity", "A capacity in which somebody takes part.", ["chair"], Capacity, repeats=True),
    country("place_country", "The state where it takes place, ISO 3166-1 alpha-2.", "TJ"),
    text("city", "The city where it takes place.", "Dushanbe"),
    choice("kind", "What sort of occasion it is.", "ministerial", MeetingKind),
    choice("status", "What was reported of it, on the day of the report.", "held", MeetingStatus),
    text("topic", "Words that stand on the agenda, all of them, as for `q`.", "foreign policy"),
    day(
        "from",
        "No meeting that was over before this day; of a month or year, its first day. A meeting whose date is known by "
        "the month or year alone counts for every day that it may mean.",
        "2015-04",
        last=False,
    ),
    day("to", "No meeting that began after this day; of a month or year, its last day.", "2015-04", last=True),
    identifier("parent_id", "The meeting that they are part of or on the sidelines of."),
    flag("side_meetings", "`false` leaves out what is part of another meeting.", example=False),
    flag(
        "background",
        "`true` gives only meetings that an article mentions in passing, whose `background` is true; `false` only the "
        "others. Unless given, both are among the answer: a filter narrows, and nothing is left out unasked.",
        example=False,
    ),
    text("publisher", "Who published the article.", "TASS"),
    moment(
        "modified_since",
        "Records that changed at this moment or later. `/meetings` then shows those that were deleted too, as `{id, "
        "deleted: true, …}`.",
        "2015-01-01T00:00:00Z",
    ),
    moment("created_since", "Records that were first saved at this moment or later.", "2015-01-01T00:00:00Z"),
)

SORT = choice(
    "sort",
    "The order: by the first day, by when the record was first saved or last changed, each backwards with a `-`, or by "
    "relevance to `q`. Unless given, `relevance` with `q` and `-start_date` without. Meetings without a date come last "
    "in both orders of `start_date`; the id decides among equals.",
    "start_date",
    Sort,
)
INCLUDE = choices(
    "include",
    "What to add to each meeting, with commas between: `evidence` (the words behind every value), `articles`, "
    "`claims` (what each article says by itself), `side_meetings`.",
    "evidence,articles",
    EXTRAS,
)


def field_choice(names: tuple[str, ...]) -> Parameter:
    """Take the names of a meeting's fields."""
    return choices(
        "fields", "The fields to give, with commas between; the id is always given.", "title,start_date", names
    )


COUNT = flag("count", "`true` adds `count`, how many meetings the whole list has.", example=True)

_NAMES = {"from": "from_day", "to": "to_day"}
_FILTER_NAMES = frozenset(parameter.name for parameter in FILTERS)


def question_of(asked: dict[str, Any]) -> Question:
    """Return the question of a request whose parameters were read. Refuses those that contradict each other."""
    wanted = MeetingFilter(**{_NAMES.get(name, name): value for name, value in asked.items() if name in _FILTER_NAMES})
    if wanted.from_day and wanted.to_day and wanted.from_day > wanted.to_day:
        conflict("to", f"ends on {wanted.to_day}, before `from` begins on {wanted.from_day}; give a later one")
    if wanted.parent_id is not None and not wanted.side_meetings:
        conflict("side_meetings", "`false` leaves out what `parent_id` asks for; give one of the two")
    sort = asked.get("sort") or (Sort.RELEVANCE if wanted.q else Sort.NEWEST)
    if sort is Sort.RELEVANCE and not wanted.q:
        conflict("sort", "`relevance` needs a `q` to be relevant to; give one, or another order")
    return Question(wanted, sort)


def with_tombstones(question: Question) -> Question:
    """Return the question of somebody who follows changes: what was set aside has changed too."""
    if question.filter.modified_since is None:
        return question
    return replace(question, filter=question.filter._replace(tombstones=True))


LIST = (*FILTERS, SORT, LIMIT, CURSOR, COUNT, INCLUDE)
"""All but ``fields``, whose values are the fields of the published shape."""
