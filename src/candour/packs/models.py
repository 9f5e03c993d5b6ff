"""Every policy pack that was ever in force, as its files were, and from when until when. The database refuses changes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull

from candour.accounts.models import User


class PackVersion(models.Model):
    """The files of one pack and of what it extends. Kept for good: what was decided under it keeps its rules."""

    key = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    """What stands in addresses."""
    sha256 = models.CharField(max_length=64, unique=True)
    """Of the bytes of every file, as ``Pack.sha256``."""
    name = models.TextField()
    version = models.TextField()
    title = models.TextField()
    files = models.JSONField()
    """In the order in which they are folded: file, text, main, level and removes of each, as ``policy.checking.Source``."""
    came_at = models.DateTimeField()

    class Meta:
        db_table = "packs_version"

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Period(models.Model):
    """From when until when a version was in force. There is one without an end at any time; none is ever removed."""

    version = models.ForeignKey(PackVersion, models.PROTECT, related_name="periods")
    since = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Nobody: it was there at the first start."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "packs_period"
        constraints: ClassVar = [
            models.UniqueConstraint(IsNull(F("ended_at"), True), condition=Q(ended_at=None), name="packs_one_in_force")
        ]
