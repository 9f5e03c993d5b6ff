"""The signature, instructions and sending: each in its turn, by whose it is; undone before anything is sent and never after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from tests.meetings.rooms import HELD, Room

from candour.cases.models import Record
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import now, today
from candour.meetings import attending, deciding, entering, sending
from candour.meetings.duties import StepRefused
from candour.meetings.models import Attendee, Instruction, Meeting, Outcome, Sending

pytestmark = pytest.mark.usefixtures("database")


def ready(here: Room) -> Attendee:
    """Signed, decided and instructed."""
    one = here.person("Hana Health", attended=True)
    here.sign()
    here.decide(one)
    here.instruct(one)
    return one


def test_from_the_signature_to_the_note_that_it_was_sent(here: Room) -> None:
    one = ready(here)
    sent = here.send(one)
    assert (sent.thing, sent.content, sent.by.name) == ("record", "a" * 64, "Bea Business")
    for verb in ("minutes_signed", "minutes_decided", "minutes_instructed", "minutes_sent"):
        (entry,) = here.entries(verb)
        assert entry.object == f"meeting:{here.meeting.pk}"
        assert "Hana" not in entry.line
    assert here.now().pack_sha256 == sent_policy(here)


def sent_policy(here: Room) -> str:
    import json

    return str(json.loads(here.entries("minutes_sent")[0].line)["details"]["policy"])


def test_only_the_chair_that_is_named_signs(here: Room) -> None:
    for user in (here.officer, here.worker, here.business, here.owner):
        with acting(Actor(user=user.pk)), pytest.raises(StepRefused):
            deciding.sign(by=user, meeting=here.meeting, on=today())
    for wrong in (HELD - timedelta(days=1), today() + timedelta(days=1)):
        with acting(Actor(user=here.chair.pk)), pytest.raises(BadInput, match="day of the signature"):
            deciding.sign(by=here.chair, meeting=here.meeting, on=wrong)


def test_nothing_is_decided_of_unsigned_minutes_nor_signed_without_any(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    with pytest.raises(Refused, match="not signed as they are now"):
        here.decide(one)
    with acting(Actor(user=here.worker.pk)):
        entering.choose_papers(by=here.worker, meeting=here.meeting, minutes=None, report=None)
    with acting(Actor(user=here.chair.pk)), pytest.raises(Refused, match="which record"):
        deciding.sign(by=here.chair, meeting=here.now_in(), on=today())


def test_instructions_wait_until_everything_is_decided(here: Room) -> None:
    one, other = here.person("Hana Health", attended=True), here.person("Sol School", invited=True)
    here.sign()
    here.decide(one)
    with pytest.raises(Refused, match="One decision is still open"):
        here.instruct(one)
    here.decide(other, Outcome.NOTHING)
    here.instruct(one, by=here.worker)
    with pytest.raises(Refused, match="Nothing of this goes to this person"):
        here.instruct(other)


def test_an_instruction_is_complete(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    here.sign()
    here.decide(one)
    for told in (
        sending.Told("post", "", "Nothing"),
        sending.Told("post", "1 Low Road", " "),
        sending.Told("pigeon", "x", "y"),
    ):
        with acting(Actor(user=here.chair.pk)), pytest.raises(BadInput, match="by which way"):
            sending.instruct(by=here.chair, attendee=here.fresh_in(one), thing="record", told=told)


def test_business_support_send_only_what_they_were_told_to(here: Room) -> None:
    one = here.person("Hana Health", attended=True)
    here.sign()
    here.decide(one)
    with pytest.raises(Refused, match="Nobody has given instructions"):
        here.send(one)
    here.instruct(one)
    for user in (here.chair, here.worker, here.owner):
        with pytest.raises(StepRefused):
            here.send(one, by=user)
    with acting(Actor(user=here.worker.pk)):
        sending.withdraw(by=here.worker, attendee=here.fresh_in(one), thing="record")
    with pytest.raises(Refused, match="Nobody has given instructions"):
        here.send(one)


def test_a_new_decision_withdraws_the_instructions(here: Room) -> None:
    one = ready(here)
    here.decide(one, removed="The name of the neighbour")
    with pytest.raises(Refused, match="Nobody has given instructions"):
        here.send(one)


def test_after_sending_nothing_is_undone(here: Room) -> None:
    one = ready(here)
    here.send(one)
    attempts = [
        (here.chair, lambda: deciding.take_signature_back(by=here.chair, meeting=here.meeting, reason="They are not right")),
        (here.chair, lambda: deciding.undo(by=here.chair, attendee=here.fresh_in(one), thing="record", reason="It was wrong of me")),
        (here.chair, lambda: attending.exclude(by=here.chair, attendee=here.fresh_in(one), reason="She was kept out")),
        (here.chair, lambda: sending.withdraw(by=here.chair, attendee=here.fresh_in(one), thing="record")),
        (here.worker, lambda: attending.change(by=here.worker, attendee=here.fresh_in(one), told=attending.Told("professional", name="X"))),
        (here.worker, lambda: attending.remove(by=here.worker, attendee=here.fresh_in(one))),
        (here.business, lambda: sending.note_sent(by=here.business, attendee=here.fresh_in(one), thing="record", on=today())),
    ]  # fmt: skip
    for user, attempt in attempts:
        with acting(Actor(user=user.pk)), pytest.raises(Refused):
            attempt()


def test_before_sending_everything_is_undone(here: Room) -> None:
    one = ready(here)
    with acting(Actor(user=here.chair.pk)):
        deciding.undo(by=here.chair, attendee=here.fresh_in(one), thing="record", reason="It was wrong of me")
    here.decide(one)
    here.instruct(one)
    with acting(Actor(user=here.chair.pk)):
        deciding.take_signature_back(by=here.chair, meeting=here.meeting, reason="A page is missing")
    assert here.now().signed_at is None
    with acting(Actor(user=here.chair.pk)):
        assert not Instruction.objects.filter(withdrawn_at=None).exists()
    here.sign()
    with pytest.raises(Refused, match="still open"):
        here.instruct(one)


def test_minutes_that_change_after_the_signature_have_to_be_signed_again(here: Room) -> None:
    one = ready(here)
    with acting(Actor(case=here.case.pk)):
        Record.objects.filter(pk=here.minutes.pk).update(sha256="c" * 64)
    with pytest.raises(Refused, match="not as they were signed"):
        here.send(one)
    here.sign()
    with pytest.raises(Refused, match="still open"):
        here.send(one)


def test_nothing_of_a_signed_meeting_changes_under_the_signature(here: Room) -> None:
    ready(here)
    details = entering.Details("care_review", HELD, here.officer, here.worker, here.officer)
    with acting(Actor(user=here.worker.pk)), pytest.raises(Refused, match="are signed"):
        entering.change(by=here.worker, meeting=here.meeting, details=details)
    with acting(Actor(user=here.worker.pk)), pytest.raises(Refused, match="are signed"):
        entering.choose_papers(by=here.worker, meeting=here.meeting, minutes=here.report, report=None)
    with acting(Actor(user=here.worker.pk)), pytest.raises(Refused, match="are signed"):
        entering.remove(by=here.worker, meeting=here.meeting)


@pytest.mark.parametrize(
    ("kind", "chair", "worker", "officer", "told"),
    [
        ("conference", "worker", "worker", None, "cannot chair"),
        ("conference", "chair", "owner", None, "no social work practitioner"),
        ("conference", "chair", "worker", "chair", "no reviewing officer"),
        ("care_review", "chair", "worker", None, "has a reviewing officer"),
        ("party", "chair", "worker", None, "a kind"),
    ],
)
def test_who_is_named_fits(here: Room, kind: str, chair: str, worker: str, officer: str | None, told: str) -> None:
    named = [getattr(here, each) if each else None for each in (chair, worker, officer)]
    with acting(Actor(user=here.owner.pk)), pytest.raises(BadInput, match=told):
        entering.enter(by=here.owner, case=here.case, details=entering.Details(kind, HELD, *named))


def test_the_database_itself_notes_nothing_as_sent_without_signature_and_instructions(here: Room) -> None:
    one = ready(here)
    with acting(Actor(user=here.chair.pk)):
        instruction = Instruction.objects.get(attendee=one)
        Instruction.objects.filter(pk=instruction.pk).update(withdrawn_at=now(), withdrawn_by=here.chair)
    row = {"case": here.case, "meeting": here.meeting, "attendee": one, "instruction": instruction, "thing": "record",
           "rule": "", "content": "", "sent_on": today(), "by": here.business, "at": now()}  # fmt: skip
    with pytest.raises(ProgrammingError, match="nobody gave instructions"), acting(Actor(user=here.business.pk)):
        Sending.objects.create(**row)
    here.instruct(one)
    sent = here.send(one)
    for change in (
        lambda: Sending.objects.filter(pk=sent.pk).update(content=""),
        lambda: Sending.objects.all()._raw_delete("default"),
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            acting(Actor(user=here.business.pk)),
            transaction.atomic(),
        ):
            change()


def test_a_meeting_entered_by_mistake_is_removed_with_whoever_was_on_its_list(here: Room) -> None:
    mother = here.person("Sinead Byrne", "parent", attended=True)
    here.person("Fay Friend", "supporter", attended=True, supports=mother)
    with acting(Actor(user=here.worker.pk)):
        entering.remove(by=here.worker, meeting=here.meeting)
        assert not Meeting.objects.filter(pk=here.meeting.pk).exists()
        assert not Attendee.objects.exists()
