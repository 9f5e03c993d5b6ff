"""A corpus of nasty PDFs, put into a case through a real browser: a clear result for each file, and everything stays up.

The corpus lies beside the project or where CANDOUR_CORPUS says; without one there is nothing to test.
"""

from __future__ import annotations

import pytest
import tests.web  # noqa: F401  # Django is set up before the rest is read
from playwright.sync_api import expect
from tests.cases.arrivals import here
from tests.long.test_corpus import CORPUS
from tests.long.test_site_load import prepared_to_the_end, running, told_as, unclear  # noqa: F401  # a fixture
from tests.site.running import Served, children
from tests.web.browser import Site
from tests.web.people import case, person

from candour.accounts.roles import Role

pytestmark = [
    pytest.mark.long, pytest.mark.timeout(3600), pytest.mark.usefixtures("database"),
    pytest.mark.skipif(not CORPUS.is_dir(), reason="There is no corpus beside the project."),
]  # fmt: skip
MINUTES = 60_000


def test_every_file_of_the_corpus_gets_a_clear_result(running: Served) -> None:  # noqa: F811
    manager = person(Role.MANAGER)
    one, site = case(manager=manager), Site(running.address)
    alive = set(children(running.process.pid))
    given = {f"{CORPUS.name}/{path.relative_to(CORPUS)}" for path in CORPUS.rglob("*") if path.is_file()}
    page = site.page(manager)
    page.goto(f"/cases/{one.key}/files/add/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(CORPUS)
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_text(f"Done: {len(given)} files.")).to_be_visible(timeout=5 * MINUTES)
    refused = told_as(manager, one)
    assert all(refused.values())
    assert set(here(manager, one)) | set(refused) == given
    prepared_to_the_end(manager, one)
    assert unclear(manager, one, dict.fromkeys(given - set(refused), b"")) == []
    assert set(children(running.process.pid)) == alive
    assert running.status("/health/ready") == 200
    page.goto(f"/cases/{one.key}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert site.complaints == []
