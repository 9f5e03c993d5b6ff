"""Ends actions, with evidence, and where somebody asked for it only with a second person; and opens them again.

Nothing is done because somebody says so: it needs words, a record of the case file, or a file, which is kept with its hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from candour.accounts.models import User
from candour.actions.duties import refuse_ended, refuse_idle, refuse_others, refuse_waiting
from candour.actions.models import Action, Evidence, Kind, State, Step
from candour.actions.services import add_step, enter, locked
from candour.cases.models import Record
from candour.cases.reasons import in_words
from candour.engine.errors import BadInput, Refused
from candour.ledger.verbs import Verb

LARGEST = 10 * 1024 * 1024
"""Bytes of a file: it is kept beside its action and in every backup."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows that it is done. ``record``: one of the case file that the action is about."""

    text: str = ""
    record: Record | None = None
    name: str = ""
    content: bytes = b""


def close(*, by: User, action: Action, shown: Shown) -> None:
    """BadInput without any evidence; Refused for whoever has to confirm it."""
    there = locked(action)
    refuse_idle(by, there)
    refuse_waiting(there)
    if by == there.confirmer:
        raise Refused("You confirm this action.", do="One of its owners has to say first that it is done.")
    step = add_step(there, Kind.CLOSED, by=by, text=_checked(there, shown))
    if shown.record is not None:
        Evidence.objects.create(action=there, step=step, record=shown.record)
    if shown.content:
        name = " ".join(shown.name.split())[-200:] or "file"
        Evidence.objects.create(
            action=there, step=step, name=name, sha256=hashlib.sha256(shown.content).hexdigest(),
            size=len(shown.content), content=shown.content,
        )  # fmt: skip
    state = State.TO_CONFIRM if there.confirmer_id else State.DONE
    _become(there, state, Verb.ACTION_CLOSED, evidence=[each.sha256 for each in step.evidence.all() if each.sha256])


def confirm(*, by: User, action: Action, text: str) -> None:
    """As the second person, in words on what they looked at."""
    there = _for_second(by, action)
    add_step(there, Kind.CONFIRMED, by=by, text=in_words(text, ask="Say what you looked at."))
    _become(there, State.DONE, Verb.ACTION_CONFIRMED)


def send_back(*, by: User, action: Action, reason: str) -> None:
    there = _for_second(by, action)
    add_step(there, Kind.SENT_BACK, by=by, text=in_words(reason, ask="Say what is still missing."))
    _become(there, State.OPEN, Verb.ACTION_SENT_BACK)


def cancel(*, by: User, action: Action, reason: str) -> None:
    there = locked(action)
    refuse_others(by, there)
    refuse_ended(there)
    add_step(there, Kind.CANCELLED, by=by, text=in_words(reason, ask="Say why it is not needed any more."))
    _become(there, State.CANCELLED, Verb.ACTION_CANCELLED)


def reopen(*, by: User, action: Action, reason: str) -> None:
    """Also while it waits to be confirmed. Its evidence stays to be seen."""
    there = locked(action)
    if by != there.confirmer:
        refuse_idle(by, there)
    if there.state == State.OPEN:
        raise Refused("This action is open.", do="Load the page again.")
    add_step(there, Kind.REOPENED, by=by, text=in_words(reason, ask="Say why it is not done after all."))
    _become(there, State.OPEN, Verb.ACTION_REOPENED)


def _for_second(by: User, action: Action) -> Action:
    there = locked(action)
    if there.state != State.TO_CONFIRM:
        raise Refused("This action does not wait to be confirmed.", do="Load the page again.")
    if by != there.confirmer:
        name = there.confirmer.name if there.confirmer else "Somebody else"
        raise Refused(f"{name} confirms this action.", do="Ask them to look at its evidence.")
    last = Step.objects.filter(action=there, kind=Kind.CLOSED).order_by("-pk").first()
    if last is not None and last.by_id == by.pk:
        raise Refused("Nobody confirms what they closed themselves.", do="Somebody else has to confirm it.")
    return there


def _checked(action: Action, shown: Shown) -> str:
    """The words."""
    if not (shown.text.strip() or shown.record or shown.content):
        raise BadInput(
            "An action is closed with evidence.",
            means="Others have to be able to see that it is done.",
            do="Write what was done and where it can be seen, name a record, or add a file.",
        )
    if len(shown.content) > LARGEST:
        raise BadInput(
            "This file is too large.", do=f"Add one of up to {LARGEST // 2**20} MB, or name a record instead."
        )
    if shown.record is not None and shown.record.case_id != action.case_id:
        raise BadInput("This record is not of the case that the action is about.", do="Name one that is.")
    return in_words(shown.text, ask="Write what was done.") if shown.text.strip() else ""


def _become(action: Action, state: State, verb: Verb, **details: Any) -> None:
    Action.objects.filter(pk=action.pk).update(state=state)
    enter(verb, action, **details)
