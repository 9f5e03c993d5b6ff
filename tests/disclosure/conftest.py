"""Django is set up before the tests are read; the office and the disclosure that most tests begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
import tests.web  # noqa: F401
from tests.disclosure.disclosing import Office, office, opened

from candour.disclosure.models import Disclosure


@pytest.fixture
def here(database: None, tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def one(here: Office) -> Disclosure:
    return opened(here)
