"""The statement and the notice at the foot of every page: our drafts, marked as such, or the council's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from tests.web.people import person

from candour.site.environment import read

pytestmark = pytest.mark.usefixtures("database")
PAGES = {"/accessibility/": "Accessibility statement", "/privacy/": "Privacy notice"}
OWN = {
    "accessibility_statement": "https://council.example/access?a=1&b=2",
    "privacy_notice": "https://council.example/p",
}


@pytest.mark.parametrize("address", PAGES)
def test_a_draft_is_for_everybody_and_says_that_it_is_one(address: str) -> None:
    signed_in = Client()
    signed_in.force_login(person())
    for client in (Client(), signed_in):  # also before a second factor is set up
        answer = client.get(address)
        assert answer.status_code == 200
        assert f'<h1 class="govuk-heading-l">{PAGES[address]}</h1>' in answer.content.decode()
        assert "This is a draft." in answer.content.decode()
    assert Client().post(address).status_code == 405


def test_every_page_leads_there_also_those_that_fail() -> None:
    pages = [Client().get(each).content.decode() for each in ("/sign-in/login/", "/collect/AAAA/", "/nothing-here/")]
    for shown in (*pages, render_to_string("broken.html")):
        for address in PAGES:
            assert f'href="{address}" rel="noreferrer"' in shown  # the address of a recipient's page is a secret


def test_a_council_names_its_own() -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **OWN)):
        shown = Client().get("/sign-in/login/").content.decode()
        for address, own in zip(PAGES, OWN.values(), strict=True):
            assert f'href="{own.replace("&", "&amp;")}"' in shown
            answer = Client().get(address)
            assert (answer.status_code, answer.headers["Location"]) == (302, own)


def test_its_addresses_are_read_from_the_surroundings(tmp_path) -> None:
    given = {"CANDOUR_HOME": str(tmp_path), "CANDOUR_PRIVACY_NOTICE": " https://council.example/p "}
    found = read(given)
    assert (found.accessibility_statement, found.privacy_notice) == ("", "https://council.example/p")
