"""Forms of the pages about the policy. They check the shape only; the services say what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from candour.packs.models import PackVersion


class Filter(forms.Form):
    q = forms.CharField(max_length=200, required=False, label="Words", help_text="Every word has to stand in the rule.")
    to_confirm = forms.BooleanField(required=False, label="Only rules that Legal has to confirm")

    def words(self) -> list[str]:
        return str(self.cleaned_data["q"]).split() if self.is_valid() else []

    def unconfirmed(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["to_confirm"])


class PutInForce(forms.Form):
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=2000,
        label="Why the policy changes, and who agreed to it",
        help_text="It stands in the ledger. Name no child or family.",
        widget=forms.Textarea,
    )


class Compare(forms.Form):
    old = forms.ChoiceField(label="Earlier version", widget=forms.Select)
    new = forms.ChoiceField(label="Later version", widget=forms.Select)

    def __init__(self, *args: Any, versions: Iterable[PackVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(each.key), f"{each.name} {each.version}, {each.sha256[:8]}") for each in versions]
        for name in ("old", "new"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed
