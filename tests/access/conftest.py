"""Django is set up before the tests are read; who and what most tests of requests begin with."""

from __future__ import annotations

import tests.web  # noqa: F401
