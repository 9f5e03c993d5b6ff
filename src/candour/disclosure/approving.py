"""Legal approval where a disclosure needs it, and holds that stop everything until a lawyer lifts them.

No lawyer approves what they decided, and no approval lifts a never-disclose lock: decisions are made elsewhere. What a
lawyer changed or lifted as an answer to a redaction was approved by another before the whole can be (``ruling``).
"""

from __future__ import annotations

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.checking import last_passed
from candour.disclosure.guarding import in_words, locked, refuse_deciders
from candour.disclosure.models import Approval, Delivery, Disclosure, Hold, State
from candour.disclosure.redaction_counts import awaiting
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def approve(*, by: User, disclosure: Disclosure) -> None:
    """As it was checked; from then on it can be produced."""
    disclosure = _with_legal(disclosure, by=by)
    refuse_awaiting(disclosure)
    _answer(disclosure, by=by, approved=True, reason="")
    Disclosure.objects.filter(pk=disclosure.pk).update(state=State.CHECKED)
    record(Verb.APPROVED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}")


def send_back_for_law(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """To be decided, and then checked, again."""
    disclosure = _with_legal(disclosure, by=by)
    reason = in_words(reason, ask="Say what has to be decided again and why.")
    _answer(disclosure, by=by, approved=False, reason=reason)
    Disclosure.objects.filter(pk=disclosure.pk).update(state=State.DECIDING)
    record(Verb.SENT_BACK, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason)


def approved(disclosure: Disclosure) -> bool:
    """Whether a lawyer approved the disclosure as its last passed check has it."""
    passed = last_passed(disclosure)
    last = disclosure.approvals.order_by("-pk").first()
    return passed is not None and last is not None and last.approved and last.round_id == passed.pk


def hold(*, by: User, disclosure: Disclosure, reason: str) -> Hold:
    """From now on nothing of it is produced, sent or collected."""
    check(by, Act.APPROVE_LEGALLY)
    disclosure = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    reason = in_words(reason, ask="Say why it must not go out now.")
    made = Hold.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, reason=reason, set_by=by, set_at=now()
    )
    Delivery.objects.filter(disclosure=disclosure).update(held=True, visit="", visit_until=None)
    record(Verb.HELD, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", hold=made.pk, reason=reason)
    return made


def lift(*, by: User, hold: Hold, reason: str) -> None:
    """Another hold that stands still stops everything."""
    check(by, Act.APPROVE_LEGALLY)
    disclosure = Disclosure.objects.select_for_update().get(pk=hold.disclosure_id)
    reason = in_words(reason, ask="Say why it may go out now.")
    changed = Hold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=now(), lifted_by=by, lifted_because=reason
    )
    if not changed:
        return
    if not held(disclosure):
        Delivery.objects.filter(disclosure=disclosure).update(held=False)
    record(Verb.HOLD_LIFTED, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", hold=hold.pk, reason=reason)


def held(disclosure: Disclosure) -> bool:
    return Hold.objects.filter(disclosure=disclosure, lifted_at=None).exists()


def refuse_held(disclosure: Disclosure) -> None:
    """Refused while a hold stands, a redaction awaits a lawyer, or none has approved what needs approval."""
    if held(disclosure):
        raise Refused(
            "There is a legal hold on this disclosure.",
            means="Nothing of it is produced, sent or collected while it stands.",
            do="Ask the lawyer who set it.",
        )
    refuse_awaiting(disclosure)
    if disclosure.needs_legal and not approved(disclosure):
        raise Refused(
            "A lawyer has not approved this disclosure.",
            means="It belongs to a legal matter, or the case file holds legal advice.",
            do="Ask a lawyer to look at it.",
        )


def refuse_awaiting(disclosure: Disclosure) -> None:
    """Refused while a redaction of a legal matter, or the removal of one, awaits a lawyer."""
    if waits := awaiting(disclosure):
        raise Refused(
            waits,
            means="In a legal matter nothing is released until a lawyer has answered each redaction.",
            do="Ask a lawyer to answer them, on the page “Redactions”.",
        )


def _with_legal(disclosure: Disclosure, *, by: User) -> Disclosure:
    disclosure = locked(disclosure, by=by, act=Act.APPROVE_LEGALLY, states=(State.WITH_LEGAL,))
    refuse_deciders(disclosure, by=by, what="approve it", but_overseeing=True)
    return disclosure


def _answer(disclosure: Disclosure, *, by: User, approved: bool, reason: str) -> None:
    passed = last_passed(disclosure)
    if passed is None:
        raise Refused("It has not passed a check yet.", do="Have it checked first.")
    Approval.objects.create(
        case_id=disclosure.case_id, disclosure=disclosure, round=passed, by=by, at=now(), approved=approved,
        reason=reason,
    )  # fmt: skip
