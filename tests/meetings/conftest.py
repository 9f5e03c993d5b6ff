"""Django is set up before the tests are read; the conference that most tests begin with."""

from __future__ import annotations

import pytest
import tests.web  # noqa: F401
from tests.meetings.rooms import Room, room


@pytest.fixture
def here(database: None) -> Room:
    return room()
