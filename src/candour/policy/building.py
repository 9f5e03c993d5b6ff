"""Makes values of what a folded pack says about requests for access. It checks nothing: that is done before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from candour.policy.folding import LEVEL, Folded, Table
from candour.policy.routes import (
    PARTS,
    AccessRules,
    Duty,
    EvidenceRule,
    Fact,
    ListedItem,
    Named,
    OrderRule,
    Part,
    Party,
    Route,
    Template,
)
from candour.policy.vocabulary import ROUTE_KINDS


def access_rules(folded: Folded, *, on: date | None) -> AccessRules:
    """Routes, evidence, orders and duties that are not yet in force ``on`` that day are left out."""

    def entries(name: str) -> Mapping[str, Table]:
        return {key: each for key, each in folded.tables[name].items() if _in_force(each, on)}

    return AccessRules(
        requesters={key: _named(key, each) for key, each in entries("requesters").items()},
        contexts={key: _named(key, each) for key, each in entries("contexts").items()},
        facts={key: Fact(id=key, **each) for key, each in entries("facts").items()},
        parties={key: Party(key, each["title"], frozenset(each["roles"])) for key, each in entries("parties").items()},
        evidence={key: _evidence(key, each) for key, each in entries("evidence").items()},
        orders={key: OrderRule(id=key, **each) for key, each in entries("orders").items()},
        duties={key: _duty(key, each) for key, each in entries("duties").items()},
        routes=tuple(_route(each) for each in folded.routes if _in_force(each, on)),
        defaults={key: _part(each) for key, each in folded.single["route_defaults"].items()},
        prescribed={key: ListedItem(id=key, **each) for key, each in entries("prescribed").items()},
        written_request={key: ListedItem(id=key, **each) for key, each in entries("written_request").items()},
        templates={key: _template(key, each) for key, each in entries("templates").items()},
    )


def _in_force(table: Table, on: date | None) -> bool:
    return on is None or "in_force_from" not in table or bool(table["in_force_from"] <= on)


def _named(key: str, table: Table) -> Named:
    return Named(key, table["title"], tuple(table.get("also", ())))


def _when(table: Table) -> dict[str, frozenset[str]]:
    return {fact: frozenset(values) for fact, values in table.get("when", {}).items()}


def _evidence(key: str, table: Table) -> EvidenceRule:
    return EvidenceRule(**{**table, "id": key, "when": _when(table)})


def _duty(key: str, table: Table) -> Duty:
    names = ("may", "also_parts", "never", "apart_from", "release_parts", "chain_parts")
    sets = {name: frozenset(table.get(name, ())) for name in names}
    return Duty(**{"part": "", **table, **sets, "id": key})


def _part(table: Table) -> Part:
    lists: dict[str, Any] = {name: tuple(table.get(name, ())) for name in ("who", "what", "all_of")}
    alternatives = tuple(tuple(each) for each in table.get("one_of", ()))
    return Part(why=table["why"], clock=table.get("clock", ""), one_of=alternatives, **lists)


def _route(table: Table) -> Route:
    plain = {key: value for key, value in table.items() if key not in PARTS}
    sets = {name: frozenset(table.get(name, ())) for name in ("requester", "context", "silent")}
    parts = {name: _part(table[name]) for name in PARTS if name in table}
    points = tuple(table.get("open_points", ()))
    return Route(
        **{**plain, **sets, "when": _when(table), "parts": parts, "open_points": points, "level": table[LEVEL]}
    )


def _template(key: str, table: Table) -> Template:
    sets = {"kinds": frozenset(table.get("kinds", ROUTE_KINDS)), "outcomes": frozenset(table.get("outcomes", ()))}
    return Template(**{**table, **sets, "id": key})
