"""Sweeps every live matter for the same failures, compares two sweeps, and makes actions of what was found.

It looks at every matter alike, whoever's it is. What whoever runs it may not see is counted, and left to somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Max

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.actions import queries as actions
from candour.actions import services
from candour.actions.models import Action
from candour.actions.services import About, Agreed
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import disclosed
from candour.litigation.models import Finding, Matter, Outcome, Sweep
from candour.litigation.scope import records_of
from candour.litigation.sweep_checks import CHECKS, counted


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with what has become of it. ``still``: items that the check finds today as well; None: it is closed."""

    it: Finding
    items: tuple[str, ...]
    still: tuple[str, ...] | None
    actions: Sequence[Action]

    @property
    def title(self) -> str:
        return CHECKS[self.it.check_id].title

    @property
    def found(self) -> str:
        return CHECKS[self.it.check_id].found

    @property
    def unit(self) -> str:
        return CHECKS[self.it.check_id].unit

    @property
    def left(self) -> int:
        return counted(self.still or ())


@dataclass(frozen=True, slots=True)
class Change:
    """What two sweeps say of one check of one matter: how many were found, and how many of them are new or gone."""

    matter: Matter
    check: str
    before: Finding | None
    after: Finding | None
    new: int
    gone: int


def sweep(*, by: User, note: str = "") -> Sweep:
    """One run, now. Refused when another is being run."""
    check(by, Act.HEAD_LITIGATION)
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('candour.sweep')), candour_live_matters()")
        alone, live = cursor.fetchone()
    if not alone:
        raise Refused("Somebody is running a sweep at this moment.", do="Wait a moment and look at it.")
    matters = list(Matter.objects.filter(closed_at=None).order_by("pk"))
    last = Sweep.objects.aggregate(last=Max("number"))["last"] or 0
    made = Sweep.objects.create(
        number=last + 1, by=by, at=now(), matters=len(matters), not_seen=live - len(matters), note=note.strip()
    )
    found = [_found(made, matter, each) for matter in matters for each in CHECKS]
    Finding.objects.bulk_create(found)
    many = sum(each.outcome == Outcome.FOUND for each in found)
    record(Verb.SWEPT, object=f"sweep:{made.pk}", matters=len(matters), not_seen=made.not_seen, findings=many)
    for matter in matters:
        mine = [each.check_id for each in found if each.matter_id == matter.pk and each.outcome == Outcome.FOUND]
        record(Verb.SWEPT, case=matter.case_id, object=f"matter:{matter.pk}", sweep=made.number, found=mine)
    return made


def act(*, by: User, finding: Finding, agreed: Agreed) -> Action:
    """A rectification action, owned and dated; it stands with the finding until it is done."""
    check(by, Act.KEEP_MATTERS)
    if finding.outcome == Outcome.CLEAR:
        raise Refused("Nothing was found here.", do="Look at another finding.")
    return services.make(by=by, agreed=replace(agreed, about=About("sweep", finding.pk, finding.matter.case_id)))


def of(one: Sweep) -> dict[Matter, list[Row]]:
    """Every finding by matter, in the order of the checks: only matters that whoever acts may see."""
    found = list(Finding.objects.filter(sweep=one).select_related("matter", "sweep").order_by("matter__title", "pk"))
    made = actions.of_each("sweep", [each.pk for each in found])
    rows: dict[Matter, list[Row]] = {}
    for each in found:
        rows.setdefault(each.matter, []).append(_row(each, made.get(each.pk, [])))
    return rows


def one_of(finding: Finding) -> Row:
    return _row(finding, list(actions.of("sweep", finding.pk)))


def compared(earlier: Sweep, later: Sweep) -> list[Change]:
    """Check by check, those that differ first by matter; a matter that only one of them looked at has nothing in the other."""
    old, new = _by_place(earlier), _by_place(later)
    matters = {each.pk: each for each in Matter.objects.filter(pk__in={matter for matter, _ in (*old, *new)})}
    changes = []
    for place in dict.fromkeys((*new, *old)):
        before, after = old.get(place), new.get(place)
        was, now_ = _items(before), _items(after)
        changes.append(Change(matters[place[0]], place[1], before, after, len(now_ - was), len(was - now_)))
    order = {each: number for number, each in enumerate(CHECKS)}
    return sorted(changes, key=lambda each: (each.matter.title, each.matter.pk, order[each.check]))


def with_the_other_side(finding: Finding, items: Sequence[str]) -> tuple[int, int]:
    """Of the records of a finding: how many somebody on the other side has by now, and how many there are."""
    numbers = [int(each.split(":")[1]) for each in items if each.startswith("record:")]
    there = list(records_of(finding.matter).filter(pk__in=numbers))
    went = disclosed.of_records(finding.matter, there)
    return sum(bool(disclosed.went(each, went.get(each.pk, []))) for each in there), len(numbers)


def _found(made: Sweep, matter: Matter, which: str) -> Finding:
    seen = CHECKS[which].look(matter)
    return Finding(
        sweep=made, matter=matter, check_id=which, outcome=seen.outcome, many=counted(seen.items),
        evidence={"items": list(seen.items)},
    )  # fmt: skip


def _row(finding: Finding, made: Sequence[Action]) -> Row:
    items = tuple(finding.evidence.get("items", ()))
    if finding.outcome != Outcome.FOUND:
        return Row(finding, items, (), made)
    if finding.matter.closed_at is not None:
        return Row(finding, items, None, made)
    named = {_named(each) for each in items}
    still = tuple(each for each in CHECKS[finding.check_id].look(finding.matter).items if _named(each) in named)
    return Row(finding, items, still, made)


def _named(item: str) -> str:
    """Without its count, which may have become another."""
    return ":".join(item.split(":")[:2])


def _by_place(one: Sweep) -> Mapping[tuple[int, str], Finding]:
    return {(each.matter_id, each.check_id): each for each in Finding.objects.filter(sweep=one).order_by("pk")}


def _items(finding: Finding | None) -> set[str]:
    return {_named(each) for each in finding.evidence.get("items", ())} if finding else set()
