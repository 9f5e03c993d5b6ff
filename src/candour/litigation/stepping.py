"""Who may take which step with a statement, and from which state: the witness, the lawyer who approves, and the others.

Whether something is missing is another question: the gate's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from candour.accounts.gate import check
from candour.accounts.models import User
from candour.accounts.queries import allowed
from candour.accounts.roles import Act
from candour.engine.errors import Refused
from candour.litigation import members
from candour.litigation.models import LEGAL, Member, State, Statement
from candour.litigation.working import live


class Step(StrEnum):
    SIGN = "sign"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    FILE = "file"
    WITHDRAW = "withdraw"
    NAME_GAP = "name_gap"


GATED = (Step.SIGN, Step.APPROVE, Step.FILE)
"""Steps that the gate stops while something is missing."""
_UNFILED = (State.DRAFT, State.SIGNED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Rule:
    act: Act
    states: tuple[State, ...]
    words: str
    """What it is, as in: you cannot …"""
    whose: str


RULES: Mapping[Step, Rule] = {
    Step.SIGN: Rule(Act.SEE_MATTERS, (State.DRAFT,), "sign this statement", "Only its witness signs it."),
    Step.TAKE_BACK: Rule(
        Act.SEE_MATTERS, (State.SIGNED, State.APPROVED), "take this signature back", "It is its witness’s."
    ),
    Step.APPROVE: Rule(
        Act.KEEP_MATTERS, (State.SIGNED,), "approve this statement",
        "The lawyer named in it does, who works on the matter and is not its witness.",
    ),
    Step.SEND_BACK: Rule(
        Act.KEEP_MATTERS, (State.SIGNED, State.APPROVED), "send this statement back",
        "Lawyers of the matter do, and not its witness.",
    ),
    Step.FILE: Rule(Act.KEEP_MATTERS, (State.APPROVED,), "file this statement", "Lawyers of the matter do."),
    Step.WITHDRAW: Rule(
        Act.KEEP_MATTERS, (*_UNFILED, State.FILED), "withdraw this statement", "Lawyers of the matter do."
    ),
    Step.NAME_GAP: Rule(
        Act.HEAD_LITIGATION, _UNFILED, "let this statement go on with a gap",
        "A head of litigation does, who is neither its witness nor the lawyer who approves it.",
    ),
}  # fmt: skip
_FROM: Mapping[State, str] = {
    State.DRAFT: "It is being drafted: its witness has not signed it as it is now.",
    State.SIGNED: "Its witness has signed it, and it waits for approval.",
    State.APPROVED: "It is signed and approved.",
    State.FILED: "It is filed, and stays as it was filed.",
    State.WITHDRAWN: "It is withdrawn.",
}


def begin(statement: Statement, step: Step, *, by: User) -> Statement:
    """The statement for the step, while nobody else changes anything of its matter. Refused as ``guard``."""
    matter = live(statement.matter, by=by, act=RULES[step].act)
    found = (
        Statement.objects.select_for_update(of=("self",)).select_related("author", "supervisor").get(pk=statement.pk)
    )
    found.matter = matter
    guard(found, step, by=by)
    return found


def guard(statement: Statement, step: Step, *, by: User) -> None:
    """Refused with the reason for who may not take the step, and where the statement is not so far."""
    rule = RULES[step]
    check(by, rule.act)
    if not _theirs(statement, step, by):
        raise Refused(f"You cannot {rule.words}.", means=rule.whose, do="Ask them to do it.")
    if statement.elsewhere:
        raise Refused(f"You cannot {rule.words}: it was made outside Candour.", means="Here it is noted only.")
    if statement.state not in rule.states:
        raise Refused(f"You cannot {rule.words} now.", means=_FROM[State(statement.state)])


def may(statement: Statement, step: Step, *, by: User) -> bool:
    """Whether a page offers the step, as far as the gate lets it."""
    try:
        guard(statement, step, by=by)
    except Refused:
        return False
    return statement.matter.closed_at is None


def heads_it(statement: Statement, user: User) -> bool:
    """Somebody who heads litigation and has no part of their own in the statement."""
    return allowed(user, Act.HEAD_LITIGATION) and user.pk not in (statement.author_id, statement.supervisor_id)


def _theirs(statement: Statement, step: Step, by: User) -> bool:
    if step in (Step.SIGN, Step.TAKE_BACK):
        return by.pk == statement.author_id
    if step is Step.NAME_GAP:
        return heads_it(statement, by)
    if step is Step.APPROVE:
        return by.pk == statement.supervisor_id != statement.author_id and _on_it(statement, by)
    if step is Step.SEND_BACK and by.pk == statement.author_id:
        return False
    return members.is_lawyer(statement.matter, by)


def _on_it(statement: Statement, by: User) -> bool:
    return Member.objects.filter(matter=statement.matter, user=by, ended_at=None, capacity__in=LEGAL).exists()
