"""Signs, approves and sends back statements: one signature for the words of one version, and never past the gate.

The witness signs the statement of truth, another person approves. Other words, or other gaps in them, need both anew.
"""

from __future__ import annotations

from typing import Any

from candour.accounts.models import User
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import statement_gate
from candour.litigation.models import State, Statement
from candour.litigation.stepping import Step, begin
from candour.litigation.working import note

_SIGNATURE = ("state", "signed_on", "signed_at", "signed_version", "approved_by", "approved_at")


def sign(*, by: User, statement: Statement, version: int, confirmed: bool) -> None:
    """By the witness. ``version``: the one whose words, and whose statement of truth, they saw and ``confirmed``."""
    statement = begin(statement, Step.SIGN, by=by)
    statement_gate.check(statement, Step.SIGN)
    _same_words(statement, version)
    if not confirmed:
        raise BadInput("The statement of truth is not confirmed.", do="Confirm it, if you believe that it is true.")
    statement.state, statement.signed_version = State.SIGNED, version
    statement.signed_on, statement.signed_at = today(), now()
    statement.save(update_fields=_SIGNATURE)
    _enter(Verb.STATEMENT_SIGNED, statement, version=version, gaps=len(statement_gate.named(statement)))


def take_back(*, by: User, statement: Statement, reason: str) -> None:
    """The witness's own signature, until the statement is filed; an approval goes with it."""
    statement = begin(statement, Step.TAKE_BACK, by=by)
    reason = words(reason, "Say why you take your signature back.")
    _unsigned(statement)
    _enter(Verb.STATEMENT_UNSIGNED, statement, reason=reason)


def approve(*, by: User, statement: Statement, version: int) -> None:
    """By the lawyer named in it. ``version``: the one that they saw, which has to be the one signed."""
    statement = begin(statement, Step.APPROVE, by=by)
    statement_gate.check(statement, Step.APPROVE)
    _same_words(statement, version)
    check_signed(statement)
    statement.state, statement.approved_by, statement.approved_at = State.APPROVED, by, now()
    statement.save(update_fields=_SIGNATURE)
    _enter(Verb.STATEMENT_APPROVED, statement, version=version)


def send_back(*, by: User, statement: Statement, reason: str) -> None:
    """To its witness: the signature is gone with the approval."""
    statement = begin(statement, Step.SEND_BACK, by=by)
    reason = words(reason, "Say what has to be different.", means="The witness has to know what to change.")
    _unsigned(statement)
    _enter(Verb.STATEMENT_SENT_BACK, statement, reason=reason)


def void(statement: Statement, *, because: str) -> None:
    """The words changed, or the gaps that stand in them: signature and approval were for others, and are gone.

    ``because``: one word for the ledger. For services that hold the statement locked; nothing when it was not signed.
    """
    if statement.state in (State.SIGNED, State.APPROVED):
        _unsigned(statement)
        _enter(Verb.STATEMENT_UNSIGNED, statement, because=because)


def check_signed(statement: Statement) -> None:
    """Refused when the signature is not one under the words as they are now."""
    if statement.signed_at is None or statement.signed_version != statement.version:
        raise Refused(
            "The witness has not signed the statement as it is now.",
            means="It has changed since, and a signature counts for the words that were signed.",
            do="Ask the witness to sign it again.",
        )


def _same_words(statement: Statement, version: int) -> None:
    if version != statement.version or not version:
        raise Refused(
            "The statement has changed while you looked at it.",
            means="You would put your name to words that you have not seen.",
            do="Read it as it is now.",
        )


def _unsigned(statement: Statement) -> None:
    statement.state, statement.signed_on, statement.signed_at, statement.signed_version = State.DRAFT, None, None, 0
    statement.approved_by, statement.approved_at = None, None
    statement.save(update_fields=_SIGNATURE)


def _enter(verb: Verb, statement: Statement, **details: Any) -> None:
    note(statement.matter, verb, object=f"statement:{statement.pk}", **details)
