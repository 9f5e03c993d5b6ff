"""What is filled in after something was shared at once. It is short: nothing that is not known has to be made up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from candour.access.shared_now import How
from candour.access.sharing import Said, contexts
from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.accounts.queries import teams, teams_of
from candour.cases.models import Case
from candour.ledger.clock import LONDON, now, today
from candour.policy import Pack

_TIMES = ("%H:%M", "%H.%M", "%H%M", "%H:%M:%S")


def _case(reference: str) -> Case | None:
    """Only one that the person may see: the database knows no other."""
    return Case.objects.filter(reference__iexact=reference.strip()).first() if reference.strip() else None


class Note(forms.Form):
    context = forms.ChoiceField(label="What was it for?", widget=forms.RadioSelect)
    with_whom = forms.CharField(label="With whom?", max_length=200, help_text="The name of the person who got it.")
    agency = forms.CharField(label="Agency", max_length=200, help_text="Such as the police force, hospital or school.")
    case_file = forms.CharField(
        label="Reference of the child’s case",
        max_length=60,
        required=False,
        help_text="If you know it, and can see the case. Otherwise leave it empty and give the child’s name.",
    )
    child = forms.CharField(label="Name of the child", max_length=200, required=False)
    what = forms.CharField(label="What did you share?", max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}))
    why = forms.CharField(
        label="Why did they need it?",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence is enough.",
    )
    how = forms.ChoiceField(label="How was it shared?", choices=How.choices, widget=forms.RadioSelect)
    shared_on = forms.DateField(label="On which day was it shared?", widget=forms.SelectDateWidget)
    shared_time = forms.TimeField(
        label="At about what time?",
        input_formats=_TIMES,
        help_text="For example, 14:30.",
        error_messages={"invalid": "Give the time as in 14:30"},
    )
    team = forms.ModelChoiceField(
        label="If no case is given: whose manager should look at it?",
        queryset=Team.objects.none(),
        to_field_name="key",
        required=False,
        empty_label="Choose a team",
        help_text="Everybody in this team sees the note until it is linked to the case.",
    )

    def __init__(self, *args: Any, pack: Pack, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "context", list(contexts(pack).items()))
        offer(self, "team", teams())
        self.fields["shared_on"].initial = today()
        self.fields["shared_time"].initial = f"{now().astimezone(LONDON):%H:%M}"
        own = list(teams_of(user)[:2])
        if len(own) == 1:
            self.fields["team"].initial = own[0].key

    def clean_case_file(self) -> Case | None:
        reference = str(self.cleaned_data["case_file"])
        found = _case(reference)
        if reference.strip() and found is None:
            raise forms.ValidationError(
                "You can see no case with this reference. Leave it empty and give the child’s name: nothing waits for it"
            )
        return found

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("case_file") and "case_file" not in self.errors:
            if not str(told.get("child", "")).strip():
                self.add_error("child", "Give the child’s name, or the reference of the case")
            if told.get("team") is None and "team" not in self.errors:
                self.add_error("team", "Choose the team whose manager looks at it")
        if "shared_on" in told and "shared_time" in told and self.shared_at > now():
            self.add_error("shared_on", "It cannot have been shared at a time that is yet to come")
        return told

    @property
    def shared_at(self) -> datetime:
        told = self.cleaned_data
        return datetime.combine(told["shared_on"], told["shared_time"], LONDON)

    def said(self) -> Said:
        told = self.cleaned_data
        words = {name: told[name] for name in ("context", "with_whom", "agency", "what", "why", "child")}
        return Said(**words, how=How(told["how"]), shared_at=self.shared_at)


class Look(forms.Form):
    words = forms.CharField(
        label="What follows from it, if anything",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Link(forms.Form):
    case_file = forms.CharField(label="Reference of the case", max_length=60)

    def clean_case_file(self) -> Case:
        found = _case(str(self.cleaned_data["case_file"]))
        if found is None:
            raise forms.ValidationError("You can see no case with this reference")
        return found
