"""The disclosure list of a matter: what each document is to the issues, what was disclosed to whom, and what came since."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Record, random_key
from candour.litigation.models.matters import OfCase, Party

USER = settings.AUTH_USER_MODEL


class Stance(models.TextChoices):
    """What a document is to the council's case."""

    HELPFUL = "helpful", "Helps the council’s case"
    ADVERSE = "adverse", "Harms the council’s case, or helps another’s"
    NEUTRAL = "neutral", "Relevant, and neither"
    NOT_RELEVANT = "not_relevant", "Not relevant to the issues"


class Inspection(models.TextChoices):
    """Whether the other side may see it (CPR 31.19)."""

    GIVEN = "given", "It is disclosed"
    WITHHELD = "withheld", "Listed, and withheld from inspection"


class Marking(OfCase):
    """What a lawyer said of one document. Never changed: a later one stands in its place."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    stance = models.CharField(max_length=20, choices=Stance.choices)
    reason = models.TextField()
    inspection = models.CharField(max_length=20, choices=Inspection.choices, default=Inspection.GIVEN)
    ground = models.CharField(max_length=300, blank=True)
    """Why it is withheld from inspection, such as legal advice privilege."""
    content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the record's file when it was said."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_marking"
        indexes: ClassVar = [models.Index(fields=["matter", "record", "-id"], name="litigation_marking_latest")]


class Disclosed(OfCase):
    """That a document, as it was then, went to a party. Never changed, never removed before the matter is."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    on = models.DateField()
    how = models.CharField(max_length=300)
    content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the record's file then."""
    disclosure = models.CharField(max_length=16, blank=True)
    """The key of the disclosure by which it went; empty: it went by another way."""
    pages = models.IntegerField(null=True)
    """How many of its pages went; None: all of them."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_disclosed"
        indexes: ClassVar = [models.Index(fields=["matter", "record"], name="litigation_disclosed_record")]


class Held(OfCase):
    """What a record of the file was when something was disclosed for the first time, or was looked at since.

    Of a record that is none of these it is not known yet whether it came after disclosure.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    content = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_held"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "record", "content"], name="litigation_held_once")
        ]


class Came(models.TextChoices):
    ADDED = "added", "Came into the file after disclosure"
    CHANGED = "changed", "Became another after it was disclosed"


class Verdict(models.TextChoices):
    OPEN = "", "Not decided yet"
    DISCLOSE = "disclose", "It has to be disclosed"
    DISCLOSED = "disclosed", "It was disclosed"
    NOT_DISCLOSABLE = "not_disclosable", "It does not have to be disclosed"


class Alert(OfCase):
    """A record that came, or changed, after disclosure: it stands against the matter until somebody decides on it."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    came = models.CharField(max_length=10, choices=Came.choices)
    content = models.CharField(max_length=64, blank=True)
    raised_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_alert"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "record", "content"], name="litigation_alert_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["matter"], condition=Q(verdict__in=["", "disclose"]), name="litigation_alert_open")
        ]
