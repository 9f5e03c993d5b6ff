"""A series of meetings with one planned and one held, and an action agreed in it, for the walk through every page."""

from __future__ import annotations

from tests.actions.agreeing import made
from tests.meetings.sittings import months_ago

from candour.accounts.models import User
from candour.actions.closing import Shown, close, reopen
from candour.actions.services import About
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings import agenda, series_keeping, sitting
from candour.meetings.series import Here, Item
from candour.meetings.sitting import Attended
from candour.site.sitting_actions import ABOUT


def met(by: User) -> None:
    """They chair it, keep it and own what was agreed, of which a file was shown as evidence and not enough."""
    with acting(Actor(user=by.pk)):
        terms = series_keeping.Terms("Litigation meeting", "litigation", "month", months_ago(1), by, "Room 4")
        series = series_keeping.begin(by=by, terms=terms, members=(by,))
        held = sitting.plan(by=by, series=series, on=months_ago(1))
        agenda.add(by=by, sitting=held, title="Documents that are still awaited")
        sitting.hold(by=by, sitting=held, attended=Attended({by.pk: Here.PRESENT}, by))
        sitting.plan(by=by, series=series, on=today())
        item = Item.objects.get(sitting=held)
    one = made(by, "Send the case notes", by, about=About(ABOUT, item.pk))
    with acting(Actor(user=by.pk)):
        close(by=by, action=one, shown=Shown("They were sent by post", name="receipt.txt", content=b"Received"))
        reopen(by=by, action=one, reason="They came back undelivered")
