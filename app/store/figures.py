"""Figures over many records: what was ingested, and what the meetings asked for add up to."""

from typing import Any

import sqlalchemy as sa

from app.store.meeting_filter import MeetingFilter
from app.store.meeting_pages import filtered_ids
from app.store.tables import metadata

MOST = 50
"""Rows of each table of figures."""

_meetings = metadata.tables["meetings"].c
_articles = metadata.tables["articles"].c
_reports = metadata.tables["reports"].c
_people = metadata.tables["people"].c
_participants = metadata.tables["participants"]


def coverage(connection: sa.Connection) -> dict[str, Any]:
    """Return what the records are read from: articles, their days, their publishers, the last ingest."""
    articles = sa.select(
        sa.func.count().label("articles"),
        sa.func.min(_articles.published).label("first_published"),
        sa.func.max(_articles.published).label("last_published"),
        sa.func.max(_articles.modified_at).label("last_ingest"),
    )
    telling = sa.select(sa.func.count(_reports.article_id.distinct())).where(sa.not_(_reports.deleted))
    meetings = sa.select(
        telling.scalar_subquery().label("articles_with_meetings"),
        sa.func.count().filter(~_meetings.background).label("meetings"),
        sa.func.count().filter(_meetings.background).label("background_meetings"),
        sa.func.min(_meetings.first_day).label("first_day"),
        sa.func.max(_meetings.last_day).label("last_day"),
    ).where(sa.not_(_meetings.deleted))
    many = sa.func.count()
    publishers = (
        sa.select(_articles.publisher, many.label("articles"))
        .group_by(_articles.publisher)
        .order_by(many.desc(), sa.func.coalesce(_articles.publisher, ""))
        .limit(MOST)
    )
    return {
        **connection.execute(articles).mappings().one(),
        **connection.execute(meetings).mappings().one(),
        "publishers": [dict(row) for row in connection.execute(publishers).mappings()],
    }


def stats(connection: sa.Connection, asked: MeetingFilter) -> dict[str, Any]:
    """Return the meetings asked for by month, by pairs of states, and by the people who took part most often."""
    query, values = filtered_ids(connection, asked)
    chosen = query.cte("chosen")
    month = sa.func.substr(_meetings.first_day, 1, 7)
    months = (
        sa.select(month.label("month"), sa.func.count().label("meetings"))
        .join_from(chosen, metadata.tables["meetings"], _meetings.id == chosen.c.id)
        .where(_meetings.first_day.is_not(None))
        .group_by(month)
        .order_by(month)
    )
    one, other = _participants.alias("one").c, _participants.alias("other").c
    often = sa.func.count(chosen.c.id.distinct())
    pairs = (
        sa.select(one.country.label("first"), other.country.label("second"), often.label("meetings"))
        .join_from(chosen, one.id.table, one.meeting_id == chosen.c.id)
        .join(other.id.table, sa.and_(other.meeting_id == chosen.c.id, other.country > one.country))
        .group_by(one.country, other.country)
        .order_by(often.desc(), one.country, other.country)
        .limit(MOST)
    )
    people = (
        sa.select(_people.id, _people.name, often.label("meetings"))
        .join_from(chosen, one.id.table, one.meeting_id == chosen.c.id)
        .join(metadata.tables["people"], _people.id == one.person_id)
        .group_by(_people.id, _people.name)
        .order_by(often.desc(), _people.name, _people.id)
        .limit(MOST)
    )
    return {
        "meetings": connection.execute(sa.select(sa.func.count()).select_from(chosen), values).scalar_one(),
        "months": [dict(row) for row in connection.execute(months, values).mappings()],
        "country_pairs": [
            {"countries": [row.first, row.second], "meetings": row.meetings}
            for row in connection.execute(pairs, values).all()
        ],
        "participants": [dict(row) for row in connection.execute(people, values).mappings()],
    }
