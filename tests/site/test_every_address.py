"""Every address of the site: it has a rule, and the rule holds for who is signed out, out of role, or outside the case."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern
from tests.access.logged import received
from tests.site.addresses import THEIRS, Address, every
from tests.web.people import case, person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Act, Role, may
from candour.cases.models import Case
from candour.disclosure.models import Disclosure
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.litigation.models import Capacity, Matter, Member
from candour.litigation.opening import Details, open_matter
from candour.meetings.models import Meeting
from candour.training.advising import Question
from candour.training.advising import ask as ask_legal

pytestmark = pytest.mark.usefixtures("database")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def _disclosure(one: Case, by: User) -> str:
    with acting(Actor(user=by.pk)):
        made = Disclosure.objects.create(
            case=one, recipient="P1", recipient_role="subject", purpose="subject-access", pack="england",
            pack_version="1", pack_sha256="0" * 64, opened_by=by, opened_at=now(),
        )  # fmt: skip
    return made.key


def _request(one: Case, by: User) -> str:
    """Handled by the team of the case, and linked to it."""
    with acting(Actor(user=by.pk)):
        handling = one.case_teams.select_related("team").get().team
    return received(by=by, team=handling, case=one).key


def _meeting(one: Case, by: User) -> str:
    with acting(Actor(user=by.pk)):
        named = {"chair": by, "social_worker": by, "entered_by": by}
        made = Meeting.objects.create(case=one, kind="conference", held_on=today(), entered_at=now(), **named)
    return made.key


def _advice(one: Case, by: User) -> str:
    with acting(Actor(user=by.pk)):
        return ask_legal(by=by, question=Question("May this go to the father?", None, one)).key


def _matter(one: Case, by: User) -> str:
    lawyer = person(Role.LAWYER)
    with acting(Actor(user=lawyer.pk)):
        return open_matter(by=lawyer, case=one.reference, kind="judicial_review", details=Details(title="A claim")).key


KEYS: dict[str, Callable[[Case, User], str]] = {
    "candour.cases.gate": lambda one, by: one.key,
    "candour.disclosure.gate": _disclosure,
    "candour.meetings.gate": _meeting,
    "candour.access.gate": _request,
    "candour.training.gate": _advice,
    "candour.litigation.gate": _matter,
}
"""What a gate's key is the key of. A new gate needs its line here: without it the tests below fail and name it."""


@pytest.fixture
def place(database: None) -> tuple[Team, dict[str, str]]:
    """A team, and the keys of what the gates stand before, all in one case of that team."""
    manager, ours = person(Role.MANAGER), team()
    one = case(manager=manager, teams=(ours,))
    return ours, {gate: key(one, manager) for gate, key in KEYS.items()}


def inside(user: User) -> Client:
    """Somebody of the case's team, who works on its matter as well."""
    head = person(Role.HEAD_OF_LITIGATION)
    with acting(Actor(user=head.pk)):
        for each in Matter.objects.all():
            Member.objects.create(matter=each, user=user, capacity=Capacity.WITNESS, added_by=head, since=now())
    return as_(user)


def outside() -> Client:
    """Every role, but one: a head of litigation sees every matter and its cases."""
    return as_(person(*(role for role in Role if role is not Role.HEAD_OF_LITIGATION), team=team()))


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, address: Address, method: str, **values: str) -> HttpResponse:
    return client.generic(method, address.path(**values))


def on_case() -> list[Address]:
    return [each for each in every() if each.rule and each.rule.on_case]


def unruled(found: list[Address]) -> list[str]:
    return [each.route for each in found if each.rule is None]


def test_every_page_has_a_rule() -> None:
    assert unruled(every()) == [], f"Each view needs a gate of accounts or cases; without one are only: {THEIRS}"


def test_a_page_without_a_rule_is_found_wherever_it_stands() -> None:
    def open_to_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    tree = URLResolver(
        RoutePattern(""), [path("a/", include(([path("<int:n>/b/", open_to_all, name="b")], "app"))), *_real()]
    )
    assert unruled(every(tree)) == ["a/<int:n>/b/"]


def _real() -> list[URLResolver]:
    from candour.site.urls import urlpatterns

    return list(urlpatterns)


def test_every_gate_of_a_case_has_a_key_here() -> None:
    assert {each.gate for each in on_case()} - KEYS.keys() == set()
    assert all("key" in dict(each.converters) for each in on_case())


def test_there_is_much_to_look_at() -> None:
    assert len(every()) > 40
    assert len(on_case()) > 20


