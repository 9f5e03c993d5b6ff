"""What is logged: one JSON line for each request and job, with no address that could name anybody and no case text.

A message of an exception never gets into it: only its kind and the places it passed in our own code.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.http import HttpRequest, HttpResponseBase

_OWN = Path(__file__).parents[1]
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUESTS = logging.getLogger("candour.requests")


class Lines(logging.Formatter):
    """A log record as a line of JSON; arguments of other people's messages are left out, they may be anything."""

    def format(self, record: logging.LogRecord) -> str:
        own = record.name.startswith("candour")
        told: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "by": record.name,
            "said": record.getMessage() if own else _template(record),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told |= {"error": type(record.exc_info[1]).__name__, "places": places(record.exc_info[1])}
        return json.dumps(told, default=str)


def _template(record: logging.LogRecord) -> str:
    """What other people's programs say, without what they fill in; a message that comes filled in is only a place."""
    if not record.args:
        return f"{record.module}:{record.lineno}"
    return str(record.msg).partition("%")[0].strip()[:80]


def places(error: BaseException) -> list[str]:
    """Where an exception passed: our own modules and lines, and the last place whoever's it is."""
    frames = traceback.extract_tb(error.__traceback__)
    shown = [frame for frame in frames if Path(frame.filename).is_relative_to(_OWN)] + list(frames[-1:])
    return list(dict.fromkeys(f"{Path(frame.filename).name}:{frame.lineno}" for frame in shown))


def set_up() -> None:
    """Everything to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("candour").setLevel(logging.INFO)
    logging.getLogger("django.request").setLevel(logging.ERROR)  # the rest RequestLog tells
    logging.getLogger("django.security").setLevel(logging.ERROR)
    logging.getLogger("procrastinate").setLevel(logging.ERROR)  # candour.jobs tells of each job
    logging.raiseExceptions = False  # a failing log line would print itself, with its arguments
    threading.excepthook = _of_thread
    sys.excepthook = _at_end


def _of_thread(failed: threading.ExceptHookArgs) -> None:
    """Python's own way prints the message of the exception."""
    _at_end(failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback)


def _at_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("candour").critical("ended", exc_info=(kind, error, trace))


class RequestLog:
    """One line a request: the view's name, not the address; the person's number, not the name."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.answer(request)
        match = request.resolver_match
        told = {
            "view": match.view_name if match else None,
            "method": request.method if request.method in _METHODS else "other",
            "status": response.status_code,
            "user": getattr(getattr(request, "_cached_user", None), "pk", None),  # only if the page asked who it is
            "milliseconds": round((time.perf_counter() - started) * 1000),
        }
        _REQUESTS.info("request", extra={"told": told})
        return response
