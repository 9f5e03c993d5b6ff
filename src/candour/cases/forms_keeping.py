"""What people fill in about how long a case is kept and what becomes of it. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.cases.forms import Reasoned
from candour.cases.models import Case
from candour.policy import Pack
from candour.policy.showing import kept

_DAYS = {
    "born": ("Date of birth", "Of the youngest child of the file. Leave it empty when the register has it."),
    "died": ("Date of death", "If the child has died. Leave it empty otherwise."),
    "adopted": ("Date of the adoption order", "Leave it empty when there was none."),
    "closed": ("Date on which the case was closed", "When work on it ended for the last time."),
}


class KindOfFile(Reasoned):
    kind = forms.ChoiceField(label="What kind of file is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(rule.id, f"{rule.title}: {kept(rule)}") for rule in pack.retention.values()])
        self.fields["kind"].help_text = "If more than one fits, choose the one that is kept longest."
        for name, (label, hint) in _DAYS.items():
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                widget=forms.SelectDateWidget,
                help_text=f"{hint} For example, 27 3 2007.",
                error_messages={"invalid": "Give a day, as 27 3 2007."},
            )
        self.fields["reason"].label = "Why is it this kind of file?"
        self.order_fields(["kind", *_DAYS, "reason"])


class ConfirmDestruction(forms.Form):
    reference = forms.CharField(
        label="Reference of the case",
        max_length=60,
        help_text="Type it, so that no other case is destroyed by mistake.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_reference(self) -> str:
        given = str(self.cleaned_data["reference"]).strip()
        if given != self.case.reference:
            raise forms.ValidationError("This is not the reference of this case.")
        return given
