"""Narrows the list of requests. What it is narrowed by may be a name, so it is sent by POST and kept in the session."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.access.lists import KINDS
from candour.access.queries import DUE, STATES, Wanted, teams_with_requests
from candour.accounts.offering import offer


class Narrow(forms.Form):
    text = forms.CharField(label="Reference or name", max_length=200, required=False)
    state = forms.ChoiceField(label="State", required=False, choices=list(STATES.items()))
    due = forms.ChoiceField(label="Due", required=False, choices=[("", "Any day"), *DUE.items()])
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *KINDS.items()])
    team = forms.ChoiceField(label="Team", required=False)
    mine = forms.BooleanField(label="Only those of my teams, or that I logged", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", [("", "Any team"), *((str(each.key), each.name) for each in teams_with_requests())])

    def wanted(self, **more: Any) -> Wanted:
        """What cannot be read counts as not said."""
        return Wanted(**(self.cleaned_data if self.is_bound and self.is_valid() else {}), **more)


class SaveView(forms.Form):
    name = forms.CharField(
        label="Name of the view",
        max_length=60,
        help_text="Only you see it. It keeps state, day, kind and team, not the words that you looked for.",
    )
