"""What waits for somebody in requests: steps that they can take now, and complaints. It tells of it and does nothing.

Every kind is a fixed number of questions to the database, however many requests there are; each pack is loaded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from candour.access.guarding import may
from candour.access.lists import route_title, standing
from candour.access.models import Complaint, Request, State
from candour.access.next_steps import mine
from candour.access.policies import pack_of, rules_of
from candour.access.queries import shown_with
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today

_YOURS = "Your role lets you take this step."


def steps(user: User) -> Iterator[Waiting]:
    """The first step of each request that the person can take; the soonest due come first."""
    for each in shown_with(Request.objects.exclude(state=State.CLOSED)):
        if (step := mine(each, user=user)) is None:
            continue
        running = each.state in (State.OPEN, State.DECIDED)
        yield Waiting(
            f"{step.title}: {each.reference}",
            _address(each),
            _YOURS,
            _pressing(each, each.due_on) if running else Pressing.LATER,
            each.case_id,
            f"{route_title(each) or 'The rule that applies is not known yet'}. {standing(each).words}.",
            since=each.logged_at,
            by=each.due_on if running else None,
        )


def complaints(user: User) -> Iterator[Waiting]:
    """Those to acknowledge, by the day it has to be done, and those to answer, by somebody who did not decide."""
    found = Complaint.objects.filter(answered_on=None).select_related("request").prefetch_related("request__steps")
    for each in found.order_by("due_on", "pk"):
        step = "review_complaint" if each.acknowledged_on else "complain"
        if not may(each.request, step, by=user):
            continue
        yield Waiting(
            f"{_words(each, step)}: {each.request.reference}",
            _address(each.request),
            _YOURS,
            _pressing(each.request, each.due_on),
            each.request.case_id,
            each.get_kind_display() + ".",
            since=each.at,
            by=each.due_on,
        )


def _words(complaint: Complaint, step: str) -> str:
    return "Acknowledge a complaint" if step == "complain" else rules_of(complaint.request).duties[step].title


def _pressing(request: Request, by: date | None) -> Pressing:
    soon = timedelta(days=pack_of(request).reminders.get("clock_at_risk", 0))
    return Pressing.FIRST if by is not None and by <= today() + soon else Pressing.NEXT


def _address(request: Request) -> str:
    """Its page, where the step is one button: nobody should take it without having read what is asked."""
    return reverse("access:request", args=[request.key])
