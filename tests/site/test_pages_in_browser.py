"""The pages that everybody meets, in a real browser: signing in, setting up the second step, home, errors."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import Page, expect
from tests.web.browser import Site, check_page, tab_to
from tests.web.people import PASSWORD, case, person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import queries, services
from candour.ledger.acting import Actor, acting


def newcomer() -> User:
    """Somebody who has been added and has signed in never."""
    return person(Role.MANAGER, name="Ada Byrne", password=PASSWORD, second_factor=False)


def sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def set_up_app(page: Page) -> str:
    """From the page that asks for a second step to the recovery codes; returns the app's key."""
    page.get_by_role("button", name="Use an app").click()
    secret = page.locator(".candour-code").inner_text()
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    return secret


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


def test_home_of_who_has_cases_none_and_none_to_expect(site: Site) -> None:
    manager, duty = person(Role.MANAGER), person(Role.PRACTITIONER, name="Dev Patel")
    one = case(manager=manager, name="The Marlow family")
    with acting(Actor(user=duty.pk)):
        services.break_glass(by=duty, reference=one.reference, reason="A child is missing tonight")
    page = site.page(manager)
    page.goto("/")
    expect(page.get_by_role("link", name="The Marlow family")).to_be_visible()
    expect(page.get_by_text("Dev Patel opened The Marlow family in an emergency")).to_be_visible()
    check_page(page)
    tab_to(page, "Cases")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    for roles, told in (
        ((Role.MANAGER,), "You have no cases yet"),
        ((Role.READER,), "You have no cases yet"),
        ((Role.ADMINISTRATOR,), "Your roles do not include work on cases"),
        ((), "Your roles do not include work on cases"),
    ):
        page = site.page(person(*roles))
        page.goto("/")
        expect(page.get_by_text(re.compile(told))).to_be_visible()
        check_page(page)


def test_on_a_phone_the_menu_opens_and_without_scripts_it_is_open(site: Site) -> None:
    user = person(Role.MANAGER)
    for javascript in (True, False):
        page = site.page(user, javascript=javascript)
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto("/")
        if javascript:
            expect(page.get_by_role("link", name="Cases", exact=True)).to_be_hidden()
            page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="Cases", exact=True)).to_be_visible()


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


def test_the_demo_says_on_every_page_that_it_is_one(site: Site) -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, demo=True)):
        page = site.page()
        sign_in(page, newcomer())
        expect(page.get_by_role("heading", level=1)).to_have_text("My work")
        expect(page.get_by_role("banner")).to_contain_text("Everybody in it is made up")
        check_page(page)
        page.goto("/there-is-no-such-page")
        expect(page.get_by_role("banner")).to_contain_text("Everybody in it is made up")


def test_a_fault_is_told_without_its_message(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("Kez of 4 Mill Lane")

    monkeypatch.setattr(queries, "cases", fail)
    page = site.page(person(Role.MANAGER))
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Something went wrong")
    assert "Kez" not in page.content()
    check_page(page)


@pytest.mark.parametrize("signed_in", [True, False])
def test_pages_of_errors(site: Site, signed_in: bool) -> None:
    page = site.page(person(Role.READER) if signed_in else None)
    page.goto("/there-is-no-such-page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    check_page(page)
    if signed_in:
        page.goto("/people/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your role does not let you do this")
        check_page(page)


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
