"""Gaps with which the head of litigation lets a statement go on: each named, owned, dated, and standing in its words.

Only what the gate lists now can be named, one by one. A gap excuses that one lack and no other, and fills nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from candour.accounts.models import User
from candour.actions.services import About, Agreed, Days, Owners, make
from candour.cases.reasons import in_words, words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import asserting, signing, statement_gate
from candour.litigation.lacking import Lack
from candour.litigation.models import NamedGap, Statement
from candour.litigation.stepping import Step, begin
from candour.litigation.working import note

LONGEST = 1_000
"""Characters of what stands in the statement."""
_OF_ACTION = 500


@dataclass(frozen=True, slots=True)
class Naming:
    """``condition`` and ``item``: of the lack, as the gate names it. ``words``: as they stand in the statement."""

    condition: str
    item: str
    words: str
    reason: str
    owner: User
    due: date


def name(*, by: User, statement: Statement, gap: Naming) -> NamedGap:
    """A signature, and an approval, were for the statement without it: it has to be signed again."""
    statement = begin(statement, Step.NAME_GAP, by=by)
    lack = _lack(statement, gap)
    told = in_words(gap.words, ask="Write what the court is told of it.", means="It stands in the statement.")
    if len(told) > LONGEST:
        raise BadInput("This is too long.", do=f"Keep what stands in the statement below {LONGEST:,} characters.")
    reason = in_words(gap.reason, ask="Say why it cannot wait.", means="The head of litigation answers for it.")
    if gap.due < today():
        raise BadInput("The day by which it is put right is over.", do="Give today or a later day.")
    made = NamedGap.objects.create(
        statement=statement, matter=statement.matter, condition=lack.condition, item=lack.item, words=told,
        reason=reason, owner=gap.owner, due=gap.due, by=by, at=now(),
    )  # fmt: skip
    made.action = _action(made, by=by)
    made.save(update_fields=["action"])
    _enter(Verb.GAP_NAMED, made)
    signing.void(statement, because="gap_named")
    return made


def withdraw(*, by: User, gap: NamedGap, reason: str) -> None:
    """It no longer stands in the statement, which then needs what it excused. Its action stays until it is closed."""
    statement = begin(gap.statement, Step.NAME_GAP, by=by)
    reason = words(reason, "Say why the gap is withdrawn.")
    if NamedGap.objects.filter(pk=gap.pk, withdrawn_at=None).update(withdrawn_at=now()):
        _enter(Verb.GAP_WITHDRAWN, gap, reason=reason)
        signing.void(statement, because="gap_withdrawn")


def standing(statement: Statement) -> list[NamedGap]:
    """Those that stand in the statement, in the order of the gate's conditions."""
    return statement_gate.named(statement)


def may_be_named(lack: Lack) -> bool:
    """Anything but that nothing is said: without an assertion there is no statement."""
    return not (lack.condition == asserting.CONDITION and lack.item == asserting.NONE)


def _lack(statement: Statement, gap: Naming) -> Lack:
    open_ = statement_gate.missing(statement)
    found = next((each for each in open_ if (each.condition, each.item) == (gap.condition, gap.item)), None)
    if found is None:
        raise Refused("This is not missing, or it is named already.", do="Choose one of those that the gate lists.")
    if not may_be_named(found):
        raise Refused("A statement that says nothing cannot be filed.", do="Write what the witness says.")
    return found


def _action(gap: NamedGap, *, by: User) -> str:
    """A dated action of the owner, which is there until what is missing is put right."""
    case = gap.matter.case
    about = About("statement", gap.statement_id, case)
    agreed = Agreed(
        what=_short(gap.words),
        owners=Owners(users=[gap.owner]),
        days=Days(by_when=gap.due),
        why=gap.reason,
        about=about,
    )
    return make(by=by, agreed=agreed).key


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _OF_ACTION else line[: _OF_ACTION - 1] + "…"


def _enter(verb: Verb, gap: NamedGap, **details: Any) -> None:
    note(gap.matter, verb, object=f"statement:{gap.statement_id}", gap=gap.pk, condition=gap.condition, **details)
