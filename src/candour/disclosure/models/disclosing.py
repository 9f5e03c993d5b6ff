"""A disclosure and what policy puts to people for it. Proposals are worked out again; decisions hang on engine keys."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from candour.cases.models import Case, random_key

USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    DECIDING = "deciding", "Being decided"
    CHECKING = "checking", "Being checked"
    WITH_LEGAL = "with_legal", "With Legal"
    CHECKED = "checked", "Checked"
    PRODUCING = "producing", "Being produced"
    FAILED = "failed", "Could not be produced"
    READY = "ready", "Ready to send"
    DELIVERED = "delivered", "Sent"
    RECALLED = "recalled", "Recalled"
    CLOSED = "closed", "Closed"


class Disclosure(models.Model):
    """One case × one recipient × one purpose × one policy pack: of the whole file, or of some records only."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    case = models.ForeignKey(Case, models.CASCADE, related_name="disclosures")
    recipient = models.CharField(max_length=40)
    """The key of a person of the register, or a body that may receive (court, police, …)."""
    recipient_role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60)
    pack = models.CharField(max_length=500)
    """The pack as it is named to the loader: read only where its version is not kept."""
    pack_version = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    """The version under which everything in it is proposed and decided."""
    only = ArrayField(models.CharField(max_length=400), default=list, db_default=[])
    """The engine's ids of the records it is of; empty: of the whole file. The database lets nobody change it."""
    only_why = models.CharField(max_length=500, blank=True, db_default="")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DECIDING)
    matter = models.BooleanField(default=False)
    """It belongs to a legal matter: a lawyer approves before anything is released."""
    privileged = models.BooleanField(default=False)
    """Something in the case is flagged as legal advice: a lawyer approves."""
    prepared_as = models.CharField(max_length=64, blank=True)
    """What the engine calls the inputs that the proposals were made from; empty: there are none yet."""
    known_as = models.CharField(max_length=64, blank=True, db_default="")
    """What was known of unclear names and court orders when the proposals were made; empty: nothing."""
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    greeting = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=500, blank=True)
    paragraph = models.TextField(blank=True)
    """What people changed in the letter; empty: as the pack has it."""

    class Meta:
        db_table = "disclosure_disclosure"
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "case"], name="disclosure_of_its_case")]

    @property
    def needs_legal(self) -> bool:
        return self.matter or self.privileged


class Part(models.Model):
    """What every row of a disclosure has. The database keeps ``case`` that of the disclosure."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Sheet(Part):
    """One page of one record as it is put to people (page 0: a record that has none), and what is proposed of it."""

    record = models.CharField(max_length=200)
    page = models.IntegerField()
    place = models.IntegerField()
    """Where it comes in the order of the bundle."""
    content = models.CharField(max_length=64, blank=True)
    """SHA-256 of the file that the page is of: a decision counts only for what it was made on."""
    shown = models.CharField(max_length=32)
    """Names all that is put to people on this page: it changes when anything of that does."""
    action = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    care = models.BooleanField(default=False)
    flags = ArrayField(models.CharField(max_length=40), default=list)
    holds = ArrayField(models.IntegerField(), default=list)
    """The number of its ``Alike`` for each thing on the page, in order of place."""

    class Meta:
        db_table = "disclosure_sheet"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "record", "page"], name="disclosure_sheet_once")
        ]
        indexes: ClassVar = [models.Index(fields=["disclosure", "place"], name="disclosure_sheet_order")]


class Proposal(Part):
    """What policy proposes for one mention, or (``question``) what has to be answered of a passage."""

    mention = models.CharField(max_length=40)
    """The engine's id of the mention or question."""
    record = models.CharField(max_length=200, blank=True)
    page = models.IntegerField()
    content = models.CharField(max_length=64, blank=True)
    place = models.IntegerField()
    """Its number on the page, in reading order."""
    question = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    owners = ArrayField(models.CharField(max_length=40), default=list)
    """Keys of everybody it could be about."""
    said = models.CharField(max_length=32)
    """The same for mentions that say the same of the same people: decided together."""
    alike = models.IntegerField(default=1, db_default=1)
    """How many of them there are, itself included: counted once, since a page names people who are named everywhere."""
    text = models.TextField(blank=True)
    boxes = models.JSONField(default=list)
    action = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    locked = models.BooleanField(default=False)
    care = models.BooleanField(default=False)
    score = models.FloatField(default=1.0)

    class Meta:
        db_table = "disclosure_proposal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disclosure", "mention"], name="disclosure_proposal_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["disclosure", "record", "page", "place"], name="disclosure_proposal_page"),
            models.Index(fields=["disclosure", "said"], name="disclosure_proposal_said"),
            models.Index(fields=["disclosure"], condition=Q(locked=True), name="disclosure_proposal_locked"),
            GinIndex(fields=["owners"], name="disclosure_proposal_owners"),
        ]


class Alike(Part):
    """Mentions that say the same and are proposed the same: whatever is decided of people, groups or a page moves them together.

    Counted when proposals are worked out and never changed: how far it is follows from these and the decisions.
    """

    number = models.IntegerField()
    said = models.CharField(max_length=32)
    question = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    owners = ArrayField(models.CharField(max_length=40), default=list)
    text = models.TextField(blank=True)
    """As the first of them says it."""
    action = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    locked = models.BooleanField(default=False)
    total = models.IntegerField(default=0)
    """How many there are on pages."""
    elsewhere = models.IntegerField(default=0)
    """How many there are in paths, titles and the list of what is missing."""
    firsts = ArrayField(models.CharField(max_length=40), default=list)
    """The first few on pages, in the order of the bundle."""

    class Meta:
        db_table = "disclosure_alike"
        constraints: ClassVar = [models.UniqueConstraint(fields=["disclosure", "number"], name="disclosure_alike_once")]


class Named(Part):
    """A person of the disclosure and on how many pages they are named."""

    person = models.CharField(max_length=40)
    pages = models.IntegerField()

    class Meta:
        db_table = "disclosure_named"
        constraints: ClassVar = [models.UniqueConstraint(fields=["disclosure", "person"], name="disclosure_named_once")]
