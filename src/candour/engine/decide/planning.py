"""Proposals, policy and people's decisions become a plan: every page of every record exactly once.

It refuses while anything is undecided, and whatever would lift a never-disclose lock. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from candour.engine.decide.answers import check_names, index, refuse_undecided
from candour.engine.decide.circle import Circle
from candour.engine.decide.marks import in_reading_order, mark, question_mark
from candour.engine.decide.outcome import Judge
from candour.engine.decide.request import check_request
from candour.engine.decide.secrets import Kept, secrets
from candour.engine.decide.settle import Settled, Settler
from candour.engine.errors import Refused
from candour.engine.model import (
    Action,
    Decision,
    Decisions,
    Ground,
    Mark,
    Mention,
    PagePlan,
    Person,
    Plan,
    Proposal,
    Question,
    Record,
)
from candour.engine.paged import Paged, packed
from candour.policy import Pack

OUT = frozenset({Action.KEEP, Action.REDACT})
"""Actions with which a page goes out."""
_NO_PLACE = "Something on this page is to be removed and its place on the page is not known."
_LAST = "9999-99-99"


def decide(
    *,
    records: Sequence[Record],
    mentions: Sequence[Mention],
    proposals: Sequence[Proposal],
    decisions: Decisions,
    pack: Pack,
    recipient: Person | None,
    recipient_role: str,
    purpose: str,
    questions: Sequence[Question],
    people: Sequence[Person],
    case: str,
) -> Plan:
    """The plan for one recipient. ``case`` is the work folder's input hash.

    Refused: decisions of another case, not approved by a second person, incomplete or contradictory; anything
    undecided; a decision that would lift a never-disclose lock; a purpose that is not for this recipient.
    """
    rule = check_request(pack=pack, recipient_role=recipient_role, purpose=purpose)
    check_names(decisions=decisions, case=case)
    answers = index(
        decisions=decisions, records=records, mentions=mentions, questions=questions, people=people, pack=pack,
        purpose=rule,
    )  # fmt: skip
    circle = Circle(
        people=people, pack=pack, recipient=recipient, recipient_role=recipient_role, orders=decisions.orders
    )
    judge = Judge(circle=circle, pack=pack, recipient_role=recipient_role, purpose=purpose)
    settler = Settler(judge=judge, answers=answers, proposals=proposals, accepted=decisions.accepted)
    planner = _Planner(records, mentions, questions, settler)
    pages = Paged(PagePlan, lambda page: (page.record, page.page), planner.pages())
    masks = planner.masks()
    _refuse_lifted(settler.lifting)
    _refuse_unanswered(planner.unanswered, accepted=decisions.accepted)
    refuse_undecided(planner.undecided)
    return Plan(
        recipient=recipient.id if recipient else recipient_role, recipient_role=recipient_role, purpose=purpose,
        pages=pages, secrets=secrets(people=people, judge=judge, kept=planner.kept.values(), removed=planner.removed.values()),
        grounds=_grounds(pages, pack=pack, recipient_role=recipient_role, reasons=rule.reasons),
        questions=tuple(planner.unanswered), accepted=decisions.accepted, decided_by=decisions.by,
        approved_by=decisions.approved_by, masks=masks,
    )  # fmt: skip


def _refuse_lifted(lifting: Sequence[str]) -> None:
    if lifting:
        raise Refused(
            f"{len(lifting)} decisions would lift a never-disclose lock: {'; '.join(lifting[:10])}.",
            means="A never-disclose mark binds everyone but that person, and recipients named in a court order that two"
            " people confirmed.",
            do="Take these decisions out, or enter the court order under `orders`.",
        )


def _refuse_unanswered(questions: Sequence[Question], *, accepted: bool) -> None:
    if questions and not accepted:
        named = "; ".join(f"record {item.record} page {item.page} question {item.id}" for item in questions[:10])
        raise Refused(
            f"{len(questions)} questions have no answer: {named}.",
            means="Each is about a passage that could show where somebody lives whose address must not be disclosed.",
            do="Answer each with a decision whose `mention` is the question's id: keep, or redact with a ground.",
        )


def _grounds(pages: Sequence[PagePlan], *, pack: Pack, recipient_role: str, reasons: bool) -> Mapping[str, Ground]:
    used = {page.ground for page in pages} | {mark.ground for page in pages for mark in page.marks}
    return {
        key: Ground(
            key, rule.title, rule.citation, rule.explanation, rule.checked,
            told=reasons and rule.told(recipient=recipient_role),
        )
        for key, rule in pack.grounds.items() if key in used
    }  # fmt: skip


class _Planner:
    """Walks every page once, in bundle order (date, path, page), and keeps what it saw on the way."""

    def __init__(
        self, records: Sequence[Record], mentions: Sequence[Mention], questions: Sequence[Question], settler: Settler
    ) -> None:
        self.records = sorted(records, key=lambda record: (record.date or _LAST, record.path, record.id))
        self._containers = {record.parent for record in records if record.parent}
        self._settler = settler
        self._mentions = packed(Mention, lambda mention: (mention.record, mention.page), mentions)
        self._questions: dict[tuple[str, int], list[Question]] = defaultdict(list)
        for question in questions:
            self._questions[question.record, question.page].append(question)
        self.undecided: list[tuple[str, int, str]] = []
        self.unanswered: list[Question] = []
        # Of mentions that say the same of the same people one is enough to know what may be searched for.
        self.removed: dict[Hashable, Mention] = {}
        self.kept: dict[Hashable, Kept] = {}

    def pages(self) -> Iterator[PagePlan]:
        for record in self.records:
            if record.pages:
                for page in range(1, len(record.pages) + 1):
                    yield self._page(record, page)
            elif record.id not in self._containers or self._settler.answers.records.get(record.id):
                yield self._without_pages(record)

    def _without_pages(self, record: Record) -> PagePlan:
        settled = self._settler.page(record.id, 0)
        if settled is None or settled.action in OUT:
            # There is nothing to release: `keep` answers nothing.
            self.undecided.append((record.id, 0, ""))
            return PagePlan(record.id, 0, Action.CANNOT_OPEN)
        return PagePlan(record.id, 0, settled.action, (), settled.ground, settled.explanation)

    def _page(self, record: Record, page: int) -> PagePlan:
        settled = self._settler.page(record.id, page)
        if settled is None:
            self.undecided.append((record.id, page, ""))
            settled = Settled(Action.KEEP)
        if settled.action not in OUT:
            self._aside(record.id, page)
            return PagePlan(record.id, page, settled.action, (), settled.ground, settled.explanation)
        marks = [*self._marks(record.id, page), *self._answers(record.id, page)]
        if lost := next((item for item in marks if not item.boxes), None):
            return PagePlan(record.id, page, Action.WITHHOLD, (), lost.ground, _NO_PLACE)
        action = Action.REDACT if marks else Action.KEEP
        return PagePlan(record.id, page, action, in_reading_order(marks), "", settled.explanation)

    def _marks(self, record: str, page: int) -> Iterator[Mark]:
        for mention in self._mentions.on((record, page)):
            settled = self._settler.mention(mention)
            if settled is None:
                self.undecided.append((record, page, mention.id))
            elif settled.action is Action.KEEP:
                kept = Kept(mention, settled.by_person)
                self.kept.setdefault((settled.by_person, *_said(mention)), kept)
            else:
                self._remove(mention)
                yield mark(mention, settled)

    def _answers(self, record: str, page: int) -> Iterator[Mark]:
        for question in self._questions.get((record, page), ()):
            answer: Decision | None = self._settler.answers.mentions.get(question.id)
            if answer is None:
                self.unanswered.append(question)
            elif answer.action is not Action.KEEP:
                yield question_mark(question, answer)

    def masks(self) -> Mapping[str, str]:
        """What is protected in paths, titles and gaps (page 0, of records and of none), with what may stand there."""
        told = [item for key in self._mentions.keys if key[1] == 0 for item in self._mentions.on(key)]
        protected = [item for item in told if self._settler.protects(item)]
        for item in protected:
            self._remove(item)
        return {item.id: self._settler.judge.mention(item).label for item in protected}

    def _aside(self, record: str, page: int) -> None:
        """Mentions that are on no page that goes out: what is protected there is protected elsewhere too."""
        for item in self._mentions.on((record, page)):
            if self._settler.protects(item):
                self._remove(item)

    def _remove(self, mention: Mention) -> None:
        self.removed.setdefault(_said(mention), mention)


def _said(mention: Mention) -> tuple[Hashable, ...]:
    """All of a mention but where it stands."""
    span = mention.span
    return mention.text, span.kind, span.person, span.candidates, span.recogniser
