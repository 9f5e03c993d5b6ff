"""What waits for people with witness statements: to read, to sign, to approve and to file. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse

from candour.accounts.models import User
from candour.accounts.waiting import Pressing, Waiting
from candour.ledger.clock import today
from candour.litigation import statement_gate
from candour.litigation.models import LEGAL, Member, State, Statement
from candour.litigation.statement_gate import Condition
from candour.packs import in_force

_SOON = "action_due"
"""The policy's number of days before a day that is near."""


def to_read_or_sign(user: User) -> Iterator[Waiting]:
    """The witness: pages first; when nothing at all is missing, the signature."""
    for each in _open(State.DRAFT).filter(author=user, version__gt=0):
        if not statement_gate.sees_all(each):
            continue
        missing = statement_gate.missing(each)
        unread = sum(lack.condition == Condition.DISPLAYED for lack in missing)
        if not missing:
            yield _of(each, "Sign", "sign", "You are its witness.", "Nothing is missing.")
        elif unread:
            more = f"{unread} record{'' if unread == 1 else 's'} that you have not displayed in full."
            yield _of(each, "Read the file for", "reading", "You are its witness.", more)
        else:
            more = f"{len(missing)} thing{' is' if len(missing) == 1 else 's are'} missing before you can sign it."
            yield _of(each, "See what is missing for", "gate", "You are its witness.", more)


def to_approve(user: User) -> Iterator[Waiting]:
    for each in _open(State.SIGNED).filter(supervisor=user):
        yield _of(each, "Approve", "approve", "You are the lawyer who approves it.")


def to_file(user: User) -> Iterator[Waiting]:
    mine = Member.objects.filter(user=user, ended_at=None, capacity__in=LEGAL).values("matter")
    for each in _open(State.APPROVED).filter(matter__in=mine):
        yield _of(each, "File", "file_statement", "You are a lawyer of the matter.")


def short_of_time(user: User) -> Iterator[Waiting]:
    """The head of litigation: due soon or over, and something is still missing."""
    soon = today() + timedelta(days=in_force.reminder(_SOON))
    near = _open(State.DRAFT, State.SIGNED, State.APPROVED).filter(due__lte=soon)
    for each in near:
        if statement_gate.sees_all(each) and (missing := statement_gate.missing(each)):
            more = f"{len(missing)} thing{' is' if len(missing) == 1 else 's are'} missing."
            yield _of(each, "A deadline is near:", "gate", "You head litigation.", more, first=True)


def _open(*states: State) -> QuerySet[Statement]:
    found = Statement.objects.filter(state__in=states, elsewhere=False, matter__closed_at=None)
    return found.select_related("matter", "author", "supervisor").order_by("due", "pk")


def _of(statement: Statement, what: str, page: str, why: str, more: str = "", *, first: bool = False) -> Waiting:
    near = statement.due is not None and statement.due <= today() + timedelta(days=in_force.reminder(_SOON))
    return Waiting(
        f"{what} {statement.title}", reverse(f"litigation:{page}", args=[statement.matter.key, statement.key]), why,
        Pressing.FIRST if first or near else Pressing.NEXT, statement.matter.case_id, more, by=statement.due,
    )  # fmt: skip
