"""Disclosures of all cases by where they are, each with what decides whether a person may go on with it. It reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, Max, OuterRef, Subquery, When
from django.urls import reverse

from candour.accounts.models import User
from candour.cases.models import Person
from candour.disclosure.forms import BODIES
from candour.disclosure.models import Decision, Disclosure, Hold, Oversight, Result, Round, State

_BODIES = {key: f"{name[:1].lower()}{name[1:]}" if name.startswith("The ") else name for key, name in BODIES}
_OVER = (State.PRODUCING, State.RECALLED, State.CLOSED)
"""Nobody can do anything with these now, or has to."""


@dataclass(frozen=True, slots=True)
class InHand:
    """``mine``: the person decided in it, ``mine_otherwise``: and not only by answering redactions as a lawyer.

    ``decided_at``: the latest decision of one to check; ``passed_at``: the latest check passed.
    """

    number: int
    key: str
    case: int
    state: str
    recipient: str
    named: str | None
    mine: bool
    held: bool
    opened_at: datetime
    decided_at: datetime | None
    passed_at: datetime | None
    matter: bool
    mine_otherwise: bool

    @property
    def to(self) -> str:
        """Whom it is for, in words."""
        return self.named or _BODIES.get(self.recipient, self.recipient)

    def at(self, page: str, *more: object) -> str:
        return reverse(f"disclosure:{page}", args=[self.key, *more])


def in_hand(*states: State, user: User) -> list[InHand]:
    """With proposals; the oldest first. Asked once per request, as a person's roles are."""
    kept: list[InHand] | None = getattr(user, "_in_hand", None)
    if kept is None:
        kept = user._in_hand = _all(user)  # type: ignore[attr-defined]
    return [each for each in kept if each.state in states]


def _all(user: User) -> list[InHand]:
    names = Person.objects.filter(case=OuterRef("case"), key=OuterRef("recipient"), gone_at=None)
    decided = Decision.objects.filter(disclosure=OuterRef("pk"))
    overseen = Oversight.objects.filter(by=user).exclude(decided="").values("decided")
    latest = decided.order_by().values("disclosure").annotate(at=Max("at")).values("at")
    passed = Round.objects.filter(disclosure=OuterRef("pk"), result=Result.PASSED).order_by("-number")
    found = Disclosure.objects.exclude(prepared_as="").exclude(state__in=_OVER).annotate(
        named=Subquery(names.values("name")[:1]),
        mine=Exists(decided.filter(by=user)),
        mine_otherwise=Exists(decided.filter(by=user).exclude(batch__in=overseen)),
        held=Exists(Hold.objects.filter(disclosure=OuterRef("pk"), lifted_at=None)),
        decided_at=Case(When(state=State.CHECKING, then=Subquery(latest))),
        passed_at=Subquery(passed.values("ended_at")[:1]),
    )  # fmt: skip
    rows = found.order_by("opened_at", "pk").values_list(
        "pk", "key", "case", "state", "recipient", "named", "mine", "held", "opened_at", "decided_at", "passed_at",
        "matter", "mine_otherwise",
    )  # fmt: skip
    return [InHand(*row) for row in rows]
