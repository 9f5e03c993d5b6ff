"""What lawyers said of single redactions, and how much was blacked out when a check was passed: added to, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from candour.disclosure.models.disclosing import Part

USER = settings.AUTH_USER_MODEL


class Ruling(models.TextChoices):
    APPROVED = "approved", "Approved"
    CHANGED = "changed", "Changed by a lawyer"
    LIFTED = "lifted", "Lifted by a lawyer"
    SENT_BACK = "sent_back", "Sent back"
    EXPLAINED = "explained", "Explained"
    """No answer: somebody wrote why it has to be blacked out, and it still awaits one."""


class Oversight(Part):
    """What was said of one redaction, or of the removal of one, as it then stood; of several the last one counts."""

    about = models.CharField(max_length=10)
    key = models.CharField(max_length=220)
    """As of a decision: of a mention, a drawn box, or a page."""
    fingerprint = models.CharField(max_length=64)
    """Of what was answered; the answer counts only while it is the same."""
    ruling = models.CharField(max_length=20, choices=Ruling.choices)
    removal = models.BooleanField(default=False)
    action = models.CharField(max_length=20)
    ground = models.CharField(max_length=60, blank=True)
    explanation = models.TextField(blank=True)
    """A person's own words, whoever wrote them."""
    author = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who had decided it; None: a lock in the register, or nobody yet."""
    reason = models.TextField(blank=True)
    decided = models.CharField(max_length=16, blank=True)
    """The batch of decisions by which a lawyer changed or lifted it."""
    batch = models.CharField(max_length=16)
    """Answers of one act."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "disclosure_oversight"
        verbose_name_plural = "answers to redactions"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(ruling="approved") | Q(author=None) | ~Q(by=F("author")),
                name="disclosure_oversight_never_alone",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["disclosure", "about", "key", "-id"], name="disclosure_oversight_last"),
            models.Index(fields=["disclosure", "decided"], name="disclosure_oversight_decided"),
        ]


class Measured(Part):
    """How many mentions of somebody, under one reason and by one author, were decided and blacked out in a passed check."""

    round = models.ForeignKey("disclosure.Round", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    ground = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40, blank=True)
    """Of the person whom they name; empty: of nobody in particular."""
    author = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided = models.IntegerField()
    redacted = models.IntegerField()

    class Meta:
        db_table = "disclosure_measured"
        verbose_name_plural = "rates of redaction"
        indexes: ClassVar = [models.Index(fields=["at"], name="disclosure_measured_at")]
