"""Who sees a case by something that other apps know of, such as a legal matter: apps above this one tell it (``also_seen``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from candour.cases.models import Case


@dataclass(frozen=True, slots=True)
class Seen:
    """``through``: by what, as a sentence part; ``name``: who."""

    through: str
    name: str
    since: datetime


_TELLING: list[Callable[[Case], list[Seen]]] = []


def also_seen(telling: Callable[[Case], list[Seen]]) -> Callable[[Case], list[Seen]]:
    """Marks what is asked for a case; the module has to be loaded with its app."""
    _TELLING.append(telling)
    return telling


def seen_through(case: Case) -> list[Seen]:
    return [each for telling in _TELLING for each in telling(case)]
