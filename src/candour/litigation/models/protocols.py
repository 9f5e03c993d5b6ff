"""Protocols between Legal and children's services, in versions, and who has said that they read them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import random_key

USER = settings.AUTH_USER_MODEL


class Protocol(models.Model):
    """What it is about. ``kinds``: keys of the policy's ``[matters]`` that it binds; it has no text of its own."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    kinds = models.JSONField(default=list)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_because = models.TextField(blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "litigation_protocol"


class ProtocolVersion(models.Model):
    """One text of it. A draft can be changed; once agreed by both services it never is."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    text = models.TextField()
    """Headings begin with ``#``; paragraphs are set apart by an empty line."""
    changes = models.TextField(blank=True)
    """What changed against the version before, and why."""
    in_force_from = models.DateField(null=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    agreed_legal_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    agreed_legal_at = models.DateTimeField(null=True)
    agreed_services_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """For children's services."""
    agreed_services_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_protocol_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["protocol", "number"], name="litigation_protocol_version_number")
        ]


class Acknowledgement(models.Model):
    """That a person, or a service (a team) through one of its people, is asked to say they read a version, and did."""

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    reminders = models.IntegerField(default=0)
    said_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_acknowledgement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "user"], condition=Q(withdrawn_at=None), name="litigation_person_asked_once"
            ),
            models.UniqueConstraint(
                fields=["version", "team"], condition=Q(withdrawn_at=None), name="litigation_team_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(user=None, team__isnull=False) | Q(user__isnull=False, team=None),
                name="litigation_person_or_team",
            ),
        ]
