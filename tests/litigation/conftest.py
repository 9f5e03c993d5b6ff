"""Django is set up before the tests are read; who and what most tests of matters begin with."""

from __future__ import annotations

import pytest
import tests.web  # noqa: F401
from tests.litigation.matters import Place, place


@pytest.fixture
def all_(database: None) -> Place:
    """A live matter on a case, and everybody who may or may not look."""
    return place()
