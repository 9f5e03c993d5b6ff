"""The council of the demonstration: its home and its own pack, for tests."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from django.conf import settings
from django.test import override_settings


@contextlib.contextmanager
def governed(home: Path) -> Iterator[Path]:
    policy = str(resources.files("candour.demo").joinpath("mosswick.toml"))
    with override_settings(ENVIRONMENT=dataclasses.replace(settings.ENVIRONMENT, home=home, policy=policy, demo=True)):
        yield home
