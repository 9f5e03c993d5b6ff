"""The fortnightly meetings of Legal and children's services in the demonstration: some held, one missed, one still to come.

Each is noted once. Its agenda is what was open when it was planned.
"""

from __future__ import annotations

from datetime import timedelta

from candour.accounts.models import User
from candour.actions import services as actions
from candour.actions.models import Action
from candour.actions.services import About, Agreed, Days, Owners
from candour.demo.authority import somebody
from candour.demo.litigating import head, lawyer
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import today
from candour.meetings import agenda, series_keeping, sitting, sitting_minutes, sitting_said
from candour.meetings.series import Here, Item, Series, SeriesKind, Sitting
from candour.meetings.series_keeping import Terms
from candour.meetings.sitting import Attended
from candour.policy.recurring import Every

_NAME = "Current litigation"
_HELD = (8, 6, 2)
"""How many weeks ago; in between, in the fourth, nobody met."""
_ITEM, _WHY = "How long searches take", "Two of five were answered after their day."
_DECIDED = "Team managers look every Monday at what their people were asked to search."


def hold() -> None:
    by = head()
    with acting(Actor(user=by.pk)):
        if Series.objects.filter(name=_NAME).exists():
            return
        first = today() - timedelta(weeks=max(_HELD))
        terms = Terms(_NAME, SeriesKind.LITIGATION, Every.TWO_WEEKS, first, by, "Town hall, room 7")
        members = [by, lawyer(), somebody("Gillian Moffat"), somebody("Ines Carvalho")]
        series = series_keeping.begin(by=by, terms=terms, members=members)
        for weeks in _HELD:
            _held(series, weeks, members, by=by)
        sitting.plan(by=by, series=series, on=today() + timedelta(days=3))


def _held(series: Series, weeks: int, members: list[User], *, by: User) -> None:
    """With a decision and an action on the item by hand; the first is signed."""
    made = sitting.plan(by=by, series=series, on=today() - timedelta(weeks=weeks))
    item = Item.objects.filter(sitting=made, source="", off_at=None).first()
    item = item or agenda.add(by=by, sitting=made, title=_ITEM, why=_WHY)
    there = {each.pk: str(Here.PRESENT) for each in members}
    there[members[-1].pk] = str(Here.APOLOGIES if weeks == min(_HELD) else Here.PRESENT)
    sitting.hold(by=by, sitting=made, attended=Attended(there, by))
    made = Sitting.objects.get(pk=made.pk)
    item = Item.objects.select_related("sitting").get(pk=item.pk)
    sitting_said.note(by=by, item=item, text="Gillian Moffat told how far each search is.")
    if weeks == max(_HELD):
        sitting_said.decide(by=by, item=item, text=_DECIDED)
        _agreed(made, by=by)
        sitting_minutes.sign(by=by, sitting=made)


def _agreed(made: Sitting, *, by: User) -> Action:
    days = Days(made.on + timedelta(days=21))
    what = "Go through the searches of the team every Monday"
    agreed = Agreed(what, Owners((somebody("Gillian Moffat"),)), days, about=About("sitting", made.pk))
    return actions.make(by=by, agreed=agreed)
