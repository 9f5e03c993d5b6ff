"""What waits for somebody in requests: steps that they can take now, and complaints. It tells of it and does nothing.

Steps come in the order in which My work shows them and are looked for only as far as somebody asks, so that it takes no
longer where thousands of requests are open; each pack is loaded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from candour.access.guarding import may
from candour.access.lists import route_title, standing
from candour.access.models import Complaint, Request, State
from candour.access.next_steps import mine
from candour.access.policies import pack_of, rules_of
from candour.access.queries import shown_with
from candour.access.within_reach import within_reach
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today

_YOURS = "Your role lets you take this step."
_AT_FIRST, _AT_MOST = 25, 800
"""Requests that are read at a time."""


def pressing_steps(user: User) -> Iterator[Waiting]:
    """Of requests whose time is over or nearly so; the soonest due come first."""
    return _steps(within_reach(user).filter(_running(), _soon()).order_by("due_on", "logged_at", "pk"), user)


def steps(user: User) -> Iterator[Waiting]:
    """Of the others that are not answered, those without a day last."""
    found = within_reach(user).filter(_running()).exclude(_soon())
    return _steps(found.order_by(F("due_on").asc(nulls_last=True), "logged_at", "pk"), user)


def later_steps(user: User) -> Iterator[Waiting]:
    """Of those that are answered and not closed."""
    return _steps(within_reach(user).exclude(_running()).order_by("logged_at", "pk"), user)


def _running() -> Q:
    return Q(state__in=(State.OPEN, State.DECIDED))


def _soon() -> Q:
    """Overdue, or due within the days that the pack of each gives."""
    soon = Q(pk__in=[])
    for version in Request.objects.order_by().values_list("pack_sha256", flat=True).distinct():
        soon |= Q(pack_sha256=version, due_on__lte=_last_soon(Request(pack_sha256=version)))
    return Q(due_on__isnull=False) & soon


def _steps(found: QuerySet[Request], user: User) -> Iterator[Waiting]:
    """The first step of each request that the person can take, as far as somebody asks for them."""
    for each in _in_parts(found):
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


def _in_parts(found: QuerySet[Request]) -> Iterator[Request]:
    """Read with what is shown of them, more at a time the more are asked for."""
    start, many = 0, _AT_FIRST
    while part := list(shown_with(found)[start : start + many]):
        yield from part
        if len(part) < many:
            return
        start, many = start + many, min(2 * many, _AT_MOST)


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
    return Pressing.FIRST if by is not None and by <= _last_soon(request) else Pressing.NEXT


def _last_soon(request: Request) -> date:
    """The last day that is soon by its pack."""
    return today() + timedelta(days=pack_of(request).reminders.get("clock_at_risk", 0))


def _address(request: Request) -> str:
    """Its page, where the step is one button: nobody should take it without having read what is asked."""
    return reverse("access:request", args=[request.key])
