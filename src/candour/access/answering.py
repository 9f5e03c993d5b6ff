"""What goes out: clear instructions, sending on them, and for records the review and release of the site. Never directly."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from operator import attrgetter

from django.db import connection
from django.db.models import QuerySet

from candour.access.bundles import bundle_of, held
from candour.access.chains_lists import against_sending
from candour.access.deciding import GIVES, last_decision
from candour.access.models import Instruction, Request, State
from candour.access.policies import route_of, stated
from candour.access.taking import ONCE_DECIDED, UNTIL_SENT, begin, taken_since, took
from candour.accounts.models import User
from candour.cases.models import Case
from candour.cases.reasons import in_words
from candour.disclosure.models import Delivery, Disclosure
from candour.disclosure.models import State as Stage
from candour.disclosure.opening import open_disclosure
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import LONDON, now, today
from candour.ledger.verbs import Verb

_TOO_SHORT = 3


def begin_release(
    *, by: User, request: Request, recipient: str, only: Collection[str] = (), only_why: str = ""
) -> Disclosure:
    """Opens the review of the records for the requester, under the purpose of the route. Refused without a case.

    ``only``: keys of records, and why these; none: the whole file.
    """
    request = begin(request, "search", by=by, states=UNTIL_SENT)
    route = route_of(request)
    if route is None or not route.purpose:
        raise Refused("No records are reviewed on this route.", do="Look at its page for what can be done next.")
    case = case_of(request)
    if case is None:
        raise Refused(
            "The request belongs to no case file that you may see.",
            do="Link the case file that holds the records, or ask somebody who may see it.",
        )
    if being_reviewed(request):
        raise Refused("The review of its records has begun already.", do="Go on with it.")
    made = open_disclosure(
        by=by, case=case, recipient=recipient, purpose=route.purpose, only=only, only_why=only_why
    )  # fmt: skip
    request.disclosure, request.only_records, request.only_why = made, len(made.only), made.only_why
    request.save(update_fields=["disclosure", "only_records", "only_why"])
    took(request, "search", Verb.RELEASE_BEGUN, by=by, reason=made.only_why, disclosure=made.pk, only=len(made.only))
    return made


def instruct(*, by: User, request: Request, to: str, what: str, way: str) -> Instruction:
    """Clear instructions for whoever sends. Refused before the decision, and while something before it is missing."""
    request = begin(request, "instruct", by=by, states=ONCE_DECIDED)
    if against := not_yet(request):
        raise Refused("Nothing can be sent yet.", means=" ".join(against), do="Do what is missing first.")
    if not to.strip() or not way.strip():
        raise BadInput("Instructions need to whom and by which way.", do="Name the person and the address or way.")
    if any(each in f"{to} {way}".casefold() for each in never_used(request)):
        raise BadInput(
            "This is a way that must never be used to reach them.",
            means="It can put somebody in danger.",
            do="Use the way that they said is safe.",
        )
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


def never_used(request: Request) -> list[str]:
    """Each way or address that must not be used to reach them, in small letters."""
    told = (each.strip().casefold() for each in re.split(r"[;,\n]", request.contact_never))
    return [each for each in told if len(each) > _TOO_SHORT]


def withdraw(*, by: User, instruction: Instruction, why: str) -> None:
    request = begin(instruction.request, "instruct", by=by, states=ONCE_DECIDED)
    _check_open(instruction)
    instruction.withdrawn_at = now()
    instruction.save(update_fields=["withdrawn_at"])
    took(request, "instruct", Verb.INSTRUCTION_WITHDRAWN, by=by, reason=in_words(why, ask="Say why."))


def sent(*, by: User, instruction: Instruction, how: str, on: date | None = None) -> None:
    """It went out as instructed. With the last of them the request is answered."""
    request = begin(instruction.request, "send", by=by, states=ONCE_DECIDED)
    on = on or today()
    _check_open(instruction)
    if against := not_yet(request):
        raise Refused("Nothing can be sent yet.", means=" ".join(against), do="Do what is missing first.")
    if not instruction.at.astimezone(LONDON).date() <= on <= today():
        raise BadInput("This day cannot be.", do="Give a day between the instructions and today.")
    if not how.strip():
        raise BadInput("Nobody has said how it was sent.", do="Say by which way, and a number to follow it if any.")
    bundle = bundle_of(request)
    instruction.sent_on, instruction.sent_by, instruction.sent_how = on, by, how.strip()
    instruction.save(update_fields=["sent_on", "sent_by", "sent_how"])
    if not open_instructions(request).exists():
        Request.objects.filter(pk=request.pk).update(state=State.ANSWERED, answered_on=on)
    took(request, "send", Verb.SENT_OUT, by=by, **(bundle.told() if bundle else {}))


def open_instructions(request: Request) -> QuerySet[Instruction]:
    return Instruction.objects.filter(request=request, sent_on=None, withdrawn_at=None).order_by("pk")


def _check_open(instruction: Instruction) -> None:
    """As it is now that nobody else can change it."""
    instruction.refresh_from_db()
    if instruction.sent_on is not None:
        raise Refused("It was sent already.", do="What was sent cannot be called back here.")
    if instruction.withdrawn_at is not None:
        raise Refused("These instructions were withdrawn.", do="Look at the page of the request.")


def not_yet(request: Request) -> list[str]:
    """What sending still waits for, in sentences; empty: nothing."""
    decision = last_decision(request)
    if decision is None or request.state == State.OPEN:
        return ["Nothing was decided."]
    if decision.outcome not in GIVES:
        return []
    found, route = list[str](), route_of(request)
    if route is not None and route.purpose and not produced(request):
        found.append("The records are not reviewed, checked and produced yet.")
    elif request.disclosure_id is not None and held(request):
        found.append("Legal holds the records back.")
    if "checks" in stated(request) and not checked(request):
        found.append("Nobody has checked that only what they are entitled to goes out.")
    found += against_sending(request)
    if request.allocated_id is not None and not taken_since(request, "collate", change=Verb.REQUEST_REOPENED):
        found.append("The team it was allocated to has not put the information together.")
    return found


def case_of(request: Request) -> Case | None:
    """The case file; None where there is none that whoever acts may see."""
    return Case.objects.filter(pk=request.case_id).first() if request.case_id else None


def disclosure_of(request: Request) -> Disclosure | None:
    """The review of its records; None where there is none that whoever acts may see."""
    try:
        return request.disclosure
    except Disclosure.DoesNotExist:  # the database shows none
        return None


def being_reviewed(request: Request) -> bool:
    """Whether a review has begun and was not closed without anything going out."""
    made = disclosure_of(request)
    return request.disclosure_id is not None and (made is None or made.state != Stage.CLOSED or produced(request))


def produced(request: Request) -> bool:
    """Whether the records are ready to go out, or went out."""
    made = disclosure_of(request)
    if made is None:
        return request.disclosure_id is not None and _ready(request)
    went_out = made.state == Stage.CLOSED and Delivery.objects.filter(production__disclosure=made).exists()
    return made.state in (Stage.READY, Stage.DELIVERED) or went_out


def _ready(request: Request) -> bool:
    """The same, told by the database to who works on the request and does not see the case file, such as who sends it."""
    with connection.cursor() as cursor:
        cursor.execute("select access_records_ready(%s)", [request.pk])
        return bool(cursor.fetchone()[0])


def checked(request: Request) -> bool:
    last = max(request.entitlements.all(), key=attrgetter("pk"), default=None)
    fresh = taken_since(request, "check_entitlement", change=Verb.REQUEST_REOPENED)
    return last is not None and last.passed and fresh
