"""Passes a request from the team that has it to one that may hold it. Never out of a chain into a team that cannot."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q, QuerySet

from candour.access.chains import cannot_handle, somebody_in
from candour.access.guarding import StepRefused, who_may
from candour.access.models import Passing, Request
from candour.access.policies import answer_for, pack_of
from candour.access.taking import UNTIL_SENT, begin, took
from candour.accounts.models import Team, User
from candour.accounts.queries import teams_of
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_STEP = "pass_on"


def pass_on(*, by: User, request: Request, team: Team, why: str) -> None:
    """Whoever passes it on may see it no more afterwards. StepRefused for who does not have it and a team that may not."""
    request = begin(request, _STEP, by=by, states=UNTIL_SENT)
    why = in_words(why, ask="Say why it is passed on.")
    if team.pk == request.team_id:
        raise Refused("This team has it already.", do="Choose another team, or leave it where it is.")
    for against in (not_theirs(request, by=by), cannot_hold(request, team=team)):
        if against:
            raise StepRefused(
                "This request was not passed on.", means=against, do="Choose a team that may hold it.", step=_STEP,
                in_short=against, request=request,
            )  # fmt: skip
    Passing.objects.create(
        request=request, by=by, at=now(), reference=request.reference, from_team_id=request.team_id, to_team=team,
        why=why,
    )  # fmt: skip
    took(request, _STEP, Verb.PASSED_ON, by=by, reason=why, earlier=request.team_id, team=team.pk)
    with connection.cursor() as cursor:
        cursor.execute("select access_pass_on(%s, %s)", [request.pk, team.pk])
        if not cursor.fetchone()[0]:
            raise Refused("This request was not passed on.", do="Load its page again, and look at who has it.")


def not_theirs(request: Request, *, by: User) -> str:
    """Why ``by`` cannot pass it on; empty: they are of the team that has it."""
    if teams_of(by).filter(pk=request.team_id).exists():
        return ""
    return f"Only the team that handles it can pass it on: {request.team.name}."


def cannot_hold(request: Request, *, team: Team) -> str:
    """Why ``team`` cannot have it; empty: somebody in it has the part that the route gives, or may begin with it."""
    if against := cannot_handle(pack_of(request), answer_for(request), team=team):
        return against
    return "" if somebody_in(team, who_may(request, "route")) else "Nobody in this team may work on such a request."


def misplaced(request: Request) -> str:
    """Why the team that has it may not hold it, as it is known now; empty: it may."""
    return cannot_handle(pack_of(request), answer_for(request), team=request.team)


def passed(user: User) -> QuerySet[Passing]:
    """From and to the person's teams, the latest first."""
    own = teams_of(user).values("pk")
    found = Passing.objects.filter(Q(from_team__in=own) | Q(to_team__in=own))
    return found.select_related("from_team", "to_team", "by").order_by("-pk")
