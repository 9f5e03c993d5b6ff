"""A series of workshops, and what each of them is about."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key
from candour.policy.recurring import NAMES, Every
from candour.training.models.courses import Session
from candour.training.models.gaps import Gap

USER = settings.AUTH_USER_MODEL


class Series(models.Model):
    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    every = models.CharField(
        max_length=20, choices=[(each.value, NAMES[each]) for each in Every], default=Every.MONTH.value
    )
    first = models.DateField()
    """A workshop is owed from the window in which this day lies."""
    keeper = models.ForeignKey(USER, models.PROTECT, related_name="+")
    """Who sees to it that none is missed."""
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "training_series"


class Topic(models.Model):
    """What a workshop is about: a gap that is to be closed, or something else in words."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    session = models.ForeignKey(Session, models.CASCADE, related_name="topics")
    gap = models.ForeignKey(Gap, models.PROTECT, null=True, related_name="topics")
    title = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "training_topic"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "gap"], condition=Q(gap__isnull=False), name="training_gap_once_a_workshop"
            ),
            models.CheckConstraint(condition=Q(gap__isnull=False) | ~Q(title=""), name="training_topic_of_something"),
        ]
