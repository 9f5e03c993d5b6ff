"""Enters what becomes of a letter in the ledger and, once it is finished, in the story of its request. It checks nothing."""

from __future__ import annotations

from typing import Any

from candour.access.models import Letter, Request, Step
from candour.access.policies import rules_of
from candour.accounts.models import User
from candour.ledger.acting import record
from candour.ledger.clock import now
from candour.ledger.verbs import Verb


def enter(verb: Verb, letter: Letter, **details: Any) -> None:
    """``details``: identifiers and counts, never text."""
    record(
        verb, case=letter.request.case_id, object=f"request:{letter.request_id}", letter=letter.key,
        version=letter.version, template=letter.template, **details,
    )  # fmt: skip


def tell(verb: Verb, letter: Letter, *, by: User, **details: Any) -> None:
    """In the ledger and in the request's story, under no duty: writing of a step is not taking it."""
    Step.objects.create(request=letter.request, step="", verb=verb.value, by=by, at=now(), letter=letter)
    enter(verb, letter, **details)


def told_before(verb: Verb, letter: Letter, *, by: User) -> bool:
    return Step.objects.filter(letter=letter, verb=verb.value, by=by).exists()


def title_of(letter: Letter, request: Request) -> str:
    """What the pack of its request calls it."""
    found = rules_of(request).templates.get(letter.template)
    return found.title if found else "A letter that the policy has no more"
