"""What a pack says of requests for access, in words and as entries to compare. It says what is not stated, and fills nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from candour.policy.clocks import Clock
from candour.policy.finding import parts_of
from candour.policy.listing import entry, listed
from candour.policy.pack import Pack
from candour.policy.routes import PARTS, AccessRules, Duty, OrderRule, Part, Route

_NAMED = (
    "requesters", "contexts", "facts", "parties", "evidence", "orders", "duties", "templates", "prescribed",
    "written_request",
)  # fmt: skip
_NOT_SAID = frozenset({"parts", "level"})
"""Of a route as an entry: its parts stand there by name, and on which level its file is says nothing about the rule."""


def access_entries(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The entries of a pack as plain data, by table and id; a route's parts each under its own name."""
    access = data["access"]
    entries = {f"{table}.{key}": value for table in _NAMED for key, value in access[table].items()}
    entries |= {f"clocks.{key}": value for key, value in data["clocks"].items()}
    entries |= {f"reminders.{key}": value for key, value in data["reminder_rules"].items()}
    entries |= {f"route_defaults.{key}": value for key, value in access["defaults"].items()}
    for route in access["routes"]:
        plain = {key: value for key, value in route.items() if key not in _NOT_SAID}
        entries[f"route.{route['id']}"] = {**plain, **route["parts"]}
    return entries


def access_lines(pack: Pack) -> Iterator[str]:
    rules = pack.access
    for heading, names in (("WHO ASKS", rules.requesters), ("CONTEXTS", rules.contexts)):
        yield f"\n{heading}"
        for each in names.values():
            yield f"- {each.id}: {each.title}" + (f" (also: {'; '.join(each.also)})" if each.also else "")
    yield "\nWHAT IT DEPENDS ON"
    for fact in rules.facts.values():
        yield f"- {fact.id}: {fact.question} {'; '.join(f'{key}: {words}' for key, words in fact.values.items())}"
    yield "\nROUTES (a pack's own come before those of the pack it extends)"
    for route in rules.routes:
        yield from entry(f"{route.id}: {route.title}", route, *route_lines(rules, pack.clocks, route))
    yield "\nEVIDENCE"
    for shown in rules.evidence.values():
        yield from entry(f"{shown.id}: {shown.title}", shown, shown.asked, _when(shown.when))
    yield "\nORDERS OF A COURT"
    for order in rules.orders.values():
        yield from entry(f"{order.id}: {order.title}", order, _effect(order))
    yield "\nPARTIES AND THEIR ROLES"
    for party in rules.parties.values():
        yield f"- {party.id}: {party.title} ({listed(party.roles) or 'nobody in the council'})"
    yield "\nSTEPS AND WHO MAY TAKE THEM"
    for duty in rules.duties.values():
        yield from entry(f"{duty.id}: {duty.title}", duty, _may(duty))
    for heading, items in (
        ("WHAT THE BARRING SERVICE MAY BE GIVEN", rules.prescribed),
        ("WHAT A WRITTEN REQUEST OF THE POLICE HAS TO HOLD", rules.written_request),
    ):
        yield f"\n{heading}"
        for item in items.values():
            yield from entry(f"{item.id}: {item.title}", item)
    yield "\nCLOCKS"
    for clock in pack.clocks.values():
        yield from entry(f"{clock.id}: {clock.title}", clock, _length(clock))
    yield from _letters(pack)


def _letters(pack: Pack) -> Iterator[str]:
    yield "\nLETTERS"
    for template in pack.access.templates.values():
        yield f"- {template.id}: {template.title} (step: {template.step}; kinds: {listed(template.kinds)})"
    yield "\nREMINDERS"
    for each in pack.reminder_rules.values():
        yield f"- {each.id}: {each.title}: {each.number}{' days' if each.days else ''}"
        yield from ([f"    {each.explanation}"] if each.explanation else [])


def route_lines(rules: AccessRules, clocks: Mapping[str, Clock], route: Route) -> Iterator[str]:
    """Whom it is for and each part with its reason; then what is not stated and what is open."""
    for_whom = "; ".join(rules.requesters[each].title for each in sorted(route.requester) if each in rules.requesters)
    where = "; ".join(rules.contexts[each].title for each in sorted(route.context) if each in rules.contexts)
    yield f"for: {for_whom}"
    yield f"in: {where}"
    yield _when(route.when)
    yield "urgent: waits for nothing" if route.urgent else ""
    yield "tracked: until whoever asked says that they have it" if route.tracked else ""
    yield f"kind: {route.kind}" + (f"; purpose: {route.purpose}" if route.purpose else "")
    told = parts_of(rules, route)
    for name, each in told.items():
        default = " (by default)" if each.by_default else ""
        yield f"{in_words(name)}{default}: {part_words(rules, clocks, each.part)}. Why: {each.part.why}"
    yield "not stated: " + (", ".join(in_words(name) for name in PARTS if name not in told) or "nothing")
    yield from (f"open: {each}" for each in route.open_points)


def in_words(part: str) -> str:
    return part.replace("_", " ")


def part_words(rules: AccessRules, clocks: Mapping[str, Clock], part: Part) -> str:
    """What a part states, in words: titles of parties, of evidence, of the clock."""
    return "; ".join(part_items(rules, clocks, part))


def part_items(rules: AccessRules, clocks: Mapping[str, Clock], part: Part) -> tuple[str, ...]:
    """As ``part_words``, one thing after the other; whoever has the part is one."""

    def shown(names: tuple[str, ...]) -> str:
        return " and ".join(rules.evidence[each].title for each in names if each in rules.evidence)

    if part.clock:
        return (clocks[part.clock].title if part.clock in clocks else part.clock,)
    if part.who:
        return (", ".join(rules.parties[each].title for each in part.who),)
    either = " or ".join(f"({shown(each)})" for each in part.one_of)
    return (*part.what, *(each for each in (shown(part.all_of), either) if each))


def _when(when: Mapping[str, frozenset[str]]) -> str:
    return "when " + "; ".join(f"{fact}: {listed(values)}" for fact, values in when.items()) if when else ""


def _effect(order: OrderRule) -> str:
    words = {
        "advice": "a lawyer's advice comes before a decision",
        "stop": "nothing is given unless a lawyer has advised that it may be",
        "route": f"goes to the route {order.route}",
    }
    return words[order.effect]


def _may(duty: Duty) -> str:
    parts = [f"the parties that the route names for “{in_words(duty.part)}”, else"] if duty.part else []
    parts.append(f"may: {listed(duty.may)}")
    parts += [f"; and who {in_words(listed(duty.also_parts))} on the route"] if duty.also_parts else []
    parts += [f"; never: {listed(duty.never)}"] if duty.never else []
    parts += [f"; not who did: {listed(duty.apart_from)}"] if duty.apart_from else []
    if duty.release_parts:
        parts.append(
            f"; where records are reviewed first: only who {in_words(listed(duty.release_parts))} on the route"
        )
    if duty.chain_parts:
        who = in_words(listed(duty.chain_parts))
        parts.append(f"; on requests of the police and of the barring service: only who {who} on the route")
    return " ".join(parts).replace(" ;", ";")


def _length(clock: Clock) -> str:
    if clock.unit == "stated":
        return "the day that whoever asks names"
    longer = clock.extend_months or clock.extend_days
    text = f"{clock.length} {in_words(clock.unit)} from {listed(clock.counts_from)}"
    text += f"; can be lengthened by {longer}" if longer else ""
    return text + ("; stands still from a fees notice to the fee" if clock.fee_pauses else "")
