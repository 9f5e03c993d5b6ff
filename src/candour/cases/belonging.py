"""Cases by name, and why somebody sees each of them. Who sees a case at all is for the database to say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from candour.accounts.models import Membership, User
from candour.cases.models import Case, CaseTeam, Grant
from candour.ledger.clock import today


@dataclass(frozen=True, slots=True)
class Belongs:
    """``why``: in words for that person."""

    name: str
    reference: str
    why: str


def belonging(user: User, cases: Collection[int]) -> dict[int, Belongs]:
    """Of those among ``cases`` that the person sees, by their numbers; three questions however many there are."""
    teams = Membership.objects.filter(user=user, ended_at=None).values("team")
    worked_on = CaseTeam.objects.filter(case__in=cases, team__in=teams, ended_at=None).order_by("-team__name")
    through = dict(worked_on.values_list("case", "team__name"))
    given = Grant.objects.filter(case__in=cases, user=user, ended_at=None, last_day__gte=today()).order_by("last_day")
    until = dict(given.values_list("case", "last_day"))
    found: dict[int, Belongs] = {}
    for number, name, reference, manager in Case.objects.filter(pk__in=cases).values_list(
        "pk", "name", "reference", "manager"
    ):
        if manager == user.pk:
            why = "You manage this case."
        elif number in through:
            why = f"Your team works on this case: {through[number]}."
        elif number in until:
            why = f"You have access until {until[number].day} {until[number]:%B %Y}."
        else:
            why = ""
        found[number] = Belongs(name, reference, why)
    return found
