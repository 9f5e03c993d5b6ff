"""Another system with a token of a team, and a case of that team."""

from __future__ import annotations

import pytest
from tests.cases.api.records_system import System
from tests.web.people import case, days, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.cases import tokens
from candour.cases.models import Case
from candour.ledger.acting import Actor, acting


@pytest.fixture
def ours(database: None) -> Team:
    return team()


@pytest.fixture
def manager(ours: Team) -> User:
    return person(Role.MANAGER, team=ours)


@pytest.fixture
def one(manager: User, ours: Team) -> Case:
    return case(manager=manager, teams=(ours,))


@pytest.fixture
def system(manager: User, ours: Team) -> System:
    with acting(Actor(user=manager.pk)):
        return System(tokens.make(by=manager, team=ours, name="Records system", last_day=days(30))[1])
