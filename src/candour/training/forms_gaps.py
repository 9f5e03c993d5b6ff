"""What people fill in about gaps in what people know. Rules live in the services."""

from __future__ import annotations

from typing import Any

from django import forms

from candour.accounts.models import Team
from candour.accounts.offering import offer
from candour.accounts.queries import teams
from candour.training import gap_keeping
from candour.training.models import Gap, Source, Stage


class GapForm(forms.Form):
    title = forms.CharField(label="The gap in a few words", max_length=200)
    what = forms.CharField(
        label="What did people not know?", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Every member of staff may read this: name no child, no family and no case.",
    )  # fmt: skip
    source = forms.ChoiceField(label="Where was it seen?", choices=Source.choices, widget=forms.RadioSelect)
    source_words = forms.CharField(
        label="Which one?", max_length=200, required=False,
        help_text="For example: the audit of March 2026. No name of a case.",
    )  # fmt: skip
    teams = forms.ModelMultipleChoiceField(
        label="Whose gap is it?", queryset=Team.objects.none(), required=False, to_field_name="key",
        widget=forms.CheckboxSelectMultiple, help_text="Choose no team if it is everybody’s.",
    )  # fmt: skip

    def __init__(self, *args: Any, gap: Gap | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "teams", teams())
        if gap:
            self.initial = {name: getattr(gap, name) for name in ("title", "what", "source", "source_words")}
            self.initial["teams"] = list(gap.teams.all())

    def about(self) -> gap_keeping.About:
        return gap_keeping.About(**{**self.cleaned_data, "teams": list(self.cleaned_data["teams"])})


class CloseForm(forms.Form):
    evidence = forms.CharField(
        label="What shows that people know it now?", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: the sample of ten cases in June had the reason recorded in all ten. Name no case.",
    )  # fmt: skip
    file = forms.FileField(
        label="File that shows it", required=False, widget=forms.FileInput,
        help_text="If there is one, at most 10 MB. Its hash stands in the ledger.",
        error_messages={"empty": "The file is empty. Choose another, or none."},
    )  # fmt: skip


class GapFilter(forms.Form):
    """What cannot be read counts as empty."""

    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.none(), required=False, empty_label="Any team", to_field_name="key"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams())

    def chosen(self) -> Team | None:
        return self.cleaned_data.get("team") if self.is_valid() else None


class JoinGap(forms.Form):
    gap: forms.ModelChoiceField[Gap] = forms.ModelChoiceField(
        label="Gap", queryset=Gap.objects.none(), empty_label="Choose a gap", to_field_name="key"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "gap", Gap.objects.exclude(stage=Stage.CLOSED).order_by("title", "pk"))
        self.fields["gap"].label_from_instance = lambda gap: gap.title  # type: ignore[attr-defined]
