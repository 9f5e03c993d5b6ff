"""Says how long a case is kept and what forbids its destruction. It works nothing out from a day that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.cases.due import Days, Due, work_out
from candour.cases.models import Case, Person
from candour.cases.reasons import words
from candour.cases.retention import CaseHold, Disposal, Retention
from candour.engine.errors import BadInput, Refused
from candour.ledger.acting import record
from candour.ledger.clock import LONDON, now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force
from candour.policy import NamedHold, Pack, RetentionRule

_NO_FILE = date(1900, 1, 1)
"""No day of a file that is kept here lies before it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a case is kept. ``rule`` None: nobody has said which kind of file it is, or the pack has it no more."""

    said: Retention | None
    rule: RetentionRule | None
    due: Due


@dataclass(frozen=True, slots=True)
class Holds:
    """What forbids destruction: ``standing`` (set by hand) and ``named`` (by the policy pack); ``over`` was lifted."""

    standing: tuple[CaseHold, ...]
    named: tuple[NamedHold, ...]
    over: tuple[CaseHold, ...]


def schedule() -> Pack:
    """The policy pack in force with its rules of today. BadInput when it cannot be used."""
    return in_force.current(on=today())


def kept(case: Case, *, pack: Pack | None = None) -> Kept:
    said = Retention.objects.filter(case=case).select_related("set_by").first()
    rule = (pack or schedule()).retention.get(said.kind) if said else None
    if said is None or rule is None:
        return Kept(said, None, Due(None, (), ("which kind of file it is",)))
    return Kept(said, rule, worked_out(rule, case=case, said=said, born=_children(case)))


def worked_out(rule: RetentionRule, *, case: Case, said: Retention, born: Sequence[str]) -> Due:
    """``born``: the dates of birth of the children of the file, as the register has them."""
    return work_out(rule, _days(case, said, born))


def _days(case: Case, said: Retention, born: Sequence[str]) -> Days:
    """The youngest child's birth by the register, by what somebody said where the register is silent, else unknown."""
    children = [_day(written) for written in born]
    known = [day for day in [*children, said.born] if day is not None]
    certain = bool(known) and (said.born is not None or None not in children)
    closed = case.closed_at.astimezone(LONDON).date() if case.closed_at else said.closed
    return Days(
        born=max(known) if certain else None,
        died=said.died,
        adopted=said.adopted,
        closed=closed,
        children=max(1, len(children)),
    )


def _children(case: Case) -> list[str]:
    return list(Person.objects.filter(case=case, child=True, gone_at=None).values_list("date_of_birth", flat=True))


def _day(written: str) -> date | None:
    """Only a full date counts."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def set_kind(
    *,
    by: User,
    case: Case,
    kind: str,
    reason: str,
    born: date | None = None,
    died: date | None = None,
    adopted: date | None = None,
    closed: date | None = None,
) -> None:
    """Days as far as they are known and the register does not hold them. BadInput for a kind that the pack does not have."""
    check(by, Act.CHANGE_CASE)
    reason, pack = words(reason, "Say why it is this kind of file."), schedule()
    if kind not in pack.retention:
        raise BadInput("This is not a kind of file that the policy knows.", do="Choose one from the list.")
    _believable(born=born, died=died, adopted=adopted, closed=closed)
    if Disposal.objects.filter(case=case, ended_at=None).exists():
        raise Refused(
            "Somebody has proposed to destroy this case.",
            means="How long it is kept cannot change while that is open.",
            do="Withdraw the proposal first.",
        )
    days = {"born": born, "died": died, "adopted": adopted, "closed": closed}
    Retention.objects.update_or_create(
        case=case,
        defaults={"kind": kind, "pack_sha256": pack.sha256, "set_by": by, "set_at": now(), **days},
    )
    record(Verb.RETENTION_SET, case=case.pk, reason=reason, kind=kind, pack=pack.sha256)


def _believable(**days: date | None) -> None:
    if any(day is not None and not _NO_FILE < day <= today() for day in days.values()):
        raise BadInput("A day cannot be in the future, nor before 1900.", do="Check the dates.")
    born = days.pop("born")
    if born is not None and any(day is not None and day < born for day in days.values()):
        raise BadInput("A day lies before the date of birth.", do="Check the dates.")


def holds(case: Case, *, pack: Pack | None = None) -> Holds:
    pack, said = pack or schedule(), Retention.objects.filter(case=case).first()
    every = list(CaseHold.objects.filter(case=case).select_related("set_by", "lifted_by").order_by("-set_at", "-pk"))
    return holds_among(every, kind=said.kind if said else "", pack=pack)


def holds_among(every: Sequence[CaseHold], *, kind: str, pack: Pack) -> Holds:
    """``every``: all that were ever set on one case, the latest first."""
    lifted = {hold.name: hold.lifted_at for hold in reversed(every) if hold.name and hold.lifted_at}
    return Holds(
        standing=tuple(hold for hold in every if hold.lifted_at is None),
        named=tuple(
            each for each in pack.holds.values()
            if each.covers(kind, on=today()) and not _since(lifted.get(each.id), each.in_force_from)
        ),
        over=tuple(hold for hold in every if hold.lifted_at is not None),
    )  # fmt: skip


def _since(lifted: datetime | None, day: date) -> bool:
    """A hold that came into force after it was lifted stands anew."""
    return lifted is not None and lifted.astimezone(LONDON).date() >= day


def may_hold(by: User) -> bool:
    """Lawyers, and those who may destroy, may forbid it."""
    return allowed(by, Act.DISPOSE) or allowed(by, Act.APPROVE_LEGALLY)


def check_may_hold(by: User) -> None:
    """Refused for who may not."""
    if not may_hold(by):
        check(by, Act.APPROVE_LEGALLY)


def hold(*, by: User, case: Case, reason: str) -> CaseHold:
    """From now on nobody can destroy the case, the database included."""
    check_may_hold(by)
    reason = words(reason, "Say what the case must be kept for.")
    made = CaseHold.objects.create(case=case, reason=reason, set_by=by, set_at=now())
    record(Verb.CASE_HELD, case=case.pk, object=f"hold:{made.pk}", reason=reason)
    return made


def lift(*, by: User, hold: CaseHold, reason: str) -> None:
    check_may_hold(by)
    reason = words(reason, "Say why the case need not be kept for this any more.")
    ended = CaseHold.objects.filter(pk=hold.pk, lifted_at=None)
    if ended.update(lifted_by=by, lifted_at=now(), lifted_because=reason):
        record(Verb.CASE_HOLD_LIFTED, case=hold.case_id, object=f"hold:{hold.pk}", reason=reason)


def lift_named(*, by: User, case: Case, name: str, reason: str) -> None:
    """Says that a hold of the policy pack does not cover this case. BadInput for one that does not stand on it."""
    check_may_hold(by)
    reason = words(reason, "Say why this does not cover the case, and who confirmed it.")
    if name not in {each.id for each in holds(case).named}:
        raise BadInput("This does not stand on the case.", do="Look at the page again.")
    moment = now()
    CaseHold.objects.create(
        case=case, name=name, set_by=by, set_at=moment, lifted_by=by, lifted_at=moment, lifted_because=reason
    )
    record(Verb.CASE_HOLD_LIFTED, case=case.pk, object=f"policy-hold:{name}", reason=reason)
