"""Destroys what belongs to no case and whose time is over: one person proposes, a second agrees, and then it is gone.

It refuses while anything stands against it (``outlived``), and to who proposed it. The rows go by a function of the
database's owner, which asks the same again. What stays is an entry in the ledger: numbers, and no word of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from candour.access.destruction import KINDS, Concerning, Destruction, KeepingHold
from candour.access.outlived import Outlived, Thing, kind_of, named_holds, thing_of, told
from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.roles import Act
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.acting import record
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.packs import in_force

_WORDS = "It stands in the ledger until it is destroyed."


def proposed() -> QuerySet[Destruction]:
    """Proposals that wait for a second person, the oldest first."""
    return Destruction.objects.filter(ended_at=None).select_related("proposed_by", *KINDS).order_by("proposed_at", "pk")


def held() -> QuerySet[KeepingHold]:
    return KeepingHold.objects.filter(lifted_at=None).select_related("set_by", *KINDS).order_by("set_at", "pk")


def propose(*, by: User, things: Iterable[Thing], reason: str, not_covered: Collection[str] = ()) -> None:
    """``not_covered``: the holds of the policy that do not cover them, as ``by`` says. Refused while anything is against it."""
    check(by, Act.DISPOSE)
    reason = in_words(reason, ask="Say why nobody needs it any more.", means=_WORDS)
    _check_holds(not_covered)
    for thing in things:
        one = told(thing)
        first = _first_day(one)
        if _open(thing, Destruction, "ended_at"):
            raise Refused(f"Somebody has proposed this already: {one.reference}.", do="Look at what is proposed.")
        Destruction.objects.create(
            **{kind_of(thing): thing}, reason=reason, not_before=first, proposed_by=by, proposed_at=now(),
            not_covered=sorted(not_covered),
        )  # fmt: skip
        _enter(Verb.DESTRUCTION_PROPOSED, one, reason=reason, not_covered=sorted(not_covered))


def approve(*, by: User, proposals: Iterable[Destruction]) -> None:
    """The second person agrees, and it is gone at once. Refused to who proposed it, and while anything is against it."""
    check(by, Act.DISPOSE)
    for each in proposals:
        proposal = _waiting(each)
        one = told(thing_of(proposal))
        if proposal.proposed_by_id == by.pk:
            raise Refused(
                f"You proposed this yourself: {one.reference}.",
                means="Nobody agrees to what they proposed themselves.",
                do="Ask a second person who may destroy it.",
            )
        _check_holds(proposal.not_covered)
        _first_day(one)
        Destruction.objects.filter(pk=proposal.pk).update(approved_by=by, approved_at=now())
        _enter(
            Verb.DESTROYED, one, proposed_by=proposal.proposed_by_id, not_before=proposal.not_before.isoformat(),
            policy=in_force.current(on=today()).sha256, rows=_gone(proposal),
        )  # fmt: skip


def withdraw(*, by: User, proposals: Iterable[Destruction], reason: str) -> None:
    """It is kept for now. Whoever may propose it may stop it."""
    check(by, Act.DISPOSE)
    reason = in_words(reason, ask="Say why it is kept after all.", means=_WORDS)
    for each in proposals:
        proposal = _waiting(each)
        Destruction.objects.filter(pk=proposal.pk).update(ended_at=now(), ended_by=by, why=reason)
        _enter(Verb.DESTRUCTION_CANCELLED, told(thing_of(proposal)), reason=reason)


def hold(*, by: User, things: Iterable[Thing], reason: str) -> None:
    """From now on nobody can destroy it, the database included, nor the case to which it may belong by then."""
    check(by, Act.DISPOSE)
    reason = in_words(reason, ask="Say what it must be kept for.", means=_WORDS)
    for thing in things:
        one = told(thing)
        if _open(thing, KeepingHold, "lifted_at"):
            raise Refused(f"A hold stands on it already: {one.reference}.", do="Look at what is held.")
        KeepingHold.objects.create(**{kind_of(thing): thing}, reason=reason, set_by=by, set_at=now())
        _enter(Verb.KEEPING_HELD, one, reason=reason)


def lift(*, by: User, holds: Iterable[KeepingHold], reason: str) -> None:
    check(by, Act.DISPOSE)
    reason = in_words(reason, ask="Say why it need not be kept for this any more.", means=_WORDS)
    for each in holds:
        standing = KeepingHold.objects.filter(pk=each.pk, lifted_at=None)
        if standing.update(lifted_by=by, lifted_at=now(), lifted_because=reason):
            _enter(Verb.KEEPING_HOLD_LIFTED, told(thing_of(each)), reason=reason)


def _first_day(one: Outlived) -> date:
    """On which it may be destroyed, which has come. Refused while anything stands against it."""
    if one.against or one.not_before is None:
        raise Refused(
            f"This cannot be destroyed now: {one.reference}.",
            means=" ".join(one.against),
            do="Settle this first, or leave it out.",
        )
    return one.not_before


def _check_holds(not_covered: Collection[str]) -> None:
    standing = [each.title for each in named_holds() if each.id not in not_covered]
    if standing:
        raise Refused(
            f"A hold of the policy stands: {'; '.join(standing)}.",
            means="Nothing that it may cover is destroyed.",
            do="Ask Legal whether it covers this. If it does not, propose it and say so.",
        )


def _waiting(proposal: Destruction) -> Destruction:
    """The open proposal, which nobody else decides on at the same time."""
    locked = Destruction.objects.select_for_update(of=("self",)).filter(pk=proposal.pk, ended_at=None)
    found = locked.select_related(*KINDS).first()
    if found is None:
        raise Refused("Somebody has decided on this already.", do="Look at the page again.")
    return found


def _open(thing: Thing, rows: type[Concerning], ends: str) -> bool:
    return rows._default_manager.filter(**{kind_of(thing): thing, ends: None}).exists()


def _gone(proposal: Destruction) -> dict[str, int]:
    """How many rows of each table, and how many reasons in the ledger, went."""
    with connection.cursor() as cursor:
        cursor.execute("select access_destroy(%s)", [proposal.pk])
        (counts,) = cursor.fetchone()
    found: dict[str, int] = json.loads(counts)
    return found


def _enter(verb: Verb, one: Outlived, *, reason: str = "", **details: Any) -> None:
    kind, thing = kind_of(one.thing), one.thing
    number = thing.key if kind == "arrival" else thing.pk
    record(verb, object=f"{kind}:{number}", reason=reason, reference=one.reference, **details)
