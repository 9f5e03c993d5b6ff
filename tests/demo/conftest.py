"""Django is set up before the tests are read."""

import tests.web  # noqa: F401
