"""That something which belongs to no case is to be destroyed, and that it is held: a request, what came in, a note of sharing.

What belongs to a case is kept and destroyed with the case (``candour.cases``). Rows here go with what they are about.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from candour.cases.models import random_key

USER = settings.AUTH_USER_MODEL
KINDS = ("request", "arrival", "sharing")
"""The kinds of things that may belong to no case, as the columns below are called."""


def _one() -> Q:
    """Exactly one of the three is set."""
    return reduce(or_, (Q(**{f"{each}__isnull": each != kind for each in KINDS}) for kind in KINDS))


class Concerning(models.Model):
    """Of one request, one thing that came in, or one note of what was shared at once."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    request = models.ForeignKey("access.Request", models.CASCADE, null=True, related_name="+")
    arrival = models.ForeignKey("access.Arrival", models.CASCADE, null=True, related_name="+")
    sharing = models.ForeignKey("access.SharedNow", models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        return next(each for each in KINDS if getattr(self, f"{each}_id") is not None)


class Destruction(Concerning):
    """A proposal to destroy it, and what became of that. A second person agrees, or somebody withdraws it."""

    reason = models.TextField()
    not_before = models.DateField()
    not_covered = ArrayField(models.CharField(max_length=60), default=list)
    """Holds of the policy that, as the proposer says and the second person reads, do not cover it."""
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it was withdrawn; ``why`` says why."""
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        db_table = "access_destruction"
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one(), name="access_destruction_of_one"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="access_destroyed_by_two"
            ),
            *(
                models.UniqueConstraint(fields=[each], condition=Q(ended_at=None), name=f"access_destroy_{each}_once")
                for each in KINDS
            ),
        ]


class KeepingHold(Concerning):
    """While it stands the database lets nobody destroy it, nor the case to which it may belong by then."""

    reason = models.TextField()
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        db_table = "access_keeping_hold"
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one(), name="access_hold_of_one"),
            *(
                models.UniqueConstraint(fields=[each], condition=Q(lifted_at=None), name=f"access_hold_{each}_once")
                for each in KINDS
            ),
        ]
