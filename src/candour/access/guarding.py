"""Who may take which step of a request: by the pack's table of duties, and never the same person on both sides of a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from candour.access.models import Request
from candour.access.policies import route_of, rules_of, stated
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import NAMES, Role
from candour.engine.errors import Refused
from candour.policy import Pack
from candour.policy.finding import Told
from candour.policy.routes import AccessRules, Duty
from candour.policy.vocabulary import CHAINS


class StepRefused(Refused):
    """Somebody may not take a step of a request. The attempt is entered in the ledger by the gate.

    ``in_short``: why, for a list of steps.
    """

    def __init__(
        self, what: str, *, means: str, do: str, step: str, in_short: str = "", request: Request | None = None
    ) -> None:
        super().__init__(what, means=means, do=do)
        self.step, self.in_short, self.request = step, in_short or what, request


def guard(request: Request, step: str, *, by: User) -> None:
    """StepRefused with the reason when ``by`` may not take the step ``step`` (a duty of the pack) of this request."""
    duty = rules_of(request).duties[step]
    allowed = who_may(request, step)
    if allowed.isdisjoint(roles_of(by)):
        raise StepRefused(
            f"Your role does not let you take this step: {duty.title.lower()}.",
            means=" ".join(each for each in (duty.explanation, _route_says(request, duty), _told(allowed)) if each),
            do=f"Ask somebody who may, or an administrator if you have taken on their work.{_instead(request)}",
            step=step,
            in_short=_told(allowed),
            request=request,
        )
    if earlier := _apart(request, duty, by=by):
        raise StepRefused(
            f"You took part in this request before, so somebody else has to do this: {duty.title.lower()}.",
            means=f"{duty.explanation} You did this: {earlier.lower()}.",
            do="Ask a colleague who did not.",
            step=step,
            in_short=f"Somebody else has to do it, since you did this: {earlier.lower()}.",
            request=request,
        )


def may(request: Request, step: str, *, by: User) -> bool:
    """Whether ``guard`` would let ``by`` take the step."""
    try:
        guard(request, step, by=by)
    except StepRefused:
        return False
    return True


def _route_says(request: Request, duty: Duty) -> str:
    """Why the route gives the step to others and, of what goes out, what it says must not be done."""
    told, chain = stated(request), next(_of_chain(request, duty), frozenset())
    goes_out = duty.part == "sends" or bool(duty.release_parts) or bool(chain)
    said = list(dict.fromkeys(told[each].part.why for each in (duty.part, *sorted(chain)) if each in told))
    if goes_out and "prohibited" in told:
        said.append(f"The route says that this must not be done: {'; '.join(told['prohibited'].part.what)}.")
    return " ".join(said)


def _instead(request: Request) -> str:
    """Nobody who needs information for a child's safety waits for the chain of a criminal investigation."""
    route = route_of(request)
    if route is None or route.kind != "police":
        return ""
    return " If a child may be in danger now, do not wait for this request: share what is needed now, and note it."


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
    """Roles that may: of the parties whom the route names for it, else those of the duty, and of those whose other part in
    the route brings it with it; never those it rules out.

    Where the duty says so, and the route's records are reviewed first or it is that of a chain, only of those with a
    part in that.
    """
    rules = rules_of(request)
    duty = rules.duties[step]
    part = stated(request).get(duty.part) if duty.part else None
    named = (_roles(rules, part) if part else duty.may) | _with_part(request, duty.also_parts)
    for parts in _closed_to(request, duty):
        if among := _with_part(request, parts):
            named &= among
    return named - duty.never


def _closed_to(request: Request, duty: Duty) -> Iterator[frozenset[str]]:
    """Parts of its route of which somebody has to have one to take the step; nothing for a step that others may take."""
    route = route_of(request)
    if route is not None and route.purpose:
        yield duty.release_parts
    yield from _of_chain(request, duty)


def _of_chain(request: Request, duty: Duty) -> Iterator[frozenset[str]]:
    route = route_of(request)
    if route is not None and route.kind in CHAINS:
        yield duty.chain_parts


def _with_part(request: Request, names: Iterable[str]) -> frozenset[str]:
    """Roles that have one of these parts in its route; none where it names nobody for them."""
    told = stated(request)
    return frozenset().union(*(_roles(rules_of(request), told[name]) for name in names if name in told))


def _roles(rules: AccessRules, told: Told) -> frozenset[str]:
    return frozenset(role for who in told.part.who for role in rules.parties[who].roles)


def _apart(request: Request, duty: Duty, *, by: User) -> str:
    """The title of a step that the person took and that does not go with this one, in either order; empty: none."""
    duties = rules_of(request).duties
    apart = duty.apart_from | {each.id for each in duties.values() if duty.id in each.apart_from}
    took = (each.step for each in request.steps.all() if each.by_id == by.pk) if apart else ()
    return next((duties[each].title for each in took if each in apart and each in duties), "")


def _told(roles: frozenset[str]) -> str:
    if not roles:
        return "Nobody in the council may: the route leaves it to somebody outside."
    return f"These roles may: {', '.join(NAMES[role] for role in Role if role in roles)}."
