"""When each of the legal team first displayed the whole file, and how long that took from the moment they could."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candour.accounts.models import User
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation.models import SEE_THE_FILE, Matter, Member
from candour.litigation.working import note


@dataclass(frozen=True, slots=True)
class FirstView:
    """``seconds``: from when they could to when they did; None: they have not yet."""

    member: Member
    could: datetime
    seconds: float | None

    @property
    def took(self) -> str:
        """In words; empty: not yet."""
        return "" if self.seconds is None else _words(int(self.seconds))


def displayed_file(*, by: User, matter: Matter) -> None:
    """Notes the first time only."""
    mine = Member.objects.filter(matter=matter, user=by, capacity__in=SEE_THE_FILE, ended_at=None, first_view_at=None)
    if mine.update(first_view_at=now()):
        note(matter, Verb.MATTER_FILE_VIEWED)


def first_views(matter: Matter) -> list[FirstView]:
    found = Member.objects.filter(matter=matter, capacity__in=SEE_THE_FILE).select_related("user").order_by("since")
    return [
        FirstView(each, each.since, (each.first_view_at - each.since).total_seconds() if each.first_view_at else None)
        for each in found
    ]


def _words(seconds: int) -> str:
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if many := seconds // size:
            return f"{many} {word}{'' if many == 1 else 's'}"
    return "less than a minute"
