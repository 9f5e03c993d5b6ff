"""What passes between the stages: frozen values, no behaviour beyond their own arithmetic, and no files.

Pages count from 1. Boxes are in points, origin at the top left of the page as displayed (after /Rotate, inside the
crop box). Text offsets are Unicode code points into the text of one layer of one page. Dates are ISO strings.
It is long because the stages know nothing of each other but this, and it is read as one vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a mention is (the ``kind`` of ``candour detect``)."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    DOB = "DOB"
    NHS = "NHS"
    NINO = "NINO"
    UPN = "UPN"
    REF = "REF"
    VEHICLE = "VEHICLE"
    URL = "URL"
    ORG = "ORG"
    LOCATION = "LOCATION"
    DATE = "DATE"
    OTHER = "OTHER"
    WORKPLACE = "WORKPLACE"
    """A registered person's place of work (internal: printed as ORG by ``candour detect``)."""
    DETAIL = "DETAIL"
    """A passage that identifies a protected person without naming them (printed as OTHER)."""


ROLES = frozenset(
    "subject mother father parent sibling relative carer foster_carer adopter partner other_child referrer third_party"
    " social_worker manager health education police legal court other_professional".split()
)
PROFESSIONAL_ROLES = frozenset("social_worker manager health education police legal court other_professional".split())


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points from the top left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    def grown(self, by: float) -> Box:
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meets(self, other: Box) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


# ---------------------------------------------------------------- inputs


@dataclass(frozen=True, slots=True)
class Person:
    """One row of people.csv, or a person found in the file (``found`` is then true and ``role`` a guess)."""

    id: str
    name: str
    role: str
    aliases: tuple[str, ...] = ()
    date_of_birth: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    never_disclose: frozenset[str] = frozenset()
    notes: str = ""
    found: bool = False

    @property
    def professional(self) -> bool:
        return self.role in PROFESSIONAL_ROLES


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of manifest.csv: what the source system says exists. ``filename`` may be empty."""

    record_id: str
    title: str
    type: str
    date: str
    author: str
    filename: str


# ---------------------------------------------------------------- intake


class PageKind(StrEnum):
    """Where a page of a record comes from."""

    OWN = "own"
    """A page of the document itself."""
    HIDDEN = "hidden"
    """A page made by intake that shows what the document hides (tracked changes, comments, hidden sheets, metadata)."""
    ATTACHED = "attached"
    """A page of a file carried inside a PDF: numbered on from the document's own pages."""


class GapKind(StrEnum):
    """The ``kind`` column of gaps.csv."""

    MISSING_FROM_FOLDER = "missing_from_folder"
    NOT_IN_MANIFEST = "not_in_manifest"
    MENTIONED_NOT_HELD = "mentioned_not_held"
    UNREADABLE = "unreadable"
    NEEDS_CONVERTER = "needs_converter"
    NEEDS_OCR = "needs_ocr"
    DATE_GAP = "date_gap"
    NEAR_DUPLICATE = "near_duplicate"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that speaks of something, and the words in which it does, white space made single."""

    record: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One line of gaps.csv. ``detail`` says what, ``source`` is the record path (or manifest row) it was seen in."""

    kind: GapKind
    detail: str
    source: str
    status: str = "open"
    record: str = ""
    """Record id behind ``source``, where there is one."""
    seen: tuple[Seen, ...] = field(default=(), compare=False)
    """Every page that speaks of a document that is not held, in order."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of the case file: a file, or a member of a container (``container::member``)."""

    id: str
    path: str
    sha256: str
    media_type: str
    size: int
    title: str = ""
    type: str = ""
    date: str = ""
    author: str = ""
    parent: str = ""
    """Record id of the container it was found in."""
    pdf: str = ""
    """SHA-256, in the store, of the PDF that is read and redacted. Empty: this record has no pages (see gaps)."""
    pages: tuple[PageKind, ...] = ()
    """One entry per page of that PDF, own pages first."""
    listed: bool = False
    """It stands in the manifest."""
    duplicate_of: str = ""
    """Record id of the first record with the same bytes."""
    meta: tuple[tuple[str, str], ...] = ()
    """Header fields worth deciding by: from, to, cc, bcc, subject, sent (ISO), author, created, modified."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found in the case folder, in path order."""

    records: tuple[Record, ...]
    gaps: tuple[Gap, ...]


# ---------------------------------------------------------------- read


@dataclass(frozen=True, slots=True)
class Word:
    """A word seen by OCR (or a barcode): its offsets in the layer's text, its box, confidence 0 to 100."""

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Layer:
    """One way of reading a page: ``text`` (the PDF's own text), ``ocr`` (the picture), ``code`` (barcodes).

    ``words`` is empty for the text layer: its positions are asked for only where there is a hit.
    """

    name: str
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """All readings of one page. ``width`` and ``height`` are as displayed, in points."""

    number: int
    width: float
    height: float
    layers: tuple[Layer, ...]
    pictured: bool = False
    """The page's content is mostly a picture (a scan): redaction there burns pixels."""
    unsure: int = 0
    """Words read by OCR with low confidence: shown to the reviewer."""
    needs_ocr: bool = False
    """There is a picture that could hold text and no OCR on this machine."""
    distrusted: bool = False
    """A scan with a hidden text layer of its own: it is read by OCR and leaves with OCR's layer instead."""


# ---------------------------------------------------------------- detect


