"""People's decisions as rows become the engine's own values, so that the site and the command line make the same plan.

Only what stands now is handed over: a decision made on another version of a page or record is history, not a decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from candour.accounts.models import User
from candour.cases.prepared import PreparedCase
from candour.disclosure.models import About, Disclosure, Proposal
from candour.disclosure.redactions import Redaction, redactions
from candour.disclosure.settled import STANDING, rows, settled
from candour.engine.model import Action, Box, Decision, Decisions, Kind, Mention, Order, Span

_STANDS = """
    select d.about, d.key, d.action, d.ground, d.explanation, d.record, d.page, d.boxes::text, d.text
    from standing d left join sheets on sheets.record = d.record and sheets.page = d.page
    where d.about = 'person' or (d.about = 'page' and sheets.decision = d.id)
       or (d.about = 'drawn' and d.seen = sheets.content)
    order by d.about, d.key
"""
_BY_PARTS = "and p.locked = false"


@dataclass(frozen=True, slots=True)
class Handed:
    """What the engine is given: the decisions, and the boxes that people drew as mentions of their own."""

    decisions: Decisions
    drawn: tuple[Mention, ...]


def handed(disclosure: Disclosure, kept: PreparedCase, *, approved_by: User, orders: tuple[Order, ...] = ()) -> Handed:
    """``approved_by``: who checked. The engine itself refuses what is undecided or not by two people."""
    people = {person.id for person in (*kept.inputs.people, *kept.findings.found)}
    part_locked, explained = frozenset(_people_with_locks(disclosure)), _explained(disclosure)
    decisions: list[Decision] = []
    drawn: list[Mention] = []
    for about, key, action, ground, explanation, record, page, boxes, text in rows(STANDING + _STANDS, disclosure):
        said = Said(Action(action), ground, explained[key].explanation if key in explained else explanation)
        if about == About.PAGE:
            decisions.append(said.of(record=record, page=page))
        elif about == About.DRAWN:
            drawn.append(_drawn(key, record, page, boxes, text))
            decisions.append(said.of(mention=key))
        elif key in people and not (said.action is Action.KEEP and key in part_locked):
            decisions.append(said.of(person=key))
    decisions += _of_mentions(disclosure, part_locked, explained)
    made = Decisions(
        case=kept.inputs.case,
        by=", ".join(_deciders(disclosure)),
        decisions=tuple(decisions),
        approved_by=named(approved_by.name, approved_by.pk),
        orders=orders,
    )
    return Handed(made, tuple(drawn))


@dataclass(frozen=True, slots=True)
class Said:
    """What was decided, whatever of."""

    action: Action
    ground: str
    explanation: str

    def of(self, *, record: str = "", page: int = 0, mention: str = "", person: str = "") -> Decision:
        return Decision(self.action, record, page, mention, person, self.ground, self.explanation)


def _explained(disclosure: Disclosure) -> dict[str, Redaction]:
    """What somebody explained for a lawyer without deciding it anew, by what it is about."""
    where = "where own = '' and explanation <> '' and not removal and not locked"
    return {each.key: each for each in redactions(disclosure, where=where)} if disclosure.matter else {}


def _of_mentions(
    disclosure: Disclosure, part_locked: frozenset[str], explained: Mapping[str, Redaction]
) -> Iterator[Decision]:
    """Decisions on single mentions and their like.

    Keeping a person with a lock is handed over mention by mention, without what is locked: as one decision the engine
    would refuse it whole.
    """
    for each in settled(disclosure, where=_BY_PARTS):
        by_parts = each.settled_by == "person" and not part_locked.isdisjoint(each.owners)
        if each.mention in explained:
            found = explained[each.mention]
            yield Said(Action.REDACT, found.ground, found.explanation).of(mention=each.mention)
        elif each.settled_by in ("mention", "group") or by_parts:
            yield Said(Action(each.action), each.ground, each.explanation).of(mention=each.mention)


def _people_with_locks(disclosure: Disclosure) -> Iterator[str]:
    for owners in Proposal.objects.filter(disclosure=disclosure, locked=True).values_list("owners", flat=True):
        yield from owners


def _drawn(key: str, record: str, page: int, boxes: str, text: str) -> Mention:
    span = Span(0, len(text), Kind.OTHER, recogniser="drawn")
    return Mention(key, record, page, "drawn", span, text, tuple(Box(*sides) for sides in json.loads(boxes)))


def _deciders(disclosure: Disclosure) -> list[str]:
    """Everybody who decided in it, also what no longer stands."""
    found = disclosure.decisions.order_by("by_id").values_list("by__name", "by_id").distinct()
    return [named(name, number) for name, number in found]


def named(name: str, number: int) -> str:
    """Two people may bear one name; the number tells them apart."""
    return f"{name} (no. {number})"
