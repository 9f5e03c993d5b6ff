"""Django is set up before the tests are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import tests.web  # noqa: F401
from django.core import mail
from django.test import override_settings


@pytest.fixture(autouse=True)
def _empty_outbox() -> None:
    mail.outbox = []


@pytest.fixture
def settings_with() -> Iterator[Callable[..., None]]:
    """Settings changed until the test ends."""
    changed: list[override_settings] = []

    def change(**given: object) -> None:
        changed.append(override_settings(**given))
        changed[-1].enable()

    yield change
    for each in reversed(changed):
        each.disable()
