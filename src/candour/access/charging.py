"""Asks for a fee where the policy lets a clock wait for one, notes that it came, and drops it. It takes no money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from candour.access.models import Fee, Request
from candour.access.taking import begin, took
from candour.access.timing import clock_of, renew, waits_for_fee
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

CHARGE = "charge"
"""The duty of the pack; an earlier version of a pack may not have it, and then nobody asks for a fee."""


def ask(*, by: User, request: Request, amount: Decimal, why: str, on: date | None = None) -> Fee:
    """``on``: the day of the notice. Refused where no clock waits for a fee, and while one was asked for already."""
    request = begin(request, CHARGE, by=by)
    if against := not_charged(request):
        raise Refused("No fee can be asked for now.", means=against, do="Look at how its due date comes about.")
    if amount <= 0:
        raise BadInput("A fee is more than nothing.", do="Give the amount in pounds and pence.")
    made = Fee.objects.create(
        request=request, by=by, at=now(), amount=amount, asked_on=_day(on, since=request.received_on),
        why=in_words(why, ask="Say why a fee may be asked for, and how it was worked out."),
    )  # fmt: skip
    renew(request)  # says so when the notice is too late
    took(request, CHARGE, Verb.FEE_ASKED, by=by, reason=made.why, notice=made.asked_on.isoformat())
    return made


def came(*, by: User, request: Request, on: date | None = None) -> Fee:
    """BadInput when it came later than it could be paid: then it need not be answered any more."""
    request = begin(request, CHARGE, by=by)
    found = _awaited(request)
    found.came_on = _day(on, since=found.asked_on)
    found.save(update_fields=["came_on"])
    renew(request)
    took(request, CHARGE, Verb.FEE_CAME, by=by)
    return found


def drop(*, by: User, request: Request, why: str) -> Fee:
    """The request is answered without it: its time is as if nobody had asked for one."""
    request = begin(request, CHARGE, by=by)
    found = _awaited(request)
    found.dropped_at = now()
    found.save(update_fields=["dropped_at"])
    took(request, CHARGE, Verb.FEE_DROPPED, by=by, reason=in_words(why, ask="Say why it is answered without a fee."))
    renew(request)
    return found


def standing(request: Request) -> Fee | None:
    """The fee that was asked for and not dropped."""
    return next((each for each in request.fees.all() if each.dropped_at is None), None)


def awaited(request: Request) -> bool:
    found = standing(request)
    return found is not None and found.came_on is None


def not_charged(request: Request) -> str:
    """Why no fee can be asked for now; empty: it can, if the notice is in time."""
    if standing(request):
        return "A fee was asked for already. It can be asked for once."
    return "" if waits_for_fee(clock_of(request)) else "The clock of such a request waits for no fee."


def _awaited(request: Request) -> Fee:
    found = standing(request)
    if found is None or found.came_on is not None:
        raise Refused("No fee is awaited.", do="Look at the page of the request.")
    return found


def _day(on: date | None, *, since: date) -> date:
    on = on or today()
    if not since <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the one before it and today.")
    return on
