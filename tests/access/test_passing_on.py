"""A request in the wrong team goes to one that may hold it, and to no other; both teams see that it went, and why."""

from __future__ import annotations

import pytest
from tests.access.chain import as_, attempts, page, refused, story, takes
from tests.access.desk import BARRING, POLICE, nothing_changes
from tests.access.logged import received
from tests.web.people import case, person, team

from candour.access.models import Passing, Request
from candour.accounts.roles import Role
from candour.cases import services as cases
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
WHY = {"do": "pass", "row": "", "why": "It came to us by mistake"}


def test_from_a_team_that_may_not_hold_it_to_one_that_may() -> None:
    north, south, access = team("North"), team("South"), team("Access")
    worker, logger = person(Role.PRACTITIONER, team=north), person(Role.BUSINESS_SUPPORT, team=north)
    colleague, officer = person(Role.PRACTITIONER, team=south), person(Role.ACCESS_OFFICER, team=access)
    made = received(by=logger, team=north, **{**POLICE, "context": "professional_sharing"})
    with acting(Actor(user=logger.pk)):  # what is known by now makes it a request for an investigation
        Request.objects.filter(pk=made.pk).update(context="criminal_investigation", route="police-investigation")
    text = page(worker, made).content.decode()
    assert "is with a team that may not hold it: North" in text
    assert "Only a team with somebody who has this part may hold it" in page(worker, made, "pass_on").content.decode()
    with nothing_changes():
        answer = as_(worker).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": south.key})
        assert (answer.status_code, "Nobody in this team has that part" in answer.content.decode()) == (403, True)
        short = as_(worker).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": access.key, "why": "no"})
        assert short.status_code == 422
    assert attempts(made) == [(worker.pk, "pass_on")]

    takes(worker, made, "pass_on", **WHY, team=access.key)
    assert page(worker, made).status_code == 404
    assert page(logger, made).status_code == 200  # whoever logged it can follow it
    text = page(officer, made).content.decode()
    assert "North to Access" in text
    assert "may not hold it" not in text
    assert ("passed_on", worker.pk) in story(made)
    for user, sees in ((worker, True), (officer, True), (colleague, False)):
        listed = as_(user).get("/requests/passed-on/").content.decode()
        assert (made.reference in listed, WHY["why"] in listed) == (sees, sees)
        assert (made.key in listed) == (user is officer)
    with nothing_changes():  # the chain keeps it: not back to who may not hold it, nor by who does not have it
        refused_by = as_(officer).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": north.key})
        assert refused_by.status_code == 403
        assert page(logger, made, "pass_on").status_code == 409
        assert as_(logger).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": north.key}).status_code == 409
    refused(person(Role.READER, team=access), made, "pass_on", **WHY, team=access.key)


def test_a_chain_is_left_to_nobody_outside_it_and_a_bar_beats_the_history() -> None:
    recruiting, other, social = team("Safer Recruitment"), team("Recruitment South"), team("North")
    recruiter, second = person(Role.SAFER_RECRUITMENT, team=recruiting), person(Role.SAFER_RECRUITMENT, team=other)
    manager, aunt = person(Role.MANAGER, team=social), person(Role.BUSINESS_SUPPORT, team=recruiting)
    one = case(manager=manager, teams=(social,))
    made = received(by=recruiter, team=recruiting, **BARRING)
    takes(recruiter, made, "allocate", do="allocate", row="", team=social.key)
    takes(manager, made, "search", do="case", row="", reference=one.reference)
    with nothing_changes():
        against = as_(manager).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": social.key})
        assert against.status_code == 409  # it puts the information together, and does not have it
        assert as_(recruiter).post(f"/requests/{made.key}/pass_on/", {**WHY, "team": social.key}).status_code == 403
    takes(recruiter, made, "pass_on", **WHY, team=other.key)
    assert page(second, made).status_code == page(manager, made).status_code == 200
    assert made.reference in as_(aunt).get("/requests/passed-on/").content.decode()
    with acting(Actor(user=manager.pk)):
        cases.bar(by=manager, case=one, user=aunt, reason="She is the child's aunt")
    assert made.reference not in as_(aunt).get("/requests/passed-on/").content.decode()
    with acting(Actor(user=aunt.pk)):
        assert not Passing.objects.exists()
