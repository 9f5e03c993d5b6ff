"""Witness statements: their assertions in versions, what was considered for them, their signatures and what was filed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Record, random_key
from candour.litigation.models.matters import OfCase, Part

USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    SIGNED = "signed", "Signed by the witness"
    APPROVED = "approved", "Approved by the supervising lawyer"
    FILED = "filed", "Filed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Statement(Part):
    """One witness statement. A signature, and an approval, count for one version only."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    """Such as: First witness statement of …"""
    exhibit = models.CharField(max_length=40, blank=True)
    """The mark of its exhibit, such as BP1."""
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    """The witness: whose knowledge it is, and who signs it."""
    supervisor = models.ForeignKey(USER, models.PROTECT, related_name="+")
    """The lawyer who approves it."""
    due = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.IntegerField(default=0)
    """The number of its latest version."""
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    elsewhere = models.BooleanField(default=False)
    """Made and signed outside Candour: ``record`` of the case file holds it, and nothing is drafted here."""
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_version = models.IntegerField(default=0)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    filed_on = models.DateField(null=True)
    filed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(null=True)
    frozen_pdf = models.CharField(max_length=64, blank=True)
    frozen_word = models.CharField(max_length=64, blank=True)
    """SHA-256 of the files as they were filed."""
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        db_table = "litigation_statement"


class Frozen(Part):
    """A statement as it was filed, as a file. Never changed: the database refuses."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="frozen")
    form = models.CharField(max_length=4, choices=[("pdf", "PDF"), ("docx", "Word")])
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        db_table = "litigation_frozen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "form"], name="litigation_frozen_once_each")
        ]


class Kind(models.TextChoices):
    HEADING = "heading", "Heading"
    ASSERTION = "assertion", "Assertion"


class Basis(models.TextChoices):
    """From what the witness says it (CPR PD32 paragraph 18.2)."""

    NOT_SAID = "", "Not said yet"
    OWN = "own", "Their own knowledge"
    INFORMATION = "information", "Information or belief"


class Wording(Part):
    """A paragraph as a version has it. Never changed: the latest row of a paragraph, up to a version, is its text there."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="wordings")
    version = models.IntegerField()
    paragraph = models.CharField(max_length=16, default=random_key)
    place = models.FloatField()
    """Where it stands among the others."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    source = models.TextField(blank=True)
    """Of information or belief: from whom or what."""
    links = models.JSONField(default=list)
    """Pages of records that show it: ``{"record": number, "page": number}``."""
    no_record = models.TextField(blank=True)
    """Why no record shows it; empty: nobody has said that none does."""
    gone = models.BooleanField(default=False)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_wording"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "paragraph", "version"], name="litigation_wording_version")
        ]


class Considered(OfCase):
    """That somebody considered one document for one statement, and the reason it is mentioned or not. Never changed."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="considered")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    reason = models.TextField()
    said = models.CharField(max_length=64)
    """Hash of the reason as plain words: the same words are not a reason of another document's own."""
    content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the record's file then: of another it has to be considered anew."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_considered"
        indexes: ClassVar = [models.Index(fields=["statement", "record", "-id"], name="litigation_considered_latest")]


class NamedGap(Part):
    """Something missing with which the head of litigation lets a statement be filed; it stands in the statement itself."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="gaps")
    condition = models.CharField(max_length=40)
    """Of the gate."""
    item = models.CharField(max_length=100)
    """What of it, as the gate names it."""
    words = models.TextField()
    """As it stands in the statement."""
    reason = models.TextField()
    owner = models.ForeignKey(USER, models.PROTECT, related_name="+")
    due = models.DateField()
    action = models.CharField(max_length=16, blank=True)
    """The key of the action that it became."""
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_named_gap"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement", "condition", "item"], condition=Q(withdrawn_at=None), name="litigation_gap_once"
            )
        ]


class SuggestionAnswer(Part):
    """What somebody said of a passage that seems to contradict an assertion. Never changed."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="answered")
    paragraph = models.CharField(max_length=16)
    suggestion = models.CharField(max_length=64)
    """Names the two passages: with other words it is another suggestion."""
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_suggestion_answer"


class Looked(OfCase):
    """What one case states differently from a statement, as far as it was found; made anew when either changes."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    inputs = models.CharField(max_length=64)
    """Names what is compared: the words of the statement, the case as it was prepared, its register."""
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=500, blank=True)
    found = models.JSONField(default=list)
    """Places, and reasons that quote a few words; see ``differing``."""

    class Meta:
        db_table = "litigation_looked"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "case"], name="litigation_looked_once_a_case")
        ]
