"""The gate before a witness statement: what is missing before it may be signed, approved or filed, exactly and in full.

It counts and names; it lets nothing pass by itself. Only a gap that the head of litigation named lets one lack pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection
from django.urls import reverse

from candour.accounts.models import User
from candour.cases.models import Record
from candour.cases.wording import title
from candour.engine.errors import Refused
from candour.litigation import asserting, certificate, considering, displayed, provided, stepping
from candour.litigation.lacking import Lack
from candour.litigation.models import NamedGap, State, Statement
from candour.litigation.stepping import GATED, RULES, Step


class Condition(StrEnum):
    """Stable: the values stand in the ledger and in named gaps."""

    PROVIDED = provided.CONDITION
    SEARCH = certificate.CONDITION
    DISPLAYED = "displayed"
    ASSERTIONS = asserting.CONDITION
    CONSIDERED = "considered"


TITLES: Mapping[Condition, str] = {
    Condition.PROVIDED: "Every record in scope has been provided to Legal",
    Condition.SEARCH: "The search certificate is complete and certified",
    Condition.DISPLAYED: "The witness has displayed every page of every record in scope",
    Condition.ASSERTIONS: "Each assertion says from what it is said, and which page shows it",
    Condition.CONSIDERED: "Adverse and unmentioned documents were considered one by one",
}


class GateRefused(Refused):
    """A step was stopped because something is missing. The attempt is entered in the ledger by the page's gate."""

    def __init__(self, statement: Statement, step: Step, missing: Sequence[Lack]) -> None:
        many = f"{len(missing)} thing{' is' if len(missing) == 1 else 's are'} missing"
        titles = [TITLES[each] for each in Condition if any(lack.condition == each for lack in missing)]
        super().__init__(
            f"You cannot {RULES[step].words} yet: {many}.",
            means=f"Not met: {'; '.join(titles)}.",
            do="Put right what the list names. When a court’s deadline does not wait, ask the head of litigation.",
        )
        self.statement, self.step, self.missing = statement, step, missing


