"""Who may work on a matter now, and the ledger entry of what they did: in the history of its case, whatever else it is about."""

from __future__ import annotations

from typing import Any

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.verbs import Verb
from candour.litigation.models import Matter


def live(matter: Matter, *, by: User, act: Act = Act.KEEP_MATTERS) -> Matter:
    """The matter for a change, which nobody else changes until the transaction ends.

    Refused when it is closed, and for a role that may not.
    """
    check(by, act)
    found = Matter.objects.select_for_update().get(pk=matter.pk)
    if found.closed_at is not None:
        raise Refused(
            "This matter is closed.",
            means="What was done in it stays as it is.",
            do="Open it again first, with the reason.",
        )
    return found


def note(matter: Matter, verb: Verb, /, *, case: int | None = None, object: str = "", **details: Any) -> None:  # noqa: A002 (as the ledger calls it)
    """Enters what was done; ``case``: another case of the matter in whose history it belongs."""
    record(verb, case=case or matter.case_id, object=object or f"matter:{matter.pk}", **details)
