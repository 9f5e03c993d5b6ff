"""What every answer carries, with TLS and without, and who is answered at all."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.web.people import PASSWORD, person

from candour.site import settings as site_settings

pytestmark = pytest.mark.usefixtures("database")
TLS = {"CANDOUR_HOSTS": "records.council.example", "CANDOUR_TLS": "1", "CANDOUR_BEHIND_PROXY": "1"}
HOST = {"HTTP_HOST": "records.council.example"}
BY_PROXY = {**HOST, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}
_RELEVANT = ("SECURE_", "SESSION_", "CSRF_", "ALLOWED_HOSTS", "ENVIRONMENT", "SOCIALACCOUNT_", "ALLAUTH_", "MFA_")


@pytest.fixture
def under(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AbstractContextManager[None]]]:
    """The site under other surroundings: its settings are read again from them."""

    def make(**surroundings: str) -> AbstractContextManager[None]:
        for name, value in surroundings.items():
            monkeypatch.setenv(name, value)
        read: dict[str, Any] = runpy.run_path(str(Path(site_settings.__file__)))
        return override_settings(**{name: value for name, value in read.items() if name.startswith(_RELEVANT)})

    return make


def test_every_answer_says_what_the_browser_may_do() -> None:
    for address in ("/", "/sign-in/login/", "/not/there", "/health/live"):
        headers = Client().get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store" or "no-store" in headers["Cache-Control"]


def test_who_comes_by_a_name_that_is_not_ours_is_not_answered() -> None:
    answer = Client().get("/sign-in/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


def test_with_tls_cookies_and_browsers_keep_to_it(under) -> None:
    user = person(password=PASSWORD)
    with under(**TLS):
        client = Client(enforce_csrf_checks=True)
        answer = client.get("/sign-in/login/", **BY_PROXY)
        assert answer.status_code == 200
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        token = answer.cookies["__Host-csrf"]
        assert token["secure"]
        assert token["httponly"]
        assert token["samesite"] == "Strict"
        assert token["path"] == "/"
        assert not token["domain"]
        sent = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": _token(answer)}
        signed_in = client.post("/sign-in/login/", sent, **BY_PROXY, HTTP_ORIGIN="https://records.council.example")
        session = signed_in.cookies["__Host-session"]
        assert session["secure"]
        assert session["httponly"]
        assert session["samesite"] == "Lax"


def test_with_tls_nothing_is_answered_in_the_clear_but_health(under) -> None:
    with under(**TLS):
        plain = Client().get("/sign-in/login/", **HOST)
        assert plain.status_code == 301
        assert plain.headers["Location"].startswith("https://records.council.example/")
        assert Client().get("/health/live", **HOST).status_code == 200


def test_without_tls_nothing_pretends_to_it(under) -> None:
    with under():
        answer = Client().get("/sign-in/login/", HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https")
        assert "Strict-Transport-Security" not in answer.headers
        assert "csrf" in answer.cookies
        assert not answer.wsgi_request.is_secure()


def test_a_form_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/login/", {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_a_form_may_lead_to_the_councils_own_sign_in(under, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    listed = tmp_path / "openid.json"
    listed.write_text(
        '[{"id": "entra", "name": "Council", "server": "https://login.example/tenant/v2.0", "client": "c",'
        f' "secret_file": "{tmp_path / "secret"}"}}]'
    )
    with under(CANDOUR_OPENID_FILE=str(listed)):
        policy = Client().get("/health/live", HTTP_HOST="localhost").headers["Content-Security-Policy"]
    assert "form-action 'self' https://login.example;" in policy


def test_a_form_that_is_too_large_is_told_so_and_not_read() -> None:
    answer = Client().post("/sign-in/login/", {"login": "a" * (6 << 20)})
    assert answer.status_code == 400
    assert "traceback" not in answer.content.decode().lower()


def test_a_session_ends_after_the_idle_minutes(under) -> None:
    with under(CANDOUR_IDLE_MINUTES="7"):
        client = Client()
        client.force_login(person())
        assert client.session.get_expiry_age() == 7 * 60


def _token(answer: Any) -> str:
    return str(answer.context["csrf_token"])
