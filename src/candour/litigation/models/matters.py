"""A legal matter: the proceedings, the cases they are about, who is in them, and their timetable."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, Person, random_key

USER = settings.AUTH_USER_MODEL


class Matter(models.Model):
    """Proceedings that the council is in. ``case``: the one that it was opened on, in whose history it is told."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    """A key of the policy's ``[matters]``."""
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=60, blank=True)
    """Legal's own number."""
    claim_number = models.CharField(max_length=60, blank=True)
    court = models.CharField(max_length=200, blank=True)
    issues = models.TextField(blank=True)
    """What is in dispute, as far as it decides what is relevant."""
    issued_on = models.DateField(null=True)
    """When proceedings began: the timetable is counted from it. None: nothing was issued yet."""
    pack_version = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    """The policy in force when it was opened, by which its timetable is counted."""
    protocol = models.ForeignKey("ProtocolVersion", models.PROTECT, null=True, related_name="matters")
    """In force when it was opened; None: there was none."""
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    kept_until = models.DateField(null=True)

    class Meta:
        db_table = "litigation_matter"


class Part(models.Model):
    """What every row of a matter has."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class OfCase(Part):
    """What is of one of the matter's cases as well: shown only to who may see both."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class MatterCase(OfCase):
    """A case whose records the matter is about."""

    linked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_case"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "case"], condition=Q(ended_at=None), name="litigation_case_once")
        ]


class Capacity(models.TextChoices):
    """What somebody of the council is in a matter. The database knows which of them see the file."""

    SUPERVISING = "supervising", "Supervising lawyer"
    LAWYER = "lawyer", "Lawyer"
    WITNESS = "witness", "Witness"
    INSTRUCTING = "instructing", "Instructing manager"


SEE_THE_FILE = (Capacity.SUPERVISING, Capacity.LAWYER, Capacity.WITNESS)
LEGAL = (Capacity.SUPERVISING, Capacity.LAWYER)


class Member(Part):
    """Somebody of the council who works on the matter, from when until when."""

    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    first_view_at = models.DateTimeField(null=True)
    """When they first displayed the whole file of the matter."""
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_member"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "user", "capacity"], condition=Q(ended_at=None), name="litigation_member_once"
            )
        ]


class Side(models.TextChoices):
    CLAIMANT = "claimant", "Claimant or applicant"
    DEFENDANT = "defendant", "Defendant or respondent"
    INTERESTED = "interested", "Interested party"
    CHILD = "child", "Child"
    GUARDIAN = "guardian", "Guardian or litigation friend"
    COURT = "court", "Court or tribunal"
    COUNCIL = "council", "The council"


class Party(Part):
    """Somebody in the proceedings. ``person``: who they are in the register of a case of the matter."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=20, choices=Side.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    represented_by = models.CharField(max_length=300, blank=True)
    """Their solicitor."""
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_party"


class Event(Part):
    """A date of the timetable: where it was first planned, where it is planned now, and when it was done."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    first_planned = models.DateField()
    planned = models.DateField()
    done_on = models.DateField(null=True)
    ordered = models.BooleanField(default=False)
    """A court ordered the date."""
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_because = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "litigation_event"


class EventMove(Part):
    """That a date moved, and why. Never changed."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="moves")
    was = models.DateField()
    became = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "litigation_event_move"
