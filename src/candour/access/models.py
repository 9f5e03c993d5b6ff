"""What a request is made of. The database shows a row only to the teams that work on it and to who may see its case.

What is known of it only by asking a pack (who may do what, what has to be shown, when it is due) is never kept here,
but for the day on which it is due, by which lists are ordered. It is long because what belongs to a request is read
together.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from candour.access.arrival import Arrival  # noqa: F401 -- Django looks for models here
from candour.access.destruction import Destruction, KeepingHold  # noqa: F401 -- and here
from candour.access.saved_views import SavedView  # noqa: F401 -- and here
from candour.access.shared_now import SharedNow  # noqa: F401 -- and here
from candour.cases.models import Case, random_key
from candour.disclosure.models.releasing import Mailing

USER = settings.AUTH_USER_MODEL


class Channel(models.TextChoices):
    STAFF = "staff", "Logged by staff"
    PUBLIC = "public", "The public form"
    EMAIL = "email", "An e-mail"
    SYSTEM = "system", "Another system"


class Way(models.TextChoices):
    """By which somebody can safely be reached: the values of ``contact_way``."""

    EMAIL = "email", "By e-mail"
    POST = "post", "By post"
    PHONE = "phone", "By telephone"
    PERSON = "person", "In person"
    THROUGH = "through", "Through somebody they trust"


class State(models.TextChoices):
    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class Request(models.Model):
    """One request of one requester in one context, on the route that a pack gave for it."""

    key = models.CharField(max_length=16, unique=True, default=random_key)
    number = models.BigIntegerField(unique=True)
    """From the database's own sequence; with the year it came in it makes the reference."""
    channel = models.CharField(max_length=20, choices=Channel.choices)
    received_on = models.DateField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    """Who handles it."""
    allocated = models.ForeignKey("accounts.Team", models.PROTECT, null=True, related_name="+")
    """Who puts the information together, where that is another team."""
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="requests")

    requester = models.CharField(max_length=60)
    context = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    """Fact → list of values, as they are known; ``order`` among them: what was asked and answered."""
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=200)
    about_born = models.CharField(max_length=40, blank=True)
    wants = models.TextField(blank=True)
    """What they ask for, in their own words."""
    their_reference = models.CharField(max_length=100, blank=True)
    stated_on = models.DateField(null=True)
    """The day that they name for the answer, where it is theirs to name."""
    contact_way = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=500, blank=True)
    contact_never = models.CharField(max_length=500, blank=True)
    """What must not be used to reach them, such as a shared telephone."""
    contact_asked_at = models.DateTimeField(null=True)
    """When somebody asked them how they can safely be reached."""

    route = models.CharField(max_length=60, blank=True)
    pack_name = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    routed_at = models.DateTimeField(null=True)
    routed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    due_on = models.DateField(null=True)
    """As its clock stands; None: it stands still, has not started, or nothing is stated."""
    answered_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    kept_until = models.DateField(null=True)
    """From when the request may be destroyed."""
    disclosure = models.ForeignKey("disclosure.Disclosure", models.SET_NULL, null=True, related_name="requests")
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="repeats")
    """The request that this one repeats."""
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="further")
    """The request after whose answer whoever asked wanted more."""
    only_records = models.PositiveIntegerField(default=0, db_default=0)
    """Of how many records the review is; 0: of the whole file, or it has not begun."""
    only_why = models.CharField(max_length=500, blank=True, db_default="")
    """Why of these only, as whoever works on the request may read it."""

    class Meta:
        db_table = "access_request"
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="access_request_due")]

    @property
    def reference(self) -> str:
        return f"AR-{self.received_on.year}-{self.number:05d}"


