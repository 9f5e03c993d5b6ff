"""Logs hold no address, no name, no message of an exception and no secret, whoever writes them."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from tests.web.people import PASSWORD, person

from candour.accounts.gate import public
from candour.site import logs
from candour.site.logs import Lines

pytestmark = pytest.mark.usefixtures("database")
NAME = "Kayleigh Sample"


@public("It fails, for a test.")
def failing(request: HttpRequest, name: str) -> HttpResponse:
    raise ValueError(f"{NAME} lives at 4 Mill Lane")


class Failing:
    """A middleware that fails, where no view is asked."""

    def __init__(self, answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise ValueError(f"{NAME} lives at 4 Mill Lane")


urlpatterns = [path("failing/<str:name>", failing, name="failing"), path("", include("candour.site.urls"))]
handler500 = "candour.site.errors.broken"
handler404 = "candour.site.errors.not_found"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """Everything that would be logged, as the site writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def lines(output: io.StringIO, by: str) -> list[dict[str, object]]:
    told = [json.loads(line) for line in output.getvalue().splitlines()]
    return [line for line in told if line["by"] == by]


def test_a_request_is_told_by_its_view_and_not_by_its_address(output: io.StringIO) -> None:
    user = person()
    client = Client()
    client.force_login(user)
    client.get("/", {"search": NAME})
    (line,) = lines(output, "candour.requests")
    assert (line["view"], line["method"]) == ("home", "GET")
    assert line["user"] == user.pk
    assert "Kayleigh" not in output.getvalue()
    assert user.email not in output.getvalue()


def test_an_address_that_is_not_there_is_told_without_it(output: io.StringIO) -> None:
    Client().get("/people/kayleigh-sample")
    (line,) = lines(output, "candour.requests")
    assert (line["view"], line["status"]) == (None, 404)
    assert "kayleigh" not in output.getvalue()


@override_settings(ROOT_URLCONF=__name__)
def test_a_defect_is_told_by_its_kind_and_place_and_never_by_its_message(output: io.StringIO) -> None:
    answer = Client(raise_request_exception=False).get("/failing/kayleigh?about=sample")
    assert answer.status_code == 500
    assert "Mill Lane" not in answer.content.decode()
    assert "ValueError" in output.getvalue()
    assert "test_logs.py" in output.getvalue()
    for secret in ("Kayleigh", "kayleigh", "Mill Lane", "sample"):
        assert secret not in output.getvalue()


@override_settings(MIDDLEWARE=["candour.site.logs.RequestLog", f"{__name__}.Failing"])
def test_a_defect_outside_any_view_is_told_too(output: io.StringIO) -> None:
    Client(raise_request_exception=False).get("/failing/kayleigh")
    assert "ValueError" in output.getvalue()
    assert "Mill Lane" not in output.getvalue()
    assert "kayleigh" not in output.getvalue()


def test_what_people_type_to_sign_in_is_in_no_line(output: io.StringIO) -> None:
    user = person(password=PASSWORD)
    Client().post("/sign-in/login/", {"login": user.email, "password": "not my password"})
    Client().post("/sign-in/login/", {"login": user.email, "password": PASSWORD})
    for secret in (user.email, PASSWORD, "not my password"):
        assert secret not in output.getvalue()


def test_other_peoples_messages_are_told_without_what_is_filled_in(output: io.StringIO) -> None:
    other = logging.getLogger("some.library")
    other.warning("Could not open %s", NAME)
    other.warning(f"Could not open {NAME}")
    assert [str(line["said"]).partition(":")[0] for line in lines(output, "some.library")] == [
        "Could not open",
        "test_logs",
    ]
    assert "Kayleigh" not in output.getvalue()


def test_a_thread_that_fails_does_not_print_its_message(
    output: io.StringIO, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError(NAME)

    monkeypatch.setattr(threading, "excepthook", logs._of_thread)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ValueError" in output.getvalue()
    assert "Kayleigh" not in output.getvalue() + capfd.readouterr().err
