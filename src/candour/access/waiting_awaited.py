"""What was asked for and has not come: evidence, what is meant, a fee. After how long, the policy says. It asks nobody itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from candour.access.charging import CHARGE
from candour.access.guarding import may
from candour.access.models import Clarification, Evidence, Fee, Part, Request, State, Verdict
from candour.access.policies import rules_of
from candour.access.timing import clock_of
from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.packs import in_force
from candour.policy.fees import pay_by

_YOURS = "Your role lets you take this step."


def evidence(user: User) -> Iterator[Waiting]:
    found = Evidence.objects.filter(
        request__state=State.OPEN, came_on=None, asked_on__lt=_before("evidence_awaited")
    ).exclude(verdict=Verdict.WAIVED)
    for each in found.select_related("request").prefetch_related("request__steps").order_by("asked_on", "pk"):
        rule = rules_of(each.request).evidence.get(each.what)
        if rule is not None and may(each.request, "check_evidence", by=user):
            yield _again("Ask again for what has to be shown", each, each.asked_on, f"{rule.title} has not come.")


def answers(user: User) -> Iterator[Waiting]:
    found = Clarification.objects.filter(
        request__state=State.OPEN, answered_on=None, asked_on__lt=_before("clarification_awaited")
    )
    for each in found.select_related("request").prefetch_related("request__steps").order_by("asked_on", "pk"):
        if may(each.request, "clarify", by=user):
            yield _again(
                "Ask again what is meant", each, each.asked_on, "They have not answered. The clock stands still."
            )


def fees(user: User) -> Iterator[Waiting]:
    """Those that could have been paid, and the time for that is over."""
    found = Fee.objects.filter(request__state=State.OPEN, came_on=None, dropped_at=None)
    for each in found.select_related("request").prefetch_related("request__steps").order_by("asked_on", "pk"):
        clock = clock_of(each.request)
        until = pay_by(clock, each.asked_on) if clock else None
        if until is not None and until < today() and may(each.request, CHARGE, by=user):
            more = "The time to pay it is over, so it need not be answered: close it, or answer it without the fee."
            yield _again("Say what happens without the fee", each, each.asked_on, more)


def _before(reminder: str) -> date:
    return today() - timedelta(days=in_force.reminder(reminder))


def _again(what: str, part: Part, asked_on: date | None, more: str) -> Waiting:
    of: Request = part.request
    on = f"Asked for on {asked_on.day} {asked_on:%B %Y}. " if asked_on else ""
    page = reverse("access:request", args=[of.key])
    return Waiting(f"{what}: {of.reference}", page, _YOURS, Pressing.NEXT, of.case_id, on + more, since=part.at)
