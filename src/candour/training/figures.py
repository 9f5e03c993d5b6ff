"""Figures of training as tables, which their pages also draw. They count and compare; they judge nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from candour.policy.recurring import State
from candour.training.coverage import Counts
from candour.training.models import Course
from candour.training.standing import WORDS, Row


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers by label; ``columns``: of the label and of each number."""

    key: str
    title: str
    means: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, *tuple[int, ...]], ...]


def covered(found: Counts, courses: Sequence[Course]) -> Figure:
    rows = tuple((each.title, found.all_[each.pk].covered, found.all_[each.pk].missing) for each in courses)
    means = "People who need each course today: how many have it, and how many do not."
    return Figure("coverage", "Covered and missing, by course", means, ("Course", "Covered", "Missing it"), rows)


_DRAWN = 12
"""Windows of which a picture can be read: a year of months."""


def held(found: Sequence[Row]) -> Figure:
    """``found``: the latest first, as the page has them; drawn from the earliest of the last year on."""
    shown = (State.HELD, State.EXCUSED, State.MISSED)
    over = [each for each in found if each.state in shown][:_DRAWN]
    rows: tuple[tuple[str, *tuple[int, ...]], ...] = tuple(
        (each.window.label, *(int(each.state is state) for state in shown)) for each in reversed(over)
    )
    counted = Counter(each.state for each in over)
    means = f"Of the last {len(over)} that are over: {counted[State.HELD]} held, {counted[State.MISSED]} missed."
    return Figure("workshops", "Held and missed", means, ("When", *(WORDS[each] for each in shown)), rows)
