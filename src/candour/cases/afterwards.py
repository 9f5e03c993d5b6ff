"""What else is to happen when a case was prepared: apps above this one say it here when they start."""

from __future__ import annotations

from collections.abc import Callable

from candour.cases.models import Case

_NEXT: list[Callable[[Case], None]] = []


def after_preparing(act: Callable[[Case], None]) -> Callable[[Case], None]:
    """Marks what is done in the transaction that makes a preparation ready, as the case's job."""
    _NEXT.append(act)
    return act


def prepared(case: Case) -> None:
    for act in _NEXT:
        act(case)
