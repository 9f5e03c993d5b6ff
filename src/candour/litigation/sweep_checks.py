"""What a sweep looks at in a matter, check by check. Each answers with the rows that show it; none puts anything right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from candour.actions.models import Action
from candour.actions.models import State as ActionState
from candour.cases.models import Gap
from candour.disclosure import redaction_counts
from candour.disclosure.models import Disclosure
from candour.disclosure.models import State as DisclosureState
from candour.engine.model import GapKind
from candour.ledger.clock import LONDON
from candour.litigation import alerts, certificate, disclosed, provided
from candour.litigation.models import Matter, NamedGap, Outcome, State, Statement
from candour.litigation.scope import cases_of, in_scope, still_to_prepare


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check found. ``items``: ``kind:number`` of the rows that show it; ``unknown``: it could not be told."""

    items: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def outcome(self) -> Outcome:
        return Outcome.UNKNOWN if self.unknown else Outcome.FOUND if self.items else Outcome.CLEAR


@dataclass(frozen=True, slots=True)
class Check:
    """``title``: the question; ``found``: what it means when something is found; ``unit``: what is counted."""

    id: str
    title: str
    found: str
    unit: str
    look: Callable[[Matter], Seen]


def _unprepared(matter: Matter) -> bool:
    return bool(still_to_prepare(matter))


def _provided(matter: Matter) -> Seen:
    items = [each.item for each in provided.lacks(matter)]
    mentioned = {f"gap:{each.pk}" for each in _mentioned_gaps(matter)}
    return Seen(tuple(item for item in items if item not in mentioned))


def _mentioned(matter: Matter) -> Seen:
    return Seen(tuple(f"gap:{each.pk}" for each in _mentioned_gaps(matter)), unknown=_unprepared(matter))


def _mentioned_gaps(matter: Matter) -> Iterable[Gap]:
    return provided.gaps(matter).filter(kind=GapKind.MENTIONED_NOT_HELD.value, explained="")


def _searched(matter: Matter) -> Seen:
    lacking = [each.item for each in certificate.lacks(matter)]
    return Seen(tuple(lacking) or (() if certificate.certified(matter) else ("certificate:0",)))


def _disclosed(matter: Matter) -> Seen:
    items = tuple(f"record:{each.pk}" for each in disclosed.not_yet(matter))
    return Seen(items, unknown=not items and _unprepared(matter))


def _redactions(matter: Matter) -> Seen:
    found = []
    for each in _disclosures(matter):
        many = redaction_counts.summed(redaction_counts.counts(each)).unexplained
        found += [f"disclosure:{each.pk}:{many}"] if many else []
    return Seen(tuple(found))


def _awaiting(matter: Matter) -> Seen:
    found = []
    for each in _disclosures(matter):
        told = redaction_counts.summed(redaction_counts.counts(each))
        found += [f"disclosure:{each.pk}:{many}"] if (many := told.open) else []
    return Seen(tuple(found))


def _disclosures(matter: Matter) -> Iterable[Disclosure]:
    """Those of its cases that are under legal oversight and whose proposals are worked out."""
    found = Disclosure.objects.filter(case__in=cases_of(matter).order_by(), matter=True).exclude(prepared_as="")
    return found.exclude(state=DisclosureState.CLOSED).select_related("case").order_by("pk")


def _late(matter: Matter) -> Seen:
    return Seen(tuple(f"record:{each.record_id}" for each in alerts.open_of(matter)))


def _signed_before(matter: Matter) -> Seen:
    """Statements of which a record in scope came after the day on which they were signed, or filed."""
    found = []
    for each in Statement.objects.filter(matter=matter).exclude(state=State.WITHDRAWN).order_by("pk"):
        day = each.signed_on or each.filed_on
        if day is None:
            continue
        after = datetime.combine(day + timedelta(days=1), time.min, LONDON)
        many = in_scope(matter).order_by().filter(added_at__gte=after).count()
        found += [f"statement:{each.pk}:{many}"] if many else []
    return Seen(tuple(found))


def _gaps_open(matter: Matter) -> Seen:
    """Gaps with which a statement was filed and whose action is not done."""
    named = NamedGap.objects.filter(matter=matter, statement__state=State.FILED, withdrawn_at=None)
    done = set(Action.objects.filter(
        key__in=[each.action for each in named if each.action], state=ActionState.DONE
    ).values_list("key", flat=True))  # fmt: skip
    return Seen(tuple(f"statement:{each.statement_id}:1" for each in named if each.action not in done))


CHECKS: Mapping[str, Check] = {
    each.id: each
    for each in (
        Check(
            "provided",
            "Has every record been provided to Legal?",
            "Records are missing, unreadable or not prepared.",
            "record",
            _provided,
        ),
        Check(
            "mentioned",
            "Is every document that the file mentions in it?",
            "The file mentions documents that it does not hold, and nobody has said why.",
            "document",
            _mentioned,
        ),
        Check(
            "searched",
            "Is the search complete and certified?",
            "The search is not complete, or nobody has certified it.",
            "point",
            _searched,
        ),
        Check(
            "disclosed",
            "Has every record been disclosed?",
            "Nobody on the other side has these documents, and no lawyer has said that they need not.",
            "document",
            _disclosed,
        ),
        Check(
            "late",
            "Is everything decided that came after disclosure?",
            "Records came or changed after disclosure and have not gone to the other side.",
            "record",
            _late,
        ),
        Check(
            "unexplained", "Is every redaction explained?", "Redactions have no explanation.", "redaction", _redactions
        ),
        Check(
            "awaiting",
            "Has a lawyer answered every redaction?",
            "Redactions, or removals of one, await a lawyer.",
            "redaction",
            _awaiting,
        ),
        Check(
            "signed",
            "Was every statement signed after the records came?",
            "Records in scope came after a statement was signed.",
            "record",
            _signed_before,
        ),
        Check(
            "gaps",
            "Are the gaps closed with which statements were filed?",
            "A statement was filed with a gap that is not closed.",
            "gap",
            _gaps_open,
        ),
    )
}
"""In the order in which they are told."""


def counted(items: Iterable[str]) -> int:
    """How many things the items stand for: one each, or the number at their end."""
    return sum(int(parts[2]) if len(parts := each.split(":")) > 2 else 1 for each in items)
