"""What the engine found in a case, as rows: each keeps its key when the case is prepared again, so decisions can hang on it.

Nothing is removed: what is no longer found is marked as gone. Keys of records and people are the engine's, not rows' numbers.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Mention(models.Model):
    """As ``engine.model.Mention``. ``page`` 0: it stands in the record's path or title, or in the list of gaps."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    record = models.ForeignKey("cases.Record", models.CASCADE, null=True, related_name="mentions", db_index=False)
    """None: in a gap that belongs to no record."""
    key = models.CharField(max_length=40)
    page = models.IntegerField()
    layer = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    person = models.CharField(max_length=40, blank=True)
    candidates = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    ambiguous = models.BooleanField(default=False)
    start = models.IntegerField()
    end = models.IntegerField()
    """Code points of the layer's text."""
    text = models.TextField()
    boxes = models.JSONField(default=list)
    """[[x0, y0, x1, y1], …] in points from the top left of the page as displayed."""
    score = models.FloatField()
    recogniser = models.CharField(max_length=60, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_mention"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_mention_key")]
        indexes: ClassVar = [
            models.Index(fields=["record", "page"], name="cases_mention_on_page"),
            models.Index(fields=["case", "person"], condition=Q(gone_at=None), name="cases_mention_of_person"),
        ]


class Flag(models.Model):
    """As ``engine.model.Flag``: a record (``page`` 0) or passage that a particular person has to decide on."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="flags")
    record = models.ForeignKey("cases.Record", models.CASCADE, related_name="flags")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    page = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    reason = models.CharField(max_length=500, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_flag"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_flag_key")]


class Question(models.Model):
    """As ``engine.model.Question``: a passage that could give a protected address away, and what somebody said of it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="questions")
    record = models.ForeignKey("cases.Record", models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    page = models.IntegerField()
    person = models.CharField(max_length=40)
    boxes = models.JSONField(default=list)
    answer = models.CharField(max_length=20, blank=True, db_default="")
    """``keep``, ``redact``, or empty: nobody has answered yet."""
    explanation = models.CharField(max_length=1000, blank=True, db_default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_question"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_question_key")]


class Known(models.Model):
    """As ``engine.model.Known``: ``person`` wrote, received or attended a record, so they know it already."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="known")
    record = models.ForeignKey("cases.Record", models.CASCADE, related_name="known")
    key = models.CharField(max_length=40)
    person = models.CharField(max_length=40)
    how = models.CharField(max_length=100)
    date = models.CharField(max_length=40, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_known"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_known_key")]
