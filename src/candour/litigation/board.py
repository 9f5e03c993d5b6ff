"""The lawyers' list of matters: how each stands, at a glance. It reads, and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from candour.ledger.clock import today
from candour.litigation.models import Matter, Member
from candour.litigation.standing import Glance, glance
from candour.litigation.timetable import Limit, Standing, limit, timetable
from candour.packs import in_force


@dataclass(frozen=True, slots=True)
class Row:
    """``next``: the next date that is neither done nor cancelled; ``drift``: the most that any date of it moved, in days."""

    matter: Matter
    kind: str
    lawyers: tuple[str, ...]
    next: Standing | None
    drift: int
    limit: Limit | None
    waiting: int
    """How many of its legal team have not displayed the file yet."""
    glance: Glance


def matters(*, kind: str = "", closed: bool = False) -> QuerySet[Matter]:
    """Those that the person sees, the latest first."""
    found = Matter.objects.filter(closed_at__isnull=not closed).order_by("-opened_at", "-pk")
    return found.filter(kind=kind) if kind else found


def rows(some: list[Matter]) -> list[Row]:
    names: dict[int, list[Member]] = {}
    for each in Member.objects.filter(matter__in=some, ended_at=None).select_related("user").order_by("user__name"):
        names.setdefault(each.matter_id, []).append(each)
    return [_row(each, names.get(each.pk, [])) for each in some]


def title_of(kind: str) -> str:
    found = in_force.current(on=today()).matters.get(kind)
    return found.title if found else kind.replace("_", " ").capitalize()


def _row(matter: Matter, members: list[Member]) -> Row:
    dates = timetable(matter)
    ahead = [each for each in dates if each.it.done_on is None and each.it.cancelled_at is None]
    lawyers = tuple(each.user.name for each in members if each.capacity in ("supervising", "lawyer"))
    see = [each for each in members if each.capacity != "instructing"]
    return Row(
        matter, title_of(matter.kind), lawyers, ahead[0] if ahead else None,
        max((each.drift for each in dates), default=0), limit(matter, dates),
        sum(each.first_view_at is None for each in see), glance(matter),
    )  # fmt: skip
