"""The pages of how long a case is kept: who sees them, who may do what, and that an outsider sees nothing at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from tests.cases.due_cases import NAME, due_case
from tests.cases.places import answers, place, signed_in
from tests.web.people import case, person
from tests.web.work import work_off

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases import retaining
from candour.cases.models import Case
from candour.cases.retention import CaseHold, Export, Retention
from candour.ledger.acting import Actor, acting

pytestmark = pytest.mark.usefixtures("database")
FORMS = ("kind/", "hold/", "propose/", "withdraw/", "approve/", "copy/")
WHY = "Nobody has asked for it in years"


def at(one: Case) -> str:
    return f"/cases/{one.key}/keeping/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_is_seen_by_who_sees_the_case_and_by_nobody_else() -> None:
    here = place()
    answers(here, f"{here.at}keeping/", wrong="post")
    page = text(signed_in(here.reader), f"{here.at}keeping/")
    assert "Nobody has said yet which kind of file this is" in page
    assert "National inquiries into child sexual abuse" in page
    for forbidden in ("Say which kind of file", "Put a legal hold", "Make a copy", "Propose to destroy"):
        assert forbidden not in page


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_are_closed_to_readers_and_outsiders(form: str) -> None:
    here = place()
    address = f"{here.at}keeping/{form}"
    assert signed_in(here.owner).get(address).status_code == 200
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.reader).post(address, {"reason": WHY}).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    assert signed_in(here.outsider).post(address, {"reason": WHY}).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed_in(here.owner).put(address).status_code == 405


def test_the_kind_is_chosen_and_the_day_explained() -> None:
    here = place()
    client, address = signed_in(here.owner), f"{here.at}keeping/kind/"
    assert "75 years from the child" in text(client, address)
    given = {"kind": "looked_after", "reason": "The front of the file says so"}
    day = {"born_day": "4", "born_month": "3", "born_year": "1990"}
    assert client.post(address, {**given, **day, "reason": ""}).status_code == 422
    assert client.post(address, {**given, "born_day": "31", "born_month": "2", "born_year": "1990"}).status_code == 422
    assert client.post(address, {**given, "born_day": "4", "born_month": "3", "born_year": "2190"}).status_code == 422
    page = client.post(address, {**given, **day}, follow=True).content.decode()
    assert "5 March 2065" in page
    assert "75 years from the birth of the youngest child on 4 March 1990: 4 March 2065." in page
    assert "Ask Legal before you rely on this." in page
    assert "The front of the file says so" in text(client, f"{here.at}history/")
    assert 'value="1990"' in text(client, address)


def test_what_is_missing_is_said() -> None:
    here = place()
    client = signed_in(here.owner)
    client.post(f"{here.at}keeping/kind/", {"kind": "adoption", "reason": "The front of the file says so"})
    page = text(client, f"{here.at}keeping/")
    assert "It cannot be worked out" in page
    assert "the day of the adoption order" in page


def test_a_hold_is_set_and_lifted() -> None:
    here = place()
    client = signed_in(here.owner)
    client.post(f"{here.at}keeping/hold/", {"reason": "A claim is expected this year"})
    assert "A claim is expected this year" in text(signed_in(here.reader), f"{here.at}keeping/")
    with acting(Actor(user=here.owner.pk)):
        made = CaseHold.objects.get(case=here.case)
    address = f"{here.at}keeping/hold/{made.pk}/lift/"
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    page = client.post(address, {"reason": "The claim was settled out of court"}, follow=True).content.decode()
    assert "The hold is lifted" in page
    assert "The claim was settled out of court" in page
    assert client.get(address).status_code == 404


def test_a_hold_of_another_case_is_not_there() -> None:
    here = place()
    other = case(manager=here.owner)
    with acting(Actor(user=here.owner.pk)):
        theirs = retaining.hold(by=here.owner, case=other, reason="A claim is expected this year")
    assert signed_in(here.owner).get(f"{here.at}keeping/hold/{theirs.pk}/lift/").status_code == 404


def test_the_hold_of_the_policy_is_lifted_for_one_case() -> None:
    here = place()
    client = signed_in(here.owner)
    address = f"{here.at}keeping/policy/child_sexual_abuse_inquiry/lift/"
    assert signed_in(here.reader).get(address).status_code == 403
    assert signed_in(here.outsider).get(address).status_code == 404
    client.post(address, {"reason": "Legal confirmed it on 3 May"})
    page = text(client, f"{here.at}keeping/")
    assert "Nothing forbids destroying the case" in page
    assert "Legal confirmed it on 3 May" in page
    assert client.get(address).status_code == 404
    assert client.get(f"{here.at}keeping/policy/nonsense/lift/").status_code == 404


def test_what_stands_against_it_is_said_and_nothing_is_offered() -> None:
    here = place()
    client = signed_in(here.owner)
    page = text(client, f"{here.at}keeping/")
    assert "The case cannot be destroyed now" in page
    assert "Propose to destroy" not in page
    answer = client.post(f"{here.at}keeping/propose/", {"reason": WHY})
    assert answer.status_code == 422
    assert "which kind of file it is" in answer.content.decode()


def test_two_people_destroy_a_case_and_the_certificate_can_be_fetched(manager: User, second: User) -> None:
    one = due_case(manager, second)
    first, other = signed_in(manager), signed_in(second)
    assert "Propose to destroy this case" in text(first, at(one))
    first.post(f"{at(one)}propose/", {"reason": WHY})
    page = text(first, at(one))
    assert "Nobody approves what they proposed themselves" in page
    assert f'{at(one)}approve/"' not in page
    assert "proposed themselves" in first.post(f"{at(one)}approve/", {"reference": one.reference}).content.decode()
    assert f'{at(one)}approve/"' in text(other, at(one))
    assert other.post(f"{at(one)}approve/", {"reference": "another"}).status_code == 422
    answer = other.post(f"{at(one)}approve/", {"reference": one.reference})
    assert answer.headers["Location"] == "/destroyed/"
    assert "This is being done" in text(other, at(one))
    work_off()
    assert first.get(at(one)).status_code == other.get(f"/cases/{one.key}/").status_code == 404
    for client in (first, other, signed_in(person(Role.AUDITOR))):
        page = text(client, "/destroyed/")
        assert one.reference in page
        assert NAME not in page
        address = page.partition('href="/destroyed/')[2].partition('"')[0]
        pdf = client.get(f"/destroyed/{address}")
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF")
    outsider = signed_in(person(Role.MANAGER, Role.LAWYER))
    assert one.reference not in text(outsider, "/destroyed/")
    assert outsider.get(f"/destroyed/{address}").status_code == outsider.get("/destroyed/nothing/").status_code == 404
    assert Client().get("/destroyed/").status_code == 302
    assert first.post("/destroyed/").status_code == 405


def test_a_proposal_is_withdrawn(manager: User, second: User) -> None:
    one = due_case(manager, second)
    signed_in(manager).post(f"{at(one)}propose/", {"reason": WHY})
    page = signed_in(second).post(f"{at(one)}withdraw/", {"reason": "Her daughter asked for it"}, follow=True)
    assert "The case is kept" in page.content.decode()
    assert "Propose to destroy this case" in text(signed_in(second), at(one))


def test_an_attempt_that_failed_is_said(manager: User, second: User) -> None:
    one = due_case(manager, second)
    signed_in(manager).post(f"{at(one)}propose/", {"reason": WHY})
    signed_in(second).post(f"{at(one)}approve/", {"reference": one.reference})
    signed_in(second).post(f"{at(one)}hold/", {"reason": "A claim arrived this morning"})
    work_off()
    page = text(signed_in(manager), at(one))
    assert "The case could not be destroyed" in page
    assert "A legal hold stands on it." in page


def test_a_copy_is_asked_for_and_collected_once() -> None:
    here = place()
    client = signed_in(here.owner)
    address = f"{here.at}keeping/"
    client.post(f"{address}copy/", {"reason": "The family moves to another council"})
    page = text(client, address)
    assert "The copy is being made" in page
    assert "every 2s" in page
    work_off()
    assert client.get(f"{address}copies/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    with acting(Actor(user=here.owner.pk)):
        one = Export.objects.get(case=here.case)
    collect = f"{address}copy/{one.key}/"
    assert collect in text(client, address)
    assert client.get(collect).status_code == 405
    assert signed_in(here.reader).post(collect).status_code == 403
    assert signed_in(here.outsider).post(collect).status_code == 404
    assert signed_in(here.colleague).post(collect).status_code == 403
    answer = client.post(collect)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{one.key}.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    assert client.post(collect).status_code == 403
    assert "You collected it" in text(client, address)


def test_somebody_elses_copy_is_not_theirs_to_collect(manager: User, second: User) -> None:
    one = due_case(manager, second)
    signed_in(manager).post(f"{at(one)}copy/", {"reason": "The family moves to another council"})
    work_off()
    with acting(Actor(user=manager.pk)):
        made = Export.objects.get(case=one)
    assert made.key not in text(signed_in(second), at(one))
    assert signed_in(second).post(f"{at(one)}copy/{made.key}/").status_code == 403


def test_progress_is_seen_by_who_may_copy_only() -> None:
    here = place()
    assert signed_in(here.owner).get(f"{here.at}keeping/copies/").status_code == 200
    assert signed_in(here.reader).get(f"{here.at}keeping/copies/").status_code == 403
    assert signed_in(here.outsider).get(f"{here.at}keeping/copies/").status_code == 404


def test_what_people_wrote_is_text_on_the_page() -> None:
    here = place()
    client = signed_in(here.owner)
    client.post(f"{here.at}keeping/hold/", {"reason": "<script>alert(1)</script> a claim"})
    page = text(client, f"{here.at}keeping/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_kind_that_the_policy_has_no_more_is_said(manager: User) -> None:
    one = due_case(manager)
    with acting(Actor(user=manager.pk)):
        Retention.objects.filter(case=one).update(kind="gone")
    assert "no longer knows the kind of file" in text(signed_in(manager), at(one))
