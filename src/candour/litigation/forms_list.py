"""What people fill in about the documents of a matter: what one is, what went to whom, what came later. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.offering import offer
from candour.ledger.clock import today
from candour.litigation.disclosing import Went
from candour.litigation.marking import Said
from candour.litigation.models import Inspection, Matter, Party, Stance, Verdict


class MarkForm(forms.Form):
    """``reason`` is one line, so that Enter saves it and goes on to the next document."""

    stance = forms.ChoiceField(label="What is it to the matter?", choices=Stance.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        max_length=1_000,
        help_text="In a few words of its own. It is for Legal, and stands in no list for others.",
    )
    inspection = forms.ChoiceField(
        label="May the other side see it?", choices=Inspection.choices, widget=forms.RadioSelect,
        initial=Inspection.GIVEN,
    )  # fmt: skip
    ground = forms.CharField(
        label="On what ground is it withheld?", max_length=300, required=False,
        help_text="Such as legal advice privilege. It stands in the list for the other side.",
    )  # fmt: skip

    def told(self) -> Said:
        return Said(**self.cleaned_data)


class WentForm(forms.Form):
    party = forms.ModelChoiceField(label="To whom?", queryset=Party.objects.none(), empty_label="Choose a party")
    on = forms.DateField(label="When?", widget=forms.SelectDateWidget)
    how = forms.CharField(
        label="How?", max_length=300, help_text="Such as: with the acknowledgment of service, by secure e-mail."
    )
    looked_at = forms.BooleanField(label="I have looked at these, and they did go", required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": today()}
        offer(self, "party", Party.objects.filter(matter=matter, ended_at=None).order_by("name", "pk"))

    def told(self) -> Went:
        return Went(**{name: self.cleaned_data[name] for name in ("party", "on", "how")})


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(
        label="Does it have to be disclosed?", widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in (Verdict.DISCLOSE, Verdict.NOT_DISCLOSABLE)],
    )  # fmt: skip
    reason = forms.CharField(label="Why?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
