"""How long a case is kept, what forbids its destruction, who decided to destroy it, and copies of the whole case.

Services are in ``retaining``, ``disposing`` and ``exporting``. A certificate belongs to no case: it is what stays.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class Retention(models.Model):
    """The kind of file that a case is, as somebody said, and the days that the register does not hold."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="retention")
    kind = models.CharField(max_length=60)
    """A name in [retention] of the policy pack."""
    pack_sha256 = models.CharField(max_length=64)
    """The pack as it was when somebody said so."""
    born = models.DateField(null=True)
    """Of the youngest child of the file."""
    died = models.DateField(null=True)
    adopted = models.DateField(null=True)
    """The day of the adoption order."""
    closed = models.DateField(null=True)
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        db_table = "cases_retention"


class CaseHold(models.Model):
    """While it stands the database lets nobody delete the case. Its words are never changed; it is lifted."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="holds")
    name = models.CharField(max_length=60, blank=True)
    """A hold of the policy pack that somebody said does not cover this case (then it is lifted); empty: set by hand."""
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        db_table = "cases_hold"


class Disposal(models.Model):
    """A proposal to destroy a case and what became of it; the row goes with the case."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="disposals")
    reason = models.TextField()
    not_before = models.DateField()
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """Withdrawn, or could not be done (then ``why`` says so)."""
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        db_table = "cases_disposal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="cases_one_disposal_at_a_time"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="cases_disposal_by_two_people"
            ),
        ]


class Export(models.Model):
    """A copy of a whole case for who asked: made by a job, kept a day, handed out once."""

    key = models.CharField(max_length=16, unique=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="exports")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the archive; empty: there is none, and once it has ended ``error`` says why."""
    size = models.BigIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    collected_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_export"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "by"], condition=Q(ended_at=None), name="cases_one_export_each")
        ]


class Certificate(models.Model):
    """What is left of a destroyed case besides its ledger: numbers, hashes and who decided; no word of the file."""

    key = models.CharField(max_length=16, unique=True)
    chain = models.BigIntegerField(unique=True)
    """The number that the case had, which is that of its chain in the ledger."""
    reference = models.CharField(max_length=60)
    """The council's own number: without it nobody could tell what was destroyed."""
    schedule = models.JSONField()
    """The rule by which it was due: kind, title, citation, pack, version, sha256, not_before."""
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    rows = models.JSONField()
    """How many rows of each table were erased."""
    files = models.IntegerField()
    bytes = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 over the files' own, sorted, one a line."""
    erased_at = models.DateTimeField()
    """When the rows went."""
    left = models.JSONField(null=True)
    """What is still to be erased: {"folder": name, "files": hashes}; None when nothing is."""
    shared = models.IntegerField(default=0)
    """Files that stay because another case holds the same bytes."""
    finished_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)

    class Meta:
        db_table = "cases_certificate"


WITH_CASE = (Retention, CaseHold, Disposal, Export)
