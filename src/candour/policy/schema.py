"""The form of a pack file: its tables, their keys, what each may hold. It does not judge whether a rule is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from candour.policy import vocabulary as words
from candour.policy.routes import PARTS, WHAT_PARTS, WHO_PARTS

Fault = str
Test = Callable[[object], Fault]


def text(value: object) -> Fault:
    return "" if isinstance(value, str) and value.strip() else "has to be words in quotes, not empty"


def words_or_empty(value: object) -> Fault:
    return "" if isinstance(value, str) else "has to be words in quotes"


def yes_no(value: object) -> Fault:
    return "" if isinstance(value, bool) else "has to be true or false"


def day(value: object) -> Fault:
    return "" if type(value) is date else "has to be a date such as 2018-05-25, without quotes"


def whole_number(value: object) -> Fault:
    return "" if type(value) is int and 0 < value <= 200 else "has to be a whole number of years from 1 to 200"


def days(value: object) -> Fault:
    return "" if type(value) is int and 0 < value <= 400 else "has to be a whole number from 1 to 400"


def list_or_empty(value: object) -> Fault:
    return "" if value == [] else list_of_text(value)


def one_of(allowed: Collection[str]) -> Test:
    def test(value: object) -> Fault:
        return "" if isinstance(value, str) and value in allowed else "has to be one of: " + ", ".join(sorted(allowed))

    return test


def list_of_text(value: object) -> Fault:
    good = isinstance(value, list) and value and all(isinstance(item, str) and item for item in value)
    return "" if good else 'has to be a list of words such as ["a", "b"], not empty'


def some_of(allowed: Collection[str]) -> Test:
    def test(value: object) -> Fault:
        good = isinstance(value, list) and value and all(item in allowed for item in value)
        return "" if good else "has to be a list of some of: " + ", ".join(sorted(allowed))

    return test


def lists_of_text(value: object) -> Fault:
    good = isinstance(value, list) and value and all(not list_of_text(item) for item in value)
    return "" if good else 'has to be a list of lists such as [["a", "b"], ["c"]], one for each alternative'


def words_by_name(value: object) -> Fault:
    good = isinstance(value, dict) and value and all(not text(item) for item in value.values())
    return "" if good else 'has to be a table such as { open = "Open", closed = "Closed" }'


def lists_by_name(value: object) -> Fault:
    good = isinstance(value, dict) and value and all(not list_of_text(item) for item in value.values())
    return "" if good else 'has to be a table such as { case_state = ["open"] }'


def part(*keys: str) -> Test:
    """A part of a route: ``why``, and exactly what ``keys`` name (at least one of them)."""
    tests: Mapping[str, Test] = {
        "why": text, "who": list_of_text, "what": list_of_text, "all_of": list_of_text, "one_of": lists_of_text,
        "clock": text,
    }  # fmt: skip

    def test(value: object) -> Fault:
        example = ", ".join(f"{key} = …" for key in (*keys, "why"))
        if not isinstance(value, dict) or not set(keys) & set(value):
            return f"has to be a table such as {{ {example} }}"
        if unknown := sorted(set(value) - {*keys, "why"}):
            return f"has a key that means nothing here ({', '.join(unknown)}): use {example}"
        faults = [f"{key} {fault}" for key in (*keys, "why") if key in value and (fault := tests[key](value[key]))]
        return "needs why: the reason for this part" if "why" not in value else "; ".join(faults)

    return test


@dataclass(frozen=True, slots=True)
class Form:
    """The keys of one table: those it must have, and those it may have."""

    required: Mapping[str, Test]
    optional: Mapping[str, Test]


_RULE: Mapping[str, Test] = {
    "citation": text, "in_force_from": day, "checked": one_of(words.CHECKED), "explanation": text,
}  # fmt: skip

PACK = Form(
    {"name": text, "version": text, "title": text},
    {"extends": text, "fallback_ground": text, "remove": list_of_text, "files": list_of_text},
)
GROUND = Form({"title": text, "told_to": list_of_text, "already_known": yes_no, **_RULE}, {})
PURPOSE = Form(
    {
        "title": text, "form": one_of(words.FORMS), "recipients": list_of_text, "labels": yes_no, "reasons": yes_no,
        "explanations_required": yes_no, "widths": one_of(words.WIDTHS), "letter": text, **_RULE,
    },
    {},
)  # fmt: skip
DISCLOSURE = Form(
    {"id": text, "action": one_of(words.ACTIONS), **_RULE},
    {
        "ground": text, "label": yes_no, "care": yes_no, "own": yes_no, "found": yes_no, "household": yes_no,
        "recipient": list_of_text, "purpose": list_of_text, "person": list_of_text, "kind": list_of_text,
        "flag": list_of_text, "scope": list_of_text,
    },
)  # fmt: skip
NEVER_DISCLOSE = Form({"ground": text, "same_address": yes_no, **_RULE}, {})
LABEL = Form({"text": text, "told_to": list_of_text}, {})
RETENTION = Form(
    {"title": text, "counted_from": one_of(words.COUNTED_FROM), "years": whole_number, **_RULE},
    {
        "or_counted_from": one_of(words.COUNTED_FROM), "or_years": whole_number,
        "died_under": whole_number, "died_years": whole_number,
    },
)  # fmt: skip
HOLD = Form({"title": text, "kinds": list_of_text, **_RULE}, {"ended": day})
HELPLINE = Form(
    {"title": text, "words": text, "told_to": list_of_text, "source": text, "checked": one_of(words.CHECKED)}, {}
)
_PARTS: Mapping[str, Test] = {
    **{name: part("who") for name in WHO_PARTS},
    **{name: part("what") for name in WHAT_PARTS},
    "evidence": part("all_of", "one_of"),
    "clock": part("clock"),
}
ROUTE = Form(
    {"id": text, "title": text, "requester": list_of_text, "context": list_of_text, **_RULE},
    {
        "when": lists_by_name, "entitled": yes_no, "urgent": yes_no, "tracked": yes_no,
        "kind": one_of(words.ROUTE_KINDS), "purpose": text, "silent": some_of(PARTS), "open_points": list_of_text, **_PARTS,
    },
)  # fmt: skip
ROUTE_DEFAULTS = Form({}, _PARTS)
WHO_ASKS = Form({"title": text}, {"also": list_of_text})
FACT = Form({"question": text, "values": words_by_name}, {})
PARTY = Form({"title": text, "roles": list_or_empty}, {})
EVIDENCE = Form({"title": text, "asked": text, **_RULE}, {"when": lists_by_name})
LISTED_ITEM = Form({"title": text, **_RULE}, {})
ORDER = Form({"title": text, "effect": one_of(words.ORDER_EFFECTS), **_RULE}, {"route": text})
DUTY = Form(
    {"title": text, "may": some_of(words.ROLES), **_RULE},
    {
        "never": some_of(words.ROLES), "apart_from": list_of_text, "part": one_of(WHO_PARTS),
        "release_parts": some_of(WHO_PARTS), "chain_parts": some_of(WHO_PARTS), "also_parts": some_of(WHO_PARTS),
    },
)  # fmt: skip
CLOCK = Form(
    {
        "title": text, "unit": one_of(words.UNITS), "counts_from": some_of(words.STARTS), "rolls": yes_no,
        "holidays": one_of(words.HOLIDAYS), "clarification": one_of(words.CLARIFICATION), **_RULE,
    },
    {
        "also": list_of_text, "length": days, "extend_months": days, "extend_days": days, "extend_citation": text,
        "clarification_citation": text, "rolls_citation": text, "fee_pauses": yes_no, "fee_months": days,
        "fee_days": days, "fee_citation": text,
    },
)  # fmt: skip
TEMPLATE = Form(
    {"title": text, "subject": text, "body": text, "step": text},
    {
        "kinds": some_of(words.ROUTE_KINDS), "to": one_of(words.LETTER_TO), "outcomes": some_of(words.OUTCOMES),
        "names_child": yes_no,
    },
)  # fmt: skip
LETTERHEAD = Form({}, dict.fromkeys(("service", "address", "telephone", "email", "web"), words_or_empty))
REMINDER = Form({"title": text}, {"days": days, "many": days, "explanation": text})
MATTER = Form(
    {"title": text, "purpose": text, "duty": text, "truth": text, **_RULE},
    {"weeks": days, "extend_weeks": days, "weeks_citation": text, "off": yes_no},
)
MINUTES = Form(
    {
        "id": text, "title": text, "meetings": some_of(words.MEETINGS), "capacity": some_of(words.CAPACITIES),
        "when": some_of(words.HAPPENED), "gives": one_of(words.MINUTES_GIVE), **_RULE,
    },
    {
        "decided_by": one_of(words.MINUTES_DECIDED_BY), "on_request": yes_no, "needs": some_of(words.MINUTES_NEED),
        "remove": list_of_text, "consider": list_of_text, "open_points": list_of_text,
    },
)  # fmt: skip
NAMED: Mapping[str, Form] = {
    "grounds": GROUND, "purposes": PURPOSE, "labels": LABEL, "retention": RETENTION, "holds": HOLD,
    "helplines": HELPLINE, "requesters": WHO_ASKS, "contexts": WHO_ASKS, "facts": FACT, "parties": PARTY,
    "evidence": EVIDENCE, "orders": ORDER, "duties": DUTY, "clocks": CLOCK, "templates": TEMPLATE,
    "reminders": REMINDER, "matters": MATTER, "prescribed": LISTED_ITEM, "written_request": LISTED_ITEM,
}  # fmt: skip
"""Tables of entries with a name of their own, such as [grounds.third_party]."""
LISTED: Mapping[str, Form] = {"disclosure": DISCLOSURE, "route": ROUTE, "minutes": MINUTES}
"""Tables written [[so]], once for each rule, in order."""
SINGLE: Mapping[str, Form] = {
    "pack": PACK, "never_disclose": NEVER_DISCLOSE, "route_defaults": ROUTE_DEFAULTS, "letterhead": LETTERHEAD,
}  # fmt: skip
GROUPS = frozenset({"person", "recipient", "kind", "purpose"})
TABLES = frozenset({"groups", "letter", *LISTED, *SINGLE, *NAMED})
