"""People who learn and who train, a course and its sessions, workshops and gaps: what tests of training begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.test import Client
from tests.web.people import person, team

from candour.accounts.models import Team, User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.training import attending, coursing, gap_keeping, planning, workshops
from candour.training.listing import typed
from candour.training.models import Course, Gap, Series, Session


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ago(days: int) -> date:
    return today() - timedelta(days=days)


@dataclass
class School:
    """Two teams; the manager and two practitioners are in the first, one more in the second."""

    north: Team = field(default_factory=lambda: team("North"))
    south: Team = field(default_factory=lambda: team("South"))
    lawyer: User = field(default_factory=lambda: person(Role.LAWYER, name="Lena Lawyer"))
    other: User = field(default_factory=lambda: person(Role.HEAD_OF_LITIGATION, name="Hugo Head"))
    auditor: User = field(default_factory=lambda: person(Role.AUDITOR))

    def __post_init__(self) -> None:
        self.manager = person(Role.MANAGER, team=self.north, name="Mo Manager")
        self.anna = person(Role.PRACTITIONER, team=self.north, name="Anna Able")
        self.ben = person(Role.PRACTITIONER, team=self.north, name="Ben Busy")
        self.cora = person(Role.PRACTITIONER, team=self.south, name="Cora Clear")

    def course(self, title: str = "The duty of candour", *, months: int | None = 12, needed: bool = True) -> Course:
        """Every practitioner needs it."""
        with acting(Actor(user=self.lawyer.pk)):
            made = coursing.set_up(
                by=self.lawyer, about=coursing.About(title, "What has to be disclosed, and when", months)
            )
            if needed:
                coursing.need(by=self.lawyer, course=made, team=None, role=Role.PRACTITIONER)
        return made

    def session(self, course: Course, day: date, *came: User, status: str = "attended", **more: object) -> Session:
        with acting(Actor(user=self.lawyer.pk)):
            made = planning.plan(by=self.lawyer, course=course, details=planning.Details(day, **more))  # type: ignore[arg-type]
            rows = typed("\n".join(each.email for each in came), status=status)
            attending.bring_in(by=self.lawyer, session=made, rows=rows)
        return made

    def series(self, first: date) -> Series:
        with acting(Actor(user=self.lawyer.pk)):
            about = workshops.About("Legal knowledge", "Monthly, with Legal", "month", first, self.lawyer)
            return workshops.begin(by=self.lawyer, about=about)

    def gap(self, title: str = "When a witness statement may be filed", *teams: Team) -> Gap:
        with acting(Actor(user=self.lawyer.pk)):
            about = gap_keeping.About(title, "That records come before the statement", "audit", "Audit of May", teams)
            return gap_keeping.note(by=self.lawyer, about=about)

    def workshop(self, series: Series, day: date, *gaps: Gap, held: bool = True) -> Session:
        with acting(Actor(user=self.lawyer.pk)):
            made = planning.plan(by=self.lawyer, series=series, details=planning.Details(day))
            workshops.choose_topics(by=self.lawyer, session=made, gaps=gaps, other="" if gaps else "Privilege")
            if held:
                workshops.hold(by=self.lawyer, session=made)
        return made
