"""Who may take which step of a request: by the pack's table of duties, and never the same person on both sides of a check."""

from __future__ import annotations

from candour.access.models import Request, Step
from candour.access.policies import rules_of, stated
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import NAMES, Role
from candour.engine.errors import Refused
from candour.policy import Pack
from candour.policy.routes import Duty


class StepRefused(Refused):
    """Somebody may not take a step of a request. The attempt is entered in the ledger by the gate."""

    def __init__(self, what: str, *, means: str, do: str, step: str, request: Request | None = None) -> None:
        super().__init__(what, means=means, do=do)
        self.step, self.request = step, request


def guard(request: Request, step: str, *, by: User) -> None:
    """StepRefused with the reason when ``by`` may not take the step ``step`` (a duty of the pack) of this request."""
    duty = rules_of(request).duties[step]
    allowed = who_may(request, step)
    if allowed.isdisjoint(roles_of(by)):
        raise StepRefused(
            f"Your role does not let you take this step: {duty.title.lower()}.",
            means=f"{duty.explanation} {_told(allowed)}",
            do="Ask somebody who may, or an administrator if you have taken on their work.",
            step=step,
            request=request,
        )
    if earlier := _apart(request, duty, by=by):
        raise StepRefused(
            f"You took part in this request before, so somebody else has to do this: {duty.title.lower()}.",
            means=f"{duty.explanation} You did this: {earlier.lower()}.",
            do="Ask a colleague who did not.",
            step=step,
            request=request,
        )


def guard_receiving(pack: Pack, *, by: User) -> None:
    """As ``guard``, for a request that is not there yet."""
    duty = pack.access.duties["receive"]
    if (duty.may - duty.never).isdisjoint(roles_of(by)):
        raise StepRefused(
            "Your role does not let you log a request.",
            means=f"{duty.explanation} {_told(duty.may - duty.never)}",
            do="Pass it on to one of them today: its time runs from the day it came.",
            step="receive",
        )


def who_may(request: Request, step: str) -> frozenset[str]:
    """Roles that may: of the parties whom the route names for it, else those of the duty; never those it rules out."""
    rules = rules_of(request)
    duty = rules.duties[step]
    part = stated(request).get(duty.part) if duty.part else None
    named = frozenset(role for who in part.part.who for role in rules.parties[who].roles) if part else duty.may
    return named - duty.never


def _apart(request: Request, duty: Duty, *, by: User) -> str:
    """The title of a step that the person took and that does not go with this one; empty: there is none."""
    took = Step.objects.filter(request=request, by=by, step__in=duty.apart_from).values_list("step", flat=True).first()
    return rules_of(request).duties[took].title if took else ""


def _told(roles: frozenset[str]) -> str:
    if not roles:
        return "Nobody in the council may: the route leaves it to somebody outside."
    return f"These roles may: {', '.join(NAMES[role] for role in Role if role in roles)}."
