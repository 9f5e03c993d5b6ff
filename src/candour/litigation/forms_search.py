"""What people fill in about a search: its scope, who searches which place, what came of it. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import User
from candour.accounts.offering import offer
from candour.cases.forms import Somebody
from candour.litigation.answering import Answered
from candour.litigation.models import PlaceKind, Result
from candour.litigation.scoping import Scope
from candour.litigation.searching import Asked

_DAY = forms.SelectDateWidget


class ScopeForm(forms.Form):
    scope = forms.CharField(
        label="What is searched for?", max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The issues, the people, the events. Whoever searches reads this, and nothing else of the matter.",
    )  # fmt: skip
    since = forms.DateField(
        label="Nothing dated before", required=False, widget=_DAY,
        help_text="Leave it empty for everything. Records without a date are always in scope.",
    )  # fmt: skip
    until = forms.DateField(label="Nothing dated after", required=False, widget=_DAY)
    narrowed_because = forms.CharField(
        label="Why are records of other times left out?", max_length=1_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Needed if you gave a day.",
    )  # fmt: skip

    def told(self) -> Scope:
        return Scope(**self.cleaned_data)


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(label="What kind of place is it?", choices=PlaceKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Which place is searched?", max_length=300, help_text="Such as: the shared drive of the assessment team."
    )
    custodian = Somebody(
        label="Who searches there?", queryset=User.objects.none(), required=False, empty_label="Somebody without an account",
        help_text="They answer on a page of their own and see no more of the matter.",
    )  # fmt: skip
    custodian_name = forms.CharField(
        label="Their name, if they have no account", max_length=200, required=False,
        help_text="Ask them yourself, and enter what they say.",
    )  # fmt: skip
    terms = forms.CharField(
        label="Words to search for", max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Names, numbers and other words, one in a line.",
    )  # fmt: skip
    due = forms.DateField(label="By when?", widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "custodian", User.objects.filter(is_active=True).order_by("name", "pk"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("custodian") and given.get("custodian_name"):
            self.add_error("custodian_name", "Choose a person or write a name, not both.")
        return given

    def told(self) -> Asked:
        return Asked(**self.cleaned_data)


class AnswerForm(forms.Form):
    result = forms.ChoiceField(label="What came of it?", choices=Result.choices, widget=forms.RadioSelect)
    searched_on = forms.DateField(
        label="When was it searched?",
        required=False,
        widget=_DAY,
        help_text="The day on which the search was finished.",
    )
    terms = forms.CharField(
        label="Which words were really searched for?", max_length=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    found = forms.IntegerField(
        label="How many documents were found?", min_value=0, max_value=1_000_000, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    provided_on = forms.DateField(
        label="When were all of them put into the case file?", required=False, widget=_DAY,
        help_text="Leave it empty until they are. The search is not complete before.",
    )  # fmt: skip
    not_found = forms.CharField(
        label="What should have been there and was not?", max_length=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    why = forms.CharField(
        label="Why was it not found, or could not be searched?", max_length=5_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def told(self) -> Answered:
        return Answered(**{**self.cleaned_data, "found": self.cleaned_data["found"] or 0})
