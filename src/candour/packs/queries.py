"""Which packs were in force, from when until when, and why as far as the reader may see the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from candour.ledger import queries as ledger
from candour.ledger.verbs import Verb
from candour.packs.models import PackVersion, Period


@dataclass(frozen=True, slots=True)
class InForce:
    """``reason`` empty: there was none, or the reader may not see the ledger."""

    period: Period
    reason: str


def periods() -> list[InForce]:
    """Every period, the present one first."""
    told = ledger.told(list(ledger.of_chain().filter(verb=Verb.POLICY_CHANGED).order_by("-seq")))
    reasons = {each.object: each.reason for each in told}
    found = Period.objects.select_related("version", "by").defer("version__files").order_by("-since", "-pk")
    return [InForce(each, reasons.get(f"policy:{each.pk}", "")) for each in found]


def now_in_force() -> Period:
    """The present period; there is one once ``in_force.current`` was asked."""
    return Period.objects.select_related("version", "by").defer("version__files").get(ended_at=None)


def versions() -> list[PackVersion]:
    """Every version that was ever in force, the latest first."""
    return list(PackVersion.objects.defer("files").order_by("-came_at", "-pk"))
