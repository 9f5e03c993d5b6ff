"""Who can see a case, and how that is changed: with reasons, by who may, entered in the ledger."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cases.places import Place, answers, place, signed_in
from tests.web.people import days, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Bar, Case, CaseTeam, Grant
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")


def sees(user: User, here: Place) -> bool:
    with acting(Actor(user=user.pk)):
        return Case.objects.filter(pk=here.case.pk).exists()


def until(number: int) -> dict[str, str]:
    day = days(number)
    return {"last_day_day": str(day.day), "last_day_month": str(day.month), "last_day_year": str(day.year)}


def given(here: Place, user: User) -> Grant:
    signed_in(here.owner).post(
        f"{here.at}access/give/", {"user": user.pk, "purpose": "Advice on the hearing", **until(3)}
    )
    with acting(Actor(user=here.owner.pk)):
        return Grant.objects.get(case=here.case, user=user)


def test_everybody_who_sees_the_case_sees_who_can() -> None:
    here = place()
    answers(here, f"{here.at}access/", wrong="post")
    page = signed_in(here.reader).get(f"{here.at}access/").content.decode()
    assert here.colleague.name in page
    assert here.owner.name in page
    assert "Add a team" not in page
    assert "Add a team" in signed_in(here.owner).get(f"{here.at}access/").content.decode()


@pytest.mark.parametrize("form", ["team/", "give/", "bar/"])
def test_only_who_may_give_access_reaches_the_forms(form: str) -> None:
    here = place()
    answers(here, f"{here.at}access/{form}", act_denied=True)
    assert signed_in(here.colleague).post(f"{here.at}access/{form}", {}).status_code == 403


def test_a_team_is_added_and_its_access_ended_with_a_reason() -> None:
    here, other = place(), team("South")
    worker = person(Role.PRACTITIONER, team=other)
    client = signed_in(here.owner)
    assert client.post(f"{here.at}access/team/", {"team": other.pk, "reason": ""}).status_code == 422
    client.post(f"{here.at}access/team/", {"team": other.pk, "reason": "They take the case over"})
    assert sees(worker, here)
    with acting(Actor(user=here.owner.pk)):
        there = CaseTeam.objects.get(case=here.case, team=other)
    address = f"{here.at}access/team/{there.pk}/end/"
    answers(here, address, act_denied=True)
    answer = client.post(address, {"reason": "The case went back"}, follow=True)
    assert "The access has ended" in answer.content.decode()
    assert not sees(worker, here)
    assert client.get(address).status_code == 404  # it has ended already
    assert "The case went back" in client.get(f"{here.at}history/").content.decode()


def test_a_person_gets_access_for_a_purpose_until_a_day() -> None:
    here, guest = place(), person(Role.LAWYER, name="Ada Guest")
    made = given(here, guest)
    assert sees(guest, here)
    page = signed_in(here.reader).get(f"{here.at}access/").content.decode()
    assert all(words in page for words in ("Ada Guest", "Advice on the hearing"))
    address = f"{here.at}access/{made.pk}/end/"
    answers(here, address, act_denied=True)
    client = signed_in(here.owner)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert sees(guest, here)
    assert client.post(address, {"reason": "The hearing is over"}).status_code == 302
    assert not sees(guest, here)


def test_what_the_service_refuses_is_said_on_the_form() -> None:
    here, guest = place(), person(Role.LAWYER)
    client, address = signed_in(here.owner), f"{here.at}access/give/"
    for wrong, told in (
        ({"purpose": "work", **until(3)}, "few words"),
        ({"purpose": "Advice on the hearing", **until(900)}, "within the next year"),
        ({"purpose": "Advice on the hearing", **until(-1)}, "within the next year"),
        ({"purpose": "Advice on the hearing"}, "Give the last day"),
    ):
        answer = client.post(address, {"user": guest.pk, **wrong})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    own = client.post(address, {"user": here.owner.pk, "purpose": "Advice on the hearing", **until(3)})
    assert "Nobody gives access to themselves" in own.content.decode()
    assert not here.entries("access_granted")


def test_somebody_is_barred_and_the_bar_lifted_with_reasons() -> None:
    here = place()
    client = signed_in(here.owner)
    client.post(f"{here.at}access/bar/", {"user": here.colleague.pk, "reason": "She is the child's aunt"})
    assert not sees(here.colleague, here)
    shown = client.get(f"{here.at}access/").context
    assert [members for _, members in shown["teams"]] == [[here.reader.name]]
    with acting(Actor(user=here.owner.pk)):
        made = Bar.objects.get(case=here.case)
    address = f"{here.at}access/bar/{made.pk}/lift/"
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    assert client.post(address, {"reason": "wrong"}).status_code == 422
    assert client.post(address, {"reason": "It was another person"}).status_code == 302
    assert sees(here.colleague, here)
    assert [entry.verb for entry in here.entries()][-2:] == ["bar_set", "bar_lifted"]


def test_numbers_of_another_case_lead_nowhere() -> None:
    here, other, guest = place(), place("The Okafor family"), person(Role.LAWYER)
    theirs = given(other, guest)
    assert signed_in(here.owner).get(f"{here.at}access/{theirs.pk}/end/").status_code == 404
    both = signed_in(other.owner)
    assert both.post(f"{here.at}access/{theirs.pk}/end/", {"reason": "no"}).status_code == 404
    assert sees(guest, other)


def test_who_ends_their_own_access_is_led_out() -> None:
    here, guest = place(), person(Role.MANAGER)
    made = given(here, guest)
    answer = signed_in(guest).post(f"{here.at}access/{made.pk}/end/", {"reason": "No longer needed"}, follow=True)
    assert answer.redirect_chain == [("/cases/", 302)]
    assert answer.status_code == 200


def test_forms_need_their_token() -> None:
    here = place()
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.owner)
    refused = client.post(f"{here.at}access/bar/", {"user": here.colleague.pk, "reason": "She is the child's aunt"})
    assert refused.status_code == 403
    assert sees(here.colleague, here)
