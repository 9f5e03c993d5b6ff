"""A meeting of a case, who belongs to it, what was decided of its minutes, and what was sent.

The database shows a row only to who may see its case, and lets nobody change or remove what was noted as sent.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, Person, Record, random_key
from candour.meetings.series import OF_SERIES as OF_SERIES

USER = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """As ``policy.vocabulary.MEETINGS``."""

    CHILD_IN_NEED = "child_in_need", "Child in need meeting"
    CONFERENCE = "conference", "Child protection conference"
    PRE_PROCEEDINGS = "pre_proceedings", "Pre-proceedings meeting"
    CARE_REVIEW = "care_review", "Child in care review"


class Capacity(models.TextChoices):
    """As ``policy.vocabulary.CAPACITIES``."""

    PARENT = "parent", "Parent, or somebody else with parental responsibility"
    CHILD = "child", "Child"
    PROFESSIONAL = "professional", "Professional"
    SUPPORTER = "supporter", "Friend or supporter of a parent"
    PARENTS_SOLICITOR = "parents_solicitor", "Solicitor of a parent"
    CHILDS_LAWYER = "childs_lawyer", "Child’s legal representative"


class Views(models.TextChoices):
    """What came of the opportunity to have one's views put to a meeting."""

    NOT_NOTED = "", "Not noted yet"
    RECORDED = "recorded", "Their views are recorded and have not been put to the meeting yet"
    PRESENTED = "presented", "Their views were recorded and presented to the meeting"
    NONE_GIVEN = "none_given", "They were offered it and gave no views"


class Contact(models.TextChoices):
    """What a court or the council said of a parent's contact with the child."""

    NOT_NOTED = "", "Not noted"
    UNRESTRICTED = "unrestricted", "No limit is known"
    SUPERVISED = "supervised", "Supervised contact only"
    NONE = "none", "There is a no-contact order"


class Said(models.TextChoices):
    NOT_ASKED = "", "Not asked yet"
    YES = "yes", "Yes, they may have a copy"
    NO = "no", "No, they may not"


class Thing(models.TextChoices):
    """As ``policy.minutes.THINGS``."""

    RECORD = "record", "The record of the meeting"
    REPORT = "report", "The social worker’s report"


class Outcome(models.TextChoices):
    GIVE = "give", "They get it"
    INFORMATION = "information", "They get other written information instead"
    NOTHING = "nothing", "They do not get it"


class Way(models.TextChoices):
    POST = "post", "Post"
    EMAIL = "email", "Secure e-mail"
    HAND = "hand", "Handed over in person"
    COLLECTED = "collected", "Collected from an office"


class Meeting(models.Model):
    """One meeting. ``minutes`` and ``report`` are records of the case file."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    held_on = models.DateField()
    chair = models.ForeignKey(USER, models.PROTECT, related_name="+")
    social_worker = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reviewing_officer = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    minutes = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the minutes as they were signed: a signature counts for nothing else."""
    pack_version = models.CharField(max_length=60, blank=True)
    pack_sha256 = models.CharField(max_length=64, blank=True)
    """The policy in force when the minutes were signed, by which everything after that is decided."""

    class Meta:
        db_table = "meetings_meeting"
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "case"], name="meetings_of_its_case")]


