"""What came in and is no request yet. The database shows it only to who may take it up, and later to who sees the request.

Whoever handed it in cannot read it again: nobody learns from it who is known here.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key

USER = settings.AUTH_USER_MODEL


class ArrivalState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    TAKEN = "taken", "Taken up"
    ASIDE = "aside", "Set aside"


class Aside(models.TextChoices):
    """Why something is set aside."""

    JUNK = "junk", "Junk: advertising, or sent by a machine"
    NO_REQUEST = "no_request", "It asks for no records and no information"
    ELSEWHERE = "elsewhere", "It belongs to somebody else, and they have it"
    REPEAT = "repeat", "The same came before, and is logged"


class Arrival(models.Model):
    """One thing that came in. ``channel``: a value of ``models.Channel``."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    reference = models.CharField(max_length=20, unique=True)
    """What whoever asks is told; it says nothing and cannot be guessed."""
    channel = models.CharField(max_length=20)
    came_at = models.DateTimeField()
    received_on = models.DateField()
    """From when its time counts. Of an e-mail: as its header says, until a person has confirmed it."""
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    """Of the token with which another system handed it in."""
    token = models.ForeignKey("cases.Token", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who added the e-mail."""
    their_reference = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    """Of what was sent, by which the same is known again."""
    said = models.JSONField(default=dict)
    """Question → answer, as in ``arrivals_words``."""
    mail = models.JSONField(default=dict)
    """Of an e-mail: fields of its header, its text, and what is attached to it."""

    state = models.CharField(max_length=20, choices=ArrivalState.choices, default=ArrivalState.WAITING)
    request = models.ForeignKey("access.Request", models.CASCADE, null=True, related_name="arrivals")
    aside = models.CharField(max_length=20, choices=Aside.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "access_arrival"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "their_reference"], condition=Q(channel="system"), name="access_arrival_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "received_on"], name="access_arrival_waiting")]
