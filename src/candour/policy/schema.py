"""The form of a pack file: its tables, their keys, what each may hold. It does not judge whether a rule is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from candour.policy import vocabulary as words

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


def one_of(allowed: Collection[str]) -> Test:
    def test(value: object) -> Fault:
        return "" if isinstance(value, str) and value in allowed else "has to be one of: " + ", ".join(sorted(allowed))

    return test


def list_of_text(value: object) -> Fault:
    good = isinstance(value, list) and value and all(isinstance(item, str) and item for item in value)
    return "" if good else 'has to be a list of words such as ["a", "b"], not empty'


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
    {"extends": text, "fallback_ground": text, "remove": list_of_text},
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
NAMED: Mapping[str, Form] = {
    "grounds": GROUND, "purposes": PURPOSE, "labels": LABEL, "retention": RETENTION, "holds": HOLD,
    "helplines": HELPLINE,
}  # fmt: skip
"""Tables of entries with a name of their own, such as [grounds.third_party]."""
GROUPS = frozenset({"person", "recipient", "kind", "purpose"})
TABLES = frozenset(
    {"pack", "groups", "grounds", "purposes", "disclosure", "never_disclose", "labels", "letter",
     "retention", "holds", "helplines"}
)  # fmt: skip