@dataclass(frozen=True, slots=True)
class Met:
    """One condition: what is missing of it, and which of that the head of litigation named as gaps."""

    condition: Condition
    title: str
    href: str
    lacks: Sequence[Lack]
    named: Sequence[Lack]

    @property
    def open(self) -> Sequence[Lack]:
        return [each for each in self.lacks if each not in self.named]


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement before its gate, for a page. ``gaps``: live named gaps, those no longer needed among them."""

    statement: Statement
    conditions: Sequence[Met]
    gaps: Sequence[NamedGap]

    @property
    def missing(self) -> list[Lack]:
        return [lack for each in self.conditions for lack in each.open]

    @property
    def overtaken(self) -> list[NamedGap]:
        """Gaps of what is no longer missing: the statement would tell the court of them all the same."""
        there = {(lack.condition, lack.item) for each in self.conditions for lack in each.lacks}
        return [each for each in self.gaps if (each.condition, each.item) not in there]


def lacks(statement: Statement) -> list[Lack]:
    """Everything that is missing now, named gaps included. Refused for who does not see every case of the matter."""
    refuse_partial(statement)
    return [lack for condition in Condition for lack in _LACKS[condition](statement)]


def stand(statement: Statement) -> Stand:
    found, gaps = lacks(statement), named(statement)
    there = {(each.condition, each.item) for each in gaps}
    met = []
    for condition in Condition:
        here = [each for each in found if each.condition == condition]
        met.append(Met(condition, TITLES[condition], _page(statement, condition), here,
                       [each for each in here if (each.condition, each.item) in there]))  # fmt: skip
    return Stand(statement, met, gaps)


def missing(statement: Statement) -> list[Lack]:
    """What still stops it: everything that is missing and that nobody named as a gap."""
    return stand(statement).missing


def check(statement: Statement, step: Step) -> None:
    """GateRefused while anything is missing; for the services, in the transaction of the step."""
    assert step in GATED
    if found := missing(statement):
        raise GateRefused(statement, step, found)


def named(statement: Statement) -> list[NamedGap]:
    """The gaps that stand, in the order of the conditions."""
    order = {condition.value: number for number, condition in enumerate(Condition)}
    found = NamedGap.objects.filter(statement=statement, withdrawn_at=None).select_related("owner", "by")
    return sorted(found, key=lambda each: (order.get(each.condition, len(order)), each.pk))


def panel(statement: Statement, user: User) -> dict[str, Any]:
    """As the part ``litigation/parts/gate.html`` takes it. ``stand`` None: it is finished, or they do not see every case."""
    finished = statement.elsewhere or statement.state in (State.FILED, State.WITHDRAWN)
    standing = None if finished or not sees_all(statement) else stand(statement)
    return {
        "gate_of": statement,
        "gate": standing,
        "gate_finished": finished,
        "gate_gaps": standing.gaps if standing else named(statement),
        "gate_steps": {step.value: stepping.may(statement, step, by=user) for step in Step},
        "gate_considers": considering.may(statement, user) and statement.matter.closed_at is None,
        "gate_reads": not finished and user.pk == statement.author_id,
    }


def _displayed(statement: Statement) -> Iterator[Lack]:
    page = reverse("litigation:reading", args=[statement.matter.key, statement.key])
    for each in displayed.reading(statement.matter, statement.author):
        if each.left:
            many = (
                f"{len(each.left)} of {each.of} page{'' if each.of == 1 else 's'}" if each.record.pages_count else "it"
            )
            words = f"“{title(each.record)}”: {statement.author.name} has not displayed {many}."
            yield Lack(Condition.DISPLAYED, _as_it_is(each.record), words, page)


def _searched(statement: Statement) -> Iterator[Lack]:
    yield from certificate.lacks(statement.matter)
    if not certificate.certified(statement.matter):
        page = reverse("litigation:certificate", args=[statement.matter.key])
        yield Lack(Condition.SEARCH, "certified", "No lawyer has certified the search.", page)


def _considered(statement: Statement) -> Iterator[Lack]:
    for each in considering.documents(statement):
        if not each.done:
            what = "is marked as adverse" if each.adverse else "is not mentioned"
            again = "has to be considered again" if each.changed else "was not considered"
            href = reverse("litigation:consider", args=[statement.matter.key, statement.key, each.record.pk])
            words = f"“{title(each.record)}” {what} and {again}."
            yield Lack(Condition.CONSIDERED, _as_it_is(each.record), words, href)


_LACKS: Mapping[Condition, Callable[[Statement], Iterable[Lack]]] = {
    Condition.PROVIDED: lambda statement: provided.lacks(statement.matter),
    Condition.SEARCH: _searched,
    Condition.DISPLAYED: _displayed,
    Condition.ASSERTIONS: asserting.lacks,
    Condition.CONSIDERED: _considered,
}


def _as_it_is(record: Record) -> str:
    """Names a record as it is now: when it changes, what is missing of it is another lack, which no gap named before excuses."""
    return f"record:{record.pk}:{int(record.changed_at.timestamp())}"


def _page(statement: Statement, condition: Condition) -> str:
    """Where what is missing of a condition is put right."""
    matter = statement.matter.key
    if condition in (Condition.PROVIDED, Condition.SEARCH):
        return reverse(
            "litigation:gaps" if condition is Condition.PROVIDED else "litigation:certificate", args=[matter]
        )
    names = {Condition.DISPLAYED: "reading", Condition.CONSIDERED: "considering", Condition.ASSERTIONS: "statement"}
    return reverse(f"litigation:{names[condition]}", args=[matter, statement.key])


def refuse_partial(statement: Statement) -> None:
    """Refused for who does not see every case of the matter: of what they do not see nothing would seem to be missing."""
    if not sees_all(statement):
        raise Refused(
            "You do not see every case of this matter, so it cannot be told to you what is missing.",
            do="Ask a lawyer of the matter.",
        )


def sees_all(statement: Statement) -> bool:
    """Whoever acts sees every case of the matter; otherwise nothing would seem to be missing."""
    with connection.cursor() as cursor:
        cursor.execute("select candour_sees_whole_matter(%s)", [statement.matter_id])
        (found,) = cursor.fetchone()
    return bool(found)
