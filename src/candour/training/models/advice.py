"""Questions that staff asked Legal, and the answers. What is about a case is privileged: see the migrations for who sees it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, random_key
from candour.training.models.gaps import Gap

USER = settings.AUTH_USER_MODEL


class Advice(models.Model):
    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    question = models.TextField()
    themes = ArrayField(models.CharField(max_length=60), default=list)
    logged_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who answered first: the advice is theirs."""
    answered_on = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    """When whoever asked said that they have read the answers."""
    general_since = models.DateTimeField(null=True)
    """Shown to all staff; never what is about a case."""
    gap = models.ForeignKey(Gap, models.PROTECT, null=True, related_name="+")
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "training_advice"
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="training_advice_search"),
            models.Index(fields=["asked_on"], name="training_advice_asked"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(general_since=None) | Q(case=None, answered_by__isnull=False),
                name="training_general_advice_of_no_case",
            )
        ]


class Answer(models.Model):
    """Never changed: a correction is another answer."""

    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    advice = models.ForeignKey(Advice, models.CASCADE, related_name="answers")
    text = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "training_answer"
        ordering: ClassVar = ["pk"]
