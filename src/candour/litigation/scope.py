"""Which records of a matter's cases are in scope, and why others are not: everything is, unless a lawyer said otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case as Case_
from django.db.models import Exists, F, OuterRef, Q, QuerySet, When

from candour.cases.models import Case, Record
from candour.litigation.models import Certificate, Matter, MatterCase, OutOfScope


def cases_of(matter: Matter) -> QuerySet[Case]:
    """The cases that the matter is about now, its own first."""
    linked = MatterCase.objects.filter(matter=matter, ended_at=None).values("case")
    return Case.objects.filter(pk__in=linked).order_by(Case_(When(pk=matter.case_id, then=0), default=1), "reference")


def records_of(matter: Matter) -> QuerySet[Record]:
    """Every record of its cases, by date, those without a date last."""
    linked = MatterCase.objects.filter(matter=matter, ended_at=None).values("case")
    found = Record.objects.filter(case__in=linked, gone_at=None)
    return found.order_by(F("date").asc(nulls_last=True), "case", "key")


def in_scope(matter: Matter) -> QuerySet[Record]:
    """Those that had to be searched for, read and considered. A record without a date is always in scope.

    A copy is out of scope where the record is of which it is one.
    """
    found = records_of(matter).filter(~Exists(_taken_out(matter)), ~Exists(_first_taken_out(matter)))
    return found.filter(_in_time(Certificate.objects.filter(matter=matter).first()))


def out_of_scope(matter: Matter) -> QuerySet[Record]:
    """The others, each with ``taken_out``: a person took it out by itself, and not by its date."""
    inside = in_scope(matter).order_by().values("pk")
    return records_of(matter).exclude(pk__in=inside).annotate(taken_out=Exists(_taken_out(matter)))


def _taken_out(matter: Matter) -> QuerySet[OutOfScope]:
    return OutOfScope.objects.filter(matter=matter, record=OuterRef("pk"), ended_at=None)


def _first_taken_out(matter: Matter) -> QuerySet[OutOfScope]:
    first = {"record__case": OuterRef("case"), "record__key": OuterRef("duplicate_of")}
    return OutOfScope.objects.filter(matter=matter, ended_at=None, **first)


def _in_time(certificate: Certificate | None) -> Q:
    wanted = Q()
    if certificate is not None and certificate.since:
        wanted &= Q(date=None) | Q(date__gte=certificate.since)
    if certificate is not None and certificate.until:
        wanted &= Q(date=None) | Q(date__lte=certificate.until)
    return wanted


def still_to_prepare(matter: Matter) -> Sequence[Case]:
    """Cases with files that were received and are not prepared yet: what is in them is not known."""
    from candour.cases.queries import last_preparation, state_of

    found = []
    for case in cases_of(matter):
        last = last_preparation(case)
        if state_of(last.stage if last else None) not in ("ready", "empty"):
            found.append(case)
    return found
