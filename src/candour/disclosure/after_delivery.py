"""What else is to happen when a bundle was handed over: apps above this one say it here when they start."""

from __future__ import annotations

from collections.abc import Callable

from candour.disclosure.models import Delivery

_NEXT: list[Callable[[Delivery], None]] = []


def after_delivery(act: Callable[[Delivery], None]) -> Callable[[Delivery], None]:
    """Marks what is done in the transaction that makes the link, by whoever hands it over."""
    _NEXT.append(act)
    return act


def delivered(delivery: Delivery) -> None:
    for act in _NEXT:
        act(delivery)
