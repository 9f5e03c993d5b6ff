"""A policy pack as values, and the one question asked of it: which rule fits. It never guesses: no rule, no answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from candour.policy.clocks import Clock
from candour.policy.minutes import MinutesRule
from candour.policy.routes import AccessRules


@dataclass(frozen=True, slots=True)
class GroundRule:
    """A reason to withhold. ``told_to``: recipients who may be told that it was used (``any`` for everybody).

    ``already_known``: that the recipient knows it already may be suggested as a reason to keep.
    """

    id: str
    title: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    told_to: frozenset[str]
    already_known: bool

    def told(self, *, recipient: str) -> bool:
        return "any" in self.told_to or recipient in self.told_to


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """Why somebody asks: the form of the bundle, what may be shown in it, and what its letter says."""

    id: str
    title: str
    form: str
    recipients: frozenset[str]
    labels: bool
    reasons: bool
    explanations_required: bool
    widths: str
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    letter: str


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """One line of the disclosure table. A condition that is None does not matter; the first rule that fits wins."""

    id: str
    action: str
    ground: str
    label: bool
    care: bool
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    recipient: frozenset[str] | None = None
    purpose: frozenset[str] | None = None
    person: frozenset[str] | None = None
    kind: frozenset[str] | None = None
    flag: frozenset[str] | None = None
    scope: frozenset[str] | None = None
    own: bool | None = None
    found: bool | None = None
    household: bool | None = None

    def fits(self, facts: Facts) -> bool:
        return (
            (self.flag is None) == (facts.flag == "")
            and _in(facts.recipient, self.recipient)
            and _in(facts.purpose, self.purpose)
            and _in(facts.person, self.person)
            and _in(facts.kind, self.kind)
            and _in(facts.flag, self.flag)
            and _in(facts.scope, self.scope)
            and _is(facts.own, self.own)
            and _is(facts.found, self.found)
            and _is(facts.household, self.household)
        )


def _in(value: str, allowed: frozenset[str] | None) -> bool:
    return allowed is None or value in allowed


def _is(value: bool, wanted: bool | None) -> bool:
    return wanted is None or value is wanted


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one mention, passage or record when a rule is looked for.

    ``person`` is the role of whom the mention belongs to, or ``nobody``; ``own``: that person is the recipient;
    ``found``: not in the register; ``household``: lives at the recipient's address. ``flag`` and ``scope`` are set for
    flagged records and passages only, ``kind`` for mentions only.
    """

    recipient: str
    purpose: str
    person: str = "nobody"
    kind: str = ""
    flag: str = ""
    scope: str = ""
    own: bool = False
    found: bool = False
    household: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A neutral word for a role (or, for ``@KIND``, a kind), and who may be told it. ``neutral`` may always stand."""

    text: str
    told_to: frozenset[str]

    def told(self, *, recipient: str) -> bool:
        return "any" in self.told_to or recipient in self.told_to


@dataclass(frozen=True, slots=True)
class NeverDisclose:
    """The lock: its ground, and whether an address is locked for everyone who lives there."""

    ground: str
    same_address: bool
    citation: str
    in_force_from: date
    checked: str
    explanation: str


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long a kind of file is kept: ``years`` from a day, and where there is an ``or``, until the later of the two.

    ``died_under``: of a child that died before that age (in years) it is kept ``died_years`` from the death instead.
    """

    id: str
    title: str
    counted_from: str
    years: int
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    or_counted_from: str = ""
    or_years: int = 0
    died_under: int = 0
    died_years: int = 0


@dataclass(frozen=True, slots=True)
class NamedHold:
    """Something that forbids destruction whatever is due, of the ``kinds`` of file (``any`` for all), until it ``ended``."""

    id: str
    title: str
    kinds: frozenset[str]
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    ended: date | None = None

    def covers(self, kind: str, *, on: date) -> bool:
        """``kind`` empty: nobody has said yet which it is, so it may be one that is covered."""
        return (self.ended is None or on < self.ended) and (not kind or not self.kinds.isdisjoint({kind, "any"}))


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to turn to when reading is hard. ``words``: for whom, who and how, as a sentence; ``source``: who says so."""

    id: str
    title: str
    words: str
    told_to: frozenset[str]
    source: str
    checked: str

    def told(self, *, recipient: str) -> bool:
        return "any" in self.told_to or recipient in self.told_to


@dataclass(frozen=True, slots=True)
class Reminder:
    """A number that is the council's to choose: days after which people are reminded, or how many are ``many``."""

    id: str
    title: str
    days: int = 0
    many: int = 0
    explanation: str = ""

    @property
    def number(self) -> int:
        return self.days or self.many


@dataclass(frozen=True, slots=True)
class MatterKind:
    """A kind of legal proceedings. ``purpose``: under which records go out; ``duty``: what has to be disclosed, in words.

    ``weeks``: within which the law wants it disposed of, from its issue; 0: it says none. ``off``: not offered.
    """

    id: str
    title: str
    purpose: str
    duty: str
    truth: str
    """The statement of truth, as a witness signs it."""
    citation: str
    in_force_from: date
    checked: str
    explanation: str
    weeks: int = 0
    extend_weeks: int = 0
    weeks_citation: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """A loaded pack with what it extends folded in. ``sha256`` is over the bytes of every file that made it."""

    name: str
    version: str
    title: str
    sha256: str
    files: tuple[str, ...]
    fallback_ground: str
    neutral: str
    never_disclose: NeverDisclose
    grounds: Mapping[str, GroundRule] = field(default_factory=dict)
    purposes: Mapping[str, PurposeRule] = field(default_factory=dict)
    disclosure: tuple[DisclosureRule, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    letter: Mapping[str, str] = field(default_factory=dict)
    letterhead: Mapping[str, str] = field(default_factory=dict)
    """What stands at the head of letters beside the council's name: only what the pack states."""
    retention: Mapping[str, RetentionRule] = field(default_factory=dict)
    holds: Mapping[str, NamedHold] = field(default_factory=dict)
    helplines: Mapping[str, Helpline] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    reminder_rules: Mapping[str, Reminder] = field(default_factory=dict)
    access: AccessRules = field(default_factory=AccessRules)
    minutes: tuple[MinutesRule, ...] = ()
    matters: Mapping[str, MatterKind] = field(default_factory=dict)

    @property
    def reminders(self) -> Mapping[str, int]:
        """The number of each."""
        return {key: each.number for key, each in self.reminder_rules.items()}

    def rule_for(self, facts: Facts) -> DisclosureRule | None:
        """The first rule that fits, in the pack's order; None when none does (the caller then redacts)."""
        return next((rule for rule in self.disclosure if rule.fits(facts)), None)

    def helplines_for(self, *, recipient: str) -> tuple[str, ...]:
        """Whom ``recipient`` (a role) can turn to, in words, in the pack's order."""
        return tuple(each.words for each in self.helplines.values() if each.told(recipient=recipient))

    def label_for(self, *, role: str, kind: str, recipient: str) -> str:
        """The word that may stand in a box: by role for names, by kind for the rest; empty when none may be told."""
        label = self.labels.get(role if kind in ("PERSON", "DETAIL") else f"@{kind}")
        return label.text if label and label.told(recipient=recipient) else ""
