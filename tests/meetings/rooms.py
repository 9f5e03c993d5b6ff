"""A case with a meeting in every state, and everybody who has a part in it, for tests of minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.cases.places import record, registered, signed_in
from tests.web.people import case, person, team

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.cases.models import Case, Person, Record
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.ledger.models import Entry
from candour.meetings import attending, deciding, entering, sending
from candour.meetings.attending import Told
from candour.meetings.deciding import Choice
from candour.meetings.distribution import Line, lines_of
from candour.meetings.duties import pack_of
from candour.meetings.hearing import Heard, note_views
from candour.meetings.models import Attendee, Decision, Instruction, Meeting, Outcome, Sending, Thing, Views

HELD = today() - timedelta(days=10)
WAY = sending.Told("post", "1 Low Road, Milford", "Nothing speaks against this way")


@dataclass
class Room:
    """``meeting`` is a conference, ``review`` a child in care review of the same case, each with its papers."""

    case: Case
    owner: User
    chair: User
    worker: User
    officer: User
    business: User
    colleague: User
    reader: User
    outsider: User
    mother: Person
    father: Person
    minutes: Record
    report: Record
    meeting: Meeting
    review: Meeting

    def now(self, meeting: Meeting | None = None) -> Meeting:
        """As it stands in the tables."""
        with acting(Actor(user=self.owner.pk)):
            return self.now_in(meeting)

    def now_in(self, meeting: Meeting | None = None) -> Meeting:
        """Within a block in which somebody acts."""
        people = ("case", "chair", "social_worker", "reviewing_officer", "minutes", "report", "signed_by")
        return Meeting.objects.select_related(*people).get(pk=(meeting or self.meeting).pk)

    def person(
        self, name: str, capacity: str = "professional", *, meeting: Meeting | None = None, **told: Any
    ) -> Attendee:
        with acting(Actor(user=self.worker.pk)):
            given = Told(capacity=capacity, name=name, **told)
            return attending.add(by=self.worker, meeting=meeting or self.meeting, told=given)

    def fresh(self, attendee: Attendee) -> Attendee:
        with acting(Actor(user=self.owner.pk)):
            return Attendee.objects.select_related("meeting__case", "person", "supports", "case").get(pk=attendee.pk)

    def sign(self, meeting: Meeting | None = None) -> None:
        there = meeting or self.meeting
        with acting(Actor(user=there.chair.pk)):
            deciding.sign(by=there.chair, meeting=there, on=today())

    def decide(
        self,
        attendee: Attendee,
        outcome: str = Outcome.GIVE,
        *,
        by: User | None = None,
        thing: str = Thing.RECORD,
        **more: str,
    ) -> Decision:
        user = by or self.chair
        given = Choice(outcome, **{"reasons": "It is in the child's interest", **more})
        with acting(Actor(user=user.pk)):
            return deciding.decide(by=user, attendee=self.fresh_in(attendee), thing=thing, choice=given)

    def fresh_in(self, attendee: Attendee) -> Attendee:
        """Within a block in which somebody acts."""
        return Attendee.objects.select_related("meeting__case", "person", "supports", "case").get(pk=attendee.pk)

    def agree(self, attendee: Attendee, *, by: User) -> None:
        with acting(Actor(user=by.pk)):
            deciding.agree(by=by, attendee=self.fresh_in(attendee), thing=Thing.RECORD)

    def instruct(self, attendee: Attendee, *, by: User | None = None, thing: str = Thing.RECORD) -> Instruction:
        user = by or self.chair
        with acting(Actor(user=user.pk)):
            return sending.instruct(by=user, attendee=self.fresh_in(attendee), thing=thing, told=WAY)

    def send(self, attendee: Attendee, *, by: User | None = None, thing: str = Thing.RECORD) -> Sending:
        user = by or self.business
        with acting(Actor(user=user.pk)):
            return sending.note_sent(by=user, attendee=self.fresh_in(attendee), thing=thing, on=today())

    def excluded(self, name: str = "Declan Byrne", capacity: str = "parent", **told: Any) -> Attendee:
        one = self.person(name, capacity, invited=True, **told)
        with acting(Actor(user=self.chair.pk)):
            attending.exclude(by=self.chair, attendee=self.fresh_in(one), reason="He threatened the social worker")
        return one

    def heard(self, attendee: Attendee, views: str = Views.PRESENTED) -> None:
        presented = {"presented_by": "Will Worker", "presented_on": HELD} if views == Views.PRESENTED else {}
        told = Heard(views, "He wants to see the children at his sister's house", **presented)
        with acting(Actor(user=self.worker.pk)):
            note_views(by=self.worker, attendee=self.fresh_in(attendee), heard=told)

    def lines(self, meeting: Meeting | None = None) -> dict[tuple[str, str], Line]:
        """By name and thing."""
        there = self.now(meeting)
        with acting(Actor(user=self.owner.pk)):
            return {(each.attendee.name, str(each.thing)): each for each in lines_of(there, pack=pack_of(there))}

    def at(self, page: str, attendee: Attendee | None = None, *more: str, meeting: Meeting | None = None) -> str:
        keys = [(meeting or self.meeting).key, *([attendee.key] if attendee else []), *more]
        return reverse(f"meetings:{page}", args=keys)

    def entries(self, verb: str) -> list[Entry]:
        with acting(Actor(case=self.case.pk)):
            return list(Entry.objects.filter(chain=self.case.pk, verb=verb).order_by("seq"))


def room() -> Room:
    ours, owner = team(), person(Role.MANAGER, name="Morag Manager")
    one = case(manager=owner, teams=(ours,), name="The Byrne family")
    chair = person(Role.CHAIR, team=ours, name="Cora Chair")
    worker = person(Role.PRACTITIONER, team=ours, name="Will Worker")
    officer = person(Role.REVIEWING_OFFICER, team=ours, name="Ros Officer")
    minutes = record(one, "minutes", "The conference met and agreed a plan.", on=HELD, sha256="a" * 64)
    report = record(one, "report", "The report to the conference.", on=HELD, sha256="b" * 64)
    mother, father = registered(one, "P2", "Sinead Byrne"), registered(one, "P3", "Declan Byrne", "father")
    with acting(Actor(user=owner.pk)):
        conference = _entered(one, owner, "conference", chair, worker, None, minutes, report)
        review = _entered(one, owner, "care_review", officer, worker, officer, minutes, None)
    return Room(
        case=one, owner=owner, chair=chair, worker=worker, officer=officer, mother=mother, father=father,
        business=person(Role.BUSINESS_SUPPORT, team=ours, name="Bea Business"),
        colleague=person(Role.PRACTITIONER, team=ours, name="Cal Colleague"),
        reader=person(Role.READER, team=ours), outsider=person(Role.MANAGER, Role.CHAIR, team=team()),
        minutes=minutes, report=report, meeting=conference, review=review,
    )  # fmt: skip


def _entered(
    one: Case, by: User, kind: str, chair: User, worker: User, officer: User | None, minutes: Record, report: Record | None
) -> Meeting:  # fmt: skip
    details = entering.Details(kind, HELD, chair, worker, officer)
    made = entering.enter(by=by, case=one, details=details)
    entering.choose_papers(by=by, meeting=made, minutes=minutes, report=report)
    return made


def as_(user: User) -> Client:
    return signed_in(user)


def day(name: str, on: date) -> dict[str, str]:
    """As the form sends it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def words(answer: HttpResponse) -> str:
    """The words of a page, without tags."""
    import re

    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
