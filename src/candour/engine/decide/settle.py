"""Which decision counts for a page or a mention, and what is left open. A lock counts before every decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from candour.engine.decide.answers import REMOVING, Answers
from candour.engine.decide.outcome import NOBODY, Judge, Outcome
from candour.engine.model import Action, Decision, Mention, Proposal
from candour.engine.paged import packed

_RANK = {
    Action.KEEP: 0, Action.REDACT: 1, Action.DUPLICATE: 2, Action.LATER_STAGE: 3, Action.OUT_OF_SCOPE: 4,
    Action.CANNOT_OPEN: 5, Action.WITHHOLD: 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What is done with a page or mention, and by what right. ``by_person``: a person's decision, not the proposal."""

    action: Action
    ground: str = ""
    explanation: str = ""
    label: str = ""
    role: str = NOBODY
    by_person: bool = False


class Settler:
    """Mention before person before (decided page, accepted) proposal; page before record. Collects what would lift."""

    def __init__(self, *, judge: Judge, answers: Answers, proposals: Sequence[Proposal], accepted: bool) -> None:
        self.judge, self.answers, self.accepted = judge, answers, accepted
        self.lifting: list[str] = []
        self._proposals = packed(Proposal, lambda item: (item.record, item.page), proposals)
        self._near: tuple[tuple[str, int], dict[str, Proposal]] = (("", -1), {})
        self._pages: dict[tuple[str, int], list[Proposal]] = defaultdict(list)
        for item in proposals:
            if not item.mention:
                self._pages[item.record, item.page].append(item)

    # -- pages

    def page(self, record: str, page: int) -> Settled | None:
        """What is decided of a page (0: of a record without pages); None while nobody decided."""
        decision = self.answers.of_page(record, page)
        if decision is not None:
            return Settled(decision.action, decision.ground, decision.explanation, by_person=True)
        if not self.accepted:
            return None
        proposed = self._pages.get((record, 0), []) + (self._pages.get((record, page), []) if page else [])
        if not proposed:
            return Settled(Action.KEEP)
        strictest = max(proposed, key=lambda item: _RANK[item.action])
        return Settled(strictest.action, strictest.ground, strictest.why)

    # -- mentions

    def mention(self, mention: Mention) -> Settled | None:
        """What is done with a mention on a page that goes out; None while nobody decided."""
        outcome = self.judge.mention(mention)
        decision = self.answers.mentions.get(mention.id)
        if decision is None:
            decision = self.answers.of_people(self.judge.circle.owners(mention))
        if outcome.locked:
            self._note_lifting(mention, decision)
            return _as_policy(outcome)
        if decision is not None:
            return self._by(decision, outcome)
        proposal = self._proposal(mention)
        if proposal is None:
            # Policy has nothing against it, or it was not there when policy was asked: then it is asked now.
            return Settled(Action.KEEP) if outcome.action is Action.KEEP else self._open(mention, _as_policy(outcome))
        return self._proposed(mention, outcome, proposal)

    def _proposal(self, mention: Mention) -> Proposal | None:
        """Policy's proposal for it; those of one page are looked at together."""
        here = (mention.record, mention.page)
        if self._near[0] != here:
            self._near = here, {item.mention: item for item in self._proposals.on(here)}
        return self._near[1].get(mention.id)

    def protects(self, mention: Mention) -> bool:
        """Policy or a person removes this wherever it stands; asked for mentions that are on no page that goes out."""
        outcome = self.judge.mention(mention)
        decision = self.answers.mentions.get(mention.id) or self.answers.of_people(self.judge.circle.owners(mention))
        if outcome.locked:
            self._note_lifting(mention, decision)
        if outcome.locked or decision is None:
            return outcome.action is not Action.KEEP
        return decision.action in REMOVING

    def _proposed(self, mention: Mention, outcome: Outcome, proposal: Proposal) -> Settled | None:
        if proposal.action is Action.KEEP and outcome.action is Action.KEEP:
            decided = self.accepted or self.answers.of_page(mention.record, mention.page) is not None
            return Settled(Action.KEEP) if decided else None
        if outcome.action is not Action.KEEP:
            return self._open(mention, _as_policy(outcome))
        # A court order lifted the lock, or the proposal is stricter than policy: it stands until a person lifts it.
        stricter = Settled(Action.REDACT, proposal.ground, proposal.why, proposal.label, outcome.role)
        return self._open(mention, stricter)

    def _open(self, mention: Mention, removal: Settled) -> Settled | None:
        """A proposal to remove stands when it was accepted, or its page was decided `redact`; a bare `keep` of the
        page neither accepts nor lifts it."""
        page = self.answers.of_page(mention.record, mention.page)
        if self.accepted or (page is not None and page.action is Action.REDACT):
            return removal
        return None

    def _by(self, decision: Decision, outcome: Outcome) -> Settled:
        if decision.action is Action.KEEP:
            return Settled(Action.KEEP, explanation=decision.explanation, by_person=True)
        rule = self.judge.pack.grounds[decision.ground]
        label = outcome.label if rule.told(recipient=self.judge.recipient) else ""
        explanation = decision.explanation or outcome.why
        return Settled(Action.REDACT, decision.ground, explanation, label, outcome.role, by_person=True)

    def _note_lifting(self, mention: Mention, decision: Decision | None) -> None:
        """Where nothing was asked for nothing leaves: a decision on a person lifts nothing there."""
        there = self.answers.of_page(mention.record, mention.page)
        outside = there is not None and there.action is Action.OUT_OF_SCOPE
        if decision is not None and decision.action is Action.KEEP and not outside:
            self.lifting.append(f"record {mention.record} page {mention.page} mention {mention.id}")


def _as_policy(outcome: Outcome) -> Settled:
    return Settled(Action.REDACT, outcome.ground, outcome.why, outcome.label, outcome.role)
