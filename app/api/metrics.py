"""``/metrics``: what the service does, counted for Prometheus."""

import re
from collections.abc import Iterable
from functools import lru_cache

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client import generate_latest as written
from starlette.concurrency import run_in_threadpool

from app.api.parameters import given
from app.api.routes import Operation, Resource

router = Resource("operation", route_class=Operation, default_response_class=Response)

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_OTHER = "other"
_EXAMPLE = 'http_request_duration_seconds_count{method="GET",path="/meetings",status="200"} 7.0\n'


class Metrics:
    """Counts for one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.in_progress = 0  # counted on the event loop alone: no lock is needed
        gauge = Gauge("http_requests_in_progress", "Requests being answered.", registry=self.registry)
        gauge.set_function(lambda: self.in_progress)
        self.articles = Counter("articles_taken", "Articles sent, by outcome.", ("outcome",), registry=self.registry)
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Requests by method, path and status, and how long they took.",
            ("method", "path", "status"),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._histograms: dict[tuple[str, str, int], Histogram] = {}
        self._known: list[tuple[str, re.Pattern[str]]] = []
        self._shape_of = lru_cache(4096)(self._shape)

    def know(self, paths: Iterable[str]) -> None:
        """Count requests under these paths; whatever else is asked for counts as one."""
        self._known += [(path, re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))) for path in paths]
        self._shape_of.cache_clear()

    def count(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        key = (method, self._shape_of(path), status)
        histogram = self._histograms.get(key)
        if histogram is None:
            histogram = self._histograms[key] = self._seconds.labels(key[0], key[1], str(status))
        histogram.observe(seconds)

    def _shape(self, path: str) -> str:
        return next((shape for shape, pattern in self._known if pattern.fullmatch(path)), _OTHER)


@router.get(
    "/metrics",
    summary="Read the service's metrics",
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE}}, "description": "Counts."}
    },
)
async def read_metrics(request: Request) -> Response:
    """Return counts of requests and articles, durations and the process's own figures, as Prometheus reads them."""
    given(request, ())
    metrics: Metrics = request.app.state.metrics
    body = await run_in_threadpool(written, metrics.registry)
    return Response(body, headers={"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST})
