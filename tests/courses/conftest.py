"""Django is set up before the tests are read."""

from __future__ import annotations

import tests.web  # noqa: F401
