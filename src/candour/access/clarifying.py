"""Asks what is meant and notes the answer, and lengthens the time. Only one question is open at a time."""

from __future__ import annotations

from datetime import date

from candour.access.models import Clarification, Extension, Request
from candour.access.taking import begin, took
from candour.access.timing import deadline, renew
from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.policy.counting import CannotCount, Deadline


def ask(*, by: User, request: Request, question: str, on: date | None = None) -> Clarification:
    """Refused while an earlier question is open; BadInput for a day on which it cannot have been asked."""
    request = begin(request, "clarify", by=by)
    if Clarification.objects.filter(request=request, answered_on=None).exists():
        raise Refused("A question is open already.", do="Note the answer to it first.")
    made = Clarification.objects.create(
        request=request, by=by, at=now(), question=in_words(question, ask="Write what you ask."),
        asked_on=_check(on or today(), since=request.received_on),
    )  # fmt: skip
    took(request, "clarify", Verb.CLARIFICATION_ASKED, by=by)
    renew(request)
    return made


def answer(*, by: User, request: Request, words: str, on: date | None = None) -> Clarification:
    request = begin(request, "clarify", by=by)
    found = Clarification.objects.filter(request=request, answered_on=None).first()
    if found is None:
        raise Refused("No question is open.", do="Look at the page of the request.")
    found.answered_on = _check(on or today(), since=found.asked_on)
    found.answer = in_words(words, ask="Write what they answered.")
    found.save()
    took(request, "clarify", Verb.CLARIFICATION_ANSWERED, by=by)
    renew(request)
    return found


def extend(*, by: User, request: Request, why: str, notice_on: date | None = None) -> Extension:
    """``notice_on``: the day on which the requester is told so, with reasons. Refused after the first period, and twice."""
    request = begin(request, "extend", by=by)
    if against := not_longer(request):
        raise Refused(
            "The time of this request cannot be lengthened now.",
            means=against,
            do="Look at how its due date comes about.",
        )
    notice_on = notice_on or today()
    if notice_on > today():
        raise BadInput(
            "A notice cannot have been given on a day that is yet to come.", do="Give the day of the notice."
        )
    made = Extension.objects.create(
        request=request, by=by, at=now(), notice_on=notice_on, why=in_words(why, ask="Say why more time is needed.")
    )
    renew(request)  # says so when the notice is too late
    took(request, "extend", Verb.TIME_EXTENDED, by=by, reason=made.why, notice=notice_on.isoformat())
    return made


def not_longer(request: Request) -> str:
    """Why its time cannot be lengthened now; empty: it can, if the notice is in time."""
    if Extension.objects.filter(request=request).exists():
        return "The time was lengthened already. It can be lengthened once."
    found = deadline(request)
    if found is None or found.latest_extension is None:
        return "Its clock has no extension, has not started, or stands still."
    return ""


def longer(request: Request) -> Deadline | None:
    """When it would be due with a notice of today; None: it cannot be lengthened, or it is too late for a notice."""
    try:
        return None if not_longer(request) else deadline(request, notice=today())
    except CannotCount:
        return None


def _check(on: date, *, since: date) -> date:
    if not since <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the one before it and today.")
    return on
