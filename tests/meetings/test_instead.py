"""What an absent parent gets instead of the record: written, refused where it tells too much, agreed by both, made, sent."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from tests.cases.owner import as_owner
from tests.meetings.rooms import Room, as_, words
from tests.site.working import has

from candour.cases.models import Person
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.meetings import informing
from candour.meetings.duties import StepRefused
from candour.meetings.locating import hindrances
from candour.meetings.models import Agreement, Attendee, Outcome

pytestmark = pytest.mark.usefixtures("database")
TEXT = "# What was agreed\n\n- Contact stays as it is.\n\nShe is well and likes school."
HOME = "The Cedars, 8 Priory Walk, Thornley, EB22 3KD"


@pytest.fixture
def father(here: Room) -> Attendee:
    """Signed and decided by both; the register knows where the child lives."""
    here.meeting = here.review
    homes(here, HOME)
    one = here.person("Declan Byrne", "parent", person=here.father, contributed=True, contact="supervised")
    here.sign()
    here.decide(one, Outcome.INFORMATION, by=here.worker, information="Her health and contact")
    here.agree(one, by=here.officer)
    return one


def homes(here: Room, address: str) -> None:
    with acting(Actor(user=here.owner.pk)):
        Person.objects.filter(case=here.case, key="P9").delete()
        Person.objects.create(
            case=here.case, key="P9", name="Fran Foster", role="foster_carer", address=address, phones=["07700 900111"]
        )


def write(here: Room, father: Attendee, text: str = TEXT, *, after: int = 0) -> None:
    with acting(Actor(user=here.worker.pk)):
        informing.write(by=here.worker, attendee=here.fresh_in(father), text=text, after=after)


def agree(here: Room, father: Attendee, version: int, *people: str) -> None:
    for each in people:
        user = getattr(here, each)
        with acting(Actor(user=user.pk)):
            informing.agree(by=user, attendee=here.fresh_in(father), version=version)


def test_it_is_agreed_by_both_made_and_sent_by_business_support_alone(here: Room, father: Attendee) -> None:
    assert has(here.officer, "Write what is sent instead of the minutes of the child in care review")
    with pytest.raises(Refused, match="Nobody has written the information yet"):
        here.instruct(father, by=here.officer)
    with acting(Actor(user=here.colleague.pk)), pytest.raises(StepRefused):
        informing.write(by=here.colleague, attendee=here.fresh_in(father), text=TEXT, after=0)
    write(here, father)
    agree(here, father, 1, "worker")
    assert has(here.officer, "Agree to what is sent")
    assert not has(here.worker, "Agree to what is sent")
    with pytest.raises(Refused, match="Ros Officer did not agree yet to version 1"):
        here.instruct(father, by=here.officer)
    agree(here, father, 1, "officer")
    here.instruct(father, by=here.officer)

    with pytest.raises(Refused, match="another version meanwhile"):
        write(here, father, "Something else", after=0)
    write(here, father, TEXT + " She sings.", after=1)
    with pytest.raises(Refused, match="Will Worker and Ros Officer did not agree yet to version 2"):
        here.send(father)
    with pytest.raises(Refused, match="another version by now"):
        agree(here, father, 1, "officer")
    agree(here, father, 2, "worker", "officer")
    with pytest.raises(Refused, match="Nobody has given instructions"):
        here.send(father)
    file = here.at("information_file", father, "docx")
    assert as_(here.business).get(file).status_code == 403
    here.instruct(father, by=here.worker)

    made = as_(here.business).get(file)
    assert made.headers["Content-Disposition"] == 'attachment; filename="written-information.docx"'
    said = [each.text for each in docx.Document(io.BytesIO(made.content)).paragraphs]
    assert "Contact stays as it is." in said
    assert "To Declan Byrne" in said[0]
    assert said[-1] == "Will Worker, social worker\nRos Officer, reviewing officer"
    pdf = pypdfium2.PdfDocument(as_(here.officer).get(here.at("information_file", father, "pdf")).content)
    assert "She is well and likes school. She sings." in pdf[0].get_textpage().get_text_bounded()
    assert as_(here.business).get(here.at("information_file", father, "odt")).status_code == 404
    assert as_(here.reader).get(file).status_code == 403
    assert as_(here.outsider).get(file).status_code == 404
    sent = here.send(father)
    assert (sent.information.version, sent.rule) == (2, "minutes-parents-absent-from-review")
    with pytest.raises(Refused, match="sent to this person already"):
        write(here, father, "Too late", after=2)
    assert [len(here.entries(f"information_{each}")) for each in ("written", "agreed", "downloaded")] == [2, 4, 2]
    assert "She is well" not in "".join(each.line for each in here.entries("information_written"))


@pytest.mark.parametrize(
    "told",
    ["They live at 8 PRIORY walk now", "Write to eb223kd", "near Priory Walk", "at the cedars", "Ring 07700-900 111",
     "The mother is at 5 Hidden Lane"],
)  # fmt: skip
def test_what_tells_where_the_child_lives_or_what_is_locked_is_refused(here: Room, father: Attendee, told: str) -> None:
    with acting(Actor(user=here.owner.pk)):
        Person.objects.filter(pk=here.mother.pk).update(address="5 Hidden Lane", never_disclose=["address"])
    with pytest.raises(BadInput, match="cannot be sent to this person") as refused:
        write(here, father, f"{TEXT} {told}.")
    assert told not in str(refused.value)
    write(here, father, f"{TEXT} You can ring the office in Thornley.")


def test_without_knowing_where_the_child_lives_nothing_passes_and_the_register_counts_to_the_last(
    here: Room, father: Attendee
) -> None:
    with acting(Actor(user=here.owner.pk)):
        Person.objects.filter(pk=here.father.pk).update(address="2 High Street, Milford")
        assert hindrances(here.fresh_in(father), "Your letter went to 2 High Street") == []
    write(here, father)
    agree(here, father, 1, "worker", "officer")
    here.instruct(father, by=here.officer)
    homes(here, "")
    with pytest.raises(Refused, match="does not say where a child of it lives"):
        here.send(father)
    assert as_(here.business).get(here.at("information_file", father, "pdf")).status_code == 403
    homes(here, "Likes School, 1 New Road, Milford")
    with pytest.raises(Refused, match="tells where a child of the case lives"):
        here.send(father)


def test_a_new_decision_asks_for_another_text_and_nothing_of_one_is_changed(here: Room, father: Attendee) -> None:
    write(here, father)
    agree(here, father, 1, "worker", "officer")
    here.decide(father, Outcome.INFORMATION, by=here.officer, information="Her health alone")
    here.agree(father, by=here.worker)
    with pytest.raises(Refused, match="Nobody has written the information yet"):
        here.instruct(father, by=here.officer)
    write(here, father, after=1)
    from django.db import ProgrammingError

    for table in ("information", "agreement"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(Actor(user=here.worker.pk)):
            Agreement.objects.raw(f"delete from meetings_{table} returning id")[0]
    assert as_owner("select count(*) from meetings_agreement") == [(2,)]


def test_on_its_pages(here: Room, father: Attendee) -> None:
    page, form = here.at("information", father), here.at("write", father)
    for user in (here.owner, here.colleague, here.reader, here.business):
        assert as_(user).get(page).status_code == 200
        assert "Write the text" not in words(as_(user).get(page))
    assert as_(here.outsider).get(page).status_code == 404
    assert as_(here.worker).post(page).status_code == 405
    refused = as_(here.worker).post(form, {"text": f"{TEXT} {HOME}", "after": "0"})
    assert (refused.status_code, "tells where a child" in words(refused), HOME in refused.content.decode()) == (
        422,
        True,
        True,
    )
    assert "Both of you read and agree" in words(as_(here.worker).post(form, {"text": TEXT, "after": "0"}, follow=True))
    unread = as_(here.officer).post(here.at("agree_text", father), {"version": "1"})
    assert (unread.status_code, "Read it with that in mind" in words(unread)) == (422, True)
    given = {"version": "1", "read": "on"}
    for user in (here.officer, here.worker):
        done = words(as_(user).post(here.at("agree_text", father), given, follow=True))
    assert "Agreed by both" in done
    assert "as PDF" in done
    late = as_(here.worker).post(here.at("agree_text", father), given)
    assert (late.status_code, "have agreed to this version already" in words(late)) == (422, True)
    record = here.person("Sinead Byrne", "parent", attended=True)
    assert as_(here.worker).get(here.at("information", record)).status_code == 403
