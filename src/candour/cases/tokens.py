"""Access tokens of other systems: shown once, kept as a hash, bound to one team, with a last day.

A token adds files to the cases of its team, hands in requests for it, and asks how they stand; it can do nothing else.
Nobody makes one for a team they are not in: it would see cases that they may not.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db.models import QuerySet

from candour.accounts.gate import check
from candour.accounts.models import Membership, Team, User
from candour.accounts.roles import Act
from candour.cases.models import Token
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb

_LONGEST = timedelta(days=366)
_BEGINS = "candour_"
"""So that whoever looks for secrets in the wrong places knows one when they see it."""


def make(*, by: User, team: Team, name: str, last_day: date) -> tuple[Token, str]:
    """The token and its secret, which nobody can ask for again. ``name``: which system it is for."""
    check(by, Act.GRANT_ACCESS)
    name = " ".join(name.split())
    if not name:
        raise BadInput("A token needs a name.", do="Give the name of the system that will use it.")
    if not today() <= last_day <= today() + _LONGEST:
        raise BadInput("The last day has to be within the next year.", do="Give a day by which it will be renewed.")
    if not teams(user=by).filter(pk=team.pk).exists():
        raise Refused(
            "You are not in this team.",
            means="A token sees the cases of its team; nobody makes one that sees more than they do.",
            do="Ask a manager who is in the team.",
        )
    secret = _BEGINS + secrets.token_urlsafe(32)
    made = Token.objects.create(
        name=name, team=team, digest=_digest(secret), made_by=by, made_at=now(), last_day=last_day
    )
    record(Verb.TOKEN_MADE, object=f"token:{made.pk}", team=team.pk, until=last_day.isoformat())
    return made, secret


def end(*, by: User, token: Token) -> None:
    """From now on it opens nothing. Whoever may make tokens may end any: that takes access away only."""
    check(by, Act.GRANT_ACCESS)
    if Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now()):
        record(Verb.TOKEN_ENDED, object=f"token:{token.pk}")


def running() -> QuerySet[Token]:
    return (
        Token.objects.filter(ended_at=None, last_day__gte=today())
        .select_related("team", "made_by")
        .order_by("name", "pk")
    )


def of_secret(secret: str) -> Token | None:
    """The token that runs and has this secret."""
    return running().filter(digest=_digest(secret)).first()


def teams(*, user: User) -> QuerySet[Team]:
    """The teams that somebody is in now."""
    here = Membership.objects.filter(user=user, ended_at=None).values("team")
    return Team.objects.filter(pk__in=here).order_by("name")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
