"""What of a case file is missing, cannot be read or stands twice, and what people said about it. It fills no gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.models import Case, Gap, Record
from candour.engine.errors import BadInput
from candour.engine.model import GapKind
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """How many gaps of one kind there are, and of how many nobody has said anything."""

    all: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Completeness:
    """The case file as it is now, in numbers."""

    records: int
    pages: int
    duplicates: int
    """Records with the bytes of another."""
    gaps: Mapping[GapKind, Found]
    """Every kind has an entry."""

    @property
    def unexplained(self) -> int:
        return sum(found.unexplained for found in self.gaps.values())


def completeness(*, case: Case) -> Completeness:
    told = Record.objects.filter(case=case, gone_at=None).aggregate(
        records=Count("pk"), pages=Sum("pages_count", default=0), duplicates=Count("pk", filter=~Q(duplicate_of=""))
    )
    kinds = _gaps(case).values("kind").annotate(all=Count("pk"), unexplained=Count("pk", filter=Q(explained="")))
    counted = {row["kind"]: Found(row["all"], row["unexplained"]) for row in kinds.order_by()}
    return Completeness(gaps={kind: counted.get(kind.value, Found()) for kind in GapKind}, **told)


def gaps(*, case: Case, kind: str = "") -> QuerySet[Gap]:
    """Those of the file as it is now, by kind, the unexplained ones first."""
    found = _gaps(case).select_related("explained_by").order_by("kind", "explained", "source", "pk")
    return found.filter(kind=kind) if kind else found


def explain(*, by: User, gap: Gap, text: str) -> None:
    """Says why something is missing; an empty text takes an explanation back. The gap stays in the schedule."""
    check(by, Act.CHANGE_CASE)
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise BadInput(f"The explanation is longer than {_LONGEST} characters.", do="Say it in fewer words.")
    said_by, at = (by, now()) if text else (None, None)
    if Gap.objects.filter(pk=gap.pk).update(explained=text, explained_by=said_by, explained_at=at):
        record(Verb.GAP_EXPLAINED, case=gap.case_id, object=f"gap:{gap.pk}", reason=text, taken_back=not text)


def _gaps(case: Case) -> QuerySet[Gap]:
    return Gap.objects.filter(case=case, gone_at=None)
