"""The authority's ledger as a page: for who oversees, filtered, worded, and honest about whether it holds."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.ledger.tampering import tamper
from tests.web.people import case, person, team

from candour.accounts import services
from candour.accounts.models import User
from candour.accounts.roles import Act, Role, may
from candour.ledger import anchors
from candour.ledger.acting import NOBODY, Actor, acting
from candour.ledger.clock import standing_at

pytestmark = pytest.mark.usefixtures("database")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def entries(client: Client, **asked: str) -> list[str]:
    """The sentences that the page shows."""
    page = client.get(reverse("ledger:ledger"), asked).content.decode()
    cells = re.findall(r"<strong>(.*?)</strong>(.*?)</td>", page, re.S)
    return [html.unescape(f"{who}{what}").strip() for who, what in cells]


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_it(role: Role) -> None:
    client = as_(person(role))
    status = 200 if may({role}, Act.SEE_LEDGER) else 403
    assert client.get(reverse("ledger:ledger")).status_code == status
    assert client.post(reverse("ledger:look_over")).status_code == (302 if status == 200 else 403)
    assert client.get(reverse("ledger:look_over")).status_code == 405


def test_signed_out() -> None:
    assert Client().get(reverse("ledger:ledger")).status_code == 302


def test_sentences_name_people_roles_and_teams_and_nothing_of_a_case() -> None:
    admin, auditor = person(Role.ADMINISTRATOR, name="Ada Admin"), person(Role.AUDITOR)
    user, north = person(name="Bo Lawyer"), team("North")
    case(manager=person(Role.MANAGER, name="Mo Manager"), name="Harrow family")
    with acting(Actor(user=admin.pk)):
        services.give_role(by=admin, user=user, role=Role.LAWYER)
        services.join_team(by=admin, user=user, team=north)
    told = entries(as_(auditor))
    assert told[:2] == [
        "Ada Admin put Bo Lawyer into the team North",
        "Ada Admin gave Bo Lawyer the role Lawyer",
    ]
    assert "Candour added Bo Lawyer to the people who use Candour" in told
    assert not [line for line in told if "case" in line or "Harrow" in line]


def test_filters_by_person_what_and_days() -> None:
    admin, auditor, user = person(Role.ADMINISTRATOR, name="Ada Admin"), person(Role.AUDITOR), person(name="Bo Lawyer")
    for day, role in ((1, Role.LAWYER), (2, Role.MANAGER), (3, Role.READER)):
        with standing_at(datetime(2031, 7, day, 22, 30, tzinfo=UTC)), acting(Actor(user=admin.pk)):
            services.give_role(by=admin, user=user, role=role)
    client = as_(auditor)
    assert len(entries(client, person=str(admin.key))) == 3
    assert entries(client, person=str(user.key)) == []
    assert len(entries(client, verb="role_given")) == 5
    assert entries(client, first="2031-07-02", last="2031-07-02") == ["Ada Admin gave Bo Lawyer the role Manager"]
    assert len(entries(client, first="2031-07-02")) == 2
    late = client.get(reverse("ledger:ledger"), {"first": "2031-07-03", "last": "2031-07-01"}).content.decode()
    assert "There is a problem" in late
    assert entries(client, first="no day") == []


def test_it_stands_on_several_pages() -> None:
    admin = person(Role.ADMINISTRATOR)
    for _ in range(60):
        team()
    client = as_(admin)
    first, second = entries(client), entries(client, page="2")
    assert (len(first), len(second)) == (50, 12)
    assert not set(first) & set(second) - {""}


def test_it_says_whether_it_holds(tmp_path: Path) -> None:
    auditor = person(Role.AUDITOR)
    one, client = case(manager=person(Role.MANAGER)), as_(auditor)
    page = client.get(reverse("ledger:ledger")).content.decode()
    assert "It has not been looked over yet" in page
    assert "There is no anchor yet" in page
    with acting(NOBODY):
        anchors.anchor(file=tmp_path / "anchors.jsonl")
    page = client.get(reverse("ledger:ledger")).content.decode()
    assert "Unbroken" in page
    assert "Last anchor:" in page
    tamper(f"update ledger_entry set actor = 99 where chain = {one.pk}")
    client.post(reverse("ledger:look_over"))
    page = client.get(reverse("ledger:ledger")).content.decode()
    assert "The ledger is broken" in page
    assert f"Chain {one.pk}, from entry 1 on" in page
    assert "Unbroken" not in page