def test_who_is_not_signed_in_is_sent_to_sign_in(place: tuple[Team, dict[str, str]]) -> None:
    client, keys, wrong = Client(), place[1], []
    for each in every():
        if each.rule is None or each.rule.public:
            continue
        for method in each.rule.methods:
            answer = ask(client, each, method, **_key(each, keys))
            sent = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/login/")
            if not sent and answer.status_code != 404:
                wrong.append((method, each.route, answer.status_code))
    assert wrong == []


def test_open_pages_answer_everybody_without_a_fault(place: tuple[Team, dict[str, str]]) -> None:
    client = Client(raise_request_exception=False)
    asked = [
        (each.route, ask(client, each, method).status_code)
        for each in every()
        if each.rule and each.rule.public
        for method in each.rule.methods
    ]
    assert [(route, status) for route, status in asked if status >= 500 and not route.startswith("health/")] == []


def test_other_methods_are_refused(place: tuple[Team, dict[str, str]]) -> None:
    client, keys, wrong = as_(person(*Role, team=place[0])), place[1], []
    for each in every():
        for method in METHODS if each.rule else ():
            if method not in each.rule.methods:
                answer = ask(client, each, method, **_key(each, keys))
                if answer.status_code != 405:
                    wrong.append((method, each.route, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("act", list(Act))
def test_a_role_that_does_not_fit_is_told_so(act: Act, place: tuple[Team, dict[str, str]]) -> None:
    ours, keys = place
    lacking = [role for role in Role if not may({role}, act)]
    client = inside(person(*lacking, team=ours))
    wrong = []
    for each in every():
        for method in each.rule.methods if each.rule and each.rule.act is act else ():
            answer = ask(client, each, method, **_key(each, keys))
            if answer.status_code != 403:
                wrong.append((method, each.route, answer.status_code))
    assert wrong == []


def test_outside_the_case_it_is_as_if_there_were_none(place: tuple[Team, dict[str, str]]) -> None:
    stranger, keys, wrong = outside(), place[1], []
    for each in on_case():
        for method in each.rule.methods if each.rule else ():
            real = ask(stranger, each, method, **_key(each, keys))
            none = ask(stranger, each, method, key="A_key-thatno")
            same = (real.status_code, _plain(real)) == (none.status_code, _plain(none))
            if real.status_code != 404 or not same:
                wrong.append((method, each.route, real.status_code, none.status_code))
    assert wrong == []


def test_outside_the_case_it_takes_no_more_work_than_if_there_were_none(place: tuple[Team, dict[str, str]]) -> None:
    """Or the time until the answer would tell: the same number of questions to the database."""
    stranger, keys, wrong = outside(), place[1], []

    def questions(each: Address, **values: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            ask(stranger, each, each.rule.methods[0], **values)
        return len(asked)

    for each in on_case():
        real, none = questions(each, **_key(each, keys)), questions(each, key="A_key-thatno")
        if real != none:
            wrong.append((each.route, real, none))
    assert wrong == []


def test_a_form_sent_from_elsewhere_changes_nothing(place: tuple[Team, dict[str, str]]) -> None:
    ours, keys = place
    sender = Client(enforce_csrf_checks=True)
    sender.force_login(person(*Role, team=ours))
    wrong = []
    for each in every():
        if each.rule and "POST" in each.rule.methods and not each.rule.public:
            answer = ask(sender, each, "POST", **_key(each, keys))
            if (answer.status_code, "from another site" in answer.content.decode()) != (403, True):
                wrong.append((each.route, answer.status_code))
    assert wrong == []


def test_inside_the_case_there_is_one(place: tuple[Team, dict[str, str]]) -> None:
    """Or the test above would prove nothing: the same addresses answer who is in the team."""
    ours, keys = place
    member = inside(person(*Role, team=ours))
    plain = [each for each in on_case() if len(each.converters) == 1 and "GET" in each.rule.methods]
    assert len(plain) > 5
    answers = {each.route: ask(member, each, "GET", **_key(each, keys)).status_code for each in plain}
    said = (409,)  # a draft of a letter for which nothing was prepared: the page is there, and says so
    assert {route: status for route, status in answers.items() if status >= 400 and status not in said} == {}


def _key(each: Address, keys: dict[str, str]) -> dict[str, str]:
    return {"key": keys[each.gate]} if each.rule and each.rule.on_case else {}


def _plain(answer: HttpResponse) -> str:
    """Without the token against forged forms, which is another one each time."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", answer.content.decode())
