"""How hard Hypothesis looks (the same examples every time in the quick tier, fresh and more of them with ``--long``),
the database and the browser of a test, and which tests keep together when several processes share the work."""

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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a module makes once for all its tests is made in one process."""
    for item in items:
        made = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
        if any(each[-1].scope == "module" for each in made):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


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
