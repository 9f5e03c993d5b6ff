"""What is filled in to decide about a person, or about a name that could be several people's."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.policy import Pack

_ACTIONS = (("keep", "Leave visible"), ("redact", "Black out"))


class _Decide(forms.Form):
    action = forms.ChoiceField(
        label="What happens", choices=_ACTIONS, widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it stays visible or is blacked out."},
    )  # fmt: skip
    ground = forms.ChoiceField(label="Reason, if it is blacked out", required=False)
    explanation = forms.CharField(
        label="Explanation", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [(each.id, each.title) for each in pack.grounds.values()]
        offer(self, "ground", [("", "Choose a reason"), *grounds])


class DecidePerson(_Decide):
    """For everything of one person."""


class DecideUnclear(_Decide):
    """For everything that says the same; ``mention`` is one of them."""

    mention = forms.CharField(max_length=40, widget=forms.HiddenInput)
