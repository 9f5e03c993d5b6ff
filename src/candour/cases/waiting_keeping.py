"""What waits around keeping cases: destruction that a second person decides on, cases that are due, old holds, copies.

That a case is due says nothing of whether it may go: what stands against that is on its page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.cases import retaining
from candour.cases.exporting import LASTS, can_be_collected
from candour.cases.models import Person
from candour.cases.retention import CaseHold, Disposal, Export, Retention
from candour.engine.errors import BadInput
from candour.ledger.clock import LONDON, now, today
from candour.packs import in_force

_DISPOSES = "You may destroy cases that are due."


def proposals(user: User) -> Iterator[Waiting]:
    """Of others: nobody approves what they proposed themselves."""
    found = Disposal.objects.filter(ended_at=None, approved_at=None).exclude(proposed_by=user)
    for each in found.select_related("case", "proposed_by"):
        yield Waiting(
            "Decide whether the case is destroyed",
            reverse("cases:keeping", args=[each.case.key]),
            f"{each.proposed_by.name} proposed it, and a second person decides.",
            Pressing.NEXT,
            each.case_id,
            since=each.proposed_at,
        )


def not_destroyed(user: User) -> Iterator[Waiting]:
    later = Disposal.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    found = Disposal.objects.filter(~Exists(later), approved_at__isnull=False, ended_at__isnull=False)
    for each in found.select_related("case"):
        yield Waiting(
            "See why the case could not be destroyed",
            reverse("cases:keeping", args=[each.case.key]),
            _DISPOSES,
            Pressing.FIRST,
            each.case_id,
            each.why,
            since=each.ended_at,
        )


def due(user: User) -> Iterator[Waiting]:
    """Cases whose last day of keeping is over, that nothing holds and nobody has proposed to destroy."""
    open_ = Disposal.objects.filter(case=OuterRef("case"), ended_at=None)
    said = list(Retention.objects.filter(~Exists(open_)).select_related("case"))
    if not said:
        return
    try:
        pack = retaining.schedule()
    except BadInput as error:
        more = f"What is due cannot be worked out. {error.what}"
        yield Waiting("Have the policy put right", reverse("cases:list"), _DISPOSES, Pressing.FIRST, more=more)
        return
    cases = [each.case_id for each in said]
    born, holds = defaultdict[int, list[str]](list), defaultdict[int, list[CaseHold]](list)
    children = Person.objects.filter(case__in=cases, child=True, gone_at=None)
    for number, written in children.values_list("case", "date_of_birth"):
        born[number].append(written)
    for hold in CaseHold.objects.filter(case__in=cases).order_by("-set_at", "-pk"):
        holds[hold.case_id].append(hold)
    for each in said:
        rule, held = (
            pack.retention.get(each.kind),
            retaining.holds_among(holds[each.case_id], kind=each.kind, pack=pack),
        )
        if rule is None or held.standing or held.named:
            continue
        first = retaining.worked_out(rule, case=each.case, said=each, born=born[each.case_id]).not_before
        if first is not None and first <= today():
            yield Waiting(
                "Decide whether the case is still needed",
                reverse("cases:keeping", args=[each.case.key]),
                _DISPOSES,
                Pressing.LATER,
                each.case_id,
                f"It may be destroyed from {first.day} {first:%B %Y}. Propose it, or say why it is kept.",
            )


def old_holds(user: User) -> Iterator[Waiting]:
    """They are put to those who may lift them; nothing happens to them by itself."""
    before = now() - timedelta(days=in_force.reminder("hold_review"))
    found = CaseHold.objects.filter(lifted_at=None, set_at__lt=before).select_related("case", "set_by")
    for each in found:
        yield Waiting(
            "Look at a legal hold again",
            f"{reverse('cases:keeping', args=[each.case.key])}#holds",
            "You set it." if each.set_by_id == user.pk else f"{each.set_by.name} set it, and you may lift it.",
            Pressing.LATER,
            each.case_id,
            "While it stands the case cannot be destroyed.",
            since=each.set_at,
        )


def copies(user: User) -> Iterator[Waiting]:
    """Copies that the person asked for, while they can be collected."""
    found = Export.objects.filter(by=user, collected_at=None, ended_at__gt=now() - LASTS).select_related("case")
    for each in found:
        if can_be_collected(each) and each.ended_at is not None:
            yield Waiting(
                "Collect the copy of the whole case",
                reverse("cases:keeping", args=[each.case.key]),
                "You asked for it.",
                Pressing.FIRST,
                each.case_id,
                "It is kept for a day and handed out once.",
                by=(each.ended_at + LASTS).astimezone(LONDON).date(),
            )
        elif each.error:
            yield Waiting(
                "Ask for the copy of the case again",
                reverse("cases:keeping", args=[each.case.key]),
                "You asked for it.",
                Pressing.NEXT,
                each.case_id,
                f"It could not be made. {each.error}",
                since=each.ended_at,
            )
