"""Requests for records by people who are in a matter, as the app that keeps requests tells of them (``tells_requests``)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from candour.litigation import parties
from candour.litigation.models import Matter
from candour.litigation.scope import cases_of


@dataclass(frozen=True, slots=True)
class Asked:
    """``overseen``: the review for it is under legal oversight; None: no review has begun."""

    reference: str
    name: str
    href: str
    received_on: date
    state: str
    overseen: bool | None


Telling = Callable[[Collection[int], Collection[str], Collection[str]], list[Asked]]
"""Of requests about these cases (by number) by somebody of these names, or reviewed for these people of the register."""
_TELLING: list[Telling] = []


def tells_requests(telling: Telling) -> Telling:
    """Marks what is asked; the module has to be loaded with the site."""
    _TELLING.append(telling)
    return telling


def requests_in(matter: Matter) -> list[Asked]:
    """Linked by themselves: nobody has to think of it. Only those that whoever acts may see."""
    people = parties.of(matter)
    names = [each.name for each in people] + [each.person.name for each in people if each.person]
    keys = [each.person.key for each in people if each.person]
    cases = list(cases_of(matter).values_list("pk", flat=True))
    return [each for telling in _TELLING for each in telling(cases, names, keys)] if cases else []
