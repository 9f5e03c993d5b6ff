"""What the tables about requests for access have to agree on: every name that one uses, another has. It mends nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from candour.policy import contradictions, minutes, placeholders
from candour.policy.finding import plain
from candour.policy.folding import Folded, Table
from candour.policy.routes import ORDER_FACT, WHO_PARTS
from candour.policy.vocabulary import ROLES

STEPS_OF_PARTS = ("decides", "checks", "sends")
"""Parts of a route for steps that a request cannot do without once somebody is named."""
_UNKNOWN = "has a word that means nothing here ({}): check the spelling, or add it to [{}]"
KEEPING = frozenset({"request-kept", "arrival-kept", "sharing-kept"})
"""Clocks that say how long something is kept."""


def check_access(folded: Folded) -> None:
    """Adds every fault to ``folded.problems``."""
    for table in ("requesters", "contexts", "clocks"):
        _check_words(folded, table)
    for route in folded.routes:
        _check_route(folded, route)
        _check_who(folded, route)
    _check_needed(folded)
    for entry, rule in folded.tables["duties"].items():
        _check_names(folded, "duties", entry, "apart_from", rule.get("apart_from", []))
        for key, what in contradictions.of_duty(entry, rule):
            folded.entry_fault("duties", entry, key, what)
    for entry, rule in folded.tables["evidence"].items():
        if fault := _when(folded, rule.get("when", {})):
            folded.entry_fault("evidence", entry, "when", fault)
    for entry, rule in folded.tables["orders"].items():
        _check_order(folded, entry, rule)
    for entry, rule in folded.tables["clocks"].items():
        for key, what in contradictions.of_clock(rule):
            folded.entry_fault("clocks", entry, key, what)
        if entry in KEEPING and rule["unit"] == "stated":
            folded.entry_fault("clocks", entry, "unit", "has to be a time that can be counted: nobody names the day")
    for entry, rule in folded.tables["reminders"].items():
        for key, what in contradictions.of_reminder(rule):
            folded.entry_fault("reminders", entry, key, what)
    for entry, rule in folded.tables["parties"].items():
        if unknown := sorted(set(rule["roles"]) - ROLES):
            what = f"has a word that is no role ({', '.join(unknown)}): use " + ", ".join(sorted(ROLES))
            folded.entry_fault("parties", entry, "roles", what)
    for entry, rule in folded.tables["templates"].items():
        _check_template(folded, entry, rule)
    for entry, rule in folded.tables["matters"].items():
        _check_names(folded, "matters", entry, "purpose", [rule["purpose"]], there="purposes")
        if "weeks" not in rule and (extra := {"extend_weeks", "weeks_citation"} & set(rule)):
            folded.entry_fault("matters", entry, min(extra), "goes with weeks only")
    for rule in folded.minutes:
        for key, what in minutes.faults(rule):
            folded.rule_fault("minutes", rule, key, what)
    for key, part in folded.single["route_defaults"].items():
        source, _ = folded.origin["route_defaults", key]
        for fault in _part_faults(folded, part):
            folded.problems.append(source.problem(fault, table="route_defaults", key=key))


def _check_words(folded: Folded, table: str) -> None:
    """No word may mean two entries: which one is meant would depend on their order."""
    meant: dict[str, str] = {}
    for entry, rule in folded.tables[table].items():
        for word in (entry, rule["title"], *rule.get("also", ())):
            if meant.setdefault(plain(word), entry) != entry:
                key = "also" if word in rule.get("also", ()) else "title"
                folded.entry_fault(table, entry, key, f"has a word ({word}) that means {meant[plain(word)]} already")


def _check_names(folded: Folded, table: str, entry: str, key: str, names: Iterable[str], *, there: str = "") -> None:
    """The names of an entry of ``table`` are those of entries of ``there``, or else of the same table."""
    there = there or table
    if unknown := sorted(set(names) - set(folded.tables[there])):
        folded.entry_fault(table, entry, key, _UNKNOWN.format(", ".join(unknown), there))


def _check_order(folded: Folded, entry: str, rule: Table) -> None:
    if (rule["effect"] == "route") != ("route" in rule):
        folded.entry_fault("orders", entry, "route", 'goes with effect = "route", and only with it')
    elif "route" in rule and rule["route"] not in {route["id"] for route in folded.routes}:
        folded.entry_fault("orders", entry, "route", "names no [[route]] of this pack")


def _check_template(folded: Folded, entry: str, rule: Table) -> None:
    _check_names(folded, "templates", entry, "step", [rule["step"]], there="duties")
    for key in ("subject", "body"):
        to, names = rule.get("to", "requester"), rule.get("names_child", False)
        for what in placeholders.faults(text=rule[key], to=to, names_child=names):
            folded.entry_fault("templates", entry, key, what)


def _check_route(folded: Folded, route: Table) -> None:
    def fault(key: str, what: str) -> None:
        folded.rule_fault("route", route, key, what)

    for key, table in (("requester", "requesters"), ("context", "contexts")):
        if unknown := sorted(set(route[key]) - set(folded.tables[table])):
            fault(key, _UNKNOWN.format(", ".join(unknown), table))
    if what := _when(folded, route.get("when", {})):
        fault("when", what)
    if route.get("purpose", "") not in {"", *folded.tables["purposes"]}:
        fault("purpose", "has to name a purpose of [purposes]")
    for key in (*WHO_PARTS, "evidence", "clock"):
        for what in _part_faults(folded, route.get(key, {})):
            fault(key, what)
    for key in route.get("silent", ()):
        if key in route:
            fault("silent", f"says that {key} is not stated, but the route states it")


def _check_who(folded: Folded, route: Table) -> None:
    """Where a step is somebody's in the council, somebody there has to be able to take it."""
    parties = folded.tables["parties"]
    for key in STEPS_OF_PARTS:
        who = route.get(key, {}).get("who", ())
        if who and not any(each not in parties or parties[each]["roles"] for each in who):
            what = f"names only parties without a role in the council ({', '.join(who)}): nobody could take the step"
            folded.rule_fault("route", route, key, what)


def _check_needed(folded: Folded) -> None:
    """What Candour itself relies on may be replaced and not taken away."""
    mains = {source.level: source for source in folded.chain if source.main}
    for source in folded.chain:
        for gone in sorted(source.removes & contradictions.NEEDED):
            table, _, entry = gone.partition(".")
            if entry not in folded.tables[table]:
                what = f"takes {gone} away, which Candour relies on: write another [{gone}] instead"
                folded.problems.append(mains[source.level].problem(what, table="pack", key="remove"))


def _when(folded: Folded, when: Mapping[str, Collection[str]]) -> str:
    facts = folded.tables["facts"]
    for fact, values in when.items():
        allowed = set(folded.tables["orders"]) if fact == ORDER_FACT else set(facts.get(fact, {}).get("values", ()))
        if unknown := sorted(set(values) - allowed):
            return f"asks for {fact} = {', '.join(unknown)}, which [facts] does not have"
    return ""


def _part_faults(folded: Folded, part: Table) -> list[str]:
    named = {
        "parties": set(part.get("who", ())),
        "evidence": {*part.get("all_of", ()), *(each for some in part.get("one_of", ()) for each in some)},
        "clocks": {part["clock"]} if "clock" in part else set(),
    }
    return [
        _UNKNOWN.format(", ".join(sorted(unknown)), table)
        for table, names in named.items()
        if (unknown := names - set(folded.tables[table]))
    ]
