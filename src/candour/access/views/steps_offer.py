"""Something that can be done on the page of a step, with its form, or why it cannot be done now. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form

from candour.access.forms_steps import Confirm, Reasoned, Sent
from candour.access.models import Request
from candour.accounts.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """``row``: which of several things of the request it is for, by its place among them or its word in the policy.

    ``save`` is given ``by`` and what the form holds. ``against``: why it cannot be done now, as sentences. ``part``: a
    template that says what has to be known to do it, with ``known``.
    """

    do: str
    title: str
    button: str
    form: Callable[[Sent], Form]
    save: Callable[..., object]
    said: str
    row: str = ""
    group: str = ""
    against: str = ""
    lines: tuple[str, ...] = ()
    part: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    danger: bool = False


Offers = Callable[[Request, User], Iterator[Offer]]
"""Everything that a step can be on one request for one person."""


def confirm(sent: Sent) -> Form:
    return Confirm(sent)


def reasoned(label: str, *, hint: str = "") -> Callable[[Sent], Form]:
    return lambda sent: Reasoned(sent, label=label, hint=hint)
