"""People, teams and cases for tests, made through the same services as the site uses."""

from __future__ import annotations

import itertools
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from candour.accounts import services
from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases.models import Case
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import now

_numbers = itertools.count(1)
PASSWORD = "correct horse battery staple"


def person(
    *roles: Role,
    team: Team | None = None,
    name: str = "",
    password: str | None = None,
    second_factor: bool = True,
) -> User:
    """Somebody who may use the site; with a second factor, without which nobody gets past setting one up."""
    number = next(_numbers)
    with acting(NOBODY):
        user = services.add_person(
            by=None, email=f"person{number}@council.example", name=name or f"Person {number}", password=password
        )
        for role in roles:
            services.give_role(by=None, user=user, role=role)
        if team is not None:
            services.join_team(by=None, user=user, team=team)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def team(name: str = "") -> Team:
    with acting(NOBODY):
        return services.make_team(by=None, name=name or f"Team {next(_numbers)}")


def case(*, manager: User, teams: tuple[Team, ...] = (), name: str = "A family") -> Case:
    from candour.cases.services import open_case

    with acting(Actor(user=manager.pk)):
        return open_case(by=manager, reference=f"C-{next(_numbers)}", name=name, manager=manager, teams=teams)


def days(number: int):
    return (now() + timedelta(days=number)).date()
