"""The queue of a chain: each request in its stage, for whoever acts. The database leaves out those they may not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from candour.access import queries
from candour.access.chains import STAGES, Stage, Standing, standing_of
from candour.access.lists import Standing as Clock
from candour.access.lists import standing
from candour.access.models import Instruction, Request, State
from candour.access.taking import UNTIL_SENT
from candour.accounts.models import User
from candour.ledger.clock import today
from candour.packs import in_force


@dataclass(frozen=True, slots=True)
class Line:
    request: Request
    at: Standing
    clock: Clock


@dataclass(frozen=True, slots=True)
class Queue:
    """``counts``: every stage with how many are in it, whichever one was asked for."""

    counts: Sequence[tuple[Stage, int]]
    lines: Sequence[Line]


def queue(kind: str, *, user: User, stage: str = "", answered: bool = False) -> Queue:
    """The soonest due first. ``stage``: only those in it; ``answered``: also those with which nothing more has to happen."""
    found = queries.shown_with(queries.listed(queries.Wanted(kind=kind, state="all"), user=user))
    if not answered:
        waiting = Instruction.objects.filter(request=OuterRef("pk"), sent_on__isnull=False, receipt_on=None)
        followed = queries.on_route(lambda each: each.tracked)
        found = found.filter(Q(state__in=UNTIL_SENT) | (Q(Exists(waiting), state=State.ANSWERED) & followed))
    lines = [Line(each, standing_of(each, kind, on=today()), standing(each)) for each in found]
    counts = [(each, sum(line.at.stage is each for line in lines)) for each in STAGES[kind]]
    return Queue(
        [(each, many) for each, many in counts if many or _may_come(each, kind, answered=answered)],
        [line for line in lines if not stage or line.at.stage.id == stage],
    )


def _may_come(stage: Stage, kind: str, *, answered: bool) -> bool:
    """Whether a request can be in this stage as the policy is now, and is looked for."""
    if stage.id == "receipt":
        return any(each.kind == kind and each.tracked for each in in_force.current(on=today()).access.routes)
    return answered or stage.id != "sent"
