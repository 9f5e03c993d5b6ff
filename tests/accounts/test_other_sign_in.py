"""Signing in through the council's own OpenID Connect provider: only people who were added, by an address that is proved."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from tests.accounts import provider as providers
from tests.accounts.provider import Provider
from tests.accounts.signing_in import code, give_code, is_in, secret_of
from tests.web.people import PASSWORD, person

from candour.accounts import services
from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger import queries as ledger
from candour.ledger.acting import Actor, acting
from candour.ledger.verbs import Verb

pytestmark = pytest.mark.usefixtures("database")
START = "/sign-in/oidc/council/login/"


@pytest.fixture
def provider(settings_with: Callable[..., None]) -> Iterator[Provider]:
    with providers.running() as made:
        settings_with(SOCIALACCOUNT_PROVIDERS=made.settings())
        yield made


def go(client: Client, *, change: Callable[[str], str] = lambda address: address):
    """Through the provider and back, as a browser goes; ``change``: what happens to the address on the way back."""
    sent = client.post(START)
    assert sent.status_code == 302, sent.content.decode()
    there = urlsplit(sent.headers["Location"])
    connection = http.client.HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(change(connection.getresponse().headers["Location"]))
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def entered() -> list[tuple[Verb, int | None, str]]:
    with acting(Actor(user=person(Role.AUDITOR).pk)):
        told = ledger.history(limit=100)
    setting_up = {Verb.PERSON_ADDED, Verb.ROLE_GIVEN, Verb.PERSON_STOPPED}
    return [(each.verb, each.actor, each.object) for each in reversed(told) if each.verb not in setting_up]


def refused(answer, client: Client) -> bool:
    page = answer.content.decode()
    return answer.status_code == 403 and "You cannot use Candour yet" in page and not is_in(client)


def test_somebody_who_was_added_gets_in_and_needs_no_second_factor_here(provider: Provider) -> None:
    user, client = person(second_factor=False), Client()
    provider.says = {"sub": "abc", "email": user.email.upper(), "email_verified": True, "name": "Other Name"}
    before = client.session.session_key
    assert go(client).headers["Location"] == "/"
    assert is_in(client)
    assert client.session.session_key != before
    assert "/token" in provider.asked
    user.refresh_from_db()
    assert user.name != "Other Name"
    assert SocialAccount.objects.get(user=user).uid == "abc"
    assert not SocialToken.objects.exists()
    assert entered() == [(Verb.OTHER_SIGN_IN_LINKED, user.pk, ""), (Verb.SIGNED_IN, user.pk, "")]
    again = Client()
    provider.says["email"] = "changed@elsewhere.example"  # known by now by what the provider calls them
    go(again)
    assert is_in(again)


def test_a_password_stays_when_the_other_sign_in_is_used_first(provider: Provider) -> None:
    user = person(password=PASSWORD)
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    go(Client())
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_password_alone_is_not_enough_for_somebody_who_came_the_other_way_before(provider: Provider) -> None:
    user, client = person(password=PASSWORD, second_factor=False), Client()
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    go(client)
    other = Client()
    other.post("/sign-in/login/", {"login": user.email, "password": PASSWORD})
    assert other.get("/").headers["Location"] == "/sign-in/2fa/"


def test_who_set_up_a_second_step_here_is_asked_for_it_as_well(provider: Provider) -> None:
    user, client = person(), Client()
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    assert go(client).headers["Location"].startswith("/sign-in/2fa/authenticate/")
    assert not is_in(client)
    give_code(client, code(secret_of(user)))
    assert is_in(client)


def test_a_stranger_is_told_that_they_were_not_added(provider: Provider) -> None:
    client = Client()
    provider.says = {"sub": "abc", "email": "stranger@council.example", "email_verified": True}
    assert refused(go(client), client)
    assert not User.objects.exists()
    assert entered() == [(Verb.OTHER_SIGN_IN_REFUSED, None, "")]


@pytest.mark.parametrize("before", [True, False])
def test_somebody_whose_access_ended_is_not_let_in(provider: Provider, before: bool) -> None:
    user, admin, client = person(second_factor=False), person(Role.ADMINISTRATOR), Client()
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    if before:
        go(client)
        assert is_in(client)
    with acting(Actor(user=admin.pk)):
        services.end_access(by=admin, user=user)
    assert not is_in(client)
    assert refused(go(client), client)
    assert entered()[-1] == (Verb.OTHER_SIGN_IN_REFUSED, None, f"user:{user.pk}")


@pytest.mark.parametrize("proved", [False, None])
def test_an_address_that_is_not_proved_is_not_believed(provider: Provider, proved: bool | None) -> None:
    user, client = person(second_factor=False), Client()
    provider.says = {"sub": "abc", "email": user.email} | ({} if proved is None else {"email_verified": proved})
    assert refused(go(client), client)
    assert not SocialAccount.objects.exists()


def test_addresses_of_the_council_s_own_domains_count_as_proved(
    provider: Provider, settings_with: Callable[..., None]
) -> None:
    user, client = person(second_factor=False), Client()
    provider.says = {"sub": "abc", "email": user.email}
    settings_with(SOCIALACCOUNT_PROVIDERS=provider.settings(domains=("elsewhere.example",)))
    assert refused(go(client), client)
    settings_with(SOCIALACCOUNT_PROVIDERS=provider.settings(domains=("council.example",)))
    go(client)
    assert is_in(client)


@pytest.mark.parametrize("wrong", [{"aud": "another"}, {"iss": "https://another.example"}, {"exp": 1}])
def test_a_token_for_somebody_else_is_not_believed(provider: Provider, wrong: dict[str, object]) -> None:
    user, client = person(second_factor=False), Client()
    provider.says, provider.in_token = {"sub": "abc", "email": user.email, "email_verified": True}, wrong
    assert go(client).status_code in (200, 401, 403)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace("state=", "state=x"),
        lambda address: address.replace("code=code-0", "code=made-up"),
        lambda address: address.replace("code=code-0", "error=access_denied"),
    ],
)
def test_an_answer_that_was_not_asked_for_opens_nothing(provider: Provider, change: Callable[[str], str]) -> None:
    user, client = person(second_factor=False), Client()
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    go(client, change=change)
    assert not is_in(client)


def test_an_answer_begun_in_another_browser_opens_nothing(provider: Provider) -> None:
    user, mine, theirs, kept = person(second_factor=False), Client(), Client(), []
    provider.says = {"sub": "abc", "email": user.email, "email_verified": True}
    go(theirs, change=lambda address: kept.append(address) or address.replace("code=", "unused="))
    back = urlsplit(kept[0])
    mine.get(f"{back.path}?{back.query}")
    assert not is_in(mine)


def test_nobody_joins_another_identity_to_their_own(provider: Provider) -> None:
    client, user = Client(), person()
    client.force_login(user)
    provider.says = {"sub": "mine-elsewhere", "email": "me@elsewhere.example", "email_verified": True}
    sent = client.post(f"{START}?process=connect")
    there = urlsplit(sent.headers["Location"])
    connection = http.client.HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    client.get(f"{back.path}?{back.query}")
    assert not SocialAccount.objects.exists()


def test_a_link_alone_does_not_start_it(provider: Provider) -> None:
    answer = Client().get(START)
    assert answer.status_code == 200
    assert provider.asked == []


def test_a_provider_that_is_not_set_is_not_there(provider: Provider) -> None:
    assert Client().post("/sign-in/oidc/another/login/").status_code == 404
