"""What a case is made of. The database itself shows a row only to who may see its case (see the migrations).

Numbers of rows never stand in an address: a case has a random key. What the engine finds stands in ``found``; the rest
is one table of contents of a case, and over 300 lines long because it is read as one.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from candour.cases.found import Flag, Known, Mention, Question
from candour.cases.retention import WITH_CASE as KEEPING

USER = settings.AUTH_USER_MODEL


def random_key() -> str:
    return secrets.token_urlsafe(9)


class Case(models.Model):
    """One case file: usually of one child, sometimes of a family."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    reference = models.CharField(max_length=60, unique=True)
    """The council's own number."""
    name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    manager = models.ForeignKey(USER, models.PROTECT, related_name="cases_managed")
    """Told when somebody breaks the glass."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_case"


class CaseTeam(models.Model):
    """A team that works on a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_teams")
    team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_team"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "team"], condition=Q(ended_at=None), name="cases_team_once")
        ]


class Grant(models.Model):
    """Access of one person to one case for a purpose, until a day; ``emergency``: taken, not given."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="grants")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=500)
    emergency = models.BooleanField(default=False)
    given_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField(null=True)
    """When the manager noted an emergency access."""

    class Meta:
        db_table = "cases_grant"


class Bar(models.Model):
    """Somebody who must never see a case (family, a party), whatever else would let them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="bars")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_bar"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "user"], condition=Q(lifted_at=None), name="cases_barred_once")
        ]


class Person(models.Model):
    """Somebody in the register of a case, as ``engine.model.Person``; ``child``: the file is about them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="people")
    key = models.CharField(max_length=40)
    """The id that the engine uses, e.g. P3."""
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    child = models.BooleanField(default=False)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=500, blank=True)
    phones = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    emails = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    identifiers = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    never_disclose = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    notes = models.TextField(blank=True)
    found = models.BooleanField(default=False)
    """Found in the file by the engine; nobody has registered them yet."""
    found_as = models.CharField(max_length=40, blank=True)
    """What the engine called them when the case was last prepared: another number each time. Empty: found no more."""
    gone_at = models.DateTimeField(null=True)
    """Taken out of the register, or merged into another person."""

    class Meta:
        db_table = "cases_person"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_person_key")]


class Upload(models.Model):
    """One delivery of files: dropped in the browser, or sent by another system."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    token = models.ForeignKey("Token", models.PROTECT, null=True, related_name="uploads")
    """Set when another system sent the files."""
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_upload"


class FileState(models.TextChoices):
    RECEIVED = "received", "Received"
    REFUSED = "refused", "Refused"
    SAME = "same", "Already here"
    REPLACED = "replaced", "Replaced by a newer one"


class File(models.Model):
    """A file as it was received; its bytes are in the store under their SHA-256 and are never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    path = models.CharField(max_length=1000)
    """Relative, ``/`` between its parts."""
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=20, choices=FileState.choices)
    why = models.CharField(max_length=300, blank=True)
    """Why it was refused: what happened and what to do."""
    received_at = models.DateTimeField()

    class Meta:
        db_table = "cases_file"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "path"], condition=Q(state="received"), name="cases_one_file_each_path"
            )
        ]


class ManifestRow(models.Model):
    """A record that the source system says exists."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="manifest")
    number = models.IntegerField()
    record_id = models.CharField(max_length=200)
    title = models.CharField(max_length=500, blank=True)
    type = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=40, blank=True)
    author = models.CharField(max_length=200, blank=True)
    filename = models.CharField(max_length=1000, blank=True)

    class Meta:
        db_table = "cases_manifest"


class ManifestDraft(models.Model):
    """A list that somebody handed in and has not confirmed yet; it goes when they do, or hand in another."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        db_table = "cases_manifest_draft"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "by"], name="cases_one_draft_each")]


class Stage(models.TextChoices):
    WAITING = "waiting", "Waiting"
    EMPTY = "empty", "No files yet"
    INTAKE = "intake", "Opening files"
    READING = "reading", "Reading pages"
    FINDING = "finding", "Looking for people"
    KEEPING = "keeping", "Writing down"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


class Preparation(models.Model):
    """The state of one run of the engine over a case; a job may be killed and go on."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="preparations")
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    case_hash = models.CharField(max_length=64, blank=True)
    """What the engine calls the inputs."""
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "cases_preparation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(stage="waiting"), name="cases_one_preparation_waits")
        ]


class Record(models.Model):
    """One document of the case file, as ``engine.model.Record``."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="records")
    key = models.CharField(max_length=400)
    """The engine's record id: the manifest's, or made from the path; the same when the case is prepared again."""
    path = models.CharField(max_length=4000)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.BigIntegerField(default=0)
    title = models.CharField(max_length=500, blank=True)
    type = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True)
    date_said = models.CharField(max_length=40, blank=True)
    author = models.CharField(max_length=200, blank=True)
    parent = models.CharField(max_length=400, blank=True)
    pdf = models.CharField(max_length=64, blank=True)
    pages_count = models.IntegerField(default=0)
    listed = models.BooleanField(default=False)
    duplicate_of = models.CharField(max_length=400, blank=True)
    meta = models.JSONField(default=list)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """When its bytes or its pages last became others: what was decided of them before counts no more."""
    gone_at = models.DateTimeField(null=True)
    """Its file was replaced by another: no longer part of the file as it is now."""

    class Meta:
        db_table = "cases_record"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_record_key")]
        indexes: ClassVar = [models.Index("case", F("date").asc(nulls_last=True), "key", name="cases_record_by_date")]


class Page(models.Model):
    """One page of a record and its text, for search and for reading beside the picture."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, models.CASCADE, related_name="pages")
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    width = models.FloatField()
    height = models.FloatField()
    layer = models.CharField(max_length=20, blank=True)
    """Which reading ``text`` is: places of mentions in the same layer hold in it."""
    text = models.TextField(blank=True)
    """As the eye reads the page."""
    besides = models.TextField(blank=True)
    """Lines that only another reading of the page saw: words in pictures, a hidden layer, barcodes. Searched as well."""
    unsure = models.IntegerField(default=0)
    needs_ocr = models.BooleanField(default=False)
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "cases_page"
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "number"], name="cases_page_number")]
        indexes: ClassVar = [GinIndex(fields=["search"], name="cases_page_search")]


class Gap(models.Model):
    """Something missing or not readable, as ``engine.model.Gap``, and what was said about it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="gaps")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    detail = models.CharField(max_length=1000)
    source = models.CharField(max_length=4000, blank=True)
    record = models.CharField(max_length=400, blank=True)
    seen = models.JSONField(default=list, db_default=[])
    """Of a document that the file mentions and does not hold: key of a record, page and words, for each page that does."""
    explained = models.CharField(max_length=1000, blank=True, db_default="")
    explained_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_gap"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="cases_gap_key")]


class Token(models.Model):
    """Lets another system add files to the cases of one team and ask how they stand; kept as a hash."""

    name = models.CharField(max_length=200)
    team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_token"


TABLES_WITH_CASE = tuple(
    model._meta.db_table
    for model in (
        Case, CaseTeam, Grant, Bar, Person, Upload, File, ManifestRow, ManifestDraft, Preparation, Record, Page, Gap,
        Mention, Flag, Question, Known, *KEEPING,
    )
)  # fmt: skip
"""Every table that the database shows only to who may see its case."""
