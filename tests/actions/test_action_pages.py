"""Pages of actions: who may look, the walk through every step, and the list with its CSV."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.actions.agreeing import made, on
from tests.cases.places import place, record, signed_in
from tests.meetings.rooms import day, words
from tests.web.people import person

from candour.accounts.roles import Role
from candour.actions.models import Action, Evidence
from candour.actions.services import About
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
STEPS = ("note", "move", "owners", "close", "reopen", "cancel", "confirm", "send-back")


def test_who_sees_an_action_and_who_is_told_there_is_none() -> None:
    here = place()
    one = made(here.owner, "Find the assessment", here.reader, about=About(case=here.case))
    at = f"/actions/{one.key}/"
    assert signed_in(here.owner).get(at).status_code == 200
    shown = words(signed_in(here.reader).get(at))
    assert "Say that it is done" in shown, "owners close, whatever their role lets them do with cases"
    assert "Change who owns it" not in shown
    for user in (here.colleague, here.outsider):
        for page in (at, *(f"{at}{step}/" for step in STEPS), f"{at}evidence/x/"):
            assert signed_in(user).get(page).status_code == 404, page
        assert signed_in(user).post(f"{at}note/", {"text": "Something else entirely"}).status_code == 404
        unknown = signed_in(user).get("/actions/A_key-thatno/")
        assert words(unknown) == words(signed_in(user).get(at))
    assert Client().get(at).headers["Location"].startswith("/sign-in/")
    assert signed_in(here.owner).post(at).status_code == 405
    assert signed_in(person(Role.ADMINISTRATOR)).get("/actions/").status_code == 403
    assert signed_in(here.owner).get(f"{at}confirm/").status_code == 403
    assert signed_in(here.owner).get(f"{at}dance/").status_code == 404


def test_from_the_list_to_done_with_a_record_and_a_file() -> None:
    here = place()
    owner, maker = signed_in(here.colleague), signed_in(here.owner)
    assert "You own no action" in words(owner.get("/actions/"))
    empty = maker.post("/actions/make/", {"what": "Ask counsel", "priority": "high"})
    assert (empty.status_code, "Give one of the two" in words(empty)) == (422, True)
    given = {"what": "Ask counsel", "priority": "high", "owner_1": here.colleague.pk, "outside": "Ms Kaye, counsel",
             "confirmer": here.owner.pk, **day("by_when", on(-2))}  # fmt: skip
    assert "The action is made" in words(maker.post("/actions/make/", given, follow=True))
    listed = words(owner.get("/actions/?state=overdue"))
    assert ("Ask counsel High priority" in listed, "Overdue" in listed, "Ms Kaye" in listed) == (True, True, True)
    with acting(Actor(user=here.owner.pk)):
        at = f"/actions/{Action.objects.get().key}/"
    moved = {"reason": "Counsel is away until then", **day("by_when", on(9))}
    assert "moved 1 time" in words(owner.post(f"{at}move/", moved, follow=True))
    assert owner.post(f"{at}note/", {"text": "Soon"}).status_code == 422
    file = SimpleUploadedFile("advice of Anna.pdf", b"advice", content_type="application/pdf")
    assert "Waits to be confirmed" in words(
        owner.post(f"{at}close/", {"text": "Her advice came", "file": file}, follow=True)
    )
    with acting(Actor(user=here.owner.pk)):
        kept = Evidence.objects.get()
    got = maker.get(f"{at}evidence/{kept.key}/")
    assert (got.content, "Anna" in str(got.headers)) == (b"advice", False)
    assert "The action is done" in words(maker.post(f"{at}confirm/", {"text": "Read the advice itself"}, follow=True))
    assert "Ask counsel" not in words(owner.get("/actions/"))
    csv = maker.get("/actions/list.csv?whose=made&state=done").content.decode()
    assert f'Ask counsel,,"{here.colleague.name}; Ms Kaye, counsel",{on(9)},,1,High,Done,' in csv


def test_a_record_is_named_by_the_address_of_its_page_and_formulas_stay_words() -> None:
    here = place()
    kept = record(here.case, "R1", "It was found.")
    one = made(here.owner, "=cmd()", here.colleague, about=About(case=here.case))
    at, client = f"/actions/{one.key}/", signed_in(here.colleague)
    wrong = client.post(f"{at}close/", {"record": "R99"})
    assert (wrong.status_code, "no such record" in words(wrong)) == (422, True)
    address = f"https://candour.example/cases/{here.case.key}/records/{kept.pk}/"
    assert "Record: R1" in words(client.post(f"{at}close/", {"record": address}, follow=True))
    assert "'=cmd()" in client.get("/actions/list.csv?state=all").content.decode()
    assert [each.object for each in here.entries("action_closed")] == [f"action:{one.pk}"]
