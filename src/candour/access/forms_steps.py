"""What is filled in to take a step of a request. What may be done, and when, is for the services to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from candour.ledger.clock import today

Sent = QueryDict | None
_WORDS = {"rows": 4}


def area(label: str, *, hint: str = "", required: bool = True, longest: int = 5_000) -> forms.CharField:
    box = forms.Textarea(attrs=_WORDS)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest, widget=box)


def line(label: str, *, hint: str = "", required: bool = True, longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest)


def day(
    label: str, *, hint: str = "For example, 27 3 2026.", now: bool = True, required: bool = True
) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required, widget=forms.SelectDateWidget, initial=today if now else None,
        error_messages={"required": "Give the day", "invalid": "Give a day, as 27 3 2026"},
    )  # fmt: skip


def one_of(label: str, choices: Iterable[tuple[str, str]], *, hint: str = "", to: Any = str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=list(choices), help_text=hint, coerce=to, widget=forms.RadioSelect
    )


def yes_or_no(label: str, *, hint: str = "", yes: str = "Yes", no: str = "No") -> forms.TypedChoiceField:
    return one_of(label, (("yes", yes), ("no", no)), hint=hint, to=lambda told: told == "yes")


class Confirm(forms.Form):
    """Nothing to fill in: the button says it all."""


class Reasoned(forms.Form):
    """One reason; ``label`` asks for it."""

    why = area("Why?")

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label, hint
