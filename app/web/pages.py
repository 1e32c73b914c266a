"""The pages people look at: ``/`` leads to the documentation, which needs no network to show."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Response
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles

_ASSETS = Path(fastapi_offline.__file__).parent / "static"
_AT = "/assets"
router = APIRouter(include_in_schema=False)


@router.get("/")
def lead_to_docs() -> Response:
    """Lead whoever opens the service in a browser to the documentation."""
    return RedirectResponse("/docs")


@router.get("/docs")
def show_docs() -> Response:
    """Show the documentation to try out (Swagger UI)."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Meeting Records: API",
        swagger_js_url=f"{_AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{_AT}/swagger-ui.css",
        swagger_favicon_url=f"{_AT}/favicon.png",
    )


@router.get("/redoc")
def show_redoc() -> Response:
    """Show the documentation to read (ReDoc)."""
    return get_redoc_html(
        openapi_url="/openapi.json",
        title="Meeting Records: API",
        redoc_js_url=f"{_AT}/redoc.standalone.js",
        redoc_favicon_url=f"{_AT}/favicon.png",
        with_google_fonts=False,
    )


def add_pages(app: FastAPI) -> None:
    """Serve the pages and what they load."""
    app.mount(_AT, StaticFiles(directory=_ASSETS), name="assets")
    app.include_router(router)
