"""The list of cases, opening one, and opening one in an emergency."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from tests.cases.places import place, record, signed_in, working
from tests.web.people import case, days, person, team
from tests.web.work import work_off

from candour.accounts.roles import Role
from candour.cases import queries
from candour.cases.models import Case, Grant, Preparation, Stage
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def _no_messages_yet() -> None:
    mail.outbox.clear()


def listed(client: Client, **wanted: str) -> str:
    """The page that comes back when the list is narrowed."""
    return client.post("/cases/", wanted, follow=True).content.decode()


def test_everybody_sees_their_own_cases_and_no_other() -> None:
    here, other = place("The Byrne family"), place("The Okafor family")
    for user in (here.owner, here.colleague, here.reader):
        page = signed_in(user).get("/cases/").content.decode()
        assert "The Byrne family" in page
        assert "Okafor" not in page
    assert "The Byrne family" not in signed_in(here.outsider).get("/cases/").content.decode()
    assert "Okafor" in signed_in(other.owner).get("/cases/").content.decode()


def test_who_sees_no_case_reads_what_to_do() -> None:
    page = signed_in(person(Role.PRACTITIONER)).get("/cases/").content.decode()
    assert "You cannot see any case yet" in page


def test_roles_without_cases_and_people_not_signed_in_and_wrong_methods() -> None:
    assert signed_in(person(Role.ADMINISTRATOR)).get("/cases/").status_code == 403
    assert Client().get("/cases/").status_code == 302
    assert signed_in(person(Role.MANAGER)).delete("/cases/").status_code == 405


def test_a_row_tells_state_and_pages() -> None:
    here = place()
    record(here.case, "visit", "one", "two")
    assert "No records yet" in signed_in(here.owner).get("/cases/").content.decode()
    with working(here.case):
        Preparation.objects.create(case=here.case, asked_at=now(), stage=Stage.READY)
    (row,) = signed_in(here.owner).get("/cases/").context["rows"]
    assert (row["state"], row["pages"]) == ("ready", 2)


def test_narrowing_by_words_team_and_state_leaves_no_word_in_the_address() -> None:
    children, manager = team("North"), person(Role.MANAGER)
    case(manager=manager, teams=(children,), name="Orla Byrne")
    second = case(manager=manager, name="Faith Okafor")
    with working(second):
        Preparation.objects.create(case=second, asked_at=now(), stage=Stage.FAILED)
    client = signed_in(manager)
    answer = client.post("/cases/", {"text": "byrne ORLA"}, follow=True)
    assert "Byrne" not in answer.redirect_chain[0][0]
    page = answer.content.decode()
    assert "Orla Byrne" in page
    assert "Okafor" not in page
    assert "Okafor" not in listed(client, team=str(children.pk))
    assert "Orla" not in listed(client, state="failed")
    assert "None of the cases" in listed(client, text="Nobody")
    assert listed(client, state="nonsense").count("Error") >= 1


def test_the_list_is_parted_into_pages() -> None:
    manager = person(Role.MANAGER)
    for number in range(27):
        case(manager=manager, name=f"Family {number}")
    client = signed_in(manager)
    assert len(client.get("/cases/").context["rows"]) == 25
    assert len(client.get("/cases/?page=2").context["rows"]) == 2
    assert client.get("/cases/?page=nonsense").status_code == 200


# -- opening


def opening(manager: object, **more: object) -> dict[str, object]:
    return {"reference": "C-900", "name": "Orla Byrne", "manager": manager.pk, "teams": [], **more}  # type: ignore[attr-defined]


def test_a_case_is_opened_after_the_answers_were_checked() -> None:
    manager, children, clerk = person(Role.MANAGER, name="Dana"), team("North"), person(Role.BUSINESS_SUPPORT)
    client = signed_in(clerk)
    checking = client.post("/cases/open/", opening(manager, teams=[children.pk]), follow=True)
    assert "Byrne" not in checking.redirect_chain[0][0]
    page = checking.content.decode()
    assert all(words in page for words in ("C-900", "Orla Byrne", "Dana", "North"))
    with acting(Actor(user=manager.pk)):
        assert not Case.objects.filter(reference="C-900").exists()
    address = checking.redirect_chain[0][0]
    back = client.get(address.replace("/check/", "/")).content.decode()
    assert "Orla Byrne" in back
    done = client.post(address, follow=True)
    assert "The case is open" in done.content.decode()
    with acting(Actor(user=manager.pk)):
        made = Case.objects.get(reference="C-900")
        assert made.case_teams.get().team == children
        assert made.opened_by == clerk
    assert client.post(address).status_code == 302  # what was kept is gone: nothing is opened twice


def test_opening_says_what_is_missing_by_field() -> None:
    client = signed_in(person(Role.MANAGER))
    answer = client.post("/cases/open/", {"reference": "", "name": ""})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reference", "name", "manager"}


def test_somebody_who_could_not_answer_for_a_case_cannot_be_its_manager() -> None:
    client = signed_in(person(Role.MANAGER))
    answer = client.post("/cases/open/", opening(person(Role.PRACTITIONER)))
    assert set(answer.context["form"].errors) == {"manager"}


def test_a_reference_that_is_taken_is_refused_without_telling_whose_it_is() -> None:
    other, manager = place(), person(Role.MANAGER)
    client = signed_in(manager)
    checking = client.post("/cases/open/", opening(manager, reference=other.case.reference))
    answer = client.post(checking["Location"])
    assert answer.status_code == 422
    assert "This reference cannot be used" in answer.content.decode()
    assert other.case.name not in answer.content.decode()


def test_opening_is_for_roles_that_may() -> None:
    for address in ("/cases/open/", "/cases/open/check/"):
        assert signed_in(person(Role.READER)).get(address).status_code == 403
        assert Client().get(address).status_code == 302
        assert signed_in(person(Role.MANAGER)).delete(address).status_code == 405
    assert signed_in(person(Role.MANAGER)).get("/cases/open/check/").status_code == 302


# -- emergencies


def test_an_emergency_opens_the_case_and_tells_its_manager() -> None:
    here, duty = place(), person(Role.PRACTITIONER, name="Duty worker")
    client = signed_in(duty)
    assert client.get(here.at).status_code == 404
    answer = client.post(
        "/cases/emergency/", {"reference": here.case.reference, "reason": "A child is missing tonight"}, follow=True
    )
    assert answer.redirect_chain == [(here.at, 302)]
    assert "until the end of tomorrow" in answer.content.decode()
    assert not mail.outbox
    work_off()
    (message,) = mail.outbox
    assert message.to == [here.owner.email]
    assert here.case.name not in message.subject + str(message.body)
    assert "missing" not in message.subject + str(message.body)
    assert "Duty worker" not in message.subject + str(message.body)
    (entry,) = here.entries("glass_broken")
    assert entry.actor == duty.pk
    assert "missing" not in entry.line
    page = signed_in(here.owner).get("/cases/").content.decode()
    assert "Duty worker opened The Byrne family in an emergency" in page
    assert "A child is missing tonight" in page


def test_the_manager_notes_an_emergency_and_nobody_notes_their_own() -> None:
    here, other = place(), person(Role.MANAGER)
    signed_in(other).post("/cases/emergency/", {"reference": here.case.reference, "reason": "A child is missing now"})
    with acting(Actor(user=here.owner.pk)):
        taken = Grant.objects.get(case=here.case, emergency=True)
    address = f"{here.at}access/{taken.pk}/note/"
    assert signed_in(other).post(address).status_code == 403
    assert signed_in(here.colleague).post(address).status_code == 403
    assert signed_in(here.outsider).post(address).status_code == 404
    assert signed_in(here.owner).get(address).status_code == 405
    assert signed_in(here.owner).post(address).status_code == 302
    assert len(here.entries("emergency_noted")) == 1
    with acting(Actor(user=here.owner.pk)):
        assert not queries.emergencies_to_note(here.owner)
    assert "in an emergency</h2>" not in signed_in(here.owner).get("/cases/").content.decode()


def test_an_emergency_needs_a_reason_and_a_case_that_one_may_have() -> None:
    here, duty = place(), person(Role.PRACTITIONER)
    client = signed_in(duty)
    short = client.post("/cases/emergency/", {"reference": here.case.reference, "reason": "help"})
    assert "few words" in short.content.decode()
    wrong = client.post("/cases/emergency/", {"reference": "C-none", "reason": "A child is missing tonight"})
    assert wrong.status_code == 422
    assert "There is no such case that you could open" in wrong.content.decode()
    work_off()
    assert not mail.outbox
    assert client.get(here.at).status_code == 404
    assert signed_in(person(Role.READER)).get("/cases/emergency/").status_code == 403
    assert Client().get("/cases/emergency/").status_code == 302
    assert client.delete("/cases/emergency/").status_code == 405


def test_an_emergency_ends_the_day_after() -> None:
    here, duty = place(), person(Role.PRACTITIONER)
    signed_in(duty).post("/cases/emergency/", {"reference": here.case.reference, "reason": "A child is missing now"})
    with acting(Actor(user=here.owner.pk)):
        assert Grant.objects.get(case=here.case, emergency=True).last_day == days(1)
