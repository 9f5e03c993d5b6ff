"""The requests of the demonstration: each was logged on a day before today and taken as far as its plan says.

Every step is taken by somebody who may, through the same services as the pages; what stopped half way is gone on with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

from candour.access import receiving
from candour.access.models import Request
from candour.access.receiving import Asked
from candour.accounts.models import Team, User
from candour.cases.models import Case
from candour.demo import letters
from candour.demo.authority import ACCESS, PEOPLE, somebody
from candour.demo.steps import STEPS, can_be_taken
from candour.ledger.acting import Actor, acting
from candour.ledger.clock import LONDON, now, standing_at, today

FILES = ("people", "courts", "chains", "others", "claimant")
"""Below ``asked``."""
_KNOWN_BY = ("requester", "context", "name")
_SATURDAY = 5
_MORNING, _APART = time(9, 5), timedelta(minutes=25)
_WORDS = (
    "requester", "context", "name", "about", "organisation", "about_born", "wants", "their_reference", "contact_way",
    "contact", "contact_never",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """A request of the plan. ``came``: so many working days before today."""

    told: Mapping[str, Any]

    @property
    def came(self) -> int:
        return int(self.told["came"])

    @property
    def later(self) -> bool:
        """What is not of the days before today is done while the site is already there."""
        return bool(self.told.get("later", False))

    def steps(self) -> Iterator[tuple[Mapping[str, Any], datetime | None]]:
        """Each step and when it was taken; None: now. ``on``: so many working days after the request came."""
        for place, step in enumerate(self.told.get("steps", ()), start=1):
            yield step, self.moment(step["on"], place) if "on" in step else None

    @property
    def waits(self) -> bool:
        """For what others do on the day of the demonstration itself."""
        return any(moment is None for _, moment in self.steps())

    def moment(self, on: int, place: int) -> datetime:
        day = _working_day(self.came - on)
        return min(datetime.combine(day, _MORNING, LONDON) + place * _APART, now())


@cache
def plan() -> tuple[Planned, ...]:
    folder = resources.files("candour.demo").joinpath("asked")
    told = (tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")) for name in FILES)
    return tuple(Planned(each) for file in told for each in file["request"])


def begin() -> None:
    """Logs every request, and takes each as far as it could go without anybody else's work."""
    for each in plan():
        _follow(each, later=False)
        if begun := each.told.get("drafts"):
            letters.drafts(_logged(each)[0], ((_who(told["by"]), told) for told in begun))


def go_on(*, later: bool) -> bool:
    """Takes the steps that waited for the review of records; True when none is left, but for those that come ``later``."""
    left = [each for each in plan() if each.waits and not _follow(each, later=later)]
    return not left


def _follow(planned: Planned, *, later: bool) -> bool:
    request, taken = _logged(planned)
    for step, moment in list(planned.steps())[taken:]:
        if moment is None and planned.later and not later:
            return True
        by = _who(step["by"])
        with _at(moment), acting(Actor(user=by.pk)):
            request = Request.objects.get(pk=request.pk)
            if moment is None and not can_be_taken(step["do"], request):
                return False
            STEPS[step["do"]](by, request, step)
    return True


def _logged(planned: Planned) -> tuple[Request, int]:
    """The request, and how many steps of its plan were taken."""
    told = planned.told
    by, named = _who(told["by"]), _working_day(-told["named"]) if "named" in told else None
    with _at(planned.moment(0, 0)), acting(Actor(user=by.pk)):
        found = Request.objects.filter(**{each: told[each] for each in _KNOWN_BY}).first()
        return (found, found.steps.count() - 1) if found else (_log(told, by, named=named), 0)


def _log(told: Mapping[str, Any], by: User, *, named: date | None) -> Request:
    asked = Asked(
        **{"contact_way": "post", **{word: told[word] for word in _WORDS if word in told}},
        received_on=today(),
        facts={"order": tuple(told.get("orders", ("none",))), **{k: (v,) for k, v in told.get("facts", {}).items()}},
        stated_on=named,
    )
    case = Case.objects.get(reference=told["case"]) if "case" in told else None
    return receiving.receive(by=by, team=Team.objects.get(name=told.get("team", ACCESS)), case=case, asked=asked)


def _at(moment: datetime | None) -> AbstractContextManager[None]:
    return standing_at(moment) if moment else nullcontext()


def _who(first_name: str) -> User:
    return somebody(next(each.name for each in PEOPLE if each.name.startswith(f"{first_name} ")))


def _working_day(before: int) -> date:
    """So many days before today; less than none: after it. Weekends do not count. For who asks outside a ``standing_at``."""
    day, step = today(), timedelta(days=1 if before < 0 else -1)
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    for _ in range(abs(before)):
        day += step
        while day.weekday() >= _SATURDAY:
            day += step
    return day
