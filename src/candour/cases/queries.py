"""Reads case files, for whoever acts: the database itself leaves out what that person may not see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from candour.accounts.models import Membership, Team, User
from candour.cases.found import Mention
from candour.cases.models import Bar, Case, CaseTeam, Grant, Person, Preparation, Record, Stage, Upload
from candour.ledger.clock import today

RUNNING = (Stage.WAITING, Stage.INTAKE, Stage.READING, Stage.FINDING, Stage.KEEPING)
STATES = {
    "empty": "No records yet",
    "running": "Being prepared",
    "ready": "Ready",
    "failed": "Could not be prepared",
}
"""The state of a case file, as people read it."""
_IN_STATE = {
    "empty": Q(stage=None) | Q(stage=Stage.EMPTY),
    "running": Q(stage__in=RUNNING),
    "ready": Q(stage=Stage.READY),
    "failed": Q(stage=Stage.FAILED),
}


def state_of(stage: str | None) -> str:
    """The key in STATES of a case whose last preparation is at ``stage``."""
    if stage is None:
        return "empty"
    return {Stage.EMPTY: "empty", Stage.READY: "ready", Stage.FAILED: "failed"}.get(Stage(stage), "running")


def cases(*, text: str = "", team: int | None = None, state: str = "") -> QuerySet[Case, Any]:
    """Cases that the person sees, the last changed first: key, reference, name, stage, pages, changed."""
    latest = Preparation.objects.filter(case=OuterRef("pk")).order_by("-pk")
    pages = Record.objects.filter(case=OuterRef("pk"), gone_at=None).order_by().values("case")
    uploads = Upload.objects.filter(case=OuterRef("pk")).order_by("-at")
    found = Case.objects.annotate(
        stage=Subquery(latest.values("stage")[:1]),
        pages=Coalesce(
            Subquery(pages.annotate(all=Sum("pages_count")).values("all"), output_field=IntegerField()), Value(0)
        ),
        changed=Greatest(
            "opened_at",
            Subquery(latest.values("asked_at")[:1]),
            Subquery(latest.values("ended_at")[:1]),
            Subquery(uploads.values("at")[:1]),
        ),
    )
    for word in text.split():
        found = found.filter(Q(reference__icontains=word) | Q(name__icontains=word))
    if team is not None:
        found = found.filter(Exists(CaseTeam.objects.filter(case=OuterRef("pk"), team=team, ended_at=None)))
    if state in _IN_STATE:
        found = found.filter(_IN_STATE[state])
    return found.order_by("-changed", "pk").values("key", "reference", "name", "stage", "pages", "changed")


def teams_with_cases() -> QuerySet[Team]:
    """Teams that work on a case the person sees."""
    return Team.objects.filter(pk__in=CaseTeam.objects.filter(ended_at=None).values("team")).order_by("name")


def emergencies_to_note(user: User) -> QuerySet[Grant]:
    """Emergency accesses to cases that ``user`` manages and has not noted yet, the latest first."""
    found = Grant.objects.filter(case__manager=user, emergency=True, noted_at=None).exclude(user=user)
    return found.select_related("case", "user").order_by("-given_at")


def grants_running(case: Case) -> QuerySet[Grant]:
    """Those that let somebody see the case today."""
    found = Grant.objects.filter(case=case, ended_at=None, last_day__gte=today(), user__is_active=True)
    found = found.exclude(user__in=bars_of(case).values("user"))
    return found.select_related("user", "given_by").order_by("emergency", "user__name", "pk")


def teams_of(case: Case) -> QuerySet[CaseTeam]:
    return CaseTeam.objects.filter(case=case, ended_at=None).select_related("team").order_by("team__name")


def bars_of(case: Case) -> QuerySet[Bar]:
    return Bar.objects.filter(case=case, lifted_at=None).select_related("user", "set_by").order_by("user__name")


def members_of(case: Case, teams: Iterable[CaseTeam]) -> dict[int, list[str]]:
    """Names of the people in each team who see the case, by its number."""
    found: dict[int, list[str]] = {}
    held = Membership.objects.filter(team__in=[each.team_id for each in teams], ended_at=None, user__is_active=True)
    held = held.exclude(user__in=bars_of(case).values("user"))
    for team, name in held.order_by("user__name").values_list("team", "user__name"):
        found.setdefault(team, []).append(name)
    return found


def register(case: Case) -> QuerySet[Person]:
    """Everybody who is registered: children first, then by name."""
    return Person.objects.filter(case=case, found=False, gone_at=None).order_by("-child", "name", "pk")


def found(case: Case) -> QuerySet[Person, Any]:
    """People found in the file whom nobody has registered yet, the most often named first, with ``mentions``."""
    named = Mention.objects.filter(case=case, person=OuterRef("key"), gone_at=None).order_by().values("person")
    counted = Subquery(named.annotate(all=Count("pk")).values("all"), output_field=IntegerField())
    people = Person.objects.filter(case=case, found=True, gone_at=None).exclude(found_as="")
    return people.annotate(mentions=Coalesce(counted, Value(0))).order_by("-mentions", "name", "pk")


def last_preparation(case: Case) -> Preparation | None:
    return Preparation.objects.filter(case=case).order_by("-pk").first()
