"""Complaints and internal reviews: logged, acknowledged, and answered by somebody who did not decide."""

from __future__ import annotations

from datetime import date

from candour.access.closing import keep
from candour.access.models import Complaint, ComplaintKind, Request, State
from candour.access.taking import ANY, begin, took
from candour.access.timing import complaint_deadline
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb


def receive(*, by: User, request: Request, kind: ComplaintKind, text: str, on: date | None = None) -> Complaint:
    request = begin(request, "complain", by=by, states=ANY)
    made = Complaint(
        request=request, by=by, at=now(), kind=kind, received_on=_day(on, since=request.received_on),
        text=in_words(text, ask="Write what they complain of."),
    )  # fmt: skip
    made.due_on = complaint_deadline(made).due
    made.save()
    took(request, "complain", Verb.COMPLAINT_RECEIVED, by=by, kind=kind.value)
    return made


def acknowledge(*, by: User, complaint: Complaint, on: date | None = None) -> None:
    request = begin(complaint.request, "complain", by=by, states=ANY)
    complaint.refresh_from_db()  # as it is now that nobody else can change it
    if complaint.acknowledged_on is not None:
        raise Refused("It was acknowledged already.", do="Look at the page of the request.")
    complaint.acknowledged_on = _day(on, since=complaint.received_on)
    complaint.save(update_fields=["acknowledged_on"])
    took(request, "complain", Verb.COMPLAINT_ACKNOWLEDGED, by=by)


def answer(*, by: User, complaint: Complaint, outcome: str, upheld: bool, on: date | None = None) -> None:
    """The outcome, by somebody who did not decide the request."""
    request = begin(complaint.request, "review_complaint", by=by, states=ANY)
    complaint.refresh_from_db()
    if complaint.answered_on is not None:
        raise Refused("It was answered already.", do="Log it anew if they are still not content.")
    complaint.outcome = in_words(outcome, ask="Write the outcome and the reasons.")
    complaint.upheld, complaint.answered_on, complaint.answered_by = upheld, _day(on, since=complaint.received_on), by
    complaint.save(update_fields=["outcome", "upheld", "answered_on", "answered_by"])
    took(request, "review_complaint", Verb.COMPLAINT_ANSWERED, by=by, upheld=upheld)
    if request.state == State.CLOSED:
        keep(request)


def _day(on: date | None, *, since: date) -> date:
    on = on or today()
    if not since <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day that is not before it came, and not yet to come.")
    return on
