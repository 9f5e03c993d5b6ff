"""What was said and decided on an item of an agenda: a row upon a row, so that nothing is overwritten."""

from __future__ import annotations

from candour.accounts.models import User
from candour.cases.reasons import in_words
from candour.engine.errors import Refused
from candour.ledger.clock import now
from candour.ledger.verbs import Verb
from candour.meetings.series import Item, Said, SaidKind, Sitting, SittingState
from candour.meetings.series_duties import enter, keeping


def note(*, by: User, item: Item, text: str) -> Said:
    there = _held(item, by=by)
    made = _say(item, SaidKind.NOTE, in_words(text, ask="Write what was said."), by=by)
    enter(Verb.SITTING_NOTED, there, item=item.pk)
    return made


def decide(*, by: User, item: Item, text: str, settles: bool = False) -> Said:
    """The decision that stands from now on. ``settles``: an item by hand does not come back on the next agenda."""
    there = _held(item, by=by)
    made = _say(item, SaidKind.DECISION, in_words(text, ask="Write what was decided."), by=by)
    Item.objects.filter(pk=item.pk).update(settled_at=now() if settles and not item.source else None)
    enter(Verb.SITTING_DECIDED, there, item=item.pk, settles=settles)
    return made


def _held(item: Item, *, by: User) -> Sitting:
    there = keeping(item.sitting, by=by)
    if there.state != SittingState.HELD:
        raise Refused(
            "This meeting is not noted as held.",
            means="Notes and decisions are those of a meeting that took place.",
            do="Say first that it was held, and who was there.",
        )
    if item.off_at is not None:
        raise Refused("This item was taken off the agenda.", do="Add it again if it was talked about.")
    return there


def _say(item: Item, kind: SaidKind, text: str, *, by: User) -> Said:
    return Said.objects.create(item=item, kind=kind, text=text, by=by, at=now())
