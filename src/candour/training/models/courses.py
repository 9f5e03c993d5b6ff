"""Courses, who needs them, their sessions and who came. Nothing is removed: what ended has an end."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from candour.accounts.roles import NAMES, Role
from candour.cases.models import random_key

USER = settings.AUTH_USER_MODEL


class Course(models.Model):
    key = models.CharField(max_length=16, unique=True, default=random_key)
    title = models.CharField(max_length=200)
    covers = models.TextField()
    months = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(240)])
    """How long it counts after the session; None: for good."""
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "training_course"
        constraints: ClassVar = [models.UniqueConstraint(Lower("title"), name="training_one_title_each")]


class Need(models.Model):
    """Who needs a course: everybody in a team, everybody with a role, or whoever has the role in the team."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    course = models.ForeignKey(Course, models.CASCADE, related_name="needs")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True, choices=[(role.value, NAMES[role]) for role in Role])
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "training_need"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "team", "role"], condition=Q(ended_at=None), nulls_distinct=False,
                name="training_needed_once",
            ),
            models.CheckConstraint(condition=Q(team__isnull=False) | ~Q(role=""), name="training_need_of_somebody"),
        ]  # fmt: skip


class Session(models.Model):
    """One day of a course, or one workshop of a series."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="sessions")
    series = models.ForeignKey("training.Series", models.PROTECT, null=True, related_name="workshops")
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    trainer = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    trainer_name = models.CharField(max_length=200, blank=True)
    """Of somebody from outside."""
    capacity = models.PositiveIntegerField(null=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField(max_length=500, blank=True)
    held_at = models.DateTimeField(null=True)
    """When somebody noted that a workshop was held; a session of a course needs no such note."""
    held_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "training_session"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, series=None) | Q(course=None, series__isnull=False),
                name="training_of_a_course_or_a_series",
            ),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(held_at=None), name="training_held_or_cancelled"),
        ]

    @property
    def title(self) -> str:
        """Of what it is a session."""
        of = self.course or self.series
        assert of is not None
        return of.title

    @property
    def holder(self) -> str:
        return self.trainer.name if self.trainer else self.trainer_name


class Status(models.TextChoices):
    BOOKED = "booked", "Booked"
    ATTENDED = "attended", "Attended"
    ABSENT = "absent", "Did not come"


class Attendance(models.Model):
    """That somebody is booked for a session, came or did not come. Who has no account is kept by name and organisation."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "training_attendance"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "user"], condition=Q(user__isnull=False), name="training_each_once"
            ),
            models.UniqueConstraint(
                "session", Lower("name"), Lower("organisation"), condition=Q(user=None), name="training_outsiders_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""), name="training_attendance_of_somebody"
            ),
        ]
