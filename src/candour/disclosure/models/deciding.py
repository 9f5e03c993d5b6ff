"""What people decided and said, row upon row: a decision is never changed, a later one stands in its place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from candour.disclosure.models.disclosing import Part

USER = settings.AUTH_USER_MODEL


class About(models.TextChoices):
    """What a decision is about; its ``key`` says which one."""

    PERSON = "person", "A person"
    GROUP = "group", "Similar mentions"
    MENTION = "mention", "A mention or a question"
    DRAWN = "drawn", "A box that somebody drew"
    PAGE = "page", "A page"


class Decision(Part):
    """One decision. Of those about the same thing the one with the highest version counts; two can never share one."""

    about = models.CharField(max_length=10, choices=About.choices)
    key = models.CharField(max_length=220)
    """Of a person, group, mention or box; of a page ``number:record``."""
    version = models.IntegerField()
    action = models.CharField(max_length=20, blank=True)
    """Empty: nothing is decided any more."""
    ground = models.CharField(max_length=60, blank=True)
    explanation = models.TextField(blank=True)
    seen = models.CharField(max_length=64, blank=True)
    """What it was made on (``Sheet.shown`` or ``content``): it counts only while that is the same. Empty: whatever it is."""
    record = models.CharField(max_length=200, blank=True)
    page = models.IntegerField(default=0)
    boxes = models.JSONField(default=list)
    text = models.TextField(blank=True)
    """Of a box that somebody drew: where it is, and the words under it as far as known."""
    batch = models.CharField(max_length=16)
    """Decisions of one act: they are undone together."""
    undoes = models.CharField(max_length=16, blank=True)
    """The batch that this one takes back."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "disclosure_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["disclosure", "about", "key", "version"], name="disclosure_decision_version"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["disclosure", "batch"], name="disclosure_decision_batch"),
            models.Index(fields=["disclosure", "by"], name="disclosure_decision_by"),
        ]


class Comment(Part):
    """What somebody noted on a record, a page of it (``page``) or a mention. It stays in the house."""

    key = models.CharField(max_length=16, unique=True)
    record = models.CharField(max_length=200)
    page = models.IntegerField(default=0)
    mention = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "disclosure_comment"
        indexes: ClassVar = [models.Index(fields=["disclosure", "record", "page"], name="disclosure_comment_page")]
