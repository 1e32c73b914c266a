"""``/people``, ``/organizations`` and ``/countries``: whom and what the meetings name."""

import sqlalchemy as sa
from fastapi import Request, Response

from app.api.answers import record_answer
from app.api.cursors import origin
from app.api.lists import answer_list
from app.api.models import CountryAnswer, ListAnswer, OnePersonAnswer, OrganizationAnswer, PersonAnswer
from app.api.parameters import CURSOR, LIMIT, given, identifier, takes, text
from app.api.problems import NOT_FOUND, missing
from app.api.routes import Operation, Resource
from app.api.store import ask
from app.store import queries

router = Resource("people, bodies and states", route_class=Operation)

_PEOPLE = (text("q", "Words of the name, all of them, in any spelling.", "Sergei Lavrov"), LIMIT, CURSOR)
_BODIES = (text("q", "Words of the name or the acronym, all of them, in any spelling.", "CSTO"), LIMIT, CURSOR)
_STATES = (LIMIT, CURSOR)
_LAVROV = "a0580339-96ab-5482-b91e-472254e97999"
_PERSON = (identifier("person_id", "The person's id, the `person_id` of participants.", _LAVROV, in_path=True),)


@router.get("/people", response_model=ListAnswer[PersonAnswer], summary="List people", **takes(_PEOPLE))
async def list_people(request: Request) -> Response:
    """Return everybody who takes part in a meeting under a name, by name and then id."""
    asked = given(request, _PEOPLE)
    return await answer_list(request, asked, lambda _: queries.people(asked.get("q")), quick=True)


@router.get(
    "/people/{person_id}",
    response_model=OnePersonAnswer,
    responses=NOT_FOUND,
    summary="Read one person",
    **takes(_PERSON),
)
async def read_person(request: Request) -> Response:
    """Return in what office somebody took part, when, and with whom most often; their meetings are a link away."""
    person_id = given(request, _PERSON)["person_id"]

    def answer(connection: sa.Connection) -> Response:
        one = queries.person(connection, person_id)
        if one is None:
            missing("person", person_id, "/people")
        return record_answer(one | {"meetings_url": f"{origin(request)}/meetings?participant={person_id}"})

    return await ask(request, answer, quick=True)


@router.get(
    "/organizations", response_model=ListAnswer[OrganizationAnswer], summary="List organisations", **takes(_BODIES)
)
async def list_organizations(request: Request) -> Response:
    """Return every body that meets or is represented, by name and then id."""
    asked = given(request, _BODIES)
    return await answer_list(request, asked, lambda _: queries.organizations(asked.get("q")), quick=True)


@router.get("/countries", response_model=ListAnswer[CountryAnswer], summary="List states", **takes(_STATES))
async def list_countries(request: Request) -> Response:
    """Return every state that some record names, by code."""
    return await answer_list(request, given(request, _STATES), lambda _: queries.countries(), quick=True)
