"""Takes a disclosure over to the policy in force, when somebody says so and why. By itself no policy changes beneath it.

What was decided stays, as when the case is prepared again: a page on which anything is now proposed otherwise stands open.
"""

from __future__ import annotations

from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.disclosure.guarding import in_words, locked
from candour.disclosure.models import Disclosure, State
from candour.engine.decide import check_request
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import Pack

CAN = (State.DECIDING, State.CHECKING, State.WITH_LEGAL, State.CHECKED, State.FAILED)
"""Before there is a bundle: one that is made was made under its own policy."""


def newer(disclosure: Disclosure) -> Pack | None:
    """The pack in force; None when the disclosure is under it."""
    pack = in_force.current(on=today())
    return None if pack.sha256 == disclosure.pack_sha256 else pack


def take_over(*, by: User, disclosure: Disclosure, reason: str) -> None:
    """The proposals are worked out again under the policy in force. Refused where it has no such purpose for the recipient."""
    from candour.disclosure.jobs import propose

    disclosure = locked(disclosure, by=by, act=Act.REVIEW, states=CAN)
    reason = in_words(reason, ask="Say why it is decided under the policy in force from now on.")
    pack = newer(disclosure)
    if pack is None:
        raise Refused("This disclosure is under the policy in force already.", do="There is nothing to do.")
    check_request(pack=pack, recipient_role=disclosure.recipient_role, purpose=disclosure.purpose)
    before = disclosure.pack_sha256
    # Until the job has worked them out there are no proposals: none of another policy is checked or produced.
    Disclosure.objects.filter(pk=disclosure.pk).update(
        pack=pack.name, pack_version=pack.version, pack_sha256=pack.sha256, prepared_as=""
    )
    record(
        Verb.POLICY_TAKEN_OVER, case=disclosure.case_id, object=f"disclosure:{disclosure.pk}", reason=reason,
        before=before, policy=pack.sha256,
    )  # fmt: skip
    propose.enqueue(case=disclosure.case_id, disclosure=disclosure.pk)
