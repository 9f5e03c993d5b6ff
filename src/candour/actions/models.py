"""What was agreed to be done: an action, who owns it, everything that was said and done about it, and the evidence.

The database shows an action to its owners, its maker and whoever confirms it, and to whom the app that it belongs to lets see
it; never to somebody barred from its case. What was said stays: rows are added, never changed or removed.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, Record, random_key

USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    OPEN = "open", "Open"
    TO_CONFIRM = "to_confirm", "Waits to be confirmed"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


UNFINISHED = (State.OPEN, State.TO_CONFIRM)


class Priority(models.TextChoices):
    HIGH = "high", "High"
    NORMAL = "normal", "Normal"
    LOW = "low", "Low"


class Action(models.Model):
    """``by_when`` None: no day was agreed, and none is made up; then it is looked at again on ``review_on``."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    what = models.CharField(max_length=500)
    why = models.TextField(blank=True)
    """Why it is needed, in the words of whoever asked for it where there are any."""
    about = models.CharField(max_length=30, blank=True)
    """What it belongs to, as ``belonging`` knows it, such as ``sitting``; empty: nothing."""
    about_id = models.BigIntegerField(null=True)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    by_when = models.DateField(null=True)
    review_on = models.DateField(null=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    maker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmer = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """The second person who has to say that it is done; None: none is needed."""

    class Meta:
        db_table = "actions_action"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by_when__isnull=False) | Q(review_on__isnull=False), name="actions_a_day_to_look_at_it"
            ),
            models.CheckConstraint(
                condition=Q(about="", about_id=None) | (~Q(about="") & Q(about_id__isnull=False)),
                name="actions_about_something_or_nothing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about", "about_id"], name="actions_about"),
            models.Index(fields=["maker", "state"], name="actions_of_maker"),
        ]


class Owner(models.Model):
    """Somebody who has to do it: a person who uses Candour, or by name somebody who does not."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="owners")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    """With their organisation, of somebody outside."""
    given_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "actions_owner"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | (Q(user=None) & ~Q(name="")),
                name="actions_owner_by_one_name",
            ),
            models.UniqueConstraint(
                fields=["action", "user"], condition=Q(ended_at=None, user__isnull=False), name="actions_owner_once"
            ),
        ]


class Kind(models.TextChoices):
    """What was said or done, as a sentence without its subject."""

    NOTED = "noted", "noted how it gets on"
    MOVED = "moved", "moved its day"
    OWNERS = "owners", "changed who owns it"
    CLOSED = "closed", "said that it is done"
    CONFIRMED = "confirmed", "confirmed that it is done"
    SENT_BACK = "sent_back", "sent it back as not done"
    CANCELLED = "cancelled", "cancelled it"
    REOPENED = "reopened", "opened it again"


class Step(models.Model):
    """One thing that was said or done after it was made. The days before and after stand here where they were moved."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(blank=True)
    by_when_was = models.DateField(null=True)
    review_on_was = models.DateField(null=True)
    by_when = models.DateField(null=True)
    review_on = models.DateField(null=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "actions_step"
        indexes: ClassVar = [models.Index(fields=["action", "id"], name="actions_story")]


class Evidence(models.Model):
    """What shows that it is done, besides the words of the step: a record of the case file, or a file with its hash."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence")
    step = models.ForeignKey(Step, models.CASCADE, related_name="evidence")
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.IntegerField(default=0)
    content = models.BinaryField(null=True)

    class Meta:
        db_table = "actions_evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, content=None, sha256="")
                | (Q(record=None, content__isnull=False) & ~Q(sha256="")),
                name="actions_evidence_is_one_thing",
            )
        ]


OF_ACTION: tuple[type[models.Model], ...] = (Owner, Step, Evidence)
TABLES = (Action._meta.db_table, *(each._meta.db_table for each in OF_ACTION))
"""Every table here: all are shown by the same rule."""
