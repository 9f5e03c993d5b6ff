"""What the bundle is told by its caller, and what it answers: frozen values, already fit for this recipient's eyes.

It masks nothing: every text in here must hold only what the recipient may be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from candour.engine.model import Gap
from candour.engine.scope import WHOLE_FILE, Scope


class Form(StrEnum):
    """How a bundle is put together (``form`` of a purpose in the policy pack)."""

    CIVIL = "civil"
    FAMILY = "family"
    SUBJECT_ACCESS = "subject-access"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a family bundle. A record belongs to the first of whose ``words`` one begins a word of it."""

    letter: str
    title: str
    words: tuple[str, ...] = ()


FAMILY_SECTIONS = (
    Section("A", "Preliminary documents"),
    Section("B", "Applications and orders", ("order", "application", "direction", "judgment", "c110", "threshold doc")),
    Section("C", "Statements", ("statement", "affidavit")),
    Section("D", "Care plans", ("care plan", "pathway plan", "permanence plan", "placement plan")),
    Section("E", "Reports and assessments", ("report", "assessment", "expert", "psycholog", "medical", "parenting")),
    Section("F", "Other documents"),
)
"""FPR PD27A. The first section holds the index, the last takes what fits no other."""


@dataclass(frozen=True, slots=True)
class PersonTold:
    """A line of the people guide: only people whose names are kept for this recipient."""

    name: str
    role: str
    """In words: "your mother", "social worker"."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The authority's own words in the letter (the pack's letter section). Empty ones are left out."""

    contact: str = ""
    """Who to ask: a name or team, address, telephone, e-mail."""
    support: str = ""
    """Who can be there when a care leaver reads the records."""
    review: str = ""
    """How to ask the authority to look again or to complain; a default is used when empty."""
    regulator: str = ""
    """The Information Commissioner; a default is used when empty."""
    purpose: str = ""
    """What the pack says about this purpose, in plain words."""
    helplines: tuple[str, ...] = ()
    """Whom somebody who reads their own records can turn to, a sentence each."""


@dataclass(frozen=True, slots=True)
class BundleContext:
    """Everything printed or certified that is not a page. ``dated`` is the ISO date in the letter, fixed at prepare."""

    case: str
    """SHA-256 of the work folder's inputs."""
    recipient: str
    """The recipient in words, as the letter addresses them: "Ms J Pellow", "the Family Court"."""
    purpose: str
    form: Form
    dated: str
    council: str
    policy_name: str
    policy_version: str
    policy_sha256: str
    told_paths: Mapping[str, str]
    """Record id → path as it may be told. A record without an entry is called by its id."""
    told_titles: Mapping[str, str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Input as it may be told (path or record id) → SHA-256."""
    tools: Mapping[str, str] = field(default_factory=dict)
    """Program → version."""
    words: LetterWords = LetterWords()
    people: tuple[PersonTold, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    """Person id → role, for questions.csv."""
    told_gaps: tuple[Gap, ...] | None = None
    """Gaps that the letter may mention, word for word. None: those of documents that go out (see letter)."""
    searched: tuple[str, ...] = ()
    """Where was searched, in words: "the electronic case file, 152 pages"."""
    scope: Scope = WHOLE_FILE
    sections: tuple[Section, ...] = FAMILY_SECTIONS
    proposed_by: str = "policy"

    def path(self, record: str) -> str:
        return self.told_paths.get(record) or record

    def title(self, record: str) -> str:
        return self.told_titles.get(record) or f"Document {record}"


@dataclass(frozen=True, slots=True)
class BundleResult:
    """What was made. ``files`` are the names inside ``send``; pages count front pages too."""

    files: tuple[str, ...]
    pages: int
    documents: int
    redactions: int
    page_of: Mapping[tuple[str, int], tuple[str, int]]
    """(record id, page of the record) → (file inside ``send``, page from 1)."""
