"""``/healthz``: whether the service is alive."""

from fastapi import APIRouter, Response

from app.api.answers import HealthAnswer, record_answer

router = APIRouter(tags=["operation"])


@router.get("/healthz", response_model=HealthAnswer, summary="See whether the service is alive")
def read_health() -> Response:
    """Answer at once, without asking the database."""
    return record_answer({"status": "ok"})
