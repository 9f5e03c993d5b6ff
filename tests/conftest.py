"""How hard Hypothesis looks: the same examples every time in the quick tier, fresh and more of them with ``--long``.
And the database and the browser of a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.web.browser import Site

settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=400, deadline=None)
settings.load_profile("quick")


@pytest.fixture
def database() -> Iterator[None]:
    """A database of this test's own: real PostgreSQL, every migration made, reached as the application's own role."""
    from tests.web.database import fresh

    with fresh():
        yield


@pytest.fixture
def site(database: None) -> Iterator[Site]:
    """The site on a real address, with a real browser before it."""
    from tests.web.browser import running

    with running() as site:
        yield site
