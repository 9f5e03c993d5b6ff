"""What is filled in about a fee."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from candour.access.forms_steps import area, day


class AskFee(forms.Form):
    amount = forms.DecimalField(
        label="How much, in pounds?", help_text="For example, 24.50.", min_value=Decimal("0.01"), max_digits=8,
        decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": "Give an amount in pounds, such as 24.50", "required": "Say how much it is"},
    )  # fmt: skip
    why = area("Why may a fee be asked for?", hint="And how it was worked out. They are told this.")
    on = day("On which day is the notice given?")


class FeeCame(forms.Form):
    on = day("On which day did the fee come?")
