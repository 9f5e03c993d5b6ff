"""A page as policy would have it for somebody else: exactly as the engine proposes for the whole case, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.disclosure.disclosing import Office, office, opened
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Person
from candour.cases.prepared import opened as opened_case
from candour.disclosure.asking import request_for
from candour.disclosure.forms import BODIES
from candour.disclosure.models import Decision, Disclosure, Proposal, Sheet
from candour.disclosure.supposing import askers, compared
from candour.engine.produce import make_proposals
from candour.ledger.acting import Actor, acting
from candour.ledger.models import Entry

pytestmark = pytest.mark.usefixtures("database")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def visit(made: Office, disclosure: Disclosure) -> Sheet:
    with acting(Actor(user=made.manager.pk)):
        each = Proposal.objects.filter(disclosure=disclosure, text="Faith Okafor", page__gt=0).order_by("pk")[0]
        return Sheet.objects.get(disclosure=disclosure, record=each.record, page=each.page)


def address(disclosure: Disclosure, sheet: Sheet, asked: str = "") -> str:
    query = f"?as={asked}" if asked else ""
    return reverse("disclosure:otherwise", args=[disclosure.key, sheet.place]) + query


def word(made: Office, key: str) -> str:
    with acting(Actor(user=made.manager.pk)):
        return str(Person.objects.get(case=made.case, key=key).pk)


def test_each_page_is_as_the_engine_proposes_for_the_whole_case(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    asked = 0
    with acting(Actor(user=made.manager.pk)):
        kept = opened_case(case=made.case)
        request = request_for(disclosure, inputs=kept.inputs, out=Path())
        for asker in askers(disclosure, bodies=BODIES):
            for purpose, _ in asker.purposes:
                other = replace(request, recipient=asker.key, purpose=purpose)
                whole = make_proposals(inputs=kept.inputs, findings=kept.findings, request=other)
                for sheet in Sheet.objects.filter(disclosure=disclosure, page__gt=0):
                    of_page = [*whole.on((sheet.record, 0)), *whole.on((sheet.record, sheet.page))]
                    expected = {
                        each.mention: (each.action.value, each.ground, each.why, each.locked)
                        for each in of_page
                        if each.page or not each.mention
                    }
                    found = compared(
                        disclosure,
                        by=made.manager,
                        record=sheet.record,
                        page=sheet.page,
                        recipient=asker.key,
                        purpose=purpose,
                    )
                    there = {each.mention: each.there for each in found if each.there.action}
                    shown = {key: (side.action, side.ground, side.why, side.locked) for key, side in there.items()}
                    assert shown == expected
                    asked += len(expected)
        kept.work.store.close()
    assert asked > 20


def test_for_the_same_recipient_nothing_differs(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    shown = as_(made.reviewer).get(address(disclosure, sheet, f"{word(made, 'K1')}:subject-access")).content.decode()
    assert "No difference" in shown


def test_the_mother_has_her_own_address_and_nothing_is_kept(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    with acting(Actor(user=made.manager.pk)):
        mother = next(each for each in askers(disclosure, bodies=BODIES) if each.key == "K2")
        before = list(Proposal.objects.filter(disclosure=disclosure).order_by("pk").values())
    shown = (
        as_(made.reviewer).get(address(disclosure, sheet, f"{mother.word}:{mother.purposes[0][0]}")).content.decode()
    )
    assert "Sinead Byrne" in shown
    assert "Differs" in shown
    with acting(Actor(user=made.manager.pk)):
        assert list(Proposal.objects.filter(disclosure=disclosure).order_by("pk").values()) == before
        assert not Decision.objects.filter(disclosure=disclosure).exists()


def test_only_whom_the_policy_lets_ask_is_offered(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    client = as_(made.reviewer)
    for asked in ("", "nobody:at-all", f"{word(made, 'K1')}:nonsense", f"{word(made, 'K1')}:police-request"):
        answer = client.get(address(disclosure, sheet, asked))
        assert answer.status_code == 200
        assert "Choose who might ask" in answer.content.decode()
    with acting(Actor(user=made.manager.pk)):
        assert not Entry.objects.filter(verb="page_viewed", actor=made.reviewer.pk).exists()


def test_a_look_is_a_view_that_names_for_whom(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet = visit(made, disclosure)
    as_(made.reader).get(address(disclosure, sheet, f"{word(made, 'K1')}:subject-access"))
    with acting(Actor(user=made.manager.pk)):
        (entry,) = Entry.objects.filter(verb="page_viewed", actor=made.reader.pk)
        assert '"recipient":"K1"' in entry.line.replace(" ", "")


def test_who_may_look(tmp_path: Path) -> None:
    made = office(tmp_path)
    disclosure = opened(made)
    sheet, outsider = visit(made, disclosure), person(Role.ACCESS_OFFICER)
    page = address(disclosure, sheet)
    assert as_(made.reader).get(page).status_code == 200
    assert as_(outsider).get(page).status_code == 404
    assert Client().get(page).status_code == 302
    assert as_(made.reviewer).post(page).status_code == 405
