"""What was shared at once because a child's safety could not wait, as it was noted. Nothing of a note is ever changed.

The database shows one to who may see the case, to whoever made it and, while it belongs to no case, to their team; a bar
beats all. It waits for nobody: that a manager looked at it is noted beside it and is no approval.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, random_key

USER = settings.AUTH_USER_MODEL


class How(models.TextChoices):
    PHONE = "phone", "By telephone"
    MEETING = "meeting", "In person or in a meeting"
    EMAIL = "email", "By secure e-mail"
    SYSTEM = "system", "Through a secure system that both use"
    OTHER = "other", "In another way"


class SharedNow(models.Model):
    """One note. ``child``: the name, where the case is not known or cannot be seen by whoever notes it."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="shared_now")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    """Whose manager looks at it, as long as it belongs to no case."""
    child = models.CharField(max_length=200, blank=True)
    context = models.CharField(max_length=60)
    """As the pack has it under which it was noted."""
    pack_sha256 = models.CharField(max_length=64)
    with_whom = models.CharField(max_length=200)
    agency = models.CharField(max_length=200)
    what = models.TextField()
    why = models.TextField()
    how = models.CharField(max_length=20, choices=How.choices)
    shared_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    late = models.BooleanField()
    """Noted later than the pack says that it should be. It is a mark and nothing more."""
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    looked_words = models.TextField(blank=True)

    class Meta:
        db_table = "access_shared_now"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(case__isnull=False) | ~Q(child=""), name="access_shared_about_somebody")
        ]
