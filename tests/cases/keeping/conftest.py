"""A manager who may answer questions, and the small case prepared."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cases.prepared import prepare, receive_small_case
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Case


@pytest.fixture
def manager(database: None) -> User:
    return person(Role.MANAGER, Role.ACCESS_OFFICER)


@pytest.fixture
def small(manager: User, one: Case, tmp_path: Path) -> Case:
    receive_small_case(manager, one, tmp_path)
    prepare(manager, one)
    return one
