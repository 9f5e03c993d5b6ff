"""Says what is searched for and in which time, and takes single records out of scope. Never many at once.

An adverse document stays in scope, and a copy goes where the record goes of which it is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from candour.accounts.models import User
from candour.cases.models import Record
from candour.cases.reasons import in_words, words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.litigation import alerts
from candour.litigation.certificate import reopened
from candour.litigation.listed import latest
from candour.litigation.models import Certificate, Matter, OutOfScope, Stance
from candour.litigation.scope import records_of
from candour.litigation.working import live, note


@dataclass(frozen=True, slots=True)
class Scope:
    """What is searched for. A record with a date before ``since`` or after ``until`` is out of scope."""

    scope: str
    since: date | None = None
    until: date | None = None
    narrowed_because: str = ""


def set_scope(*, by: User, matter: Matter, scope: Scope) -> None:
    """Opens the certificate again. BadInput without words, or without a reason for leaving records out by their date."""
    matter = live(matter, by=by)
    told = _checked(scope)
    made, new = Certificate.objects.get_or_create(
        matter=matter, defaults={"made_by": by, "made_at": now(), **told},
    )  # fmt: skip
    if not new:
        Certificate.objects.filter(pk=made.pk).update(**told)
        reopened(matter)
    days: dict[str, Any] = {name: str(told[name]) for name in ("since", "until") if told[name]}
    note(matter, Verb.SEARCH_SCOPED, reason=scope.narrowed_because.strip(), **days)
    alerts.look(matter)


def take_out(*, by: User, matter: Matter, record: Record, reason: str) -> None:
    """One record, with its own reason. Refused for a copy, and for one that harms the council's case."""
    matter = live(matter, by=by)
    reason = words(reason, "Say why this record has nothing to do with the matter.")
    _of(matter, record)
    if record.duplicate_of:
        raise Refused("This is a copy of another record.", do="Take that one out: its copies go with it.")
    said = latest(matter).get(record.pk)
    if said is not None and said.stance == Stance.ADVERSE:
        raise Refused(
            "This record is marked as one that harms the council’s case.",
            means="Such a document stays in scope, whatever else is narrowed.",
            do="Mark it otherwise first, with the reason, if it does not.",
        )
    if _out(matter, record).exists():
        raise Refused("This record is out of scope already.", do="Load the page again.")
    OutOfScope.objects.create(matter=matter, case_id=record.case_id, record=record, reason=reason, by=by, at=now())
    note(matter, Verb.SCOPE_LEFT, case=record.case_id, reason=reason, record=record.pk)


def take_back(*, by: User, matter: Matter, record: Record, reason: str) -> None:
    matter = live(matter, by=by)
    reason = words(reason, "Say why this record belongs to the matter after all.")
    if not _out(matter, record).update(ended_by=by, ended_at=now()):
        raise Refused("Nobody took this record out of scope.", do="Load the page again.")
    note(matter, Verb.SCOPE_BACK, case=record.case_id, reason=reason, record=record.pk)
    alerts.look(matter)


def standing(matter: Matter) -> dict[int, OutOfScope]:
    """Why single records are out of scope, by the record's number."""
    found = OutOfScope.objects.filter(matter=matter, ended_at=None).select_related("by")
    return {each.record_id: each for each in found}


def _checked(scope: Scope) -> dict[str, object]:
    told = in_words(
        scope.scope, ask="Say what is searched for: the issues, the people, the events.", means="Others search by it."
    )
    because = " ".join(scope.narrowed_because.split())
    if scope.since or scope.until:
        because = words(because, "Say why records of other times are left out.", means="Somebody may ask why.")
    if scope.since and scope.until and scope.since > scope.until:
        raise BadInput("The last day is before the first one.", do="Look at the two days again.")
    return {"scope": told, "since": scope.since, "until": scope.until, "narrowed_because": because}


def _of(matter: Matter, record: Record) -> None:
    if not records_of(matter).filter(pk=record.pk).exists():
        raise BadInput("This record is in no case of the matter.", do="Load the page again.")


def _out(matter: Matter, record: Record) -> QuerySet[OutOfScope]:
    return OutOfScope.objects.filter(matter=matter, record=record, ended_at=None)
