"""What matters, statements and protocols are called in the ledger. It reads, and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from candour.accounts.history import worded_as
from candour.cases.wording import words_for
from candour.litigation.models import Matter, Protocol, Statement


@words_for("matter")
def matters(numbers: list[int]) -> Iterable[tuple[int, str]]:
    """Titles only for who may see the matter: to others of the case it is one that they do not see."""
    seen = dict(Matter.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [(number, f"the matter {seen[number]}" if number in seen else "a legal matter") for number in numbers]


@words_for("statement")
def statements(numbers: list[int]) -> Iterable[tuple[int, str]]:
    seen = dict(Statement.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [(number, f"the statement {seen[number]}" if number in seen else "a statement") for number in numbers]


@worded_as("protocol")
def protocols(numbers: Collection[int]) -> Mapping[int, str]:
    return {each.pk: f"the protocol “{each.title}”" for each in Protocol.objects.filter(pk__in=numbers)}
