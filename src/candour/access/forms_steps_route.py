"""What is filled in about the route of a request: what is known, its case file, its day, its safe contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from candour.access.forms_steps import area, day, line, one_of
from candour.access.models import Way
from candour.cases.models import Case
from candour.policy.finding import NO_ORDER, Ask
from candour.policy.routes import ORDER_FACT


class Facts(forms.Form):
    """What is known of a request. Orders of a court are always among what can be said."""

    why = area("How do you know it?")

    def __init__(self, *args: Any, asks: Iterable[Ask], known: Mapping[str, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asks)
        for each in self.asked:
            self.fields[each.fact] = _several(each) if each.fact == ORDER_FACT else _single(each)
            told = known.get(each.fact, [])
            self.fields[each.fact].initial = told if each.fact == ORDER_FACT else next(iter(told), "")
        self.order_fields([*(each.fact for each in self.asked), "why"])

    def clean(self) -> dict[str, Any]:
        """``facts``: what was answered, by fact."""
        given = super().clean() or {}
        facts = {each.fact: _as_several(given.get(each.fact)) for each in self.asked}
        orders = facts.get(ORDER_FACT, ())
        if NO_ORDER in orders and len(orders) > 1:
            self.add_error(ORDER_FACT, "Choose “None” alone, or the orders there are")
        return {"facts": {fact: told for fact, told in facts.items() if told}, "why": given.get("why", "")}


def _several(ask: Ask) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=ask.question, choices=list(ask.values.items()), widget=forms.CheckboxSelectMultiple,
        help_text="Tick every one that there is, or “None”.",
    )  # fmt: skip


def _single(ask: Ask) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=ask.question, choices=list(ask.values.items()), required=False, widget=forms.RadioSelect,
        help_text="Leave it open if it is not known.",
    )  # fmt: skip


def _as_several(told: Any) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, list) else ((told,) if told else ())


class LinkCase(forms.Form):
    """By its reference, typed: nobody chooses from a list of other families."""

    reference = line("Reference of the case file", longest=60, hint="As it stands on the page of the case.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        told = str(given.get("reference", "")).strip()
        found = Case.objects.filter(reference__iexact=told).first() if told else None
        if told and found is None:
            self.add_error("reference", "There is no case file with this reference that you may see")
        return {"case": found}


class NameDay(forms.Form):
    on = day("By which day do they want the answer?", now=False, hint="As the letter, notice or order says it.")
    why = area("Where is the day named?", hint="For example: second page of their letter of 3 March.")


class SafeContact(forms.Form):
    way = one_of("The way that is safe", Way.choices)
    contact = area("Address, number or person", longest=500)
    never = area(
        "What must never be used", longest=500, required=False,
        hint="Such as a shared telephone, or the address where they live. One on each line.",
    )  # fmt: skip
