"""What the service writes down: a line of JSON for each event, on standard error, with the request that it belongs to.

Neither texts nor keys are written: of a request its path without parameters, of an unforeseen fault its kind and
place without its words, which may repeat what was sent.
"""

import datetime as dt
import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any, TextIO

import structlog

REQUESTS = logging.getLogger("app.requests")
"""One line a request, at INFO."""

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered. structlog's own context costs every request ten times as much."""


_OF_REQUEST = ("method", "path", "status", "milliseconds", "address", "key")


class _Lines(structlog.stdlib.ProcessorFormatter):
    """Writes a request's line by itself, in the form of the others: one comes with each request, and costs it less."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name != REQUESTS.name:
            return super().format(record)
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat().replace("+00:00", "Z")
        line = {
            "event": record.getMessage(),
            "request_id": REQUEST_ID.get(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "timestamp": at,
        }
        said = vars(record)
        return json.dumps(line | {name: said[name] for name in _OF_REQUEST if name in said})


def write_logs(level: str, to: TextIO | None = None) -> None:
    """Let whatever this process logs from now on, ours or a library's, be written in the one form."""
    shared: list[structlog.typing.Processor] = [
        _with_request,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        _without_words_of_faults,
    ]
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(
        _Lines(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line says them
    for quiet in ("httpx", "httpcore"):  # they log each address that is fetched, with its parameters
        logging.getLogger(quiet).setLevel(logging.WARNING)


def _with_request(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if request_id := REQUEST_ID.get():
        event["request_id"] = request_id
    return event


def _without_words_of_faults(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Tell of a fault which it is and where it happened, frame by frame."""
    found = event.pop("exc_info", None)
    fault = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(fault, BaseException):
        frames = traceback.extract_tb(fault.__traceback__)
        event["fault"] = type(fault).__name__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return event
