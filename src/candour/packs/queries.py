"""Which packs were in force, from when until when, and why as far as the reader may see the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Read:
    """A version as it is read. ``period``: the last in which it was in force."""

    version: PackVersion
    period: Period

    @property
    def present(self) -> bool:
        return self.period.ended_at is None


def read(key: UUID | None) -> Read | None:
    """The version with this key, None for the one in force. None: there is none."""
    found = Period.objects.select_related("version", "by").defer("version__files").order_by("-since", "-pk")
    period = (found.filter(ended_at=None) if key is None else found.filter(version__key=key)).first()
    return Read(period.version, period) if period else None


def versions() -> list[PackVersion]:
    """Every version that was ever in force, the latest first."""
    return list(PackVersion.objects.defer("files").order_by("-came_at", "-pk"))
