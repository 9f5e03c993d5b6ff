"""A gap in what people know of the law, and each time it was closed with evidence."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key
from candour.training.models.courses import Session

USER = settings.AUTH_USER_MODEL


class Source(models.TextChoices):
    AUDIT = "audit", "An audit"
    MATTER = "matter", "A legal matter"
    QUESTION = "question", "A question that was asked"
    MEETING = "meeting", "A meeting"
    OTHER = "other", "Something else"


class Stage(models.TextChoices):
    NOTED = "noted", "Noted"
    PLANNED = "planned", "Topic of a workshop"
    HELD = "held", "Workshop held, evidence missing"
    CLOSED = "closed", "Closed with evidence"


class Gap(models.Model):
    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    what = models.TextField()
    """What people did not know. No case is told of here: every member of staff may read it."""
    source = models.CharField(max_length=20, choices=Source.choices)
    source_words = models.CharField(max_length=200, blank=True)
    teams = models.ManyToManyField("accounts.Team", related_name="+", db_table="training_gap_team")
    """None: everybody's."""
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.NOTED)
    noted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "training_gap"


class Closing(models.Model):
    """That a gap was closed, and by which evidence. Never changed; opened again, it keeps when and why."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    gap = models.ForeignKey(Gap, models.PROTECT, related_name="closings")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    """The workshop by which it was closed."""
    evidence = models.TextField()
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file = models.BinaryField(null=True)
    """In the database, and not in the store of case files: it belongs to no case."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_because = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "training_closing"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gap"], condition=Q(reopened_at=None), name="training_one_closing_stands")
        ]
