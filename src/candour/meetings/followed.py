"""What was agreed to be done on items of an agenda, as another app keeps it. It is told here, and shown beside each item.

Meetings keep no actions: whatever joins the two says how they are found and where one is added (``actions_of_items``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from candour.meetings.series import Item, Series


@dataclass(frozen=True, slots=True)
class Followed:
    """One action in words. ``colour``: of the tag that tells its state; ``item``: the number of the item."""

    item: int
    what: str
    owners: str
    by_when: str
    state: str
    colour: str
    href: str
    overdue: bool = False
    unfinished: bool = True


@dataclass(frozen=True, slots=True)
class _Joined:
    find: Callable[[Collection[int]], Sequence[Followed]]
    add: Callable[[Item], str]


_JOINED: list[_Joined] = []


def actions_of_items(*, find: Callable[[Collection[int]], Sequence[Followed]], add: Callable[[Item], str]) -> None:
    """``find``: actions of items by their numbers, in order; ``add``: the address at which one is added to an item."""
    _JOINED.append(_Joined(find, add))


def of_items(items: Collection[Item]) -> Mapping[int, list[Followed]]:
    """By the number of the item."""
    found: dict[int, list[Followed]] = {each.pk: [] for each in items}
    for joined in _JOINED:
        for one in joined.find(list(found)):
            found[one.item].append(one)
    return found


def of_series(series: Series) -> list[Followed]:
    """Of all its sittings."""
    numbers = list(Item.objects.filter(sitting__series=series).values_list("pk", flat=True))
    return [one for joined in _JOINED for one in joined.find(numbers)]


def add_at(item: Item) -> str:
    """Where an action is added to an item; empty: nowhere."""
    return next((joined.add(item) for joined in _JOINED), "")