class Part(models.Model):
    """What every row of a meeting has. The database keeps ``case`` that of the meeting."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Attendee(Part):
    """Somebody who belongs to a meeting, whether or not they were there."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who they are in the register; None: somebody who is not in it."""
    name = models.CharField(max_length=200)
    agency = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=200, blank=True)
    """What they are in the meeting, such as health visitor."""
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    invited = models.BooleanField(default=False)
    attended = models.BooleanField(default=False)
    contributed = models.BooleanField(default=False)
    """Gave their views in another way than by being there."""
    views = models.CharField(max_length=20, choices=Views.choices, blank=True)
    views_text = models.TextField(blank=True)
    """What they said, as it was recorded."""
    views_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who recorded it last, or noted that they gave none."""
    views_at = models.DateTimeField(null=True)
    presented_by = models.CharField(max_length=200, blank=True)
    """Who put it to the meeting, as a name: not everybody who may do that uses this site."""
    presented_on = models.DateField(null=True)
    contact = models.CharField(max_length=20, choices=Contact.choices, blank=True)
    requested_on = models.DateField(null=True)
    """When they asked for the record."""
    supports = models.ForeignKey("Attendee", models.PROTECT, null=True, related_name="supporters")
    """The parent with whom they came."""
    parent_said = models.CharField(max_length=10, choices=Said.choices, blank=True)
    parent_asked_on = models.DateField(null=True)
    excluded_because = models.TextField(blank=True)
    excluded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    excluded_at = models.DateTimeField(null=True)
    disclosure = models.CharField(max_length=16, blank=True)
    """The key of the disclosure in which details are removed from the record for them."""
    report_disclosure = models.CharField(max_length=16, blank=True)
    """The same, for the report: it goes out by itself."""

    class Meta:
        db_table = "meetings_attendee"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="meetings_person_once"
            )
        ]


class Decision(Part):
    """Whether somebody gets something. Taken back, never changed; of two deciders it counts when both have said so."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="decisions")
    thing = models.CharField(max_length=10, choices=Thing.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reasons = models.TextField(blank=True)
    removed = models.TextField(blank=True)
    """Which details have to be removed; empty: none."""
    information = models.TextField(blank=True)
    """Which written information is sent instead of the record: what it has to tell of. Its text is an ``Information``."""
    rule = models.CharField(max_length=100)
    pack_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "meetings_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attendee", "thing"], condition=Q(undone_at=None), name="meetings_one_decision_stands"
            )
        ]


class Information(models.Model):
    """One version of the text that is sent instead of the record: never changed, and a later one begins without agreement."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="+")
    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="+")
    attendee = models.ForeignKey(Attendee, models.DO_NOTHING, related_name="informations")
    decision = models.ForeignKey(Decision, models.DO_NOTHING, related_name="informations")
    """Of another decision another text is agreed."""
    version = models.IntegerField()
    text = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "meetings_information"
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attendee", "version"], name="meetings_information_version")
        ]


class Agreement(models.Model):
    """That one of the two who decide has read a version and agrees that it goes out. Never changed, never removed."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="+")
    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="+")
    information = models.ForeignKey(Information, models.DO_NOTHING, related_name="agreements")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "meetings_agreement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["information", "by"], name="meetings_each_agrees_once")
        ]


class Instruction(Part):
    """That a thing goes to somebody, by which way, and how they can safely be reached."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="instructions")
    thing = models.CharField(max_length=10, choices=Thing.choices)
    information = models.ForeignKey(Information, models.DO_NOTHING, null=True, related_name="+")
    """The version that goes out instead of the record."""
    way = models.CharField(max_length=10, choices=Way.choices)
    to = models.CharField(max_length=500)
    safe_contact = models.CharField(max_length=500)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "meetings_instruction"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attendee", "thing"], condition=Q(withdrawn_at=None), name="meetings_one_instruction_stands"
            )
        ]


class Sending(models.Model):
    """That something was sent to somebody: never changed, never removed before the case is."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="+")
    meeting = models.ForeignKey(Meeting, models.DO_NOTHING, related_name="sendings")
    attendee = models.ForeignKey(Attendee, models.DO_NOTHING, related_name="sendings")
    instruction = models.ForeignKey(Instruction, models.DO_NOTHING, related_name="sendings")
    thing = models.CharField(max_length=10, choices=Thing.choices)
    information = models.ForeignKey(Information, models.DO_NOTHING, null=True, related_name="+")
    """Sent instead of the record."""
    rule = models.CharField(max_length=100)
    disclosure = models.CharField(max_length=16, blank=True)
    content = models.CharField(max_length=64)
    """SHA-256 of the minutes as they were signed, of the report, or of the text that was sent instead."""
    sent_on = models.DateField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "meetings_sending"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attendee", "thing"], name="meetings_each_thing_sent_once")
        ]


RELATED = ("case", "chair", "social_worker", "reviewing_officer", "minutes", "report")
"""What is asked for with a meeting whose steps are looked at."""
OF_MEETING: tuple[type[models.Model], ...] = (Attendee, Decision, Information, Agreement, Instruction, Sending)
TABLES_WITH_CASE = (Meeting._meta.db_table, *(model._meta.db_table for model in OF_MEETING))
"""Every table here that the database shows only to who may see its case."""
