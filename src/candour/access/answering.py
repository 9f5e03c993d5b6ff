"""What goes out: clear instructions, sending on them, and for records the review and release of the site. Never directly."""

from __future__ import annotations

from datetime import date

from candour.access.deciding import last_decision
from candour.access.models import Entitlement, Instruction, Outcome, Request, State, Step
from candour.access.policies import route_of, stated
from candour.access.taking import begin, in_words, took
from candour.accounts.models import User
from candour.disclosure.models import Disclosure
from candour.disclosure.models import State as Stage
from candour.disclosure.opening import open_disclosure
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

_GIVES = (Outcome.GIVE, Outcome.GIVE_PART)


def begin_release(*, by: User, request: Request, recipient: str) -> Disclosure:
    """Opens the review of the records for the requester, under the purpose of the route. Refused without a case."""
    request = begin(request, "search", by=by, states=(State.OPEN, State.DECIDED))
    route = route_of(request)
    if route is None or not route.purpose:
        raise Refused("No records are reviewed on this route.", do="Look at its page for what can be done next.")
    if request.case is None:
        raise Refused("The request belongs to no case file yet.", do="Link the case file that holds the records.")
    if request.disclosure_id is not None:
        raise Refused("The review of its records has begun already.", do="Go on with it.")
    made = open_disclosure(by=by, case=request.case, recipient=recipient, purpose=route.purpose)
    request.disclosure = made
    request.save(update_fields=["disclosure"])
    took(request, "search", Verb.RELEASE_BEGUN, by=by, disclosure=made.pk)
    return made


def instruct(*, by: User, request: Request, to: str, what: str, way: str) -> Instruction:
    """Clear instructions for whoever sends. Refused before the decision, and while something before it is missing."""
    request = begin(request, "instruct", by=by, states=(State.DECIDED,))
    if against := not_yet(request):
        raise Refused("Nothing can be sent yet.", means=" ".join(against), do="Do what is missing first.")
    if not to.strip() or not way.strip():
        raise BadInput("Instructions need to whom and by which way.", do="Name the person and the address or way.")
    made = Instruction.objects.create(
        request=request,
        by=by,
        at=now(),
        to=to.strip(),
        what=in_words(what, ask="Say what is to be sent."),
        way=way.strip(),
    )
    took(request, "instruct", Verb.INSTRUCTED, by=by)
    return made


def withdraw(*, by: User, instruction: Instruction, why: str) -> None:
    request = begin(instruction.request, "instruct", by=by, states=(State.DECIDED,))
    if instruction.sent_on is not None:
        raise Refused("It was sent already.", do="What was sent cannot be called back here.")
    Instruction.objects.filter(pk=instruction.pk, withdrawn_at=None).update(withdrawn_at=now())
    took(request, "instruct", Verb.INSTRUCTION_WITHDRAWN, by=by, reason=in_words(why, ask="Say why."))


def sent(*, by: User, instruction: Instruction, how: str, on: date | None = None) -> None:
    """It went out as instructed. With the last of them the request is answered."""
    request = begin(instruction.request, "send", by=by, states=(State.DECIDED,))
    on = on or today()
    if instruction.withdrawn_at is not None or instruction.sent_on is not None:
        raise Refused("These instructions are not open.", do="Look at the page of the request.")
    if against := not_yet(request):
        raise Refused("Nothing can be sent yet.", means=" ".join(against), do="Do what is missing first.")
    if not instruction.at.date() <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the instructions and today.")
    Instruction.objects.filter(pk=instruction.pk).update(sent_on=on, sent_by=by, sent_how=how.strip())
    if not Instruction.objects.filter(request=request, sent_on=None, withdrawn_at=None).exists():
        Request.objects.filter(pk=request.pk).update(state=State.ANSWERED, answered_on=on)
    took(request, "send", Verb.SENT_OUT, by=by)


def not_yet(request: Request) -> list[str]:
    """What sending still waits for, in sentences; empty: nothing."""
    decision, found = last_decision(request), list[str]()
    if decision is None:
        return ["Nothing was decided."]
    if decision.outcome not in _GIVES:
        return []
    route = route_of(request)
    if (
        route is not None
        and route.purpose
        and (request.disclosure is None or request.disclosure.state not in (Stage.READY, Stage.DELIVERED))
    ):
        found.append("The records are not reviewed, checked and produced yet.")
    if "checks" in stated(request):
        last = Entitlement.objects.filter(request=request).order_by("-pk").first()
        if last is None or not last.passed:
            found.append("Nobody has checked that only what they are entitled to goes out.")
    if request.allocated_id is not None and not Step.objects.filter(request=request, step="collate").exists():
        found.append("The team it was allocated to has not put the information together.")
    return found
