"""Errors as RFC 9457 problem documents: what was wrong, where, and what to do. For every path and every status."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, NoReturn

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError
from starlette.exceptions import HTTPException

from app.errors import (
    ArticleUnreadableError,
    ReadingFailedError,
    ServiceBusyError,
    StoreUnavailableError,
)
from app.store.meeting_filter import TooManyNamedError

_log = logging.getLogger(__name__)
_KIND = re.compile(r"(: \w+).*", re.DOTALL)  # a fault's own words may repeat the text
_RETRY_AFTER = "5"  # seconds after which an unreachable database is worth another try


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    parameter: str = Field(description="The parameter, or the part of the request, that is wrong.", examples=["limit"])
    detail: str = Field(
        description="What is wrong with it and what it takes.", examples=["Input should be less than or equal to 200"]
    )


class Problem(BaseModel):
    """An error answer, `application/problem+json` (RFC 9457)."""

    type: str = Field(
        default="about:blank", description="`about:blank`: the status says what kind it is.", examples=["about:blank"]
    )
    title: str = Field(description="The status in words.", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What was wrong and what to do.", examples=["limit: it takes 1 to 200"])
    instance: str = Field(description="The path that was asked for.", examples=["/meetings"])
    errors: list[Fault] | None = Field(
        default=None,
        description="Each fault of the request, where there are several parts that can be wrong.",
        examples=[[{"parameter": "limit", "detail": "Input should be less than or equal to 200"}]],
    )


class RequestFaultyError(Exception):
    """A request that names what we do not know or takes what we do not give; shown as a 422 problem.

    With status 409: each value is one that its parameter takes, but they do not fit each other or the records.
    """

    def __init__(self, faults: Sequence[Fault], status: int = 422) -> None:
        self.status = status
        super().__init__("; ".join(f"{fault.parameter}: {fault.detail}" for fault in faults))
        self.faults = list(faults)


def refuse(parameter: str, detail: str) -> NoReturn:
    """Refuse a request because of one parameter."""
    raise RequestFaultyError([Fault(parameter=parameter, detail=detail)])


def conflict(parameter: str, detail: str) -> NoReturn:
    """Refuse a request because a parameter does not fit the others, or what there is."""
    raise RequestFaultyError([Fault(parameter=parameter, detail=detail)], 409)


def missing(what: str, identifier: object, listing: str) -> NoReturn:
    """Answer that nothing has this id."""
    raise HTTPException(404, f"There is no {what} {identifier}. {listing} lists those there are")


class MovedError(Exception):
    """What was asked for is now a part of something else, at another address for good."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def problem(
    request: Request, status: int, detail: str, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None
) -> Response:
    """Return a problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if faults:
        body["errors"] = [fault.model_dump() for fault in faults]
    return Response(orjson.dumps(body), status, headers, media_type="application/problem+json")


SHAPE: dict[str, Any] = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
"""What publishes the shape of a problem, in the description of an answer."""

ANSWERS: dict[int | str, dict[str, Any]] = {
    409: {
        "description": "The parameters do not fit each other: a cursor of another question, a range that ends before "
        "it begins.",
        **SHAPE,
    },
    422: {
        "description": "The request names an unknown parameter or a value that the parameter does not take.",
        **SHAPE,
    },
    503: {"description": "The database cannot be reached at the moment.", **SHAPE},
}
"""The problems that any operation may answer with."""

INTAKE_ANSWERS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The JSON is nested too deep.", **SHAPE},
    413: {"description": "The body is longer than the service takes.", **SHAPE},
    415: {"description": "The body is of a kind that is not taken.", **SHAPE},
    422: {"description": "There is no article in what was sent, or a part of it is wrong.", **SHAPE},
    500: {"description": "The article brought a fault of the service to light.", **SHAPE},
    503: {"description": "The database cannot be reached, or too many articles are waiting; try again.", **SHAPE},
}
"""The problems of an operation that takes articles."""

NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"description": "Nothing has this id.", **SHAPE}}

MOVED: dict[int | str, dict[str, Any]] = {
    308: {
        "description": "It is now a part of another record, at the address in `Location`, for good.",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "The other record's address."}},
    }
}

GONE: dict[int | str, dict[str, Any]] = {
    410: {"description": "It was deleted, or its article no longer reports it.", **SHAPE}
}


BODY_ANSWERS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is no JSON, or nested too deep.", **SHAPE},
    413: {"description": "The body is longer than the service takes.", **SHAPE},
}
"""The problems of an operation that takes JSON."""

PRECONDITION: dict[int | str, dict[str, Any]] = {
    412: {"description": "The record has changed since `If-Match` was read; nothing was written.", **SHAPE}
}


def precondition_failed(meeting_id: object) -> NoReturn:
    """Answer that the record is no longer what its editor has seen."""
    detail = f"The meeting {meeting_id} has changed since you read it; read it again and repeat what is to be done"
    raise HTTPException(412, detail)


def show_problems(app: FastAPI) -> None:
    """Let every error of the app be shown as a problem document."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(RequestFaultyError, _faulty)
    app.add_exception_handler(MovedError, _moved)
    app.add_exception_handler(TooManyNamedError, _too_many_named)
    app.add_exception_handler(StoreUnavailableError, unavailable)
    app.add_exception_handler(NoConnectionLeftError, unavailable)
    app.add_exception_handler(ServiceBusyError, unavailable)
    app.add_exception_handler(ArticleUnreadableError, _unreadable)
    app.add_exception_handler(Exception, _unexpected)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only; tells the type checker
    headers = dict(error.headers or {})
    detail = error.detail
    if error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is nothing at {request.url.path}. The paths stand at /docs and in /openapi.json"
    if error.status_code == 400 and detail == _UNREADABLE:
        detail = "The body is no JSON in UTF-8. Send one JSON object"
    if error.status_code == 405:
        allowed = {method.strip() for method in headers.get("Allow", headers.get("allow", "")).split(",")} - {""}
        allowed |= _methods_of(request)
        allowed |= {"HEAD", "OPTIONS"} if "GET" in allowed else set()
        headers = {"Allow": ", ".join(sorted(allowed))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
        detail = f"{request.url.path} does not take {request.method}. It takes {headers['Allow']}"
    return problem(request, error.status_code, detail, headers=headers)


_UNREADABLE = "There was an error parsing the body"  # FastAPI's words


def _methods_of(request: Request) -> set[str]:
    """Return the methods that a path takes, as published: the router itself names those of one operation."""
    parts = request.url.path.split("/")
    methods: set[str] = set()
    for path, operations in request.app.openapi()["paths"].items():
        pattern = path.split("/")
        if len(pattern) == len(parts) and all(
            one == other or one.startswith("{") for one, other in zip(pattern, parts, strict=True)
        ):
            methods |= {method.upper() for method in operations}
    return methods


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    return _faulty(request, RequestFaultyError([_fault_of(each) for each in error.errors()]))


def _fault_of(found: Mapping[str, Any]) -> Fault:
    """Name a part of a body by its path in it: `meeting_ids.0`; the whole by `body`."""
    if found["type"] == "json_invalid":  # its path is where in the body it breaks off
        detail = f"is no JSON from character {found['loc'][-1]} on; send one JSON object"
        return Fault(parameter="body", detail=detail)
    path = ".".join(map(str, found["loc"][1:])) or "body"
    said = _SAID.get(found["type"], found["msg"].removeprefix("Value error, "))
    return Fault(parameter=path[:100], detail=said)


_SAID = {
    "extra_forbidden": "is not known; /docs shows the fields that there are",
    "missing": "is missing; give it",
    "model_attributes_type": "is no JSON object; send one, as application/json",
}
"""What is said in the place of pydantic's words, by its name of the fault."""


def _faulty(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestFaultyError)  # noqa: S101 - as above
    return problem(request, error.status, str(error), error.faults)


def _moved(_: Request, error: Exception) -> Response:
    assert isinstance(error, MovedError)  # noqa: S101 - as above
    return Response(status_code=308, headers={"Location": error.location})


def _too_many_named(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooManyNamedError)  # noqa: S101 - as above
    fault = Fault(parameter=error.where, detail=f"{error.problem}. {error.remedy}")
    return _faulty(request, RequestFaultyError([fault], 409))


OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}
"""For what is answered before the middleware that says so of all else: pages of other origins may read it too."""