class Part(models.Model):
    """What every row of a request has. The database shows it to who sees the request."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Step(Part):
    """A step that somebody took: ``step`` is the duty of the pack under which they took it.

    What became of a ``letter`` stands under no duty, so that it never counts as the step that the letter tells of.
    """

    step = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=60)
    """As in the ledger."""
    letter = models.ForeignKey("access.Letter", models.CASCADE, null=True, related_name="+")

    class Meta:
        db_table = "access_step"
        indexes: ClassVar = [models.Index(fields=["request", "step"], name="access_step_of")]


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", "Good"
    REFUSED = "refused", "Not good"
    WAIVED = "waived", "Not needed"


class Evidence(Part):
    """One thing that has to be shown. ``by`` and ``at``: who first noted it."""

    what = models.CharField(max_length=60)
    asked_on = models.DateField(null=True)
    came_on = models.DateField(null=True)
    shown_as = models.CharField(max_length=300, blank=True)
    """What was shown, in words; no copy of it is kept."""
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_evidence"
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "what"], name="access_evidence_once")]


class Clarification(Part):
    """A question about what is meant; the clock stands still from asking to answer where the pack says so."""

    question = models.TextField()
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "access_clarification"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request"], condition=Q(answered_on=None), name="access_one_question_open")
        ]


class Extension(Part):
    """More time, with a notice that gives reasons."""

    notice_on = models.DateField()
    why = models.TextField()

    class Meta:
        db_table = "access_extension"
        constraints: ClassVar = [models.UniqueConstraint(fields=["request"], name="access_extended_once")]


class Fee(Part):
    """A fee that was asked for, with a notice that says how much and why. One that was dropped counts for nothing."""

    amount = models.DecimalField(max_digits=8, decimal_places=2)
    why = models.TextField()
    asked_on = models.DateField()
    came_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_fee"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request"], condition=Q(dropped_at=None), name="access_one_fee")
        ]


class Search(Part):
    """One search: where, with what, whom somebody asked, what came of it, what was not found, and why no further."""

    place = models.CharField(max_length=300)
    on = models.DateField()
    terms = models.CharField(max_length=500, blank=True)
    asked = models.CharField(max_length=300, blank=True)
    found = models.TextField()
    not_found = models.TextField(blank=True)
    limits = models.TextField(blank=True)

    class Meta:
        db_table = "access_search"


class Reply(models.TextChoices):
    AGREES = "agrees", "Agrees"
    OBJECTS = "objects", "Objects"
    NONE = "none", "Did not answer"
    NOT_SAFE = "not_safe", "Not asked: not safe or not reasonable"


class Consultation(Part):
    """Somebody else whom the records are about, asked or not asked, and what they said."""

    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    about = models.TextField()
    """Which information of theirs it is."""
    asked_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    reminded_on = ArrayField(models.DateField(), default=list)
    reply = models.CharField(max_length=20, choices=Reply.choices, blank=True)
    replied_on = models.DateField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        db_table = "access_consultation"


class Advice(Part):
    """Advice, which is never an approval. ``allows``: what a lawyer says of orders that bear on the requester."""

    legal = models.BooleanField(default=False)
    allows = models.BooleanField(null=True)
    text = models.TextField()

    class Meta:
        db_table = "access_advice"


class Outcome(models.TextChoices):
    GIVE = "give", "Give what is asked for"
    GIVE_PART = "give_part", "Give a part"
    REFUSE = "refuse", "Refuse"
    NOTHING = "nothing", "Nothing is held"
    PASSED_ON = "passed_on", "Passed on to another route"


class Decision(Part):
    """What was decided, under which version of the pack. A later one replaces it; none is ever changed."""

    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    why = models.TextField()
    route = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "access_decision"


class Entitlement(Part):
    """A second person's look at what is to go out."""

    passed = models.BooleanField()
    words = models.TextField()

    class Meta:
        db_table = "access_entitlement"


class Found(models.TextChoices):
    THERE = "there", "It is there"
    MISSING = "missing", "It is missing"
    NOT_NEEDED = "not_needed", "It does not apply"


class Point(Part):
    """What somebody found of one point of a list of the pack; the last row of a point counts.

    ``step``: the duty under which the list is gone through.
    """

    step = models.CharField(max_length=60)
    what = models.CharField(max_length=60)
    found = models.CharField(max_length=20, choices=Found.choices)
    words = models.TextField(blank=True)

    class Meta:
        db_table = "access_point"


class Instruction(Part):
    """What is to be sent to whom by which way, and that it was."""

    to = models.CharField(max_length=300)
    what = models.TextField()
    way = models.CharField(max_length=300)
    withdrawn_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    sent_how = models.CharField(max_length=300, blank=True)
    receipt_on = models.DateField(null=True)
    """When whoever asked said that they have it."""
    receipt_how = models.CharField(max_length=300, blank=True, db_default="")
    receipt_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    """Who noted it."""

    class Meta:
        db_table = "access_instruction"


class Passing(Part):
    """That a request went from one team to another, and why. Both teams see it, also when one sees the request no more."""

    reference = models.CharField(max_length=40)
    from_team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    to_team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        db_table = "access_passing"


class ComplaintKind(models.TextChoices):
    COMPLAINT = "complaint", "Data protection complaint"
    REVIEW = "internal-review", "Internal review"


class Complaint(Part):
    """``kind``: also the clock that it has."""

    kind = models.CharField(max_length=20, choices=ComplaintKind.choices)
    received_on = models.DateField()
    text = models.TextField()
    acknowledged_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    upheld = models.BooleanField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "access_complaint"


class Letter(Part):
    """One saved version of a letter; none is ever changed. ``key`` is that of all versions of one letter.

    ``finished``: the last one, which may leave the house.
    """

    key = models.CharField(max_length=16, default=random_key)
    version = models.PositiveIntegerField(default=1)
    template = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="letters")
    complaint = models.ForeignKey(Complaint, models.CASCADE, null=True, related_name="letters")
    extension = models.ForeignKey(Extension, models.CASCADE, null=True, related_name="letters")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="letters")
    """What it tells of, where it tells of that."""
    address = models.TextField(blank=True)
    """To whom, and where: the safe contact as it was when this version was saved."""
    subject = models.CharField(max_length=200)
    body = models.TextField()
    finished = models.BooleanField(default=False)

    class Meta:
        db_table = "access_letter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "version"], name="access_letter_version"),
            models.UniqueConstraint(fields=["key"], condition=Q(finished=True), name="access_letter_finished_once"),
        ]


class LetterMail(Part):
    """That a finished letter was sent by e-mail, and what became of it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="mails")
    outcome = models.CharField(max_length=20, choices=Mailing.choices, default=Mailing.GOING)

    class Meta:
        db_table = "access_letter_mail"


class LetterPosted(Part):
    """That a finished letter was posted or handed over: when and how, with a number to follow it if there is one."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="posted")
    on = models.DateField()
    how = models.CharField(max_length=300)

    class Meta:
        db_table = "access_letter_posted"


PARTS: tuple[type[Part], ...] = (
    Step, Evidence, Clarification, Extension, Fee, Search, Consultation, Advice, Decision, Entitlement, Instruction, Complaint,
    Letter, LetterMail, LetterPosted, Point, Passing,
)  # fmt: skip
