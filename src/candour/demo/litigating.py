"""What the demonstration's plan says of its legal matters, and when each step of it was taken. It takes none itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from typing import Any

from candour.accounts.models import User
from candour.cases.models import Case, Record
from candour.demo.authority import somebody
from candour.demo.folder import told_of
from candour.engine.errors import Refused
from candour.ledger.clock import LONDON, now, standing_at, today
from candour.litigation.models import Matter

Told = Mapping[str, Any]
FILES = ("merrin", "danvers", "aldous_reid")
"""Below ``litigated``."""
_AT = time(10, 15)


@dataclass(frozen=True, slots=True)
class Planned:
    """A matter of the plan; ``case``, ``matter`` and ``record`` as whoever acts sees them."""

    told: Told

    @property
    def reference(self) -> str:
        return str(self.told["case"])

    @property
    def truth(self) -> Told:
        """What is planned in the family's file."""
        return told_of(f"{self.told['family']}_truth")

    def case(self) -> Case:
        return Case.objects.get(reference=self.reference)

    def matter(self) -> Matter:
        return Matter.objects.select_related("case").get(title=self.told["title"])

    def each(self, what: str) -> list[Told]:
        return list(self.told.get(what, ()))


@cache
def plan() -> tuple[Planned, ...]:
    folder = resources.files("candour.demo").joinpath("litigated")
    return tuple(Planned(tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))) for name in FILES)


def lawyer() -> User:
    return somebody("Harriet Vane-Cole")


def head() -> User:
    return somebody("Anselm Brook")


def at(day: str) -> AbstractContextManager[None]:
    """On that day; now, where it is still to come."""
    return standing_at(min(datetime.combine(date.fromisoformat(day), _AT, LONDON), now()))


def on(day: str) -> date:
    """That day; today, where it is still to come."""
    return min(date.fromisoformat(day), today())


def record_at(case: Case, path: str) -> Record:
    """The record of the file with this path."""
    found = Record.objects.filter(case=case, path=path, gone_at=None).first()
    if found is None:
        raise Refused(f"The demonstration’s case {case.reference} has no record at a path that its plan names.")
    return found
