"""What actions belong to, in words and with its page. Apps above this one tell of theirs (``belongs_to``); it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from candour.actions.models import Action


@dataclass(frozen=True, slots=True)
class Thing:
    """``href``: where it is looked at."""

    title: str
    href: str


Finding = Callable[[Collection[int]], Mapping[int, Thing]]
"""Those among the numbers that whoever acts may see: the database leaves out the others."""


@dataclass(frozen=True, slots=True)
class _Kind:
    label: str
    find: Finding


_KINDS: dict[str, _Kind] = {}


def belongs_to(about: str, *, label: str) -> Callable[[Finding], Finding]:
    """Marks what finds the things that actions are ``about``; the module has to be loaded with its app.

    ``label``: what such a thing is called, such as "Meeting".
    """

    def mark(find: Finding) -> Finding:
        _KINDS[about] = _Kind(label, find)
        return find

    return mark


def kinds() -> dict[str, str]:
    """Everything that actions can belong to, with what it is called."""
    return {about: kind.label for about, kind in sorted(_KINDS.items(), key=lambda each: each[1].label)}


def things(actions: Iterable[Action]) -> dict[tuple[str, int], Thing]:
    """What the actions belong to, as far as whoever acts may see it: one question for each kind."""
    wanted: dict[str, set[int]] = {}
    for each in actions:
        if each.about_id is not None:
            wanted.setdefault(each.about, set()).add(each.about_id)
    return {
        (about, number): thing
        for about, numbers in wanted.items()
        if about in _KINDS
        for number, thing in _KINDS[about].find(numbers).items()
    }
