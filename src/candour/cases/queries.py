"""Reads case files, for whoever acts: the database itself leaves out what that person may not see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from candour.accounts.models import Team, User
from candour.cases.models import Case, CaseTeam, Grant, Preparation, Record, Stage, Upload
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
    "empty": Q(stage=None),
    "running": Q(stage__in=RUNNING),
    "ready": Q(stage=Stage.READY),
    "failed": Q(stage=Stage.FAILED),
}


def state_of(stage: str | None) -> str:
    """The key in STATES of a case whose last preparation is at ``stage``."""
    if stage is None:
        return "empty"
    return {Stage.READY: "ready", Stage.FAILED: "failed"}.get(Stage(stage), "running")


def cases(*, text: str = "", team: int | None = None, state: str = "") -> QuerySet[Case, dict[str, Any]]:
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
    found = Grant.objects.filter(case=case, ended_at=None, last_day__gte=today())
    return found.select_related("user", "given_by").order_by("emergency", "user__name", "pk")


def last_preparation(case: Case) -> Preparation | None:
    return Preparation.objects.filter(case=case).order_by("-pk").first()


def added_since(moment: datetime) -> Q:
    return Q(added_at__gte=moment)
