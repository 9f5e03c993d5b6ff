"""The page of jobs in a real browser: accessible and narrow, and used as it is meant to be."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.jobs import samples
from tests.web.browser import Site, check_page
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.jobs import queries
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def test_a_job_is_given_up_by_who_sees_it_there(site: Site) -> None:
    manager = person(Role.MANAGER)
    for job in (samples.refused, samples.broken, samples.short):
        one = case(manager=manager)
        with acting(Actor(case=one.pk)):
            job.enqueue(case=one.pk)
        if job is not samples.short:
            work_off()
    page = site.page(person(Role.ADMINISTRATOR))
    page.goto(reverse("jobs:jobs"))
    check_page(page)
    page.get_by_role("button", name="Take off this list").click()
    check_page(page)
    page.get_by_role("button", name="Take it off the list").click()
    expect(page.get_by_role("alert")).to_contain_text("It was given up.")
    check_page(page)
    assert [each.name for each in queries.listed()] == ["tests.broken", "tests.short"]
