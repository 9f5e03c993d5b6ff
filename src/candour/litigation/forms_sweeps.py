"""What people fill in about sweeps. Rules live in the services."""

from __future__ import annotations

from django import forms


class SweepForm(forms.Form):
    note = forms.CharField(
        label="Why now?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Such as the failure that led to it. Name no child or party.",
    )  # fmt: skip
