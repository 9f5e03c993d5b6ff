"""The pages of what did not go as it should, and the notices at their foot, in a real browser: accessible and narrow."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from django.test import override_settings
from playwright.sync_api import expect
from tests.disclosure.disclosing import checked, office, opened
from tests.disclosure.pages import at, ready, sent
from tests.web.browser import Site, check_page

from candour.cases.models import Record
from candour.disclosure.producing import ask, put_off
from candour.engine.errors import Unavailable
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now


def test_what_was_not_sent_what_waits_and_what_is_taken_away(site: Site, tmp_path: Path) -> None:
    here = office(tmp_path)
    one = ready(here)
    got = sent(here, one)  # nobody got so far as to mail it
    page = site.page(here.sender)
    page.goto(at("deliver", one))
    check_page(page)
    nowhere = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": 1,
    }
    with override_settings(**nowhere):
        page.get_by_role("button", name="Make a new link and a new code").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The e-mail could not be sent")
    check_page(page)
    site.complaints.clear()  # the browser notes an answer of 503
    page.get_by_role("button", name="Make a new link and a new code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand these over now")

    waits = opened(here)
    checked(here, waits)
    with acting(Actor(user=here.sender.pk)):
        made = ask(by=here.sender, disclosure=waits)
    with acting(Actor(case=here.case.pk)):
        error = Unavailable("There is no space left.", means="Nothing is lost.", do="Free some space.")
        put_off(made.pk, error, again_at=now() + timedelta(minutes=2))
        record = Record.objects.filter(case=here.case, pages_count__gt=0)[0]
    page.goto(at("release", waits))
    expect(page.get_by_role("status")).to_contain_text("We try again at")
    check_page(page)
    page.goto(f"/cases/{here.case.key}/records/{record.pk}/1/")
    page.get_by_text("About this record").click()
    check_page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as it was received").click()
    assert Path(download.value.path()).stat().st_size == record.size

    stranger = site.page()
    stranger.goto(got.link)
    for name in ("Accessibility statement", "Privacy notice"):
        stranger.get_by_role("link", name=name).click()
        expect(stranger.get_by_role("heading", level=1)).to_have_text(name)
        expect(stranger.get_by_text(re.compile("This is a draft"))).to_be_visible()
        check_page(stranger)
