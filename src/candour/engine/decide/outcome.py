"""What policy says of one mention, passage or record for this recipient: the strictest if it could be several people's.

It looks at nobody's decisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from candour.engine.decide.circle import Circle
from candour.engine.model import Action, FlagKind, Kind, Mention
from candour.policy import DisclosureRule, Facts, Pack

NOBODY = "nobody"
PASSAGE = "flag:"
"""A mention whose recogniser starts so is a flagged passage (``flag:privilege``), not something that was found."""
_WEIGHT = {Action.KEEP: 0, Action.REDACT: 1, Action.WITHHOLD: 2}
_UNMATCHED = "No rule of the policy fits: it is protected until a person says otherwise."
_LOCKED = "Never to be disclosed to anyone but that person."
_SEVERAL = " It could be several people's: the strictest of their rules counts."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is proposed and why; ``role`` is whose it is (``nobody`` when unknown or several)."""

    action: Action
    ground: str = ""
    rule: str = ""
    why: str = ""
    label: str = ""
    role: str = NOBODY
    locked: bool = False
    care: bool = False

    @property
    def weight(self) -> tuple[bool, int, bool]:
        return self.locked, _WEIGHT[self.action], self.care


class Judge:
    """Asks the pack, remembers the answers: the same person and kind are asked about once."""

    def __init__(self, *, circle: Circle, pack: Pack, recipient_role: str, purpose: str) -> None:
        self.circle, self.pack = circle, pack
        self.recipient, self.purpose = recipient_role, purpose
        self._labels = pack.purposes[purpose].labels
        self._known: dict[tuple[str, Kind], Outcome] = {}

    def mention(self, mention: Mention) -> Outcome:
        if mention.span.recogniser.startswith(PASSAGE):
            return self.flag(FlagKind(mention.span.recogniser.removeprefix(PASSAGE)), scope="passage")
        owners = self.circle.owners(mention) or ("",)
        outcomes = [self.of(owner, mention.span.kind) for owner in owners]
        if self.circle.own_value(mention) and not any(outcome.locked for outcome in outcomes):
            return self.of(self.circle.recipient.id, mention.span.kind) if self.circle.recipient else outcomes[0]
        return _strictest(outcomes, nobody=self._label(NOBODY, mention.span.kind))

    def of(self, person: str, kind: Kind) -> Outcome:
        """The outcome for ``kind`` of one person ('' for nobody's)."""
        key = (person, kind)
        if key not in self._known:
            self._known[key] = self._judge(person, kind)
        return self._known[key]

    def flag(self, kind: FlagKind, *, scope: str) -> Outcome:
        """The outcome for a flag on a whole record (``record``) or on a ``passage``."""
        facts = Facts(recipient=self.recipient, purpose=self.purpose, flag=kind.value, scope=scope)
        return self._outcome(self.pack.rule_for(facts), NOBODY, Kind.OTHER)

    def flags(self, kinds: Iterable[FlagKind], *, scope: str) -> Outcome:
        return _strictest([self.flag(kind, scope=scope) for kind in sorted(set(kinds))], nobody="")

    def _judge(self, identity: str, kind: Kind) -> Outcome:
        person = self.circle.people.get(identity)
        role = person.role if person else NOBODY
        if self.circle.locked(identity, kind):
            return Outcome(
                Action.REDACT, self.pack.never_disclose.ground, "never-disclose", _LOCKED, role=role, locked=True
            )
        facts = Facts(
            recipient=self.recipient, purpose=self.purpose, person=role, kind=kind.value,
            own=person is not None and self.circle.recipient is not None and person.id == self.circle.recipient.id,
            found=person is not None and person.found, household=self.circle.household(identity),
        )  # fmt: skip
        return self._outcome(self.pack.rule_for(facts), role, kind)

    def _outcome(self, rule: DisclosureRule | None, role: str, kind: Kind) -> Outcome:
        if rule is None:
            label = self._label(role, kind)
            return Outcome(Action.REDACT, self.pack.fallback_ground, "unmatched", _UNMATCHED, label, role, care=True)
        if rule.action == "keep":
            return Outcome(Action.KEEP, "", rule.id, rule.explanation, "", role, care=rule.care)
        told = rule.label and self.pack.grounds[rule.ground].told(recipient=self.recipient)
        label = self._label(role, kind) if told else ""
        return Outcome(Action(rule.action), rule.ground, rule.id, rule.explanation, label, role, care=rule.care)

    def _label(self, role: str, kind: Kind) -> str:
        return self.pack.label_for(role=role, kind=kind.value, recipient=self.recipient) if self._labels else ""


def _strictest(outcomes: list[Outcome], *, nobody: str) -> Outcome:
    """The weightiest; where they differ a person has to look, and the label may not say which of them it was."""
    first = max(outcomes, key=lambda outcome: outcome.weight)
    if len({(outcome.action, outcome.ground) for outcome in outcomes}) > 1:
        first = replace(first, care=True, why=first.why + _SEVERAL)
    if first.label and len({outcome.role for outcome in outcomes}) > 1:
        first = replace(first, label=nobody, role=NOBODY)
    return first
