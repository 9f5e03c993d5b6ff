"""What the page of a refused step says: by which rule, who can take it, and with which team to talk. It names no person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from candour.access.guarding import StepRefused, who_may
from candour.access.models import Request
from candour.access.policies import pack_of, rules_of, stated
from candour.accounts.roles import NAMES, Role
from candour.policy.routes import Duty


@dataclass(frozen=True, slots=True)
class Explained:
    """``can``: parties of the policy, or roles where the route names no party; empty: nobody in the council."""

    request: Request
    duty: Duty
    policy: str
    can: tuple[str, ...]
    teams: tuple[str, ...]


def explained(refused: StepRefused) -> Explained | None:
    """Of a request that the person sees; None: the step is one of no request. Within a transaction of the person."""
    of = refused.request
    if of is None or refused.step not in rules_of(of).duties:
        return None
    pack = pack_of(of)
    teams = dict.fromkeys(each.name for each in (of.team, of.allocated) if each is not None)
    can = tuple(dict.fromkeys(_can(of, refused.step)))
    return Explained(of, rules_of(of).duties[refused.step], f"{pack.name}, version {pack.version}", can, tuple(teams))


def _can(request: Request, step: str) -> Iterator[str]:
    """Parties whom the route names, with the roles of theirs that may, else those roles alone."""
    rules, left = rules_of(request), set(who_may(request, step))
    part = rules.duties[step].part
    for who in stated(request)[part].part.who if part in stated(request) else ():
        party = rules.parties[who]
        roles = [NAMES[each] for each in Role if each in left and each in party.roles]
        if roles and party.title not in roles and ":" not in party.title:  # “Nobody: they are entitled” names no part
            yield f"{party.title}: {', '.join(roles).lower()}"
            left -= set(party.roles)
    yield from (NAMES[each] for each in Role if each in left)
