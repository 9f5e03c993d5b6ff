"""One entry of a pack as lines of text, with its law and the mark on what is to confirm. It knows no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

TO_CONFIRM = "TO CONFIRM: ask Legal before you rely on this"


class Rule(Protocol):
    """What every rule of a pack has."""

    @property
    def citation(self) -> str: ...
    @property
    def in_force_from(self) -> date: ...
    @property
    def checked(self) -> str: ...
    @property
    def explanation(self) -> str: ...


def entry(title: str, rule: Rule, *details: str) -> Iterator[str]:
    yield f"- {title}"
    yield f"    {rule.explanation}"
    yield from (f"    {each}" for each in details if each)
    mark = "" if rule.checked == "verified" else f" [{TO_CONFIRM}]"
    yield f"    {rule.citation}, in force from {rule.in_force_from.isoformat()}{mark}"


def listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))
