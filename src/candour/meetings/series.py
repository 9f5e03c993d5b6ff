"""A series of meetings of the council, its sittings, their agenda, and what was said, decided and signed there.

The database shows a series to its members, its chair and its maker, litigation meetings also to heads of litigation; an item
of the agenda that is about a case to nobody who is barred from it. What was said and decided is added to, never changed.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, random_key
from candour.policy.recurring import NAMES, Every

USER = settings.AUTH_USER_MODEL


class SeriesKind(models.TextChoices):
    LITIGATION = "litigation", "Litigation meeting"
    OTHER = "other", "Another meeting"


class Series(models.Model):
    """``first``: a day in the first week, month, quarter or year in which one is held."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=SeriesKind.choices)
    every = models.CharField(max_length=10, choices=[(each.value, NAMES[each]) for each in Every])
    first = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    """Where it is usually held."""
    chair = models.ForeignKey(USER, models.PROTECT, related_name="+")
    maker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    """Its last day."""
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        db_table = "meetings_series"


class SeriesMember(models.Model):
    """Somebody who belongs to it, from when until when."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="members")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "meetings_member"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "user"], condition=Q(ended_at=None), name="meetings_member_once")
        ]


class SittingState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Sitting(models.Model):
    """One meeting of a series. ``needed`` False: it was cancelled because there was nothing to meet about in its time."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    series = models.ForeignKey(Series, models.CASCADE, related_name="sittings")
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.PLANNED)
    chaired_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who was in the chair, once it was held."""
    cancelled_because = models.TextField(blank=True)
    needed = models.BooleanField(default=True)
    planned_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        db_table = "meetings_sitting"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "on"], condition=~Q(state="cancelled"), name="meetings_one_sitting_a_day"
            )
        ]


class Here(models.TextChoices):
    PRESENT = "present", "Was there"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Was not there"


class Presence(models.Model):
    """Whether a member, or by name somebody else, was at a sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="presences")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    here = models.CharField(max_length=10, choices=Here.choices)

    class Meta:
        db_table = "meetings_presence"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "user"], condition=Q(user__isnull=False), name="meetings_present_once"
            )
        ]


class Item(models.Model):
    """One item of an agenda. ``source`` empty: written by hand; else ``ref`` is what its source knows the issue by."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items")
    position = models.IntegerField()
    title = models.CharField(max_length=500)
    why = models.TextField(blank=True)
    source = models.CharField(max_length=40, blank=True)
    ref = models.CharField(max_length=100)
    about = models.CharField(max_length=30, blank=True)
    about_id = models.BigIntegerField(null=True)
    href = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    times = models.IntegerField(default=1)
    """At how many meetings it has been on the agenda, this one included."""
    settled_at = models.DateTimeField(null=True)
    """Of an item by hand: it does not come back."""
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    """When it was taken off this agenda, and by what reason."""
    off_because = models.TextField(blank=True)

    class Meta:
        db_table = "meetings_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "source", "ref"], name="meetings_issue_once_on_an_agenda")
        ]


class SaidKind(models.TextChoices):
    NOTE = "note", "Note"
    DECISION = "decision", "Decision"


class Said(models.Model):
    """What was said or decided on an item; of several decisions the last one stands."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="said")
    kind = models.CharField(max_length=10, choices=SaidKind.choices)
    text = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "meetings_said"


class Signature(models.Model):
    """That the chair signed the minutes as they were: while it stands, the database lets nobody change them."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="signatures")
    content = models.CharField(max_length=64)
    """SHA-256 of the minutes as their signer saw them."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        db_table = "meetings_signature"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(withdrawn_at=None), name="meetings_one_signature_stands"
            )
        ]


OF_SERIES: tuple[type[models.Model], ...] = (Series, SeriesMember, Sitting, Presence, Item, Said, Signature)
TABLES = tuple(each._meta.db_table for each in OF_SERIES)
"""Every table here: each is shown by who belongs to the series."""
