"""A route as people read it: each part with its reason, what is not stated, and when an answer would be due. It adds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from candour.policy import Pack
from candour.policy.counting import CannotCount, Deadline, due
from candour.policy.finding import Answer
from candour.policy.routes import PARTS
from candour.policy.showing_access import part_items

TITLES: Mapping[str, str] = {
    "decides": "Who decides",
    "advises": "Who advises",
    "enables": "Who makes it possible, and does not decide",
    "checks": "Who checks what goes out",
    "redacts": "Who removes what must not go out",
    "sends": "Who sends it",
    "logs": "Who logs and tracks it",
    "evidence": "What has to be shown",
    "may_share": "What may be shared",
    "prohibited": "What must not be done",
    "clock": "How long it may take",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a route. ``items`` empty: the sources do not state it."""

    title: str
    items: tuple[str, ...]
    why: str
    by_default: bool


def lines(pack: Pack, answer: Answer) -> list[Line]:
    """Every part of the route that was found, in one order; those that are not stated are said to be so."""
    found = []
    for name in PARTS:
        told = answer.parts.get(name)
        items = part_items(pack.access, pack.clocks, told.part) if told else ()
        found.append(Line(TITLES[name], items, told.part.why if told else "", told is not None and told.by_default))
    return found


def share_now(answer: Answer) -> bool:
    """Whether it is sharing that waits for nothing, and that nobody should queue."""
    return answer.route is not None and answer.route.urgent


def named_day(pack: Pack, answer: Answer) -> bool:
    """Whether whoever asks names the day by which it is due."""
    told = answer.parts.get("clock")
    return told is not None and pack.clocks[told.part.clock].unit == "stated"


def first_deadline(pack: Pack, answer: Answer, *, received: date, stated: date | None) -> Deadline | None:
    """When an answer would be due, before anything was asked; None: no time is stated, or it cannot be told."""
    told = answer.parts.get("clock")
    if told is None:
        return None
    try:
        return due(pack.clocks[told.part.clock], received=received, stated=stated if named_day(pack, answer) else None)
    except CannotCount:
        return None
