"""What staff fill in about what came in. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.access.arrival import Arrival, Aside
from candour.access.models import Channel
from candour.ledger.clock import today


class Drop(forms.Form):
    file = forms.FileField(
        label="An e-mail as a file", help_text="A .eml or .msg file, as your mail program saves it. At most 40 MB."
    )


class TakeUp(forms.Form):
    """An e-mail says in its header when it was sent; when it reached the council is for a person to say."""

    received_on = forms.DateField(
        label="On which day did it reach the council?",
        widget=forms.SelectDateWidget,
        help_text="As the e-mail says it was sent. Its time counts from the day on which anybody in the council had it.",
    )

    def __init__(self, *args: Any, arrival: Arrival, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = arrival.received_on
        if arrival.channel != Channel.EMAIL:
            del self.fields["received_on"]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError("It cannot have come on a day that is yet to come")
        return day


class SetAside(forms.Form):
    aside = forms.ChoiceField(label="What is it?", choices=Aside.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why, and where it went",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If somebody else has it now, say who.",
    )
