"""Files a statement: its Word and PDF files are made once, kept with their hashes, and nothing of it changes any more.

It does not send anything to a court: a lawyer does, and says on which day. Withdrawing one keeps everything.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from candour.accounts.models import User
from candour.cases.reasons import words
from candour.engine.errors import BadInput, Refused
from candour.ledger.clock import now, today
from candour.ledger.verbs import Verb
from candour.litigation import setting, signing, statement_gate
from candour.litigation.models import Frozen, State, Statement
from candour.litigation.stepping import Step, begin
from candour.litigation.working import note


def file(*, by: User, statement: Statement, version: int, on: date) -> None:
    """By a lawyer. ``on``: the day on which it is filed. Refused while anything is missing that is not a named gap."""
    statement = begin(statement, Step.FILE, by=by)
    statement_gate.check(statement, Step.FILE)
    signing.check_signed(statement)
    if version != statement.version:
        raise Refused("The statement has changed while you looked at it.", do="Read it as it is now.")
    if statement.signed_on is None or not statement.signed_on <= on <= today():
        raise BadInput("It cannot have been filed on this day.", do="Give a day from its signature until today.")
    statement.filed_on, statement.filed_by, statement.filed_at = on, by, now()
    frozen = _frozen(statement)
    statement.state, statement.frozen_pdf, statement.frozen_word = State.FILED, frozen["pdf"], frozen["docx"]
    statement.save(
        update_fields=["state", "filed_on", "filed_by", "filed_at", "frozen_pdf", "frozen_word"]
    )  # from here on the database refuses every other change
    _enter(Verb.STATEMENT_FILED, statement, version=version, on=on.isoformat(), pdf=frozen["pdf"], word=frozen["docx"],
           gaps=len(statement_gate.named(statement)))  # fmt: skip


def withdraw(*, by: User, statement: Statement, reason: str) -> None:
    """Everything of it stays to be seen, and if it was filed its files too."""
    statement = begin(statement, Step.WITHDRAW, by=by)
    reason = words(reason, "Say why the statement is withdrawn.")
    statement.state, statement.withdrawn_because = State.WITHDRAWN, reason
    statement.save(update_fields=["state", "withdrawn_because"])
    _enter(Verb.STATEMENT_WITHDRAWN, statement, reason=reason)


def filed_file(*, by: User, statement: Statement, form: str) -> bytes:
    """As it was filed, byte for byte; entered as a download. BadInput for a form or a statement that has none."""
    found = Frozen.objects.filter(statement=statement, form=form).first()
    if found is None:
        raise BadInput("There is no such file of this statement.", do="Go back to its page.")
    _enter(Verb.STATEMENT_DOWNLOADED, statement, form=form, sha256=found.sha256, by=by.pk)
    return bytes(found.content)


def _frozen(statement: Statement) -> dict[str, str]:
    """Makes and keeps both files; their hashes by form."""
    made = {form: make(statement, statement.version) for form, (_, make) in setting.FORMS.items()}
    hashes = {form: hashlib.sha256(content).hexdigest() for form, content in made.items()}
    for form, content in made.items():
        Frozen.objects.create(
            matter=statement.matter, statement=statement, form=form, sha256=hashes[form], content=content
        )
    return hashes


def _enter(verb: Verb, statement: Statement, **details: Any) -> None:
    note(statement.matter, verb, object=f"statement:{statement.pk}", **details)
