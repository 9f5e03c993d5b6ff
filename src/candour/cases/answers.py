"""Answers for programs: what happened, what it means and what to do, as JSON. No trace, no case text."""

from __future__ import annotations

from django.http import JsonResponse

from candour.engine.errors import BadInput, CandourError, Refused, Unavailable, Unreadable

_STATUS: dict[type[CandourError], int] = {BadInput: 400, Refused: 403, Unreadable: 422, Unavailable: 503}


class TooLarge(BadInput):
    """More than the site takes in at once."""


def told(error: CandourError) -> JsonResponse:
    """The error's class says the status; ``what``, ``means`` and ``do`` are whole sentences."""
    return answer(status_of(error), what=error.what, means=error.means, do=error.do)


def answer(status: int, *, what: str, means: str = "", do: str = "") -> JsonResponse:
    return JsonResponse({"what": what, "means": means, "do": do}, status=status)


def status_of(error: CandourError) -> int:
    if isinstance(error, TooLarge):
        return 413
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 409)
