"""Puts a policy pack in force, and nothing else: what was decided under an earlier one keeps it."""

from __future__ import annotations

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.packs.keeping import kept
from candour.packs.models import Period


def put_in_force(*, by: User, sha256: str, reason: str) -> Period:
    """The files that wait are in force from now on. ``sha256``: what somebody saw waiting, and nothing that came since.

    Raises BadInput without a reason, Refused when that does not wait or cannot be used.
    """
    check(by, Act.CHANGE_POLICY)
    reason = " ".join(reason.split())
    if not reason:
        raise BadInput("Say why the policy changes, and who agreed to it.")
    ending = Period.objects.select_for_update().filter(ended_at=None).first()
    proposed = in_force.waiting()
    if proposed is None or proposed.pack is None or proposed.pack.sha256 != sha256:
        raise Refused(
            "What waits is not what you saw.",
            means="Somebody changed the files, or put them in force, in the meantime. Nothing was changed now.",
            do="Look at the page again.",
        )
    moment = now()
    if ending is not None:
        ending.ended_at = moment
        ending.save(update_fields=["ended_at"])
    made = Period.objects.create(version=kept(proposed.sources, proposed.pack), since=moment, by=by)
    in_force.changed()
    before = ending.version.sha256 if ending else ""
    record(Verb.POLICY_CHANGED, object=f"policy:{made.pk}", reason=reason, pack=sha256, before=before)
    return made
