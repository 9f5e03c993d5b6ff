"""Makes small cases for the tests of decide: a family, its records, and mentions on their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from candour.engine.decide import decide, propose
from candour.engine.model import (
    Action,
    Box,
    Decision,
    Decisions,
    Flag,
    Kind,
    Known,
    Mention,
    Order,
    PageKind,
    Person,
    Plan,
    Proposal,
    Question,
    Record,
    Span,
)
from candour.policy import load_pack

ENGLAND = load_pack("england")
CASE = "c0ffee"

NIA = Person(
    "P1", "Nia Prosser", "subject", address="Room 2, Kiln House, Mill Lane, Fell End FE1 2AB", phones=("07700 900001",)
)
MAM = Person(
    "P2", "Carys Prosser", "mother", ("Caz",), "1980-02-03", "8 Larch Mews, Farrow Green, FG4 5CD", ("07700 900002",),
    never_disclose=frozenset({"address", "phone"}),
)  # fmt: skip
DAD = Person(
    "P3", "Huw Prosser", "father", address="Flat 1, 20 Dock Street, Fell End, FE1 9ZZ", phones=("07700 900003",)
)
STEP = Person("P4", "Grant Hollis", "partner", address="8 Larch Mews, Farrow Green, FG4 5CD")
OTHER = Person("P5", "Tyrone Quelch", "other_child", never_disclose=frozenset({"all"}))
CALLER = Person(
    "P6", "Joy Tamblyn", "referrer", address="31 Quarry Road, Fell End, FE1 3DF", never_disclose=frozenset({"all"})
)
WORKER = Person("P7", "Ade Bright", "social_worker", phones=("07700 900007",))
JACK = Person("P8", "Jack Prosser", "sibling")
FOSTER = Person("P9", "Polly Arden", "foster_carer", address="The Old Forge, Withy Lane, Marl, MA2 3NE")
FRIEND = Person("P10", "Bev Duckett", "third_party", phones=("07700 900010",))
PEOPLE = (NIA, MAM, DAD, STEP, OTHER, CALLER, WORKER, JACK, FOSTER, FRIEND)


def record(name: str = "R1", *, pages: int = 1, **more: str) -> Record:
    return Record(name, f"{name}.pdf", "0" * 64, "application/pdf", 1, pages=(PageKind.OWN,) * pages, **more)


def mention(
    text: str, kind: Kind, person: str = "", *, id: str = "", page: int = 1, of: str = "R1", line: int = 0,  # noqa: A002
    candidates: tuple[str, ...] = (), recogniser: str = "register", boxes: tuple[Box, ...] | None = None,
) -> Mention:  # fmt: skip
    box = Box(10, 10 + 20 * line, 60, 20 + 20 * line)
    span = Span(0, len(text), kind, person, candidates, recogniser=recogniser)
    return Mention(id or f"m-{of}-{page}-{line}", of, page, "text", span, text, (box,) if boxes is None else boxes)


@dataclass(frozen=True)
class Situation:
    """A case and a request; methods run the two functions under test."""

    mentions: Sequence[Mention] = ()
    records: Sequence[Record] = (record(),)
    flags: Sequence[Flag] = ()
    known: Sequence[Known] = ()
    questions: Sequence[Question] = ()
    people: Sequence[Person] = PEOPLE
    recipient: Person | None = NIA
    role: str = "subject"
    purpose: str = "subject-access"
    decisions: tuple[Decision, ...] = ()
    orders: tuple[Order, ...] = ()
    accepted: bool = True
    by: str = "A. Reviewer"
    approved_by: str = "B. Checker"
    case: str = field(default=CASE)

    def reviewed(self, *decisions: Decision) -> Situation:
        return replace(self, accepted=False, decisions=decisions)

    def to(self, recipient: Person | None, purpose: str, role: str = "") -> Situation:
        return replace(self, recipient=recipient, role=role or (recipient.role if recipient else ""), purpose=purpose)

    def proposals(self) -> tuple[Proposal, ...]:
        return propose(
            records=self.records, mentions=self.mentions, flags=self.flags, people=self.people, known=self.known,
            pack=ENGLAND, recipient=self.recipient, recipient_role=self.role, purpose=self.purpose,
            orders=self.orders,
        )  # fmt: skip

    def proposal(self, mention_id: str = "m-R1-1-0") -> Proposal:
        return next(item for item in self.proposals() if item.mention == mention_id)

    def plan(self) -> Plan:
        decisions = Decisions(self.case, self.by, self.decisions, self.approved_by, self.accepted, self.orders)
        return decide(
            records=self.records, mentions=self.mentions, proposals=self.proposals(), decisions=decisions, pack=ENGLAND,
            recipient=self.recipient, recipient_role=self.role, purpose=self.purpose, questions=self.questions,
            people=self.people, case=CASE,
        )  # fmt: skip

    def marked(self) -> set[str]:
        return {mark.mention for page in self.plan().pages for mark in page.marks}


def keep(**about: object) -> Decision:
    return Decision(Action.KEEP, **about)  # type: ignore[arg-type]


def remove(ground: str = "third_party", **about: object) -> Decision:
    return Decision(Action.REDACT, ground=ground, explanation="It is about a neighbour.", **about)  # type: ignore[arg-type]
