"""A sweep: every live matter looked at for the same failures, what was found, and what is done about it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from candour.cases.models import random_key
from candour.litigation.models.matters import Part

USER = settings.AUTH_USER_MODEL


class Sweep(models.Model):
    """One run over the matters that were live and that whoever ran it may see. It names nobody."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    number = models.IntegerField(unique=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    matters = models.IntegerField()
    not_seen = models.IntegerField(default=0)
    """Live matters that whoever ran it is barred from: somebody else has to look at them."""
    note = models.TextField(blank=True)

    class Meta:
        db_table = "litigation_sweep"


class Outcome(models.TextChoices):
    CLEAR = "clear", "Nothing found"
    FOUND = "found", "Something found"
    UNKNOWN = "unknown", "Could not be told"


class Finding(Part):
    """What one check said of one matter. Never changed. ``evidence``: numbers of rows and counts, no text of a record."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="findings")
    check_id = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    many = models.IntegerField(default=0)
    evidence = models.JSONField(default=dict)

    class Meta:
        db_table = "litigation_finding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sweep", "matter", "check_id"], name="litigation_finding_once")
        ]
