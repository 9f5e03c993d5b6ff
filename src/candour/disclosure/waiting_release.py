"""What waits for people once a disclosure is checked: bundles to make and send, links nobody used, questions, holds.

A disclosure on which a legal hold stands is put to nobody but those who can lift the hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.accounts.waiting import Pressing, Waiting
from candour.disclosure.collecting import Way, way_of
from candour.disclosure.in_hand import InHand, in_hand
from candour.disclosure.models import Asking, Delivery, Enquiry, Hold, Production, State
from candour.disclosure.models.releasing import Mailing
from candour.ledger.clock import LONDON, today
from candour.packs import in_force
from candour.packs.rules import length
from candour.policy.counting import due

_SENDS = "You may produce and send records."


def to_produce(user: User) -> Iterator[Waiting]:
    for each in in_hand(State.CHECKED, user=user):
        if not each.held:
            more = "They are checked, and approved where a lawyer has to."
            yield _of(each, "Produce the records for {}", "release", more=more, since=each.passed_at)


def not_produced(user: User) -> Iterator[Waiting]:
    found = {each.number: each for each in in_hand(State.FAILED, user=user) if not each.held}
    later = Production.objects.filter(disclosure=OuterRef("disclosure"), number__gt=OuterRef("number"))
    for last in Production.objects.filter(~Exists(later), disclosure__in=found):
        each, more = found[last.disclosure_id], f"{last.what} {last.do}".strip()
        yield _of(each, "See why the records for {} could not be produced", "release",
                  pressing=Pressing.FIRST, more=more, since=last.ended_at)  # fmt: skip


def to_send(user: User) -> Iterator[Waiting]:
    held = [each for each in in_hand(State.READY, user=user) if not each.held]
    newest = Production.objects.filter(disclosure__in=[each.number for each in held]).order_by("number")
    made = dict(newest.values_list("disclosure", "ended_at"))
    for each in held:
        more = "The bundle is made and verified."
        yield _of(each, "Send the records for {}", "deliver", more=more, since=made.get(each.number))


def not_collected(user: User) -> Iterator[Waiting]:
    """Links with which nothing was collected and that end soon, ended, never arrived, or no longer let the recipient in."""
    found = {each.number: each for each in in_hand(State.DELIVERED, user=user)}
    soon = today() + timedelta(days=in_force.reminder("ends_soon"))
    open_ = Delivery.objects.filter(disclosure__in=found, recalled_at=None, collected_at=None, held=False)
    for delivery in open_:
        each, way = found[delivery.disclosure_id], way_of(delivery)
        if way is Way.OVER:
            what, more = "See whether {} still wants the records", "The last day is over and nothing was collected."
        elif delivery.mail in (Mailing.FAILED, Mailing.GOING):
            what, more = "Make a new link and code for {}", "The e-mail was not sent, or nobody knows whether it was."
        elif way is Way.TOO_MANY:
            what, more = "Give {} a new code", "A wrong code was tried too often. Make sure that it was the recipient."
        elif way is Way.USED and delivery.code:
            what, more = "Give {} a new code", "The code is too old to be used, and nothing was collected."
        elif delivery.last_day <= soon:
            what, more = "Remind {} of the records, or let the link open for longer", "Nothing was collected yet."
        else:
            continue
        yield _of(
            each, what, "deliver", pressing=Pressing.FIRST, more=more, since=delivery.made_at, by=delivery.last_day
        )


def enquiries(user: User) -> Iterator[Waiting]:
    """Of recipients. For who sends records, and for the manager of the case, who was told of it."""
    found = Enquiry.objects.filter(settled_at=None).select_related("disclosure", "case")
    settles = allowed(user, Act.RELEASE)
    clock = in_force.current(on=today()).clocks.get("complaint")  # none before its day
    said = f"It has to be acknowledged within {length(clock)}." if clock else "It has to be acknowledged."
    for each in found if settles else found.filter(case__manager=user):
        complaint = each.kind == Asking.COMPLAINT
        yield Waiting(
            "Answer a complaint of a recipient" if complaint else "Answer a question of a recipient",
            reverse("disclosure:deliver", args=[each.disclosure.key]),
            "You may note that it is dealt with." if settles else "You were told of it, since you manage the case.",
            Pressing.FIRST if complaint else Pressing.NEXT,
            each.case_id,
            said if complaint else f"“{each.get_kind_display()}”",
            since=each.sent_at,
            by=due(clock, received=each.sent_at.astimezone(LONDON).date()).due if complaint and clock else None,
        )


def holds(user: User) -> Iterator[Waiting]:
    for each in Hold.objects.filter(lifted_at=None).select_related("disclosure", "set_by").order_by("set_at"):
        yield Waiting(
            "Say whether a legal hold is still needed",
            reverse("disclosure:legal", args=[each.disclosure.key]),
            "You set it." if each.set_by_id == user.pk else f"{each.set_by.name} set it, and you may lift it.",
            Pressing.LATER,
            each.case_id,
            f"Nothing is produced, sent or collected while it stands: “{each.reason}”",
            since=each.set_at,
        )


def _of(
    each: InHand, what: str, page: str, *, more: str, pressing: Pressing = Pressing.NEXT,
    since: datetime | None = None, by: date | None = None,
) -> Waiting:  # fmt: skip
    return Waiting(what.format(each.to), each.at(page), _SENDS, pressing, each.case, more, since, by)
