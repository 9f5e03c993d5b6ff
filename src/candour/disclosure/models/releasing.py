"""Bundles as they were made, to whom they may be handed, and the links and codes with which they are collected.

Neither a link's token nor a code is kept, only what proves that it is the right one.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key
from candour.disclosure.models.disclosing import Part

USER = settings.AUTH_USER_MODEL


class Outcome(models.TextChoices):
    RUNNING = "", "Being produced"
    MADE = "made", "Made and verified"
    REFUSED = "refused", "Refused"
    UNSAFE = "unsafe", "Did not pass verification"
    BROKEN = "broken", "Could not be made"


class Production(Part):
    """One run of the engine for a disclosure, and the folder that it fills."""

    number = models.IntegerField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=40, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    what = models.TextField(blank=True)
    means = models.TextField(blank=True)
    do = models.TextField(blank=True)
    positions = models.JSONField(default=list)
    """Where verification found something: file, page and kind, never what."""
    certificate = models.CharField(max_length=64, blank=True)
    """SHA-256 of certificate.json: a folder that was changed since is not delivered."""
    numbers = models.JSONField(default=dict)
    """Every page accounted for, as counts."""
    story = models.JSONField(default=dict)
    """What may be told beside the bundle: chronology, people, reasons."""
    again_at = models.DateTimeField(null=True)
    """When it is tried again after an attempt failed, as ``what`` says; None: it is being made, or has ended."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disclosure_production"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "number"], name="disclosure_production_number"),
            models.UniqueConstraint(
                fields=["disclosure"], condition=Q(ended_at=None), name="disclosure_one_production_at_a_time"
            ),
        ]


class Channel(models.TextChoices):
    EMAIL = "email", "E-mail"
    TEXT = "text", "Text message"
    PHONE = "phone", "Telephone"
    POST = "post", "Post"
    IN_PERSON = "in_person", "In person"


class Contact(Part):
    """Where the recipient can safely be reached. The value can be erased; it never stands in the ledger."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    value = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "disclosure_contact"


class Mailing(models.TextChoices):
    NONE = "", "Nothing goes by e-mail"
    GOING = "going", "Not known whether it was sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"


class Delivery(Part):
    """A way in for the recipient: a link and a code, given by different channels, until a day."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    production = models.ForeignKey(Production, models.PROTECT, related_name="deliveries")
    link_to = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    code_to = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    """SHA-256 (hex) of the link's token."""
    code = models.CharField(max_length=64, blank=True)
    """Keyed hash of the code; empty: used up, or none given."""
    code_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    visit = models.CharField(max_length=64, blank=True)
    """SHA-256 (hex) of what the browser shows after the code was right."""
    visit_until = models.DateTimeField(null=True)
    mail = models.CharField(max_length=20, choices=Mailing.choices, blank=True, default=Mailing.NONE, db_default="")
    """Whether what goes by e-mail, the link or the code, has left; it leaves when the row is there for good."""
    last_day = models.DateField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)
    """When a file of it was first collected."""
    held = models.BooleanField(default=False)
    recalled_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=200)
    """Of the bundle, below the folder of all cases; the recipient's way in sees this row and no other."""
    files = models.JSONField(default=dict)
    """Name in ``send`` → SHA-256: nothing else can be collected."""
    told = models.JSONField(default=dict)
    """What the recipient's page tells: purpose, contact, and the production's story."""

    class Meta:
        db_table = "disclosure_delivery"


class Asking(models.TextChoices):
    QUESTION = "question", "I have a question"
    WRONG = "wrong", "Something is wrong or missing"
    SUPPORT = "support", "I would like somebody to go through it with me"
    COMPLAINT = "complaint", "I want to complain"


class Enquiry(Part):
    """What a recipient wrote to the people of the case. Whoever holds the link sees their own and no other."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="enquiries")
    kind = models.CharField(max_length=20, choices=Asking.choices)
    text = models.TextField()
    answer_to = models.CharField(max_length=300, blank=True)
    """How they want to be answered, in their own words."""
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "disclosure_enquiry"
