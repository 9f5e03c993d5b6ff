"""A monthly litigation meeting with everybody who does or does not belong to it, for tests of series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from tests.web.people import person

from candour.accounts.models import User
from candour.accounts.roles import Role
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import LONDON, today
from candour.meetings import series_keeping, sitting
from candour.meetings.series import Here, Item, Series, Sitting
from candour.meetings.series_keeping import Terms
from candour.meetings.series_standing import Window, seen, windows_of
from candour.meetings.sitting import Attended


@dataclass
class Chamber:
    """``clerk`` began it and keeps it, ``member`` belongs to it in a role that keeps none, ``other`` keeps others."""

    series: Series
    chair: User
    clerk: User
    lawyer: User
    member: User
    head: User
    other: User

    def plan(self, on: date) -> Sitting:
        with acting(Actor(user=self.clerk.pk)):
            return sitting.plan(by=self.clerk, series=self.series, on=on)

    def hold(self, on: date) -> Sitting:
        made = self.plan(on)
        with acting(Actor(user=self.clerk.pk)):
            here = {self.lawyer.pk: Here.PRESENT, self.member.pk: Here.APOLOGIES}
            attended = Attended(here, self.chair, ("Ms Kaye, counsel", ""))
            sitting.hold(by=self.clerk, sitting=made, attended=attended)
            return Sitting.objects.select_related("series__chair", "chaired_by").get(pk=made.pk)

    def items(self, of: Sitting) -> list[Item]:
        with acting(Actor(user=self.chair.pk)):
            found = Item.objects.filter(sitting=of).select_related("sitting__series").order_by("position")
            return list(found)

    def windows(self, *, by: User | None = None) -> list[Window]:
        with acting(Actor(user=(by or self.chair).pk)):
            return windows_of(seen().get(pk=self.series.pk))


def chamber(*, first: date, kind: str = "litigation") -> Chamber:
    chair, clerk = person(Role.CHAIR, name="Cora Chair"), person(Role.CLERK, name="Cleo Clerk")
    lawyer, member = person(Role.LAWYER, name="Lena Lawyer"), person(Role.PRACTITIONER, name="Mo Member")
    with acting(Actor(user=clerk.pk)):
        terms = Terms("Litigation meeting", kind, "month", first, chair, "Room 4")
        made = series_keeping.begin(by=clerk, terms=terms, members=(lawyer, member))
    return Chamber(
        made, chair, clerk, lawyer, member, person(Role.HEAD_OF_LITIGATION, name="Hal Head"),
        person(Role.LAWYER, Role.MANAGER, name="Otto Other"),
    )  # fmt: skip


def months_ago(number: int, day: int = 10) -> date:
    month = today().year * 12 + today().month - 1 - number
    return date(month // 12, month % 12 + 1, day)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)
