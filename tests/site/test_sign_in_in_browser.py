"""Signing in, the second step, passkeys, a forgotten password and signing out, in a real browser."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from tests.site.newcomer import code_of, newcomer, set_up_app, sign_in
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import PASSWORD, person

from candour.accounts.roles import Role


def test_signing_in_by_keyboard_and_being_told_what_is_wrong(site: Site) -> None:
    user, page = person(Role.MANAGER, password=PASSWORD), site.page()
    page.goto("/")
    check_page(page)
    tab_to(page, "Skip to main content")
    tab_to(page, "E-mail address")
    page.keyboard.type(user.email)
    tab_to(page, "Password")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    expect(page.locator(".govuk-error-summary").first).to_be_focused()
    assert page.title() == "Error: Sign in – Candour"
    check_page(page)


def test_who_signs_in_first_is_told_why_a_second_step_is_needed_and_sets_it_up(site: Site) -> None:
    user, page = newcomer(), site.page()
    sign_in(page, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step to sign in")
    check_page(page)
    page.get_by_role("button", name="Use an app").click()
    check_page(page)
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    check_page(page)
    page.get_by_label("Code from the app").fill(code_of(page.locator(".candour-code").inner_text()))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    check_page(page)
    page.get_by_role("button", name="I have kept them, continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def test_the_code_is_asked_for_the_next_time_and_how_one_signs_in_can_be_changed(site: Site) -> None:
    user, page = newcomer(), site.page()
    sign_in(page, user)
    secret = set_up_app(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Candour")
    cache.clear()  # the code of this half minute was used to set the app up and would not be taken again
    sign_in(page, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    check_page(page)
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.get_by_role("link", name=user.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    check_page(page)
    for link in ("Show your recovery codes", "Remove the authenticator app", "Change your password"):
        page.goto("/sign-in/2fa/")
        page.get_by_role("link", name=link).click()
        check_page(page)
    page.goto("/sign-in/2fa/recovery-codes/generate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make new recovery codes?")
    check_page(page)


@pytest.fixture
def with_key(site: Site) -> Page:
    """A page of somebody new, in a browser with a security key in it that answers by itself."""
    page = site.page()
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, newcomer())
    page.get_by_role("button", name="Use a key").click()
    return page


def test_a_passkey_is_set_up_and_signs_in_alone(with_key: Page) -> None:
    page = with_key
    check_page(page)
    page.get_by_label("Name of the key").fill("Work laptop")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto("/sign-in/2fa/webauthn/")
    check_page(page)
    expect(page.get_by_text("Signs you in alone (passkey)")).to_be_visible()
    for link in ("Rename Work laptop", "Remove Work laptop"):
        page.goto("/sign-in/2fa/webauthn/")
        page.get_by_role("link", name=link).click()
        check_page(page)
    page.goto("/sign-in/2fa/webauthn/reauthenticate/?next=/")
    check_page(page)
    page.get_by_role("button", name="Use my key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.get_by_role("link", name="Ada Byrne")).to_be_visible()


def test_a_key_that_does_not_answer_is_told_in_words(site: Site) -> None:
    page = site.page()
    page.goto("/sign-in/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('closed')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("was not used")
    check_page(page)


def test_without_scripts_one_signs_in_and_sets_up_the_second_step_too(site: Site) -> None:
    page = site.page(javascript=False)
    sign_in(page, newcomer())
    set_up_app(page)


def test_who_changes_how_they_sign_in_is_asked_once_more(site: Site) -> None:
    page = site.page(person(Role.READER, password=PASSWORD))
    page.goto("/sign-in/password/change/")
    check_page(page)
    for address in ("/sign-in/reauthenticate/", "/sign-in/2fa/reauthenticate/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
        check_page(page)


def test_a_forgotten_password_is_set_anew_with_the_link_that_was_sent(site: Site) -> None:
    user, page = person(Role.READER, password=PASSWORD), site.page()
    page.goto("/sign-in/password/reset/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    message = mail.outbox[-1]
    assert "Set your password" in message.subject
    (link,) = re.findall(r"http://localhost\S+", str(message.body))
    page.goto(link)
    check_page(page)
    page.get_by_label("New password", exact=True).fill("seven")
    page.get_by_label("New password again").fill("eight")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    check_page(page)
    for label in ("New password", "New password again"):
        page.get_by_label(label, exact=True).fill("seven lamps beside a harbour")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is set")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link cannot be used")


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/password/reset/",
        "/sign-in/password/reset/done/",
        "/sign-in/password/reset/key/1-set-password/",
        "/sign-in/password/reset/key/done/",
        "/sign-in/inactive/",
        "/sign-in/3rdparty/login/cancelled/",
        "/sign-in/3rdparty/login/error/",
    ],
)
def test_pages_for_who_is_not_signed_in(site: Site, address: str) -> None:
    page = site.page()
    page.goto(address)
    check_page(page)


def test_the_question_before_signing_out(site: Site) -> None:
    page = site.page(person(Role.READER))
    page.goto("/sign-in/logout/")
    check_page(page)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
    check_page(page)
