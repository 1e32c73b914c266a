"""``/coverage`` and ``/stats``: figures over many records."""

import sqlalchemy as sa
from fastapi import Request, Response

from app.api.answers import record_answer
from app.api.meeting_parameters import FILTERS, question_of
from app.api.models import CoverageAnswer, StatsAnswer
from app.api.parameters import given, takes
from app.api.routes import Operation, Resource
from app.api.store import ask
from app.store.figures import coverage, stats

router = Resource("figures", route_class=Operation)


@router.get("/coverage", response_model=CoverageAnswer, summary="See what the records are read from")
async def read_coverage(request: Request) -> Response:
    """Return how many articles and meetings there are, of what days, and when the last came in.

    It tells a list that is empty because nothing was reported from one that is empty because nothing was ingested.
    """
    given(request, ())
    return await ask(request, lambda connection: record_answer(coverage(connection)), quick=False)


@router.get("/stats", response_model=StatsAnswer, summary="Count meetings for charts", **takes(FILTERS))
async def read_stats(request: Request) -> Response:
    """Return the meetings asked for by month, by pairs of states, and by the people who took part most often.

    It takes the filters of `/meetings`.
    """
    question = question_of(given(request, FILTERS))

    def answer(connection: sa.Connection) -> Response:
        return record_answer(stats(connection, question.filter))

    return await ask(request, answer, quick=False)
