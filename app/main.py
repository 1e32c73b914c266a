"""The application: routers, error handlers and middleware, wired."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware

from app.api import (
    agenda_items,
    articles,
    editing,
    editing_parts,
    exports,
    figures,
    health,
    history,
    intake,
    meetings,
    metrics,
    named,
    participants,
)
from app.api.access import Access
from app.api.bodies import BodyLimits
from app.api.closed import ReadingByKey
from app.api.heads import HeadAsGet
from app.api.kept import KeptAnswers
from app.api.metrics import Metrics
from app.api.problems import show_problems
from app.api.schema import describe
from app.api.store import QuickReader
from app.api.watching import Watching
from app.intake import Intake
from app.settings import Settings, settings
from app.store.engine import open_engine
from app.store.versions import Versions
from app.web.pages import add_pages

# FastAPI looks on every request whether somebody set OpenTelemetry up, which nobody can without its SDK. It takes a
# quarter of the time of an answer that is kept.
_IS_TRACED = find_spec("opentelemetry.sdk") is not None


def create_app(database_url: str | None = None, given: Settings | None = None) -> FastAPI:
    """Return the application over a database, the one of the settings unless another is given."""
    chosen = given or settings()
    address = database_url or chosen.database_url
    engine = open_engine(address)
    counts = Metrics()
    taking_in = Intake(address, chosen, lambda outcome: counts.articles.labels(outcome).inc())
    access = Access(engine, chosen)
    versions = Versions(engine)
    quick_reader = QuickReader(engine)

    @asynccontextmanager
    async def close_at_the_end(_: FastAPI) -> AsyncIterator[None]:
        yield
        taking_in.close()
        access.close()
        versions.close()
        quick_reader.close()
        engine.dispose()

    app = FastAPI(
        title="Meeting Records",
        version=version("meeting-records"),
        docs_url=None,
        redoc_url=None,
        lifespan=close_at_the_end,
        telemetry={"tracing": _IS_TRACED, "metrics": _IS_TRACED, "logs": _IS_TRACED},
    )
    app.state.engine = engine
    app.state.quick_reader = quick_reader
    app.state.access = access
    app.state.metrics = counts
    app.state.intake = taking_in
    app.state.fetches = chosen.fetch_urls
    for resource in (
        meetings,
        editing,
        editing_parts,
        history,
        exports,
        participants,
        agenda_items,
        articles,
        intake,
        named,
        figures,
        health,
        metrics,
    ):
        app.router.routes += resource.router.routes  # why they are not included: app.api.routes
        counts.know(route.path for route in resource.router.routes if isinstance(route, APIRoute))
    add_pages(app)
    show_problems(app)
    describe(app)
    # The last one added is the first to see a request.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE"],
        allow_headers=["*"],
        expose_headers=[
            "Content-Disposition",
            "ETag",
            "Last-Modified",
            "Link",
            "Location",
            "Retry-After",
            "X-Request-ID",
        ],
    )
    app.add_middleware(BodyLimits, longest=chosen.longest_body, longest_stream=chosen.longest_stream)
    app.add_middleware(KeptAnswers, versions=versions)
    if chosen.reading_needs_key:
        app.add_middleware(ReadingByKey, access=access)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Watching, metrics=counts)
    return app
