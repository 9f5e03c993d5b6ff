"""What stands against handing a bundle over. Apps above this one add what they know (``before_release``); nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable

from candour.disclosure.models import Disclosure
from candour.engine.errors import Refused

Objection = Callable[[Disclosure], str]
"""Why it cannot be handed over now, as a sentence; empty: nothing against it."""
_OBJECTIONS: list[Objection] = []


def before_release(objection: Objection) -> Objection:
    """Marks a function that is asked before a bundle is handed over; the module has to be loaded with its app."""
    _OBJECTIONS.append(objection)
    return objection


def against_release(disclosure: Disclosure) -> list[str]:
    """Everything that stands against handing it over, in sentences."""
    return [why for objection in _OBJECTIONS if (why := objection(disclosure))]


def refuse_objected(disclosure: Disclosure) -> None:
    if against := against_release(disclosure):
        raise Refused("These records cannot be sent yet.", means=" ".join(against), do="Do what is missing first.")
