"""What people know and the file does not say: whom an unclear name means, and court orders that lift a lock.

Neither counts where a lock would come off until a second person has confirmed it.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from candour.cases.models import Case, random_key
from candour.disclosure.models.disclosing import Part

USER = settings.AUTH_USER_MODEL


class Answer(models.TextChoices):
    PERSON = "person", "It is this person"
    SOMEBODY_ELSE = "somebody_else", "Somebody else, none of these"
    CANNOT_TELL = "cannot_tell", "I cannot tell"
    TAKEN_BACK = "", "Nobody has said"


class Identity(models.Model):
    """Whom one mention means: a fact about the file, so it counts in every disclosure of the case.

    Row upon row: of those about the same mention the one with the highest version counts.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    mention = models.CharField(max_length=40)
    """The engine's id."""
    version = models.IntegerField()
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    person = models.CharField(max_length=40, blank=True)
    candidates = ArrayField(models.CharField(max_length=40))
    content = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    """Whom it could mean, in which file and in which words, when this was said: it counts only while that is so."""
    batch = models.CharField(max_length=16)
    """Mentions that were said together: they are confirmed and taken back together."""
    undoes = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disclosure_identity"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "mention", "version"], name="disclosure_identity_version"),
            models.CheckConstraint(condition=~Q(confirmed_by=F("by")), name="disclosure_identity_two_people"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "batch"], name="disclosure_identity_batch")]


class CourtOrder(Part):
    """A court order that names the recipient of this disclosure for marks of a person. It counts when confirmed."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    person = models.CharField(max_length=40)
    """The key of the person whose marks it lifts."""
    fields = ArrayField(models.CharField(max_length=40))
    court = models.CharField(max_length=200)
    number = models.CharField(max_length=100)
    """The court's own number of the case."""
    dated = models.DateField()
    record = models.CharField(max_length=200, blank=True)
    page = models.IntegerField(default=0)
    """Where it stands in the case file, if it is there."""
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "disclosure_order"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(confirmed_by=F("entered_by")), name="disclosure_order_two_people")
        ]

    @property
    def stands(self) -> bool:
        """It lifts what it names."""
        return self.confirmed_at is not None and self.withdrawn_at is None
