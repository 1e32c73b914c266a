"""``/healthz`` and ``/readyz``: whether the service is alive, and whether it can answer."""

import orjson
from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.api.models import HealthAnswer
from app.api.parameters import given
from app.api.routes import Operation, Resource
from app.errors import SchemaMismatchError
from app.store.schema import check_schema

router = Resource("operation", route_class=Operation)


@router.get("/healthz", response_model=HealthAnswer, summary="See whether the service is alive")
async def read_health(request: Request) -> Response:
    """Answer at once, without asking the database."""
    given(request, ())
    return _ok()


@router.get("/readyz", response_model=HealthAnswer, summary="See whether the service can answer")
async def read_readiness(request: Request) -> Response:
    """Ask the database whether it can be reached and is of the schema that this version needs; 503 otherwise."""
    given(request, ())
    try:
        await run_in_threadpool(check_schema, request.app.state.engine)
    except SchemaMismatchError as fault:
        raise HTTPException(503, f"The database {fault.problem}. {fault.remedy}", {"Retry-After": "30"}) from fault
    return _ok()


def _ok() -> Response:
    return Response(
        orjson.dumps({"status": "ok"}), headers={"Cache-Control": "no-store"}, media_type="application/json"
    )
