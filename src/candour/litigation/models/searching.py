"""The search certificate of a matter: what was to be searched, by whom, where and with which words, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Record, random_key
from candour.litigation.models.matters import OfCase, Part

USER = settings.AUTH_USER_MODEL


class Certificate(Part):
    """One for each matter; certified by a lawyer when complete, and open again when anything is asked anew."""

    scope = models.TextField(blank=True)
    """What is searched for, in words: the issues, the people, the events."""
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    """Records with a date outside are out of scope; those without a date never are."""
    narrowed_because = models.TextField(blank=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    certified_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    certified_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_certificate"
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter"], name="litigation_one_certificate_each")]


class PlaceKind(models.TextChoices):
    CASE_SYSTEM = "case_system", "Case-management system"
    EMAIL = "email", "E-mail"
    SHARED_DRIVE = "shared_drive", "Shared drives"
    PAPER = "paper", "Paper files and archives"
    PARTNER = "partner", "Partner agencies"
    OTHER = "other", "Somewhere else"


class Place(Part):
    """Somewhere that is searched, and who has to answer for it."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    name = models.CharField(max_length=300)
    custodian = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who answers; None: somebody without an account, named in ``custodian_name``, for whom Legal enters the answer."""
    custodian_name = models.CharField(max_length=200, blank=True)
    terms = models.TextField()
    """The words to search for."""
    gap = models.CharField(max_length=60, blank=True, db_default="")
    """What is missing from a file and looked for here: the number of the case and the gap's key; empty: nothing by itself."""
    due = models.DateField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    reminders = models.IntegerField(default=0)
    dropped_because = models.TextField(blank=True)
    dropped_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_place"


class NotNeeded(Part):
    """That a kind of place is not searched at all, and why; it can be taken back."""

    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_not_needed"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=Q(ended_at=None), name="litigation_not_needed_once"
            )
        ]


class Result(models.TextChoices):
    FOUND = "found", "Something was found"
    NOTHING = "nothing", "It was searched and nothing was found"
    NOT_SEARCHED = "not_searched", "It could not be searched"


class SearchAnswer(Part):
    """What somebody answered of a place. Never changed: a later answer stands in its place."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="answers")
    result = models.CharField(max_length=20, choices=Result.choices)
    searched_on = models.DateField(null=True)
    terms = models.TextField(blank=True)
    """The words that were really searched for."""
    found = models.IntegerField(default=0)
    provided_on = models.DateField(null=True)
    """When all that was found was put into the case file; None: not yet."""
    not_found = models.TextField(blank=True)
    """What should have been there and was not."""
    why = models.TextField(blank=True)
    """Why it was not found, or could not be searched."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_search_answer"


class OutOfScope(OfCase):
    """A record that somebody took out of scope, and why; it can come back."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_out_of_scope"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "record"], condition=Q(ended_at=None), name="litigation_out_once")
        ]
