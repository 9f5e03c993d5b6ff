"""What a change of policy touches. Apps above this one say what they know (``before_change``); nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from candour.policy import Pack


@dataclass(frozen=True, slots=True)
class Touched:
    """Something open that the change bears on; ``href`` empty: only how many there are that this person may not see."""

    title: str
    href: str
    why: str


Look = Callable[[Pack, Pack], Iterable[Touched]]
"""What the change from one pack to the other bears on, as far as whoever acts may see it."""
_LOOKS: list[Look] = []


def before_change(look: Look) -> Look:
    """Marks a function that is asked before a pack is put in force; the module has to be loaded with its app."""
    _LOOKS.append(look)
    return look


def touched(old: Pack, new: Pack) -> list[Touched]:
    """Everything that the change bears on, for whoever acts."""
    return [each for look in _LOOKS for each in look(old, new)]
