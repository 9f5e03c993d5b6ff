"""Reads notes of what was shared at once, for whoever acts, and says which wait for a manager's look.

Also what a note is called in the history of its case, and that it goes into a copy of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from candour.access.shared_now import SharedNow
from candour.accounts.models import User
from candour.accounts.queries import roles_of, teams_of
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing, Waiting
from candour.cases.exported import Content, in_copy, json_lines
from candour.cases.models import Case
from candour.cases.wording import words_for
from candour.ledger.clock import LONDON, today
from candour.packs import in_force


def seen() -> QuerySet[SharedNow]:
    """The database itself leaves out those that the person may not see; the latest first."""
    return SharedNow.objects.select_related("case", "team", "by", "looked_by").order_by("-shared_at", "-pk")


def context_of(noted: SharedNow) -> str:
    """The title of its context in the pack under which it was noted."""
    known = in_force.of(noted.pack_sha256, on=today()).access.contexts.get(noted.context)
    return known.title if known else noted.context


def to_look_at(user: User) -> Iterator[Waiting]:
    """Of cases that the person manages and, as a manager, of their teams where no case is known; never their own."""
    wanted = Q(case__manager=user)
    if Role.MANAGER in roles_of(user):
        wanted |= Q(case=None, team__in=teams_of(user).values("pk"))
    for each in SharedNow.objects.filter(wanted, looked_at=None).exclude(by=user).select_related("by", "case"):
        yield Waiting(
            "Look at what was shared",
            reverse("access:shared", args=[each.key]),
            "You manage this case." if each.case else "You are a manager in the team that was named.",
            Pressing.NEXT,
            each.case_id,
            f"{each.by.name} shared something that could not wait.",
            since=each.noted_at,
        )


@words_for("sharing")
def names(numbers: list[int]) -> Iterable[tuple[int, str]]:
    """By the day, and nothing of what it was about."""
    for each in SharedNow.objects.filter(pk__in=numbers):
        yield each.pk, f"sharing of {each.shared_at.astimezone(LONDON):%d.%m.%Y}"


@in_copy
def notes(case: Case) -> Iterator[tuple[str, str, Content]]:
    rows = SharedNow.objects.filter(case=case).order_by("pk").values()
    yield "shared-now.jsonl", "What was shared at once because it could not wait", json_lines(rows.iterator())
