"""How long the demonstration's cases are kept, and who else came to see them: a hold, a proposal to destroy, an emergency.

Each is done once, by somebody who may.
"""

from __future__ import annotations

from datetime import date, timedelta

from candour.accounts.models import User
from candour.cases import disposing, retaining
from candour.cases.models import Case, Grant
from candour.cases.retention import CaseHold, Disposal
from candour.cases.services import break_glass, grant, note_emergency
from candour.demo.authority import LARCH, OKORO, SALT, STANWAY, somebody
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today

_ADVICE = timedelta(days=90)


def keep() -> None:
    manager, lawyer, governance = map(somebody, ("Gillian Moffat", "Harriet Vane-Cole", "Ines Carvalho"))
    _emergency(manager, lawyer)
    for reference in (LARCH, STANWAY, OKORO):
        _let_see(manager, lawyer, reference, purpose="Advice on what is asked of us")
    _let_see(manager, somebody("Lucy Strand"), LARCH, purpose="To answer the barring service")
    _hold(lawyer)
    _propose(manager, governance)


def _emergency(manager: User, lawyer: User) -> None:
    """Before anybody gave the lawyer access; the manager has seen it since."""
    with acting(Actor(user=manager.pk)):
        case = _case(OKORO)
        if Grant.objects.filter(case=case, user=lawyer).exists():
            return
    with acting(Actor(user=lawyer.pk)):
        why = "The court asks for the file tonight and nobody of the team can be reached."
        break_glass(by=lawyer, reference=OKORO, reason=why)
    with acting(Actor(user=manager.pk)):
        for each in Grant.objects.filter(case=case, user=lawyer, emergency=True, noted_at=None):
            note_emergency(by=manager, grant=each)


def _let_see(manager: User, user: User, reference: str, *, purpose: str) -> None:
    with acting(Actor(user=manager.pk)):
        case = _case(reference)
        if not Grant.objects.filter(case=case, user=user, emergency=False).exists():
            grant(by=manager, case=case, user=user, purpose=purpose, last_day=today() + _ADVICE)


def _hold(lawyer: User) -> None:
    with acting(Actor(user=lawyer.pk)):
        case = _case(OKORO)
        if not CaseHold.objects.filter(case=case).exists():
            retaining.hold(by=lawyer, case=case, reason="The elder sister has announced a claim.")


def _propose(manager: User, governance: User) -> None:
    """One has proposed to destroy a case that nobody needs; a second person has not answered yet."""
    with acting(Actor(user=manager.pk)):
        if Disposal.objects.filter(case=_case(SALT)).exists():
            return
        why, closed = "Six weeks of lifts to school and nothing else.", date(1994, 12, 20)
        retaining.set_kind(by=manager, case=_case(SALT), kind="child_in_need", reason=why, closed=closed)
    with acting(Actor(user=governance.pk)):
        for each in retaining.holds(_case(SALT)).named:
            why = "The head of litigation has confirmed that the inquiries never asked for such files."
            retaining.lift_named(by=governance, case=_case(SALT), name=each.id, reason=why)
    with acting(Actor(user=manager.pk)):
        disposing.propose(by=manager, case=_case(SALT), reason="Nobody has asked for it since it was closed.")


def _case(reference: str) -> Case:
    return Case.objects.get(reference=reference)
