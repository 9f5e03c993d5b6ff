"""What people fill in about protocols and who reads them. Rules live in the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from candour.accounts.models import Team, User
from candour.accounts.offering import offer
from candour.cases.forms import Somebody
from candour.ledger.clock import today
from candour.litigation.protocols import Draft, example
from candour.packs import in_force

_TWO_WEEKS = timedelta(days=14)


class DraftForm(forms.Form):
    """One version. ``first``: there is none before it."""

    text = forms.CharField(
        label="Text", widget=forms.Textarea(attrs={"rows": 25}),
        help_text="Begin a heading with # and a space. Leave an empty line between paragraphs.",
    )  # fmt: skip
    in_force_from = forms.DateField(label="In force from", required=False, widget=forms.SelectDateWidget)
    changes = forms.CharField(
        label="What is different from the version before, and why?", max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["changes"]

    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(given["text"], given.get("changes", ""), given["in_force_from"])


class MakeProtocol(DraftForm):
    title = forms.CharField(label="Title", max_length=200)
    kinds = forms.MultipleChoiceField(
        label="Which matters does it bind?", widget=forms.CheckboxSelectMultiple,
        help_text="A matter is bound to the version in force when it is opened.",
    )  # fmt: skip
    field_order = ("title", "kinds")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, first=True, **kwargs)
        offer(self, "kinds", [(key, each.title) for key, each in in_force.current(on=today()).matters.items()])


class AskReading(forms.Form):
    teams = forms.ModelMultipleChoiceField(
        label="Services", queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="One of its managers, or of its lawyers, says it for the service.",
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        label="Everybody in these services", queryset=Team.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Each person says it for themselves.",
    )  # fmt: skip
    user = Somebody(label="One person", queryset=User.objects.none(), required=False, empty_label="Nobody by name")
    due = forms.DateField(label="By when?", widget=forms.SelectDateWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"due": today() + _TWO_WEEKS})
        super().__init__(*args, **kwargs)
        teams = Team.objects.order_by("name")
        offer(self, "teams", teams)
        offer(self, "members", teams)
        offer(self, "user", User.objects.filter(is_active=True).order_by("name", "pk"))

    def people(self) -> list[User]:
        """Everybody who was chosen, each once."""
        chosen = User.objects.filter(
            is_active=True, memberships__team__in=self.cleaned_data["members"], memberships__ended_at=None
        )
        one = self.cleaned_data["user"]
        return list({each.pk: each for each in (*chosen, *([one] if one else []))}.values())


def beginning() -> dict[str, Any]:
    """What a new judicial review protocol begins with."""
    return {"title": "Judicial review protocol", "kinds": ["judicial_review"], "text": example()}