def unavailable(request: Request, error: Exception) -> Response:
    """Return the problem document for what another try may mend."""
    status, detail = meaning_of(error)
    return problem(request, status, detail, headers={"Retry-After": _RETRY_AFTER})


def _unreadable(request: Request, error: Exception) -> Response:
    return problem(request, *meaning_of(error))


def meaning_of(error: Exception) -> tuple[int, str]:
    """Return the status that an error of ours is answered with, and what is said of it."""
    match error:
        case ReadingFailedError():
            _log.error("an article cannot be read: %s", _KIND.sub(r"\1", error.problem))
            return 500, "Something went wrong here while the article was read. It stands in the server's log"
        case ArticleUnreadableError() | ServiceBusyError():
            return (422 if isinstance(error, ArticleUnreadableError) else 503), str(error)
        case _:  # the error's own words name a path of the server: they are for its log
            _log.error("the database cannot be used: %s", error)
            return 503, "The database cannot be reached at the moment. Try again in a few seconds"


def _unexpected(request: Request, _error: Exception) -> Response:  # the server logs it with its trace
    detail = "Something went wrong here that is not your fault. It stands in the server's log"
    request_id = request.scope.get("request_id")
    return problem(request, 500, detail, headers=request_id and {"X-Request-ID": request_id.decode()})
