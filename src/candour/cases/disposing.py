"""Proposes, approves and withdraws the destruction of a case that is due: one person proposes, another approves.

It refuses while anything stands against it (``against``). The work itself is done by ``erasing``, which asks it all again.
"""

from __future__ import annotations

from datetime import date

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases import retaining
from candour.cases.against import obstacles
from candour.cases.erasing import destroy
from candour.cases.models import Case
from candour.cases.reasons import words
from candour.cases.retention import Disposal
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def proposal_of(case: Case) -> Disposal | None:
    """The proposal that is open, approved or not."""
    return Disposal.objects.filter(case=case, ended_at=None).select_related("proposed_by", "approved_by").first()


def last_failed(case: Case) -> Disposal | None:
    """The last attempt, if it was approved and could not be done."""
    last = Disposal.objects.filter(case=case).order_by("-pk").first()
    return last if last is not None and last.ended_at is not None and last.approved_at is not None else None


def propose(*, by: User, case: Case, reason: str) -> Disposal:
    """Somebody else has to approve. Refused while anything stands against it, or a proposal is open already."""
    check(by, Act.DISPOSE)
    reason = words(reason, "Say why nobody needs this case any more.")
    not_before = _due(case)
    if proposal_of(case) is not None:
        raise Refused("Somebody has proposed this already.", do="Approve or withdraw that proposal.")
    made = Disposal.objects.create(case=case, reason=reason, not_before=not_before, proposed_by=by, proposed_at=now())
    record(Verb.DISPOSAL_PROPOSED, case=case.pk, object=f"disposal:{made.pk}", reason=reason)
    return made


def withdraw(*, by: User, case: Case, reason: str) -> None:
    """Anybody who may propose may stop it, until it is approved."""
    check(by, Act.DISPOSE)
    reason = words(reason, "Say why the case is kept after all.")
    proposal = _waiting(case)
    Disposal.objects.filter(pk=proposal.pk).update(ended_at=now(), ended_by=by, why=reason)
    record(Verb.DISPOSAL_CANCELLED, case=case.pk, object=f"disposal:{proposal.pk}", reason=reason)


def approve(*, by: User, case: Case) -> None:
    """The second person agrees, and the work begins. Refused to who proposed it, and while anything stands against it."""
    check(by, Act.DISPOSE)
    proposal = _waiting(case)
    if proposal.proposed_by_id == by.pk:
        raise Refused("Nobody approves what they proposed themselves.", do="Ask a second person who may destroy cases.")
    _due(case)
    Disposal.objects.filter(pk=proposal.pk).update(approved_by=by, approved_at=now())
    record(Verb.DISPOSAL_APPROVED, case=case.pk, object=f"disposal:{proposal.pk}")
    destroy.enqueue(case=case.pk)


def _waiting(case: Case) -> Disposal:
    """The open proposal, which nobody else decides on at the same time."""
    proposal = Disposal.objects.select_for_update(of=("self",)).filter(case=case, ended_at=None).first()
    if proposal is None:
        raise Refused("Nobody has proposed to destroy this case.", do="Look at the page again.")
    if proposal.approved_at is not None:
        raise Refused("This has been approved already.", means="The case is being destroyed.")
    return proposal


def _due(case: Case) -> date:
    """The first day on which it may be destroyed, which has come. Refused while anything stands against it."""
    against, not_before = obstacles(case), retaining.kept(case).due.not_before
    if against or not_before is None:
        raise Refused("This case cannot be destroyed.", means=" ".join(against), do="Settle this first.")
    return not_before
