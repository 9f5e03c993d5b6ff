"""Rounds of checking by a second person, a lawyer's approval, and holds that stop everything."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key
from candour.disclosure.models.disclosing import Part

USER = settings.AUTH_USER_MODEL


class Result(models.TextChoices):
    OPEN = "", "Going on"
    PASSED = "passed", "Passed"
    SENT_BACK = "sent_back", "Sent back"


class Round(Part):
    """One check by somebody who decided nothing in it. ``size`` 0: every page; else a sample drawn by ``seed``."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    number = models.IntegerField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    size = models.IntegerField(default=0)
    seed = models.CharField(max_length=32)
    frame = models.CharField(max_length=64)
    """SHA-256 over the pages that it was drawn from."""
    result = models.CharField(max_length=20, choices=Result.choices, blank=True)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disclosure_round"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "number"], name="disclosure_round_number"),
            models.UniqueConstraint(
                fields=["disclosure"], condition=Q(ended_at=None), name="disclosure_one_round_at_a_time"
            ),
        ]


class RoundPage(Part):
    """A page of a round and what its checker says of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="pages")
    record = models.CharField(max_length=200)
    page = models.IntegerField()
    place = models.IntegerField()
    agrees = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disclosure_round_page"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "record", "page"], name="disclosure_round_page_once")
        ]


class Approval(Part):
    """A lawyer's answer to the disclosure as it was checked in ``round``."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "disclosure_approval"


class Hold(Part):
    """While it stands nothing of the disclosure is produced, sent or collected."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    reason = models.TextField()
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        db_table = "disclosure_hold"
