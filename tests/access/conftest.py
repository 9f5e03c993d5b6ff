"""Django is set up before the tests are read; who and what most tests of requests begin with."""

from __future__ import annotations

import tests.web  # noqa: F401
from tests.packs.conftest import write  # noqa: F401  # a council's own pack in a file that can be changed
