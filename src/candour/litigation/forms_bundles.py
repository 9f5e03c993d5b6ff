"""What is chosen before a court bundle is made. What goes in is for the disclosure list to say."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.cases.models import Case
from candour.litigation.bundling import COURT, Begun, recipients
from candour.litigation.models import Matter


class BundleForm(forms.Form):
    recipient = forms.ChoiceField(label="Who is it for?", widget=forms.RadioSelect, initial=COURT)
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
    all_the_same = forms.BooleanField(
        label="Make it all the same", required=False,
        help_text="What was in the way, and how much of it, is kept with the bundle.",
    )  # fmt: skip

    def __init__(self, *args: Any, matter: Matter, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipient", recipients(matter, case))

    def begun(self) -> Begun:
        return Begun(**self.cleaned_data)
