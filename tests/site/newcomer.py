"""Somebody new, and how they sign in and set up a second step in a browser."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect
from tests.web.people import PASSWORD, person

from candour.accounts.models import User
from candour.accounts.roles import Role


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
