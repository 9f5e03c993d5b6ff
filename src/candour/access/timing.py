"""When a request is due, worked out from what is known of it, each step with its law. It asks the pack and the request only."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from candour.access.models import Complaint, Evidence, Extension, Fee, Request, Verdict
from candour.access.policies import pack_of, stated
from candour.engine.errors import BadInput
from candour.policy.clocks import Clock
from candour.policy.counting import Came, CannotCount, Deadline, due

IDENTITY = "identity"
"""The evidence that a clock may wait for."""


def clock_of(request: Request) -> Clock | None:
    """The clock of its route; None: nothing is stated, or it has no route."""
    told = stated(request).get("clock")
    return pack_of(request).clocks.get(told.part.clock) if told else None


def deadline(request: Request, *, notice: date | None = None) -> Deadline | None:
    """Its due date and how it comes about; None without a clock. ``notice``: as if it were lengthened on that day."""
    clock = clock_of(request)
    if clock is None or (clock.unit == "stated" and request.stated_on is None):
        return None
    notice = notice or Extension.objects.filter(request=request).values_list("notice_on", flat=True).first()
    extended = notice if clock.extend_months or clock.extend_days else None  # a route it went on before had one
    asked = request.clarifications.order_by("asked_on").values_list("asked_on", "answered_on")
    return due(
        clock, received=request.received_on, identity=_identity(request), clarifications=tuple(asked),
        extended_on=extended, stated=request.stated_on if clock.unit == "stated" else None, **_fee(request),
    )  # fmt: skip


def _identity(request: Request) -> Came:
    """The day on which it was shown who asks, where it was asked for."""
    found = Evidence.objects.filter(request=request, what=IDENTITY).first()
    if found is None or found.asked_on is None or found.verdict == Verdict.WAIVED:
        return None
    return "awaited" if found.came_on is None or found.verdict == Verdict.REFUSED else found.came_on


class _Charged(TypedDict, total=False):
    fee_asked: date
    fee: Came


def _fee(request: Request) -> _Charged:
    """From asking for a fee to its payment; nothing where none was asked for, or it was dropped."""
    found = Fee.objects.filter(request=request, dropped_at=None).first()
    return {"fee_asked": found.asked_on, "fee": found.came_on or "awaited"} if found else {}


def waits_for_fee(clock: Clock | None) -> bool:
    """Whether a fee may be asked for under this clock: it starts with the fee, or stands still until it comes."""
    return clock is not None and (clock.fee_pauses or "fee" in clock.counts_from)


def renew(request: Request) -> None:
    """Keeps the day on which the request is due as it stands now, by which lists are ordered. BadInput: it cannot be."""
    try:
        found = deadline(request)
    except CannotCount as wrong:
        raise BadInput(wrong.what, do=wrong.do) from None
    request.due_on = found.due if found else None
    Request.objects.filter(pk=request.pk).update(due_on=request.due_on)


def complaint_deadline(complaint: Complaint) -> Deadline:
    """By when it has to be acknowledged, or a review to be answered."""
    return due(pack_of(complaint.request).clocks[complaint.kind], received=complaint.received_on)