@dataclass(frozen=True, slots=True)
class Span:
    """Something found in a plain text. ``person`` owns it; ``candidates`` when it could be several people's."""

    start: int
    end: int
    kind: Kind
    person: str = ""
    candidates: tuple[str, ...] = ()
    score: float = 1.0
    recogniser: str = ""

    @property
    def ambiguous(self) -> bool:
        return len(self.candidates) > 1 and not self.person

    @classmethod
    def of(
        cls, start: int, end: int, kind: Kind, owners: tuple[str, ...], *, recogniser: str, score: float = 1.0
    ) -> Span:
        """What belongs to ``owners``: to the one, or, where there are several, to one of them."""
        person = owners[0] if len(owners) == 1 else ""
        return cls(start, end, kind, person, owners if len(owners) > 1 else (), score, recogniser)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span on a page of a record, with the boxes it covers. ``page`` 0 is the record's path and title."""

    id: str
    record: str
    page: int
    layer: str
    span: Span
    text: str
    boxes: tuple[Box, ...] = ()


class FlagKind(StrEnum):
    """Why a record or passage needs a particular person's decision."""

    PRIVILEGE = "privilege"
    HEALTH = "health"
    THERAPY = "therapy"
    OPINION = "third_party_opinion"
    COURT = "court"
    ADOPTION = "adoption"
    POLICE = "police"
    REFERRER = "referrer"
    NEVER_DISCLOSE = "never_disclose"


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag on a whole record (``page`` 0) or on a passage of a page layer."""

    kind: FlagKind
    record: str
    page: int = 0
    start: int = 0
    end: int = 0
    reason: str = ""
    """In plain words, without case text."""


@dataclass(frozen=True, slots=True)
class Question:
    """A passage that a person must answer for before release: it could locate someone (school, GP, nursery …)."""

    id: str
    record: str
    page: int
    kind: str
    person: str
    """Whose protected address it could give away."""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Evidence that ``person`` already knows a record: wrote, received or attended, on ``date``. A suggestion only."""

    person: str
    record: str
    how: str
    date: str


# ---------------------------------------------------------------- propose and decide


class Action(StrEnum):
    """What is decided of a page, mention, person or record (``action`` in decisions.json)."""

    KEEP = "keep"
    REDACT = "redact"
    WITHHOLD = "withhold"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    CANNOT_OPEN = "cannot_open"
    LATER_STAGE = "later_stage"


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason to withhold, from the policy pack."""

    id: str
    title: str
    citation: str
    explanation: str
    checked: str
    """``verified`` or ``to_confirm``."""
    told: bool = True
    """This recipient may be told of this ground; else the redaction is silent."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What policy proposes for one mention (``mention`` set), a whole record (``page`` 0) or a page."""

    record: str
    page: int
    action: Action
    ground: str = ""
    """Ground id; empty for keep."""
    mention: str = ""
    label: str = ""
    """Neutral label that may stand in the box; empty: none may."""
    rule: str = ""
    """The id of the policy rule that proposed it."""
    why: str = ""
    locked: bool = False
    """Never-disclose: no decision can lift it."""
    care: bool = False
    """Policy is not sure: a person has to look at it before it counts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.json: on a mention, a page, a whole record, or everything of a person."""

    action: Action
    record: str = ""
    page: int = 0
    mention: str = ""
    person: str = ""
    ground: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A court order that names ``recipient`` (a person's id or a body) for never-disclose ``fields`` of ``person``."""

    person: str
    fields: frozenset[str]
    recipient: str
    order: str
    confirmed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """Whose an unclear ``mention`` is: ``person`` of those it could be, or '' for somebody else.

    ``approved_by``: the second person, where it could be somebody who is never to be disclosed.
    """

    mention: str
    person: str
    by: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """decisions.json. ``case`` is the work folder's input hash; ``accepted`` marks a trial run."""

    case: str
    by: str
    decisions: tuple[Decision, ...] = ()
    approved_by: str = ""
    accepted: bool = False
    orders: tuple[Order, ...] = ()
    identified: tuple[Identified, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One redaction on a page: where, what may stand in its place, and for whom it is recorded."""

    boxes: tuple[Box, ...]
    ground: str
    label: str = ""
    mention: str = ""
    kind: str = ""
    role: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The decision for one page of one record, and the marks on it (page order, then top to bottom)."""

    record: str
    page: int
    action: Action
    marks: tuple[Mark, ...] = ()
    ground: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything ``produce`` does: one entry per page of every record, in bundle order; pure data."""

    recipient: str
    recipient_role: str
    purpose: str
    pages: Sequence[PagePlan]
    secrets: tuple[str, ...]
    """Strings that may stand nowhere in the output (never-disclose, and names that are redacted everywhere)."""
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    accepted: bool = False
    decided_by: str = ""
    approved_by: str = ""
    masks: Mapping[str, str] = field(default_factory=dict)
    """Mention id → neutral label (possibly empty) for what is protected in paths, titles and gaps (page 0)."""


# ---------------------------------------------------------------- redact and verify


@dataclass(frozen=True, slots=True)
class RedactedPage:
    """How one page left the redactor. ``boxes`` are the opaque boxes as drawn (grown, quantised)."""

    page: int
    method: str
    """``copied`` (no mark), ``vector`` or ``raster``."""
    reason: str = ""
    """Why it was rasterised."""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something verification will not let pass. Never holds the text itself."""

    kind: str
    page: int
    where: str
    detail: str = ""
    box: Box | None = None
