"""Signing in with password and second factor, what is refused, and what ends a session."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.accounts.signing_in import code, give_code, give_password, is_in, secret_of
from tests.web.people import PASSWORD, person

from candour.accounts import services
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
WRONG = "not the right pass phrase"


def entered() -> list[tuple[Verb, int | None, str]]:
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        told = ledger.history(limit=100)
    setting_up = {Verb.PERSON_ADDED, Verb.ROLE_GIVEN}
    return [(each.verb, each.actor, each.object) for each in reversed(told) if each.verb not in setting_up]


def signed_in(user: User) -> Client:
    client = Client()
    give_password(client, user.email, PASSWORD)
    give_code(client, code(secret_of(user)))
    assert is_in(client)
    return client


def test_password_and_code() -> None:
    user, client = person(password=PASSWORD), Client()
    client.get(reverse("account_login"))
    answer = give_password(client, user.email.upper(), PASSWORD)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)  # the password alone opens nothing
    before = client.session.session_key
    assert give_code(client, "000000").status_code == 200
    assert not is_in(client)
    assert give_code(client, code(secret_of(user))).headers["Location"] == "/"
    assert is_in(client)
    assert client.session.session_key != before
    assert entered() == [(Verb.SECOND_FACTOR_FAILED, None, f"user:{user.pk}"), (Verb.SIGNED_IN, user.pk, "")]


def test_a_code_works_once() -> None:
    user = person(password=PASSWORD)
    shown = code(secret_of(user))
    for expected in (True, False):
        client = Client()
        give_password(client, user.email, PASSWORD)
        give_code(client, shown)
        assert is_in(client) is expected


def test_an_old_code_does_not_work() -> None:
    user, client = person(password=PASSWORD), Client()
    give_password(client, user.email, PASSWORD)
    give_code(client, code(secret_of(user), at=timezone.now().timestamp() - 600))
    assert not is_in(client)


def test_without_a_second_factor_nothing_opens_until_there_is_one() -> None:
    user, client = person(Role.ADMINISTRATOR, password=PASSWORD, second_factor=False), Client()
    assert give_password(client, user.email, PASSWORD).headers["Location"] == "/"
    for address in ("/", reverse("accounts:people"), "/no/such/page"):
        assert client.get(address).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert not is_in(client)
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert is_in(client)
    assert client.get(reverse("accounts:people")).status_code == 200
    assert [verb for verb, *_ in entered()] == [Verb.SIGNED_IN, Verb.SECOND_FACTOR_ADDED, Verb.RECOVERY_CODES_MADE]


def test_in_the_demo_a_password_is_enough(settings_with: Callable[..., None]) -> None:
    settings_with(ENVIRONMENT=replace(settings.ENVIRONMENT, demo=True))
    user, client = person(password=PASSWORD, second_factor=False), Client()
    give_password(client, user.email, PASSWORD)
    assert is_in(client)


def test_a_recovery_code_works_once() -> None:
    user, client = person(password=PASSWORD, second_factor=False), Client()
    give_password(client, user.email, PASSWORD)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code(client.session["mfa.totp.secret"])})
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    codes = [line for line in file.splitlines() if re.fullmatch(r"[0-9a-f]{8}", line)]
    assert len(codes) == 10
    for given, expected in ((codes[3], True), (codes[3], False), (codes[4], True)):
        other = Client()
        give_password(other, user.email, PASSWORD)
        give_code(other, given)
        assert is_in(other) is expected


def test_the_sixth_try_is_refused_even_with_the_right_password() -> None:
    user, other = person(password=PASSWORD), person(password=PASSWORD)
    for _ in range(5):
        assert give_password(Client(), user.email, WRONG).status_code == 200
    answer = give_password(Client(), user.email, PASSWORD)
    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()
    assert give_password(Client(), other.email, PASSWORD).status_code == 302  # somebody else is not locked out
    told = [(verb, object_) for verb, _, object_ in entered()]
    assert told == [(Verb.SIGN_IN_FAILED, f"user:{user.pk}")] * 5 + [(Verb.SIGN_IN_BLOCKED, f"user:{user.pk}")]


def test_codes_cannot_be_tried_out() -> None:
    user, client = person(password=PASSWORD), Client()
    give_password(client, user.email, PASSWORD)
    for number in range(5):
        give_code(client, f"{number:06}")
    give_code(client, code(secret_of(user)))
    assert not is_in(client)


def _plain(page: str, *given: str) -> str:
    page = re.sub(r'(name="csrfmiddlewaretoken" value|"X-CSRFToken":) ?"[^"]+"|=\S*"[^"]{60,70}"', "", page)
    for each in given:
        page = page.replace(each, "ADDRESS")
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", page)


def test_nobody_learns_who_has_an_account() -> None:
    user, unknown = person(password=PASSWORD), "stranger@council.example"
    answers = []
    for email in (user.email, unknown):
        client = Client()
        wrong = give_password(client, email, WRONG)
        asked = client.post(reverse("account_reset_password"), {"email": email})
        sent = client.get(asked.headers["Location"])
        answers.append(
            (
                wrong.status_code,
                _plain(wrong.content.decode(), email),
                asked.status_code,
                asked.headers["Location"],
                _plain(sent.content.decode(), email),
            )
        )
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert (Verb.SIGN_IN_FAILED, None, "") in entered()
    lines = "".join(Entry.objects.using("owner").values_list("line", flat=True))
    assert "stranger" not in lines  # what was typed is not kept: people type passwords there


def test_somebody_whose_access_ended_is_told_what_a_stranger_is_told() -> None:
    admin, user = person(Role.ADMINISTRATOR), person(password=PASSWORD)
    with acting(Actor(user=admin.pk)):
        services.end_access(by=admin, user=user)
    wrong = give_password(Client(), user.email, PASSWORD)
    stranger = give_password(Client(), "stranger@council.example", PASSWORD)
    assert _plain(wrong.content.decode(), user.email) == _plain(stranger.content.decode(), "stranger@council.example")
    Client().post(reverse("account_reset_password"), {"email": user.email})
    assert mail.outbox == []


def test_a_session_ends_after_idle_time_and_lasts_while_it_is_used() -> None:
    user = person(password=PASSWORD)
    client = signed_in(user)
    session = Session.objects.get(session_key=client.session.session_key)
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.filter(pk=session.pk).update(expire_date=soon)
    assert is_in(client)
    session.refresh_from_db()
    left = session.expire_date - timezone.now()
    assert left > timedelta(minutes=settings.ENVIRONMENT.idle_minutes - 1)
    assert left <= timedelta(minutes=settings.ENVIRONMENT.idle_minutes)
    Session.objects.filter(pk=session.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))


def test_the_cookie_goes_with_the_browser() -> None:
    client = signed_in(person(password=PASSWORD))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie["httponly"]


def test_signing_out_ends_the_session_itself() -> None:
    user = person(password=PASSWORD)
    client = signed_in(user)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(stolen)
    client.get(reverse("account_logout"))
    assert is_in(client)  # a link cannot sign anybody out
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert not is_in(stolen)
    assert entered()[-1] == (Verb.SIGNED_OUT, user.pk, "")


def test_a_new_password_ends_what_is_open_elsewhere() -> None:
    user = person(password=PASSWORD)
    client, elsewhere = signed_in(user), Client()
    elsewhere.force_login(user)
    new = "another pass phrase of mine"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), given).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert entered()[-1] == (Verb.PASSWORD_CHANGED, user.pk, "")


@pytest.mark.parametrize("weak", ["short", "password1234", "person@council"])
def test_a_weak_password_is_refused(weak: str) -> None:
    user = person(password=PASSWORD, name="person@council")
    client = signed_in(user)
    given = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), given).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_reset_sign_in_leaves_nothing_that_worked() -> None:
    admin, user = person(Role.ADMINISTRATOR), person(password=PASSWORD)
    client, theirs = Client(), signed_in(user)
    client.force_login(admin)
    client.post(reverse("accounts:reset", args=[user.key]))
    assert not is_in(theirs)
    assert not Authenticator.objects.filter(user=user).exists()
    give_password(theirs, user.email, PASSWORD)
    assert not is_in(theirs)
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert [verb for verb, *_ in entered()][-3:] == [
        Verb.SIGN_IN_RESET,
        Verb.PASSWORD_LINK_SENT,
        Verb.SIGN_IN_FAILED,
    ]


def test_a_removed_second_factor_is_asked_for_again() -> None:
    user = person(password=PASSWORD)
    client = signed_in(user)
    later = Client()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    give_password(later, user.email, PASSWORD)
    assert later.get("/").headers["Location"] == reverse("mfa_index")
    assert not is_in(client)


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "3rdparty/", "3rdparty/signup/", "social/signup/"],
)
def test_pages_by_which_people_add_themselves_are_not_there(address: str) -> None:
    inside = Client()
    inside.force_login(person())
    for client in (Client(), inside):
        assert client.get(f"/sign-in/{address}").status_code == 404
        assert client.post(f"/sign-in/{address}", {"email": "new@council.example"}).status_code == 404
    assert User.objects.count() == 1


def test_after_signing_in_nobody_is_sent_to_another_site() -> None:
    user, client = person(password=PASSWORD), Client()
    client.post(
        reverse("account_login") + "?next=https://evil.example/",
        {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    answer = give_code(client, code(secret_of(user)))
    assert answer.headers["Location"] == "/"
