"""Details that have to be removed: a released disclosure of these papers, to this person, or nothing is sent; locks as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.disclosure.disclosing import Office, checked, office, opened, produced
from tests.meetings.rooms import WAY
from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Person, Record
from candour.disclosure.approving import hold, lift
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings import attending, deciding, entering, sending
from candour.meetings.models import Attendee, Meeting

pytestmark = pytest.mark.usefixtures("database")
WHY = "They are the minutes of the meeting"


class Here:
    """The small case, of which a record that names what must never be told (R2) or another stands in for the minutes of a conference."""

    def __init__(self, folder: Path, minutes: str) -> None:
        self.office: Office = office(folder)
        team = self.office.team
        self.chair: User = person(Role.CHAIR, team=team)
        self.worker, self.business = person(Role.PRACTITIONER, team=team), person(Role.BUSINESS_SUPPORT, team=team)
        with acting(Actor(user=self.worker.pk)):
            paper = Record.objects.get(case=self.office.case, key=minutes)
            details = entering.Details("conference", today(), self.chair, self.worker)
            self.meeting: Meeting = entering.enter(by=self.worker, case=self.office.case, details=details)
            entering.choose_papers(by=self.worker, meeting=self.meeting, minutes=paper, report=None)
            father = Person.objects.get(case=self.office.case, key="K3")
            told = attending.Told(capacity="parent", person=father, attended=True)
            self.father: Attendee = attending.add(by=self.worker, meeting=self.meeting, told=told)
        with acting(Actor(user=self.chair.pk)):
            deciding.sign(by=self.chair, meeting=self.meeting, on=today())

    def remove(self, what: str) -> None:
        choice = deciding.Choice("give", "Somebody else is named there", what)
        with acting(Actor(user=self.chair.pk)):
            deciding.decide(by=self.chair, attendee=self.attendee(), thing="record", choice=choice)

    def attendee(self) -> Attendee:
        return Attendee.objects.select_related("meeting__case", "person", "case", "supports").get(pk=self.father.pk)

    def instruct(self) -> None:
        with acting(Actor(user=self.chair.pk)):
            sending.instruct(by=self.chair, attendee=self.attendee(), thing="record", told=WAY)

    def link(self, key: str) -> None:
        with acting(Actor(user=self.worker.pk)):
            sending.link(by=self.worker, attendee=self.attendee(), thing="record", disclosure=key)

    def send(self) -> sending.Sending:
        with acting(Actor(user=self.business.pk)):
            return sending.note_sent(by=self.business, attendee=self.attendee(), thing="record", on=today())


def test_nothing_is_sent_until_the_disclosure_to_this_person_of_this_record_is_released(tmp_path: Path) -> None:
    here = Here(tmp_path, "R1")
    here.remove("The name of the neighbour")
    here.instruct()
    with pytest.raises(Refused, match="cannot be sent as it is"):
        here.send()
    other = opened(here.office, recipient="K1", purpose="minutes", only=["R1"], only_why=WHY)
    wider = opened(here.office, recipient="K3", purpose="minutes", only=["R1", "R2"], only_why=WHY)
    for each in (other, wider):
        with pytest.raises(BadInput, match="does not fit"):
            here.link(each.key)
    made = opened(here.office, recipient="K3", purpose="minutes", only=["R1"], only_why=WHY)
    here.link(made.key)
    with pytest.raises(Refused, match="has to be released"):
        here.send()
    checked(here.office, made)
    produced(here.office, made)
    with acting(Actor(user=here.office.lawyer.pk)):
        held = hold(by=here.office.lawyer, disclosure=made, reason="A claim is expected soon")
    with pytest.raises(Refused, match="has to be released"):
        here.send()
    with acting(Actor(user=here.office.lawyer.pk)):
        lift(by=here.office.lawyer, hold=held, reason="The claim was withdrawn")
    sent = here.send()
    assert (sent.thing, sent.disclosure, sent.rule) == ("record", made.key, "minutes-parents")


def test_what_must_never_be_told_is_not_sent_as_it_is_whatever_was_decided(tmp_path: Path) -> None:
    here = Here(tmp_path, "R2")
    here.instruct()
    with pytest.raises(Refused, match="marks as never to be told"):
        here.send()


def test_papers_that_name_nothing_to_protect_are_sent_as_they_are(tmp_path: Path) -> None:
    here = Here(tmp_path, "R2")
    with acting(Actor(user=here.office.manager.pk)):
        Person.objects.filter(case=here.office.case).update(never_disclose=[])
    here.instruct()
    assert here.send().disclosure == ""


def test_what_was_made_of_an_earlier_version_is_not_sent(tmp_path: Path) -> None:
    here = Here(tmp_path, "R1")
    here.remove("The name of the neighbour")
    here.instruct()
    made = opened(here.office, recipient="K3", purpose="minutes", only=["R1"], only_why=WHY)
    checked(here.office, made)
    produced(here.office, made)
    here.link(made.key)
    from candour.ledger.clock import now

    with acting(Actor(case=here.office.case.pk)):
        Record.objects.filter(case=here.office.case, key="R1").update(changed_at=now())
    with pytest.raises(Refused, match="has to be released"):
        here.send()
