"""Django is set up before the tests are read; who and what most tests of cases begin with."""

from __future__ import annotations

import pytest
import tests.web  # noqa: F401
from tests.cases.places import Place, place
from tests.web.people import case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Case


@pytest.fixture
def manager(database: None) -> User:
    return person(Role.MANAGER, name="Morag Manager")


@pytest.fixture
def second(database: None) -> User:
    """Who may agree that a case is destroyed."""
    return person(Role.INFORMATION_GOVERNANCE, name="Gwen Governance")


@pytest.fixture
def one(manager: User) -> Case:
    return case(manager=manager)


@pytest.fixture
def all_(database: None) -> Place:
    """A case, and everybody who may or may not look."""
    return place()
