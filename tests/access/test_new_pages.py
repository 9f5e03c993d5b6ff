"""Logging a request: one thing on a page, the route explained before anything is saved, and nothing assumed."""

from __future__ import annotations

import pytest
from tests.access.people_of import (
    ABOUT,
    CONTACT,
    CONTEXT,
    NO_ORDERS,
    WHO,
    around,
    as_,
    through,
    wants,
)  # fmt: skip

from candour.access.models import Request
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def all_pages(here, **more):
    return WHO, ABOUT, CONTEXT, NO_ORDERS, CONTACT, wants(here, **more)


def requests_seen(user):
    with acting(Actor(user=user.pk)):
        return list(Request.objects.all())


def test_a_request_is_logged_page_by_page() -> None:
    here = around()
    client = as_(here.colleague)
    check = through(client, *all_pages(here))
    text = check.content.decode()
    assert check.status_code == 200
    assert "Check before you log the request" in text
    assert requests_seen(here.colleague) == []
    saved = client.post(check.redirect_chain[-1][0], {}, follow=True)
    assert "AR-2026-00001" in saved.content.decode()
    client.get("/requests/")
