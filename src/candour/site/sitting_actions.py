"""Joins the items of agendas with the actions agreed on them: meetings and actions know nothing of each other.

It keeps nothing of its own. Who sees an item sees its actions: the database says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format

from candour.accounts.gate import BOTH, AuthorisedRequest
from candour.accounts.models import User
from candour.accounts.queries import roles_of
from candour.accounts.roles import Role
from candour.accounts.waiting import Pressing, Waiting
from candour.actions import queries, services
from candour.actions.belonging import Thing, belongs_to
from candour.actions.forms import ActionForm
from candour.actions.lists import Line, is_overdue, lines
from candour.actions.models import UNFINISHED, Action
from candour.actions.services import About
from candour.actions.waiting import is_owned, unfinished
from candour.cases.views.forming import one_form
from candour.ledger.clock import today
from candour.meetings.followed import Followed, actions_of_items
from candour.meetings.series import Item, SeriesKind
from candour.meetings.series_gate import on_item
from candour.meetings.sitting_minutes import titled

ABOUT = "agenda_item"


@belongs_to(ABOUT, label="A meeting of a series")
def sittings(numbers: Collection[int]) -> Mapping[int, Thing]:
    found = Item.objects.filter(pk__in=numbers).select_related("sitting__series")
    return {each.pk: Thing(titled(each.sitting), _at(each)) for each in found}


def of_items(numbers: Collection[int]) -> Sequence[Followed]:
    return [_followed(each) for each in lines(queries.shown().filter(about=ABOUT, about_id__in=numbers))]


actions_of_items(find=of_items, add=lambda item: reverse("add_action", args=[item.key]))


@on_item(keep=True, methods=BOTH)
def add_action(request: AuthorisedRequest, item: Item) -> HttpResponse:
    form = ActionForm(request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        about = About(ABOUT, item.pk, item.case_id)
        services.make(by=request.user, agreed=form.agreed(about))
        messages.success(request, "The action is made. Its owners find it in My work.")
        return _at(item)

    told = "It is seen by its owners, and by who belongs to these meetings."
    shown = {"heading": "Add an action", "button": "Add it", "back": _at(item), "lines": [item.title, told]}
    return one_form(request, form=form, save=save, shown=shown)


def overdue_of_meetings(user: User) -> Iterator[Waiting]:
    """For the chair, and of litigation meetings for heads of litigation; not what they own or made, which comes by itself."""
    heads = Role.HEAD_OF_LITIGATION in roles_of(user)
    late = [each for each in unfinished() if each.about == ABOUT and is_overdue(each, on=today())]
    found = [each for each in late if each.maker != user and not is_owned(each, by=user)]
    items = Item.objects.filter(pk__in=[each.about_id for each in found]).select_related("sitting__series")
    series = {each.pk: each.sitting.series for each in items}
    for line in lines(found):
        of = series.get(line.action.about_id or 0)
        if of is not None and (user.pk == of.chair_id or (heads and of.kind == SeriesKind.LITIGATION)):
            why = "You chair the meeting." if user.pk == of.chair_id else "You are head of litigation."
            yield _late(line.action, why, f"{of.name}. Owned by {', '.join(line.owners)}.")


def _late(action: Action, why: str, more: str) -> Waiting:
    return Waiting(
        f"Overdue: {action.what}", reverse("actions:one", args=[action.key]), why, Pressing.NEXT, action.case_id, more,
        since=action.made_at, by=action.by_when,
    )  # fmt: skip


def _followed(line: Line) -> Followed:
    one = line.action
    day = date_format(one.by_when) if one.by_when else "no day agreed"
    moved = f", moved {line.moved} time{'' if line.moved == 1 else 's'}" if line.moved else ""
    return Followed(
        item=one.about_id or 0, what=one.what, owners=", ".join(line.owners), by_when=f"{day}{moved}",
        state="Overdue" if line.overdue else line.state, colour="red" if line.overdue else line.colour,
        href=reverse("actions:one", args=[one.key]), overdue=line.overdue, unfinished=one.state in UNFINISHED,
    )  # fmt: skip


def _at(item: Item) -> str:
    return f"{reverse('series:sitting', args=[item.sitting.key])}#item-{item.key}"
