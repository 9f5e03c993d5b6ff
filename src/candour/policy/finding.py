"""Finds the route for whoever asks, in a context, with what is known. It never guesses: what decides and is not known is asked.

A pack's own routes come before those of the pack it extends; among those of one pack the one with more conditions comes
first, and two that fit equally well are a conflict, which is shown and settled by nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from candour.policy.routes import ORDER_FACT, PARTS, AccessRules, EvidenceRule, Named, OrderRule, Part, Route

NO_ORDER = "none"
"""The value of the fact ``order`` when it was asked and there is none."""
Facts = Mapping[str, frozenset[str]]


class UnknownWord(ValueError):
    """A requester, context, fact or answer that the pack does not have. ``known``: those that it has."""

    def __init__(self, *, what: str, known: Iterable[str]) -> None:
        self.what, self.known = what, tuple(known)
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a route, and whether it stands in the route itself or is the pack's default."""

    part: Part
    by_default: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that is not known and matters: ``decides`` the route, or else only what has to be shown."""

    fact: str
    question: str
    values: Mapping[str, str]
    decides: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence: all of ``all_of``, and where there are alternatives, everything in one of ``one_of``."""

    all_of: tuple[EvidenceRule, ...] = ()
    one_of: tuple[tuple[EvidenceRule, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``route`` None: no route fits, or it cannot be told which; ``candidates`` are those that might."""

    requester: Named
    context: Named
    route: Route | None
    explanation: str
    parts: Mapping[str, Told] = field(default_factory=dict)
    not_stated: tuple[str, ...] = PARTS
    evidence: Shown = Shown()
    asks: tuple[Ask, ...] = ()
    candidates: tuple[Route, ...] = ()
    cautions: tuple[OrderRule, ...] = ()
    conflicts: tuple[str, ...] = ()


def find(rules: AccessRules, *, requester: str, context: str, facts: Facts) -> Answer:
    """``requester``, ``context``: an id, a title or another word of the pack; ``context`` empty: where there is only one.

    ``facts``: fact → values, ids both; several only for ``order``. UnknownWord for what the pack does not have. An order
    that names another route leads there those whom that route is for, whatever the context.
    """
    asks = resolve(rules.requesters, requester, kind="requester")
    where = _context(rules, asks, context)
    _check_facts(rules, facts)
    orders = tuple(rules.orders[each] for each in sorted(facts.get(ORDER_FACT, ())) if each != NO_ORDER)
    fitting = [each for each in rules.routes if asks.id in each.requester and where.id in each.context]
    elsewhere = {order.route for order in orders if order.effect == "route"}
    others = [each for each in rules.routes if each.id in elsewhere and asks.id in each.requester]
    chosen, candidates, conflicts = _choose(others or fitting, facts)
    if chosen is None:
        return Answer(
            asks, where, None, _without(asks, where, candidates, conflicts), asks=_deciding(rules, candidates, facts),
            candidates=tuple(candidates), cautions=orders, conflicts=conflicts,
        )  # fmt: skip
    return _answer(rules, asks, where, chosen, facts, orders)


def resolve(there: Mapping[str, Named], word: str, *, kind: str) -> Named:
    """By id, title or another word for it; upper and lower case, hyphens and apostrophes do not matter."""
    wanted = plain(word)
    for each in there.values():
        if wanted in map(plain, (each.id, each.title, *each.also)):
            return each
    raise UnknownWord(what=f"This pack has no such {kind}", known=there)


def plain(word: str) -> str:
    """A word as it is compared: what is left of it without case, hyphens, apostrophes and the like."""
    return " ".join(re.sub(r"[^\w]+", " ", word.casefold().replace("'", "").replace("’", "")).replace("_", " ").split())


def _context(rules: AccessRules, asks: Named, context: str) -> Named:
    if context:
        return resolve(rules.contexts, context, kind="context")
    open_ = sorted({where for each in rules.routes if asks.id in each.requester for where in each.context})
    if len(open_) == 1:
        return rules.contexts[open_[0]]
    raise UnknownWord(what="The context is needed: it decides the route", known=open_ or rules.contexts)


def _check_facts(rules: AccessRules, facts: Facts) -> None:
    for fact, values in facts.items():
        if fact != ORDER_FACT and fact not in rules.facts:
            raise UnknownWord(what="This pack asks for no such fact", known=(*rules.facts, ORDER_FACT))
        known = (*rules.orders, NO_ORDER) if fact == ORDER_FACT else tuple(rules.facts[fact].values)
        if values - set(known) or not values:
            raise UnknownWord(what=f"The fact {fact} has no such answer", known=known)
        if len(values) > 1 and (fact != ORDER_FACT or NO_ORDER in values):
            raise UnknownWord(what=f"The fact {fact} has one answer", known=known)


def _choose(fitting: Sequence[Route], facts: Facts) -> tuple[Route | None, Sequence[Route], tuple[str, ...]]:
    """The route; else the routes that are still possible, and what stands against each other."""
    for level in sorted({each.level for each in fitting}):
        here = [each for each in fitting if each.level == level and not _contradicted(each, facts)]
        if not here:
            continue
        open_ = [each for each in here if _missing(each, facts)]
        if open_:
            return None, here, ()
        most = max(len(each.when) for each in here)
        best = [each for each in here if len(each.when) == most]
        if len(best) == 1:
            return best[0], (), ()
        return None, best, ("Two rules fit equally well: " + " and ".join(each.id for each in best),)
    return None, (), ()


def _missing(route: Route, facts: Facts) -> list[str]:
    return [fact for fact in route.when if fact not in facts]


def _contradicted(route: Route, facts: Facts) -> bool:
    return any(fact in facts and not facts[fact] & values for fact, values in route.when.items())


def _without(asks: Named, where: Named, candidates: Sequence[Route], conflicts: Sequence[str]) -> str:
    if conflicts:
        return "The pack says two things about this. Ask information governance which holds, and have the pack mended."
    if candidates:
        return "Which route it is depends on what is not known yet. Answer the questions; nothing is assumed."
    return (
        f"The pack has no route for {asks.title} in the context “{where.title}”. Nothing may be shared on a guess:"
        " ask information governance."
    )


def _deciding(rules: AccessRules, candidates: Iterable[Route], facts: Facts) -> tuple[Ask, ...]:
    wanted = dict.fromkeys(fact for each in candidates for fact in _missing(each, facts))
    return tuple(ask(rules, fact, decides=True) for fact in wanted)


def ask(rules: AccessRules, fact: str, *, decides: bool) -> Ask:
    """The question for a fact of the pack, and its answers; for orders of a court also that there is none."""
    if fact == ORDER_FACT:
        orders = {key: each.title for key, each in rules.orders.items()}
        return Ask(
            fact, "Are there orders of a court that bear on whoever asks?", {**orders, NO_ORDER: "None"}, decides
        )
    return Ask(fact, rules.facts[fact].question, rules.facts[fact].values, decides)


def _answer(
    rules: AccessRules, asks: Named, where: Named, route: Route, facts: Facts, orders: tuple[OrderRule, ...]
) -> Answer:
    parts = parts_of(rules, route)
    shown, unknown = _evidence(rules, parts["evidence"].part, facts) if "evidence" in parts else (Shown(), [])
    if ORDER_FACT not in facts:
        unknown = [*unknown, ORDER_FACT]
    return Answer(
        asks, where, route, route.explanation, parts,
        not_stated=tuple(name for name in PARTS if name not in parts), evidence=shown,
        asks=tuple(ask(rules, fact, decides=False) for fact in dict.fromkeys(unknown)),
        cautions=orders, conflicts=route.open_points,
    )  # fmt: skip


def parts_of(rules: AccessRules, route: Route) -> dict[str, Told]:
    """What is stated of a route, by part: its own words, else the pack's default unless the source is silent."""
    found: dict[str, Told] = {}
    for name in PARTS:
        if name in route.parts:
            found[name] = Told(route.parts[name], by_default=False)
        elif name in rules.defaults and name not in route.silent:
            found[name] = Told(rules.defaults[name], by_default=True)
    return found


def _evidence(rules: AccessRules, part: Part, facts: Facts) -> tuple[Shown, list[str]]:
    """What has to be shown; what is needed only under a fact that is not known stays in, and the fact is asked."""
    named = [*part.all_of, *(each for some in part.one_of for each in some)]
    unknown = [fact for each in named for fact in rules.evidence[each].when if fact not in facts]

    def needed(names: Iterable[str]) -> tuple[EvidenceRule, ...]:
        found = (rules.evidence[each] for each in names)
        return tuple(
            each
            for each in found
            if all(fact not in facts or facts[fact] & values for fact, values in each.when.items())
        )

    alternatives = tuple(some for each in part.one_of if (some := needed(each)))
    return Shown(needed(part.all_of), alternatives), unknown
